import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { type CodeList, isEnumerated, listTexts, readCodeLists, storedTypeName } from "../contracts/codes.ts";
import type { Contract } from "../contracts/contract.ts";
import { sqlType } from "../contracts/typed.ts";
import { quoteName, quoteText, readRows } from "../warehouse/connect.ts";

/**
 * Creates what the load history is kept in: `history.load` (one row per file loaded), `history.fault` (one row per
 * fault found in them), `history.person` (one row per keyed hash of a pseudonym) and, per dataset, every accepted row
 * of every file.
 */
export async function prepareHistory(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
): Promise<void> {
  await connection.run(`
    create schema if not exists history;
    create table if not exists history.load (
      load_id integer, dataset varchar, file varchar, sha256 varchar, received_at timestamp, rules varchar,
      is_example boolean, rows integer, rejected integer, advisory integer, out_of_scope integer, left_out integer, notes varchar);
    create table if not exists history.person (person integer, hashed uuid);
    create table if not exists history.fault (
      load_id integer, line bigint, column_name varchar, value varchar, rule varchar, severity varchar);`);
  for (const contract of contracts) await prepareTable(connection, contract);
}

/** Adds the columns that are not there yet, and brings columns of codes to the codes of today. */
async function prepareTable(connection: DuckDBConnection, contract: Contract): Promise<void> {
  const table = historyTable(contract);
  const lists = await readCodeLists(connection, contract);
  await connection.run(`create table if not exists ${table} (load_id integer)`);
  const existing = await readRows(
    connection,
    z.object({ name: z.string(), type: z.string() }),
    `select column_name as name, data_type as type from duckdb_columns()
     where schema_name = 'history' and table_name = $table and database_name = current_database()`,
    { table: contract.dataset },
  );
  for (const [name, column] of Object.entries(contract.columns)) {
    const list = isEnumerated(column) ? lists.get(name) : undefined;
    const type = list
      ? await storedType(connection, list)
      : column.type === "person"
        ? "integer"
        : sqlType(column);
    const found = existing.find((one) => one.name === name);
    if (!found) {
      await connection.run(`alter table ${table} add column ${quoteName(name)} ${type}`);
    } else if (list && found.type !== `ENUM(${listTexts(list.codes)})`) {
      await connection.run(`alter table ${table} alter column ${quoteName(name)} set data type varchar;
        alter table ${table} alter column ${quoteName(name)} set data type ${type}`);
    }
  }
}

/** The lasting type for these codes, made when it is first needed and never dropped. */
async function storedType(connection: DuckDBConnection, list: CodeList): Promise<string> {
  const name = storedTypeName(list);
  const known = await readRows(
    connection,
    z.object({ name: z.string() }),
    "select type_name as name from duckdb_types() where schema_name = 'main' and database_name = current_database()",
  );
  if (!known.some((one) => one.name === name)) {
    await connection.run(`create type ${quoteName(name)} as enum (${listTexts(list.codes)})`);
  }
  return quoteName(name);
}

/** The table of all accepted rows of a dataset. */
export function historyTable({ dataset }: Pick<Contract, "dataset">): string {
  return `history.${quoteName(dataset)}`;
}

/** Columns of the tables of schema `current` that say which returns came, by `schema.table`. */
export const receiptColumns: Readonly<Record<string, readonly string[]>> = {
  "current.employer_return": ["dataset", "employer_code", "period_end", "rows"],
  "current.return_start": ["dataset", "employer_code", "first_period"],
};

/**
 * Schema `current`: of each dataset the rows in force, that is of the latest file for what it replaces.
 * Example data are left out as soon as anything real was loaded. `current.employer_return` has the returns that came,
 * `current.return_start` from when on each employer's are expected.
 * @param asAt last day of receipt that counts (ISO date), or null for everything
 * @param only the datasets that count beside those of the project itself, or null for all
 */
export async function writeCurrentViews(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
  asAt: string | null,
  only: readonly string[] | null,
): Promise<void> {
  const own = contracts.filter((contract) => contract.file).map((contract) => quoteText(contract.dataset));
  const isOwn = own.length > 0 ? `dataset in (${own.join(", ")})` : "false";
  await connection.run(`
    create schema if not exists current;
    create or replace table current.load as
      with received as (
        select *, ${isOwn} as is_own from history.load
        where ${asAt ? `received_at::date <= ${quoteText(asAt)}::date` : "true"}
          and ${only ? `(${isOwn} or dataset in (${listTexts(only)}))` : "true"})
      select * exclude (is_own) from received
      where is_own or is_example = (select bool_and(is_example) from received where not is_own)`);
  for (const contract of contracts) {
    const table = historyTable(contract);
    const keys = contract.replaces.map(quoteName).join(", ");
    await connection.run(`create or replace view current.${quoteName(contract.dataset)} as
      with loaded as (select * from ${table} semi join current.load using (load_id))
      select loaded.* exclude (load_id)
      from loaded semi join (select ${keys}, max(load_id) as load_id from loaded group by all) using (${keys}, load_id)`);
  }
  const returns = contracts.flatMap(({ dataset, returns: expected }) =>
    expected
      ? [
          `select ${quoteText(dataset)} as dataset, ${quoteName(expected.employer)} as employer_code,
             ${quoteName(expected.period)} as period_end, count(*)::int as rows from current.${quoteName(dataset)} group by all`,
        ]
      : [],
  );
  const ofAll = contracts
    .filter((contract) => contract.returns?.of_all)
    .map(({ dataset }) => quoteText(dataset));
  await connection.run(`create or replace table current.employer_return as ${returns.join(" union all ")};
    create or replace table current.return_start as
      select dataset, employer_code, min(first_period) as first_period
      from (
        select dataset, employer_code, min(period_end) as first_period from current.employer_return group by all
        union all
        select dataset, code, returns_from::date
        from (select distinct dataset from current.employer_return) cross join reference.areas
        where returns_from is not null and ${ofAll.length > 0 ? `dataset in (${ofAll.join(", ")})` : "false"})
      group by all`);
}
