import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Bilingual, Language } from "./bilingual.ts";
import { historyTable } from "./check/history.ts";
import { type Contract, readContracts } from "./contracts/contract.ts";
import type { Say } from "./messages/message.ts";
import type { Folders } from "./paths.ts";
import { readPublished } from "./release/published.ts";
import { quoteName, quoteText, readRows } from "./warehouse/connect.ts";
import { openReadOnly } from "./warehouse/open-read-only.ts";

const loaded = z.object({
  dataset: z.string(),
  files: z.int(),
  rows: z.int(),
  rejected: z.int(),
  advisory: z.int(),
  out_of_scope: z.int(),
});

const employerReturn = z.object({
  dataset: z.string(),
  employer: z.string(),
  period_end: z.string(),
  received: z.boolean(),
  /** It is not there though it was due by the day that counts. */
  overdue: z.boolean(),
  rows: z.int(),
  /** Rows of its file that were rejected; null where the file holds other returns too. */
  rejected: z.int().nullable(),
  file: z.string().nullable(),
});

const employer = z.object({ code: z.string(), en: z.string(), cy: z.string() });

type EmployerReturn = z.infer<typeof employerReturn>;

export interface Status {
  release: { release: string; as_at: string; example: boolean } | null;
  datasets: (z.infer<typeof loaded> & { title: Bilingual; returns: EmployerReturn[] })[];
  employers: z.infer<typeof employer>[];
}

/**
 * What is loaded, and of each employer which returns have come and which have not: expected is one a quarter from the
 * employer's start to the dataset's latest.
 * @param asAt day on which it is asked what is overdue (ISO date); null: the end of each dataset's latest period
 * @throws PipelineError `no-warehouse`, `warehouse-in-use`
 */
export async function readStatus(folders: Folders, asAt: string | null): Promise<Status> {
  const contracts = (await readContracts(folders.pipelines)).filter((contract) => !contract.file);
  const manifest = await readPublished(folders);
  const { connection, close } = await openReadOnly(folders.warehouse);
  try {
    const isChecked = await hasCurrent(connection);
    const counts = isChecked ? await countLoaded(connection) : [];
    const returns = isChecked ? await readReturns(connection, contracts, asAt) : [];
    const nothing = { files: 0, rows: 0, rejected: 0, advisory: 0, out_of_scope: 0 };
    return {
      release: manifest && { release: manifest.release, as_at: manifest.as_at, example: manifest.example },
      datasets: contracts.map(({ dataset, title }) => ({
        title,
        ...(counts.find((one) => one.dataset === dataset) ?? { dataset, ...nothing }),
        returns: returns.filter((one) => one.dataset === dataset),
      })),
      employers: await readRows(
        connection,
        employer,
        "select code, short_en as en, short_cy as cy from reference.areas where level = 'employer' order by code",
      ),
    };
  } finally {
    close();
  }
}

/** The status as text: a paragraph for each dataset, in it a line for each employer. */
export function describeStatus(
  { release, datasets, employers }: Status,
  say: Say,
  language: Language,
): string[] {
  return [
    release
      ? say("status-release", { ...release, example: String(release.example) })
      : say("status-no-release"),
    ...datasets.flatMap(({ returns, title, ...counts }) => [
      "",
      `${counts.dataset}: ${say("status-dataset", { title: title[language], ...counts })}`,
      ...describeReturns(returns, employers, say, language),
    ]),
  ];
}

/** How many missing periods of one employer are named. */
const namedPeriods = 4;

function describeReturns(
  returns: readonly EmployerReturn[],
  employers: Status["employers"],
  say: Say,
  language: Language,
): string[] {
  if (returns.length === 0) return [];
  const number = new Intl.NumberFormat(language);
  const codes = [...new Set(returns.map((one) => one.employer))];
  const lines = codes.map((code) => {
    const own = returns.filter((one) => one.employer === code);
    const latest = own.findLast((one) => one.received);
    const name = employers.find((one) => one.code === code)?.[language] ?? "";
    return [
      `${code} ${name}`,
      latest?.period_end ?? "–",
      number.format(latest?.rows ?? 0),
      describeMissing(
        own.filter((one) => !one.received),
        say,
      ),
    ];
  });
  const headings = ["status-employer", "status-latest", "status-rows", "status-missing"] as const;
  return alignColumns([headings.map((key) => say(key)), ...lines]).map((line) => `  ${line}`);
}

function describeMissing(missing: readonly EmployerReturn[], say: Say): string {
  if (missing.length === 0) return "–";
  const named = missing
    .slice(-namedPeriods)
    .map(({ period_end, overdue }) => (overdue ? say("status-overdue", { period: period_end }) : period_end));
  return say("status-missing-periods", {
    periods: named.join(", "),
    more: missing.length - named.length,
  });
}

/** Lines with their columns under one another; the third holds numbers. */
function alignColumns(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines.map((line) =>
    line
      .map((text, column) =>
        column === 2 ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}

/** Whether a run has come so far as to say which files count. */
async function hasCurrent(connection: DuckDBConnection): Promise<boolean> {
  const tables = await readRows(
    connection,
    z.object({ table_name: z.string() }),
    "select table_name from duckdb_tables() where schema_name = 'current' and table_name = 'load'",
  );
  return tables.length > 0;
}

async function countLoaded(connection: DuckDBConnection): Promise<z.infer<typeof loaded>[]> {
  return readRows(
    connection,
    loaded,
    `select dataset, count(*)::int as files, sum(rows)::int as rows, sum(rejected)::int as rejected,
       sum(advisory)::int as advisory, sum(out_of_scope)::int as out_of_scope
     from current.load group by dataset`,
  );
}

async function readReturns(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
  asAt: string | null,
): Promise<EmployerReturn[]> {
  const held = contracts.flatMap(({ dataset, returns, freshness }) =>
    returns
      ? [
          `select ${quoteText(dataset)} as dataset, ${freshness?.days ?? "null::integer"} as days, load_id,
             ${quoteName(returns.employer)}::varchar as employer, ${quoteName(returns.period)} as period_end, count(*)::int as rows
           from ${historyTable({ dataset })} semi join current.load using (load_id) group by all`,
        ]
      : [],
  );
  return readRows(
    connection,
    employerReturn,
    `with held as (${held.join(" union all ")}),
     received as (
       select held.*, load.file, case when count(*) over (partition by held.load_id) = 1 then load.rejected end as rejected
       from held join current.load as load using (load_id)
       qualify load_id = max(load_id) over (partition by held.dataset, employer, period_end)),
     latest as (
       select dataset, days, max(period_end) as period_end, coalesce($as_at::date, max(period_end)) as asked
       from held group by all),
     period as (
       select dataset, period_end from held where month(period_end) % 3 = 0
       union
       select dataset, last_day(month_start::date)
       from (select dataset, unnest(generate_series(date_trunc('month', period_end), asked, interval 1 month)) as month_start, asked from latest)
       where month(month_start) % 3 = 0 and last_day(month_start::date) <= asked),
     expected as (
       select dataset, employer_code as employer, period.period_end
       from current.return_start join period using (dataset) where period.period_end >= first_period)
     select dataset, employer, period_end::varchar as period_end, received.load_id is not null as received,
       coalesce(received.load_id is null and period_end + latest.days < latest.asked, false) as overdue,
       coalesce(received.rows, 0) as rows, received.rejected, received.file
     from expected full join received using (dataset, employer, period_end)
     join (select dataset, days, asked from latest) as latest using (dataset)
     where period_end <= latest.asked
     order by all`,
    { as_at: asAt },
  );
}
