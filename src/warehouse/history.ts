import type { DuckDBConnection } from "@duckdb/node-api";
import type { Contract } from "../check/contract.ts";
import { sqlType } from "../check/typed.ts";
import { quoteName, quoteText } from "./connect.ts";

/**
 * Creates what the load history is kept in: `history.load` (one row per file loaded), `history.fault` (one row per
 * fault found in them) and, per dataset, every accepted row of every file.
 */
export async function prepareHistory(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
): Promise<void> {
  await connection.run(`
    create schema if not exists history;
    create table if not exists history.load (
      load_id integer, dataset varchar, file varchar, sha256 varchar, received_at timestamp, rules varchar,
      is_example boolean, rows integer, rejected integer, advisory integer, out_of_scope integer, notes varchar);
    create table if not exists history.fault (
      load_id integer, line bigint, column_name varchar, value varchar, rule varchar, severity varchar);`);
  for (const contract of contracts) {
    const table = `history.${quoteName(contract.dataset)}`;
    await connection.run(`create table if not exists ${table} (load_id integer)`);
    for (const [name, column] of Object.entries(contract.columns)) {
      await connection.run(
        `alter table ${table} add column if not exists ${quoteName(name)} ${sqlType(column)}`,
      );
    }
  }
}

/**
 * Schema `current`: of each dataset the rows in force, that is of the latest file for what it replaces.
 * Example data are left out as soon as anything real was loaded.
 * @param asAt last day of receipt that counts (ISO date), or null for everything
 */
export async function writeCurrentViews(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
  asAt: string | null,
): Promise<void> {
  const own = contracts.filter((contract) => contract.file).map((contract) => quoteText(contract.dataset));
  const isOwn = own.length > 0 ? `dataset in (${own.join(", ")})` : "false";
  await connection.run(`
    create schema if not exists current;
    create or replace table current.load as
      with received as (
        select *, ${isOwn} as is_own from history.load
        where ${asAt ? `received_at::date <= ${quoteText(asAt)}::date` : "true"})
      select * exclude (is_own) from received
      where is_own or is_example = (select bool_and(is_example) from received where not is_own)`);
  for (const contract of contracts) {
    const table = `history.${quoteName(contract.dataset)}`;
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
  await connection.run(`create or replace table current.employer_return as ${returns.join(" union all ")}`);
}
