import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { historyTable } from "../check/history.ts";
import { type Contract, isOfPersons } from "../contracts/contract.ts";
import { quoteName, quoteText, readRows } from "../warehouse/connect.ts";

/** A return that a number needs. */
export interface NeededReturn {
  dataset: string;
  period_end: string;
}

const version = z.object({ load: z.int(), file: z.string(), received: z.string() });

const load = version.extend({
  sha256: z.string(),
  rows: z.int().nullable(),
  rejected: z.int().nullable(),
  advisory: z.int().nullable(),
});

const fault = z.object({
  load: z.int(),
  rule: z.string(),
  severity: z.string(),
  column: z.string(),
  rows: z.int(),
});

const part = z.object({
  load: z.int(),
  employer: z.string(),
  period_end: z.string(),
  rows: z.int().nullable(),
});

const replacement = version.extend({ successor: z.int() });

/** A file with rows that count for a number. Counts are null where they could say something that is confidential. */
export interface UsedFile extends z.infer<typeof load> {
  dataset: string;
  /** Earlier files whose rows it took the place of. */
  replaced: z.infer<typeof version>[];
  /** Its rows in the area and at the dates of the number; none of a dataset that is not sent by employer and period. */
  returns: Omit<z.infer<typeof part>, "load">[];
  /** Kinds of fault in it, each with the rows that have it. */
  faults: Omit<z.infer<typeof fault>, "load">[];
}

/**
 * The files behind a number, in the versions that are in force.
 * @param needed the returns that its period needs; of other datasets every file with rows in force counts
 * @param threshold of rows about persons, how many an employer must have for their count to be given; null: none may be
 */
export async function findUsedFiles(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
  area: string,
  needed: readonly NeededReturn[],
  threshold: number | null,
): Promise<UsedFile[]> {
  const files: UsedFile[] = [];
  for (const contract of contracts) {
    const dates = needed.filter(({ dataset }) => dataset === contract.dataset).map((one) => one.period_end);
    files.push(...(await findFilesOf(connection, contract, area, dates, threshold)));
  }
  return files;
}

async function findFilesOf(
  connection: DuckDBConnection,
  contract: Contract,
  area: string,
  dates: readonly string[],
  threshold: number | null,
): Promise<UsedFile[]> {
  const own = ownRows(contract, dates);
  const values = own.includes("$area") ? { area } : {};
  const isPersonal = isOfPersons(contract);
  const count = (column: string): string => (threshold === null ? "null::integer" : column);
  const rows =
    isPersonal && threshold !== null
      ? `case when sum(rows) >= ${threshold} then sum(rows)::int end`
      : "sum(rows)::int";
  const loads = await readRows(
    connection,
    load,
    `with own as (${own})
     select load_id as load, file, received_at::date::varchar as received, sha256,
       ${count("rows")} as rows, ${count("rejected")} as rejected, ${count("advisory")} as advisory
     from history.load semi join (from own where is_in_force) using (load_id) order by load_id`,
    values,
  );
  const replaced = await readRows(
    connection,
    replacement,
    `with own as (${own})
     select distinct own.in_force as successor, load_id as load, load.file, load.received_at::date::varchar as received
     from own join history.load as load using (load_id) where not is_in_force order by successor, load`,
    values,
  );
  const parts = await readRows(
    connection,
    part,
    `with own as (${own})
     select load_id as load, employer, period_end::varchar as period_end, ${count(rows)} as rows
     from own where is_in_force and employer is not null group by all order by period_end, employer`,
    values,
  );
  const faults = threshold === null ? [] : await findFaults(connection, contract.dataset);
  const of = <T extends { load: number }>(all: readonly T[], id: number): Omit<T, "load">[] =>
    all.filter((one) => one.load === id).map(({ load: _, ...rest }) => rest);
  return loads.map((one) => ({
    dataset: contract.dataset,
    ...one,
    replaced: replaced
      .filter(({ successor }) => successor === one.load)
      .map(({ successor: _, ...rest }) => rest),
    returns: of(parts, one.load),
    faults: of(faults, one.load),
  }));
}

/**
 * SQL of the rows of a dataset by what a later file replaces: load_id, employer and period_end (of the returns at
 * `dates`, else null), rows, in_force (the load that counts), is_in_force.
 */
function ownRows(contract: Contract, dates: readonly string[]): string {
  const returns = dates.length > 0 ? contract.returns : undefined;
  const employer = returns ? `${quoteName(returns.employer)}::varchar` : "null::varchar";
  const period = returns ? quoteName(returns.period) : "null::date";
  const chosen = returns
    ? `where ${period} in (${dates.map((date) => `${quoteText(date)}::date`).join(", ")})
         and ${employer} in (select employer_code from marts.area_ancestor where area = $area)`
    : "";
  return `select *, max(load_id) over (partition by replaced) as in_force, load_id = in_force as is_in_force
    from (
      select load_id, row(${contract.replaces.map(quoteName).join(", ")}) as replaced,
        ${employer} as employer, ${period} as period_end, count(*) as rows
      from ${historyTable(contract)} semi join current.load using (load_id) ${chosen}
      group by all)`;
}

async function findFaults(connection: DuckDBConnection, dataset: string): Promise<z.infer<typeof fault>[]> {
  return readRows(
    connection,
    fault,
    `select load_id as load, rule, severity, column_name as "column", count(distinct line)::int as rows
     from history.fault semi join (select load_id from current.load where dataset = $dataset) using (load_id)
     group by all order by load_id, severity desc, rows desc, rule, "column"`,
    { dataset },
  );
}
