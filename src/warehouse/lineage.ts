import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import { readRows } from "./connect.ts";

const tree = z.object({
  error: z.boolean(),
  error_message: z.string().optional(),
  statements: z.array(z.unknown()).optional(),
});
const tableNode = z.object({
  type: z.literal("BASE_TABLE"),
  schema_name: z.string().min(1),
  table_name: z.string(),
});

/**
 * The tables one SELECT reads, as `schema.table`, from the engine's own syntax tree.
 * @throws PipelineError `invalid-sql` when the text is not exactly one SELECT.
 */
export async function referencedTables(
  connection: DuckDBConnection,
  sql: string,
  where: string,
): Promise<string[]> {
  const [row] = await readRows(
    connection,
    z.object({ tree: z.string() }),
    "select json_serialize_sql($sql::varchar)::varchar as tree",
    { sql },
  );
  const parsed = tree.parse(JSON.parse(row?.tree ?? "{}"));
  if (parsed.error || parsed.statements?.length !== 1) {
    throw new PipelineError("invalid-sql", parsed.error_message ?? "", { where });
  }
  const found = new Set<string>();
  collectTables(parsed.statements, found);
  return [...found].sort();
}

function collectTables(node: unknown, found: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) collectTables(item, found);
  } else if (typeof node === "object" && node !== null) {
    const table = tableNode.safeParse(node);
    if (table.success) found.add(`${table.data.schema_name}.${table.data.table_name}`);
    for (const value of Object.values(node)) collectTables(value, found);
  }
}
