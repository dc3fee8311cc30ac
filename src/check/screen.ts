import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { quoteName, quoteText, readRows } from "../warehouse/connect.ts";
import type { Column, Contract } from "./contract.ts";
import { normaliseCode, outOfRange, sqlType, typedValue } from "./typed.ts";

/** One thing that can be wrong with a row; a row's faults are the set bits of its `faults`. */
interface Check {
  rule: string;
  severity: "rejected" | "advisory";
  column: string;
  /** True for a row that fails. `raw_` columns hold the text, the others the typed value. */
  failed: string;
}

export interface Screening {
  rows: number;
  rejected: number;
  advisory: number;
  outOfScope: number;
}

/**
 * Screens one file with set-based SQL: a single pass types every column and marks every fault.
 * @param file `sql` is a SELECT of `row` (1-based), `breaks` (line breaks in the row) and, as text, `columns`
 * Leaves temporary tables `screened` (row, typed columns, is_rejected) and
 * `faults` (line, row, column_name, value, rule, severity; the value of a person column is never kept).
 */
export async function screen(
  connection: DuckDBConnection,
  contract: Contract,
  file: { columns: readonly string[]; sql: string; firstLine: number },
): Promise<Screening> {
  const columns = Object.entries(contract.columns).filter(([name]) => file.columns.includes(name));
  await writeDictionaries(connection, columns);
  const checks = [
    ...columns.flatMap(([name, column]) => columnChecks(name, column)),
    ...ruleChecks(contract),
  ];
  await connection.run(
    `create or replace temp table typed as ${typedSelect(contract, columns, checks, file.sql)}`,
  );
  await markDuplicates(connection, contract);
  const rejecting = checks.map((check) => check.severity === "rejected");
  await connection.run(`create or replace temp table screened as
    select typed.* exclude (faults), (faults & ${maskOf(rejecting)}) <> 0 or repeated.row is not null as is_rejected
    from typed left join repeated using (row)`);
  await writeFaults(connection, checks, new Map(columns), contract.key, file);
  const [counts] = await readRows(
    connection,
    z.object({ rows: z.int(), rejected: z.int(), advisory: z.int(), outOfScope: z.int() }),
    `select count(*)::int as rows, count(*) filter (is_rejected)::int as rejected,
       (select count(distinct row)::int from faults semi join (from screened where not is_rejected) using (row)) as advisory,
       count(*) filter (not is_rejected and (${contract.out_of_scope ?? "false"}))::int as "outOfScope"
     from screened`,
  );
  return counts ?? { rows: 0, rejected: 0, advisory: 0, outOfScope: 0 };
}

async function writeDictionaries(connection: DuckDBConnection, columns: [string, Column][]): Promise<void> {
  for (const [name, column] of columns) {
    if (column.type !== "code") continue;
    await connection.run(`create or replace temp table ${quoteName(`dictionary_${name}`)} as
      select ${normaliseCode("alias")} as alias, min(code) as code from (${column.codes})
      where alias is not null group by all`);
  }
}

function columnChecks(name: string, column: Column): Check[] {
  const severity = column.required ? "rejected" : "advisory";
  const raw = quoteName(`raw_${name}`);
  const typed = quoteName(name);
  const invalid = column.type === "code" ? "unknown-code" : `invalid-${column.type}`;
  const range = outOfRange(column, name);
  return [
    ...(column.required
      ? [{ rule: "missing-value", severity, column: name, failed: `${raw} is null` } as const]
      : []),
    { rule: invalid, severity, column: name, failed: `${raw} is not null and ${typed} is null` },
    ...(range ? [{ rule: "out-of-range", severity, column: name, failed: range } as const] : []),
  ];
}

function ruleChecks(contract: Contract): Check[] {
  return contract.rules.map((rule) => ({
    rule: rule.id,
    severity: rule.severity,
    column: rule.columns[0] ?? "",
    failed: rule.broken_when,
  }));
}

