import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { type CodeList, createCodeTypes, readCodeLists } from "../contracts/codes.ts";
import type { Column, Contract } from "../contracts/contract.ts";
import { isSpreadsheetError, outOfRange, sqlType, typedValue, usualValue } from "../contracts/typed.ts";
import { type FileSource, fieldText, numberRows, trimmedText } from "../receive/source.ts";
import { quoteName, quoteText, readRows, runUnordered } from "../warehouse/connect.ts";

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
  /** Rows that belong to the layout of the file: repeated headings, totals, blank rows. */
  leftOut: number;
}

/**
 * Screens one file with set-based SQL. A single parallel pass types every column and marks every fault; only when it
 * finds one is the file read again, in order, for the lines.
 * Leaves temporary tables `screened` (typed columns, is_rejected) and
 * `faults` (line, row, column_name, value, rule, severity; the value of a person column is never kept).
 */
export async function screen(
  connection: DuckDBConnection,
  contract: Contract,
  source: FileSource,
): Promise<Screening> {
  const present = source.fields.flatMap(({ column }) => column ?? []);
  const columns = Object.entries(contract.columns).filter(([name]) => present.includes(name));
  const lists = await readCodeLists(connection, contract);
  await createCodeTypes(connection, lists);
  const checks = [
    ...columns.flatMap(([name, column]) => columnChecks(name, column)),
    ...ruleChecks(contract),
  ];
  const rejecting = maskOf(checks.map((check) => check.severity === "rejected"));
  const texts = source.fields.flatMap(({ name, column }) =>
    column === null ? [] : [`${quoteName(name)}::varchar as ${quoteName(column)}`],
  );
  const unordered = `select ${[...texts, `${isLeftOut(source)} as is_left_out`].join(", ")} from ${source.table}`;
  await runUnordered(
    connection,
    `create or replace temp table screened as
     select *, (faults & ${rejecting}) <> 0 as is_rejected
     from (${typedSelect(contract, columns, lists, checks, unordered, ["is_left_out"])})`,
  );
  await emptyFaults(connection);
  if (await hasFaults(connection, contract)) {
    await screenInOrder(connection, contract, columns, lists, checks, rejecting, source);
  }
  return countRows(connection, contract);
}

/** Whether a row belongs to the layout of the file. */
function isLeftOut({ structural }: FileSource): string {
  return structural.length > 0 ? structural.map(({ condition }) => `(${condition})`).join(" or ") : "false";
}

