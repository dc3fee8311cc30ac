import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteText } from "../warehouse/connect.ts";
import { type ArrowKind, writeArrow } from "./arrow.ts";

/** The published columns, in their order; the first eight but `period` are the key the rows are sorted by. */
const columns: Record<string, ArrowKind> = {
  indicator: "text",
  period_end: "date",
  period: "text",
  area: "text",
  profession: "text",
  staff_type: "text",
  breakdown: "text",
  category: "text",
  level: "text",
  numerator: "double",
  denominator: "double",
  value: "double",
  lower: "double",
  upper: "double",
  people: "integer",
  marker: "text",
  signal: "text",
};

/**
 * Writes the same rows as Parquet, Arrow and compressed CSV. The first two carry `metadata`; in the last, which has no
 * room for any, `marks` are columns that hold 1.
 */
export async function writeObservations(
  connection: DuckDBConnection,
  folder: string,
  metadata: Readonly<Record<string, string>>,
  marks: readonly string[],
): Promise<void> {
  const table = "result.observation";
  const file = (extension: string): string => join(folder, `observations.${extension}`);
  const entries = Object.entries(metadata).map(([key, value]) => `${quoteText(key)}: ${quoteText(value)}`);
  const selected = Object.entries(columns).map(([name, kind]) =>
    kind === "text" ? `${name}::varchar as ${name}` : name,
  );
  const copy = (columns: readonly string[]): string => `copy (select ${columns.join(", ")} from ${table})`;
  const marked = [...selected, ...marks.map((name) => `1 as ${name}`)];
  await connection.run(`${copy(marked)} to ${quoteText(file("csv"))} (format csv, header true)`);
  await Promise.all([
    compress(file("csv"), file("csv.gz")),
    connection
      .run(
        `${copy(selected)} to ${quoteText(file("parquet"))}
         (format parquet, compression zstd, row_group_size 122880, kv_metadata {${entries.join(", ")}})`,
      )
      .then(() => writeArrow(connection, table, columns, metadata, file("arrow"))),
  ]);
}

/** Replaces a file by its compressed form, in a thread of its own: the engine's gzip takes three times as long. */
async function compress(plain: string, compressed: string): Promise<void> {
  await pipeline(createReadStream(plain), createGzip(), createWriteStream(compressed));
  await rm(plain);
}
