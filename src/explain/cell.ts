import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Bilingual } from "../bilingual.ts";
import type { Contract } from "../contracts/contract.ts";
import type { Policy } from "../disclosure/policy.ts";
import { PipelineError } from "../errors.ts";
import { neededReturns, type TracedIndicator } from "../indicators/compute.ts";
import { quoteText, readRows } from "../warehouse/connect.ts";
import type { NeededReturn } from "./inputs.ts";
import type { CellKey } from "./key.ts";
import { findPossibleReasons, findUnavailability, type Reason } from "./reasons.ts";

const point = z.object({
  period: z.string(),
  period_end: z.string(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  value: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  people: z.int().nullable(),
  marker: z.string(),
});

/** One number of a series, as it is published. */
export type Point = z.infer<typeof point>;

const missingReturn = z.object({
  dataset: z.string(),
  employer: z.string(),
  en: z.string(),
  cy: z.string(),
  period_end: z.string(),
});

const seriesBreak = z.object({ date: z.string(), en: z.string(), cy: z.string(), source: z.string() });

export interface Cell extends Point {
  key: CellKey;
  /** What the codes of the key are called, but for those that say nothing (`none`). */
  names: Bilingual[];
  state: "shown" | "confidential" | "not-available" | "not-applicable";
  /** Why it is not shown: of a confidential number only what the policy has for any such number. */
  reasons: Reason[];
  /** Numbers of the same series before and after it, the nearest ones. */
  before: Point[];
  after: Point[];
  missingReturns: z.infer<typeof missingReturn>[];
  breaks: z.infer<typeof seriesBreak>[];
}

/** How many numbers of the series are shown on either side. */
const neighbourCount = 8;

/** @throws PipelineError `unknown-cell` when the indicator has each value of the key but no number for all of them. */
export async function findCell(
  connection: DuckDBConnection,
  indicator: TracedIndicator,
  contracts: readonly Contract[],
  policy: Policy,
  key: CellKey,
): Promise<{ cell: Cell; needed: NeededReturn[] }> {
  const { period, ...series } = key;
  const points = await readRows(
    connection,
    point,
    `select period, period_end::varchar as period_end, numerator, denominator, value, lower, upper, people, marker
     from result.observation
     where indicator = $indicator and area = $area and profession = $profession and staff_type = $staff_type
       and breakdown = $breakdown and category = $category and level = $level
     order by period_end`,
    { indicator: indicator.id, ...series },
  );
  const at = points.findIndex((one) => one.period === period);
  const own = points[at];
  if (!own) {
    throw new PipelineError("unknown-cell", [indicator.id, ...Object.values(key)].join(" · "), {
      kind: "usage",
    });
  }
  const needed = await findNeededReturns(connection, indicator, contracts, own.period_end);
  const missingReturns = await findMissingReturns(connection, needed, key.area);
  const state = stateOf(own.marker);
  const reasons = {
    shown: async () => [],
    "not-applicable": async () => [{ code: "not-applicable", names: [] }],
    confidential: async () => findPossibleReasons(indicator, policy),
    "not-available": () => findUnavailability(connection, indicator, key, needed, hasMarker(own, "b")),
  }[state];
  const cell = {
    ...own,
    key,
    names: await readNames(connection, key),
    state,
    reasons: await reasons(),
    before: points.slice(Math.max(0, at - neighbourCount), at),
    after: points.slice(at + 1, at + 1 + neighbourCount),
    missingReturns,
    breaks: hasMarker(own, "b") ? await findBreaks(connection, indicator, key.area, own.period_end) : [],
  };
  return { cell, needed };
}

export function hasMarker({ marker }: Pick<Point, "marker">, code: string): boolean {
  return marker.split(" ").includes(code);
}

function stateOf(marker: string): Cell["state"] {
  if (hasMarker({ marker }, "c")) return "confidential";
  if (hasMarker({ marker }, "x")) return "not-available";
  return hasMarker({ marker }, "z") ? "not-applicable" : "shown";
}

async function findNeededReturns(
  connection: DuckDBConnection,
  indicator: TracedIndicator,
  contracts: readonly Contract[],
  periodEnd: string,
): Promise<NeededReturn[]> {
  const returns = neededReturns(indicator, contracts);
  if (returns.length === 0) return [];
  const dates = returns.map(
    ({ dataset, date }) =>
      `select ${quoteText(dataset)} as dataset, (${date})::date::varchar as period_end from grid`,
  );
  return readRows(
    connection,
    z.object({ dataset: z.string(), period_end: z.string() }),
    `with grid as (select $period_end::date as period_end) ${dates.join(" union ")} order by all`,
    { period_end: periodEnd },
  );
}

async function findMissingReturns(
  connection: DuckDBConnection,
  needed: readonly NeededReturn[],
  area: string,
): Promise<z.infer<typeof missingReturn>[]> {
  const wanted = needed.map(
    ({ dataset, period_end }) => `(${quoteText(dataset)}, ${quoteText(period_end)}::date)`,
  );
  if (wanted.length === 0) return [];
  return readRows(
    connection,
    missingReturn,
    `select dataset, employer_code as employer, areas.short_en as en, areas.short_cy as cy,
       period_end::varchar as period_end
     from marts.employer_return
     semi join (values ${wanted.join(", ")}) as wanted(dataset, period_end) using (dataset, period_end)
     join marts.area_ancestor using (employer_code)
     join reference.areas on areas.code = employer_code
     where not is_received and area_ancestor.area = $area
     order by all`,
    { area },
  );
}

/** The breaks inside the period: the quarter of a stock, the twelve months of a flow. */
async function findBreaks(
  connection: DuckDBConnection,
  indicator: TracedIndicator,
  area: string,
  periodEnd: string,
): Promise<z.infer<typeof seriesBreak>[]> {
  return readRows(
    connection,
    seriesBreak,
    `select effective_date as date, name_en as en, name_cy as cy, source from reference.series_breaks
     where area = $area and effective_date::date <= $period_end::date
       and effective_date::date > last_day($period_end::date - to_months($months))
     order by all`,
    { area, period_end: periodEnd, months: indicator.period === "quarter" ? 3 : 12 },
  );
}

async function readNames(connection: DuckDBConnection, key: CellKey): Promise<Bilingual[]> {
  const { area, profession, staff_type, breakdown, category, level } = key;
  return readRows(
    connection,
    z.object({ en: z.string(), cy: z.string() }),
    `select name_en as en, name_cy as cy from (
       select 1 as place, name_en, name_cy from reference.areas where code = $area
       union all select 2, name_en, name_cy from reference.professions where code = $profession
       union all select 3, name_en, name_cy from reference.staff_types where code = $staff_type
       union all select 4, name_en, name_cy from reference.breakdowns where code = $breakdown and code <> 'none'
       union all select 5, name_en, name_cy from reference.categories
         where breakdown = $breakdown and code = $category and breakdown <> 'none'
       union all select 6, name_en, name_cy from reference.levels where code = $level and code <> 'none')
     order by place`,
    { area, profession, staff_type, breakdown, category, level },
  );
}