function columnChecks(name: string, column: Column): Check[] {
  const severity = column.required ? "rejected" : "advisory";
  const raw = quoteName(`raw_${name}`);
  const typed = quoteName(name);
  const invalid = column.type === "code" ? "unknown-code" : `invalid-${column.type}`;
  const range = outOfRange(column, name);
  const isInvalid = `(${raw} is null) <> (${typed} is null)`;
  return [
    ...(column.required
      ? [{ rule: "missing-value", severity, column: name, failed: `${raw} is null` } as const]
      : []),
    ...(column.type === "text"
      ? [{ rule: "spreadsheet-error", severity, column: name, failed: isSpreadsheetError(raw) } as const]
      : []),
    {
      rule: invalid,
      severity,
      column: name,
      failed: column.type === "text" ? `${isInvalid} and not ${isSpreadsheetError(raw)}` : isInvalid,
    },
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

/**
 * SELECT of the typed columns and `faults`. What most rows have is recognised first, and is neither trimmed nor parsed.
 * @param rows a SELECT of the present columns as text
 * @param kept columns of `rows` to keep beside
 */
function typedSelect(
  contract: Contract,
  columns: [string, Column][],
  lists: ReadonlyMap<string, CodeList>,
  checks: readonly Check[],
  rows: string,
  kept: readonly string[] = [],
): string {
  const present = columns.map(([name, column]) => {
    const text = quoteName(`text_${name}`);
    const usual = usualValue(name, column, `source.${quoteName(name)}`, lists.get(name));
    return { name, column, text, usual, isUsual: `${quoteName(`usual_${name}`)} is not null` };
  });
  const texts = present.flatMap(({ name, text, usual }) => [
    `source.${quoteName(name)} as ${text}`,
    ...(usual === null ? [] : [`${usual} as ${quoteName(`usual_${name}`)}`]),
  ]);
  const raw = present.map(({ name, text, usual, isUsual }) => {
    const trimmed = trimmedText(text);
    const value =
      usual === null
        ? trimmed
        : `case when ${isUsual} then ${text} when ${text} is not null then ${trimmed} end`;
    return `${value} as ${quoteName(`raw_${name}`)}`;
  });
  const typed = present.map(({ name, column, usual, isUsual }) => {
    const parsed = typedValue(name, column, quoteName(`raw_${name}`), lists.get(name));
    const value =
      usual === null
        ? parsed
        : `case when ${isUsual} then ${quoteName(`usual_${name}`)} when ${quoteName(`raw_${name}`)} is not null then ${parsed} end`;
    return `${value} as ${quoteName(name)}`;
  });
  const has = new Set(present.map(({ name }) => name));
  const absent = Object.entries(contract.columns).flatMap(([name, column]) =>
    has.has(name) ? [] : [`null::${sqlType(column)} as ${quoteName(name)}`],
  );
  const values = Object.entries(contract.columns).map(([name, column]) => {
    const range = has.has(name) ? outOfRange(column, name) : null;
    return range
      ? `case when not (${range}) then ${quoteName(name)} end as ${quoteName(name)}`
      : quoteName(name);
  });
  return `select ${[...kept, ...values].join(", ")}, ${markFaults(checks)} as faults
    from (select *, ${[...typed, ...absent].join(", ")}
      from (select *, ${raw.join(", ")}
        from (select ${[...kept.map((name) => `source.${name}`), ...texts].join(", ")} from (${rows}) as source)))`;
}

/** SQL of the bits of all checks a row fails; they are told apart only in rows that fail one. */
function markFaults(checks: readonly Check[]): string {
  const bits = checks.map((check, bit) => `case when ${check.failed} then ${bitValue(bit)} else 0 end`);
  const isFaulty = checks.map((check) => `(${check.failed})`).join(" or ");
  return `case when ${isFaulty} then ${bits.join(" + ")} else 0::ubigint end`;
}

/**
 * Whether a row has a fault, or two rows have the same key. Keys are compared by their hashes, which is faster; two keys
 * with one hash only cost a second, exact screening.
 */
async function hasFaults(connection: DuckDBConnection, contract: Contract): Promise<boolean> {
  const key = contract.key.map(quoteName).join(", ");
  const [found] = await readRows(
    connection,
    z.object({ found: z.boolean() }),
    `select (select coalesce(bit_or(faults), 0) <> 0 or coalesce(bool_or(is_left_out), false) from screened)
       or (select count(*) from screened) <> (select count(distinct hash(${key})) from screened) as found`,
  );
  return found?.found ?? true;
}

/** Screens again with row numbers, and fills `faults`. */
async function screenInOrder(
  connection: DuckDBConnection,
  contract: Contract,
  columns: [string, Column][],
  lists: ReadonlyMap<string, CodeList>,
  checks: readonly Check[],
  rejecting: string,
  source: FileSource,
): Promise<void> {
  const key = contract.key.map(quoteName).join(", ");
  const keyColumn = contract.key.at(-1) ?? "";
  const layout = source.structural.map(({ rule, condition }) => `when ${condition} then ${quoteText(rule)}`);
  const leftOut = layout.length > 0 ? `case ${layout.join(" ")} end` : "null";
  const texts = source.fields.flatMap(({ name, column }) =>
    column === null ? [] : [`${fieldText(name)} as ${quoteName(column)}`],
  );
  const rows = numberRows(source, [...texts, `${leftOut} as left_out`]);
  await connection.run(`create or replace temp table numbered as ${rows};
    create or replace temp table typed as ${typedSelect(contract, columns, lists, checks, "from numbered where left_out is null", ["row"])};
    create or replace temp table repeated as
      select unnest(list(row order by row)[2:]) as row
      from typed where (faults & ${rejecting}) = 0 group by ${key} having count(*) > 1;
    create or replace temp table screened as
      select typed.* exclude (row), (faults & ${rejecting}) <> 0 or repeated.row is not null as is_rejected
      from typed left join repeated using (row)`);
  const [found] = await readRows(
    connection,
    z.object({ bits: z.string() }),
    "select coalesce(bit_or(faults), 0)::varchar as bits from typed",
  );
  const bits = BigInt(found?.bits ?? "0");
  const present = new Map(columns);
  for (const [bit, check] of checks.entries()) {
    if ((bits & (1n << BigInt(bit))) === 0n) continue;
    await connection.run(`insert into faults
      select line, row, ${quoteText(check.column)}, ${shownValue(present, check.column)},
        ${quoteText(check.rule)}, ${quoteText(check.severity)}
      from typed join numbered using (row) where (typed.faults & ${bitValue(bit)}) <> 0`);
  }
  await connection.run(`insert into faults
    select line, row, ${quoteText(keyColumn)}, ${shownValue(present, keyColumn)}, 'duplicate-row', 'rejected'
    from repeated join numbered using (row);
    insert into faults select line, row, '', null, left_out, 'left-out' from numbered where left_out is not null;
    drop table numbered;
    drop table typed`);
}

async function emptyFaults(connection: DuckDBConnection): Promise<void> {
  await connection.run(`create or replace temp table faults
    (line bigint, row bigint, column_name varchar, value varchar, rule varchar, severity varchar)`);
}

async function countRows(connection: DuckDBConnection, contract: Contract): Promise<Screening> {
  const [counts] = await readRows(
    connection,
    z.object({ rows: z.int(), rejected: z.int(), advisory: z.int(), outOfScope: z.int(), leftOut: z.int() }),
    `with rejected as (select distinct row from faults where severity = 'rejected')
     select count(*)::int as rows, count(*) filter (is_rejected)::int as rejected,
       (select count(distinct row)::int from faults anti join rejected using (row) where severity = 'advisory') as advisory,
       (select count(*)::int from faults where severity = 'left-out') as "leftOut",
       count(*) filter (not is_rejected and (${contract.out_of_scope ?? "false"}))::int as "outOfScope"
     from screened`,
  );
  return counts ?? { rows: 0, rejected: 0, advisory: 0, outOfScope: 0, leftOut: 0 };
}

/** What the file says in the column; the text of a person or a sensitive column is never kept. */
function shownValue(columns: ReadonlyMap<string, Column>, name: string): string {
  const column = columns.get(name);
  return column === undefined || column.type === "person" || column.sensitive
    ? "null"
    : `numbered.${quoteName(name)}`;
}

/** A contract with more checks than the type has bits fails when its first row is screened, never silently. */
function bitValue(bit: number): string {
  return `${1n << BigInt(bit)}::ubigint`;
}

function maskOf(flags: readonly boolean[]): string {
  const mask = flags.reduce((sum, flag, bit) => (flag ? sum | (1n << BigInt(bit)) : sum), 0n);
  return `${mask}::ubigint`;
}
