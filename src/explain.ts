import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Language } from "./bilingual.ts";
import { PipelineError } from "./errors.ts";
import { type TracedIndicator, traceIndicators } from "./indicators/compute.ts";
import { readPlan } from "./indicators/plan.ts";
import { readIndicators } from "./indicators/registry.ts";
import type { Say } from "./messages/message.ts";
import type { Folders } from "./paths.ts";
import { openWarehouse, readRows } from "./warehouse/connect.ts";
import { referencedTables } from "./warehouse/lineage.ts";
import { collectSources, type Model, readModels } from "./warehouse/models.ts";
import { openReadOnly } from "./warehouse/open-read-only.ts";

/** Names one cell; what is left out is the total. */
export interface CellKey {
  area: string;
  profession: string;
  staff_type: string | null;
  period: string | null;
  breakdown: string;
  category: string;
  level: string | null;
}

const observation = z.object({
  period: z.string(),
  area: z.string(),
  profession: z.string(),
  staff_type: z.string(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  value: z.number().nullable(),
  people: z.int().nullable(),
  marker: z.string(),
});

type Observation = z.infer<typeof observation>;

const input = z.object({ dataset: z.string(), file: z.string(), rows: z.int(), sha256: z.string() });

const missingReturn = z.object({ dataset: z.string(), employer: z.string(), period_end: z.string() });

export interface Explanation {
  indicator: TracedIndicator;
  outcomes: { id: string; title: { en: string; cy: string }; page: number }[];
  /** Tables between the indicator and its datasets, each with its grain. */
  models: Pick<Model, "name" | "grain" | "sql">[];
  cell: (Observation & { neighbours: Observation[]; missingReturns: z.infer<typeof missingReturn>[] }) | null;
  inputs: z.infer<typeof input>[];
}

/**
 * Where an indicator, or one of its numbers, comes from. Only protected numbers are given.
 * @param key the cell, or null for the indicator alone
 * @throws PipelineError `unknown-indicator`, `no-warehouse`, `unknown-cell`
 */
export async function explain(folders: Folders, id: string, key: CellKey | null): Promise<Explanation> {
  const indicators = await readIndicators(folders.pipelines);
  const indicator = indicators.find((one) => one.id === id);
  if (!indicator) {
    const known = indicators.map((one) => one.id).join(", ");
    throw new PipelineError("unknown-indicator", `${id} (${known})`, { kind: "usage" });
  }
  const warehouse = key ? await openReadOnly(folders.warehouse) : await openWarehouse({ path: ":memory:" });
  const { connection } = warehouse;
  try {
    const models = await readModels(connection, folders.pipelines);
    const [traced] = await traceIndicators(connection, [indicator], models);
    if (!traced) throw new PipelineError("unknown-indicator", id, { kind: "usage" });
    const plan = await readPlan(folders.pipelines);
    const sources = await collectIndicatorSources(traced, models, connection);
    const cell = key ? await findCell(connection, traced, key) : null;
    const inputs = cell ? await findInputs(connection, traced) : [];
    return {
      indicator: traced,
      outcomes: plan.aims
        .flatMap((aim) => aim.outcomes)
        .filter((outcome) => traced.outcomes.includes(outcome.id)),
      models: sources.map(({ name, grain, sql }) => ({ name, grain, sql })),
      cell,
      inputs,
    };
  } finally {
    warehouse.close();
  }
}

/** The explanation as text for a reader of `language`. */
export function describeExplanation(explanation: Explanation, say: Say, language: Language): string[] {
  const { indicator, cell } = explanation;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 4 });
  const show = (value: number | null): string =>
    value === null ? say("explain-not-shown") : number.format(value);
  const line = (key: string, text: string): string => `${say(`explain-${key}`)}: ${text}`;
  const formula =
    indicator.numerator && indicator.denominator
      ? [
          line(
            "formula",
            `${indicator.scale ?? 1} × ${indicator.numerator[language]} / ${indicator.denominator[language]}`,
          ),
        ]
      : [];
  return [
    `${indicator.id}: ${indicator.title[language]}`,
    line("definition", indicator.description[language]),
    ...formula,
    line("unit", indicator.unit[language]),
    line("class", indicator.class),
    line("outcomes", explanation.outcomes.map((one) => `${one.title[language]} (${one.page})`).join("; ")),
    line("datasets", indicator.datasets.join(", ")),
    line("models", explanation.models.map((model) => model.name).join(", ")),
    ...(cell ? describeCell(explanation, cell, say, show, line) : []),
    `${say("explain-sql")}:`,
    indicator.sql,
  ];
}

