import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readRows } from "./connect.ts";

/** Columns of the tables of a schema of the warehouse, by `schema.table`. */
export async function readColumns(
  connection: DuckDBConnection,
  schema: string,
): Promise<Map<string, string[]>> {
  const tables = await readRows(
    connection,
    z.object({ name: z.string(), columns: z.array(z.string()) }),
    `select schema_name || '.' || table_name as name, list(column_name order by column_index) as columns
     from duckdb_columns() where schema_name = $schema and database_name = current_database() group by all`,
    { schema },
  );
  return new Map(tables.map(({ name, columns }) => [name, columns]));
}

/** Names of the engine's aggregate functions. */
export async function readAggregates(connection: DuckDBConnection): Promise<Set<string>> {
  const functions = await readRows(
    connection,
    z.object({ name: z.string() }),
    "select distinct function_name as name from duckdb_functions() where function_type = 'aggregate'",
  );
  return new Set(functions.map(({ name }) => name));
}