function typedSelect(
  contract: Contract,
  columns: [string, Column][],
  checks: readonly Check[],
  source: string,
): string {
  const has = new Set(columns.map(([name]) => name));
  const typed = Object.entries(contract.columns).map(([name, column]) =>
    has.has(name)
      ? `${typedValue(column, `source.${quoteName(name)}`, quoteName(`dictionary_${name}`))} as ${quoteName(name)}`
      : `null::${screenedType(column)} as ${quoteName(name)}`,
  );
  const raw = columns.map(([name]) => `source.${quoteName(name)} as ${quoteName(`raw_${name}`)}`);
  const joins = columns
    .filter(([, column]) => column.type === "code")
    .map(([name]) => {
      const dictionary = quoteName(`dictionary_${name}`);
      return `left join ${dictionary} on ${dictionary}.alias = ${normaliseCode(`source.${quoteName(name)}`)}`;
    });
  const faults = checks.map((check, bit) => `case when ${check.failed} then ${bitValue(bit)} else 0 end`);
  const kept = Object.entries(contract.columns).map(([name, column]) => {
    const range = has.has(name) ? outOfRange(column, name) : null;
    return range
      ? `case when not (${range}) then ${quoteName(name)} end as ${quoteName(name)}`
      : quoteName(name);
  });
  return `select row, ${kept.join(", ")}, ${faults.join(" + ")} as faults
    from (select source.row, ${[...typed, ...raw].join(", ")} from (${source}) as source ${joins.join(" ")})`;
}

/** Persons are still under the name that the file gives them. */
function screenedType(column: Column): string {
  return column.type === "person" ? "varchar" : sqlType(column);
}

/** Second and later rows with a key that another row has already. */
async function markDuplicates(connection: DuckDBConnection, contract: Contract): Promise<void> {
  const key = contract.key.map(quoteName).join(", ");
  const first = quoteName(contract.key[0] ?? "");
  await connection.run(`create or replace temp table repeated as
    select unnest(list(row order by row)[2:]) as row from typed where ${first} is not null group by ${key} having count(*) > 1`);
}

async function writeFaults(
  connection: DuckDBConnection,
  checks: readonly Check[],
  columns: ReadonlyMap<string, Column>,
  key: readonly string[],
  file: { sql: string; firstLine: number },
): Promise<void> {
  await connection.run(`create or replace temp table faults
    (line bigint, row bigint, column_name varchar, value varchar, rule varchar, severity varchar)`);
  const [found] = await readRows(
    connection,
    z.object({ bits: z.string(), repeated: z.boolean() }),
    `select coalesce(bit_or(faults), 0)::varchar as bits, exists (from repeated) as repeated from typed`,
  );
  const bits = BigInt(found?.bits ?? "0");
  if (bits === 0n && !found?.repeated) return;
  await connection.run(`create or replace temp table faulty as
    with numbered as (
      select *, row + ${file.firstLine - 1} + coalesce(sum(breaks) over (order by row rows between unbounded preceding and 1 preceding), 0) as line
      from (${file.sql}))
    select * from numbered where row in (select row from typed where faults <> 0 union select row from repeated)`);
  for (const [bit, check] of checks.entries()) {
    if ((bits & (1n << BigInt(bit))) === 0n) continue;
    await connection.run(`insert into faults
      select line, row, ${quoteText(check.column)}, ${shownValue(columns, check.column)},
        ${quoteText(check.rule)}, ${quoteText(check.severity)}
      from typed join faulty using (row) where (typed.faults & ${bitValue(bit)}) <> 0`);
  }
  const keyColumn = key.at(-1) ?? "";
  await connection.run(`insert into faults
    select line, row, ${quoteText(keyColumn)}, ${shownValue(columns, keyColumn)}, 'duplicate-row', 'rejected'
    from repeated join faulty using (row)`);
}

/** What the file says in the column; a person column's text is never kept. */
function shownValue(columns: ReadonlyMap<string, Column>, name: string): string {
  const column = columns.get(name);
  return column === undefined || column.type === "person" ? "null" : `faulty.${quoteName(name)}`;
}

function bitValue(bit: number): string {
  return `${1n << BigInt(bit)}::uhugeint`;
}

function maskOf(flags: readonly boolean[]): string {
  const mask = flags.reduce((sum, flag, bit) => (flag ? sum | (1n << BigInt(bit)) : sum), 0n);
  return `${mask}::uhugeint`;
}