function describeCell(
  explanation: Explanation,
  cell: NonNullable<Explanation["cell"]>,
  say: Say,
  show: (value: number | null) => string,
  line: (key: string, text: string) => string,
): string[] {
  const isConfidential = cell.marker.split(" ").includes("c");
  return [
    line("cell", `${cell.period} · ${cell.area} · ${cell.profession} · ${cell.staff_type}`),
    ...(isConfidential
      ? [say("explain-confidential")]
      : (["value", "numerator", "denominator", "people"] as const)
          .filter((name) => name === "value" || cell[name] !== null)
          .map((name) => line(name, show(cell[name])))),
    ...(cell.marker === "" ? [] : [line("marker", cell.marker)]),
    line(
      "neighbours",
      cell.neighbours
        .map((one) => `${one.period} ${one.marker.split(" ").includes("c") ? "[c]" : show(one.value)}`)
        .join("; "),
    ),
    ...(cell.missingReturns.length === 0
      ? []
      : [
          line(
            "missing-returns",
            cell.missingReturns.map((one) => `${one.dataset} ${one.employer} ${one.period_end}`).join("; "),
          ),
        ]),
    `${say("explain-inputs")}:`,
    ...explanation.inputs.map((one) => `  ${say("explain-input", one)}`),
  ];
}

async function collectIndicatorSources(
  indicator: TracedIndicator,
  models: readonly Model[],
  connection: DuckDBConnection,
): Promise<Model[]> {
  const tables = await referencedTables(connection, indicator.sql, indicator.path);
  const names = collectSources(models, tables);
  return models.filter((model) => names.has(model.name));
}

async function findCell(
  connection: DuckDBConnection,
  indicator: TracedIndicator,
  key: CellKey,
): Promise<NonNullable<Explanation["cell"]>> {
  const { staff_types, levels } = indicator;
  const { period, ...named } = {
    ...key,
    staff_type: key.staff_type ?? (staff_types.includes("all") ? "all" : (staff_types[0] ?? "all")),
    level: key.level ?? levels[0] ?? "none",
  };
  const series = await readRows(
    connection,
    observation,
    `select period, area, profession, staff_type, numerator, denominator, value, people, marker from result.observation
     where indicator = $indicator and area = $area and profession = $profession and staff_type = $staff_type
       and breakdown = $breakdown and category = $category and level = $level
     order by period_end`,
    { indicator: indicator.id, ...named },
  );
  const at = period === null ? series.length - 1 : series.findIndex((one) => one.period === period);
  const cell = series[at];
  if (!cell) {
    const wanted = [indicator.id, ...Object.values(named), period ?? ""].join(" · ");
    throw new PipelineError("unknown-cell", wanted, { kind: "usage" });
  }
  const missingReturns = await readRows(
    connection,
    missingReturn,
    `select dataset, employer_code as employer, employer_return.period_end::varchar as period_end
     from marts.employer_return
     join marts.area_ancestor using (employer_code)
     join (select distinct period_end from result.observation where indicator = $indicator and period = $period) as wanted
       on employer_return.period_end in (wanted.period_end, last_day(wanted.period_end - interval 12 month))
     where not is_received and area = $area and list_contains(string_split($datasets, ','), dataset)
       and (employer_return.period_end = wanted.period_end or $flow)
     order by all`,
    {
      indicator: indicator.id,
      period: cell.period,
      area: named.area,
      datasets: indicator.datasets.join(","),
      flow: indicator.period === "year-to-quarter",
    },
  );
  return { ...cell, neighbours: series.slice(Math.max(0, at - neighbourCount), at), missingReturns };
}

/** How many earlier numbers of the series are shown beside one. */
const neighbourCount = 8;

async function findInputs(
  connection: DuckDBConnection,
  indicator: TracedIndicator,
): Promise<z.infer<typeof input>[]> {
  return readRows(
    connection,
    input,
    `select dataset, file, rows, sha256 from current.load
     where list_contains(string_split($datasets, ','), dataset) order by all`,
    { datasets: indicator.datasets.join(",") },
  );
}
