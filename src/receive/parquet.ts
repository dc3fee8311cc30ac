import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { quoteText, readRows } from "../warehouse/connect.ts";
import { acceptHeadings, type MatchHeadings } from "./header.ts";
import { FileRefused } from "./refusal.ts";
import { describeFields, type FileSource } from "./source.ts";

/** Rows a file may claim to have: a few bytes can claim billions. */
const rowLimit = 500_000_000;

/**
 * A Parquet file, read by the engine as it is.
 * @throws FileRefused
 */
export async function openParquet(
  connection: DuckDBConnection,
  path: string,
  match: MatchHeadings,
): Promise<FileSource> {
  const table = `read_parquet(${quoteText(path)}, hive_partitioning = false)`;
  const unreadable = (cause: unknown): FileRefused =>
    new FileRefused({ rule: "unreadable-file", detail: "parquet" }, cause);
  const { headings, names } = await readNames(connection, path, table).catch((cause: unknown) => {
    throw cause instanceof FileRefused ? cause : unreadable(cause);
  });
  return {
    ...describeFields(headings, acceptHeadings({ fields: headings, line: 1 }, match), names),
    table,
    lineField: null,
    structural: [],
    format: "parquet",
    encoding: null,
    mayBeCutOff: false,
    firstLine: 1,
    diagnose: async (cause) => unreadable(cause),
  };
}

/** Top-level columns: as the file names them, and as the engine does, which renames those given twice. */
async function readNames(
  connection: DuckDBConnection,
  path: string,
  table: string,
): Promise<{ headings: string[]; names: string[] }> {
  const columns = await readRows(connection, z.object({ column_name: z.string() }), `describe from ${table}`);
  return {
    headings: await readHeadings(connection, path),
    names: columns.map((column) => column.column_name),
  };
}

async function readHeadings(connection: DuckDBConnection, path: string): Promise<string[]> {
  const [size] = await readRows(
    connection,
    z.object({ rows: z.number() }),
    `select coalesce(sum(num_rows), 0)::double as rows from parquet_file_metadata(${quoteText(path)})`,
  );
  if (!size || size.rows > rowLimit) throw new FileRefused({ rule: "unpacks-too-large", format: "parquet" });
  const elements = await readRows(
    connection,
    z.object({ name: z.string(), children: z.int() }),
    `select name, coalesce(num_children, 0)::int as children from parquet_schema(${quoteText(path)})`,
  );
  const names: string[] = [];
  let next = 1;
  const skip = (): void => {
    const children = elements[next]?.children ?? 0;
    next++;
    for (let child = 0; child < children; child++) skip();
  };
  for (let column = 0; column < (elements[0]?.children ?? 0); column++) {
    names.push(elements[next]?.name ?? "");
    skip();
  }
  return names;
}
