import { readdir } from "node:fs/promises";
import { join, parse } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteName, quoteText } from "./connect.ts";

/**
 * Loads every CSV file of `folder` as table `<schema>.<file name>`, `reference` unless another schema is named.
 * All columns are text (codes such as `01` keep their zeros); an empty field is null.
 */
export async function loadReference(
  connection: DuckDBConnection,
  folder: string,
  schema = "reference",
): Promise<void> {
  await connection.run(`create schema if not exists ${quoteName(schema)}`);
  const files = (await readdir(folder)).filter((file) => file.endsWith(".csv")).sort();
  for (const file of files) {
    const table = `${quoteName(schema)}.${quoteName(parse(file).name)}`;
    const path = quoteText(join(folder, file));
    await connection.run(
      `create or replace table ${table} as
       select * from read_csv(${path}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')`,
    );
  }
}
