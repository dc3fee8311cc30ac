import { writeFile } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import {
  type Data,
  type DataType,
  DateDay,
  Dictionary,
  Field,
  Float64,
  Int8,
  Int16,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { z } from "zod";
import { quoteName, readRows } from "../warehouse/connect.ts";

export type ArrowKind = "text" | "date" | "integer" | "double";

/**
 * Writes a table as an Arrow IPC stream in one record batch; texts are dictionary encoded, the dictionary sorted.
 * @param columns name and kind of every column, in order
 * @param metadata of the schema
 */
export async function writeArrow(
  connection: DuckDBConnection,
  table: string,
  columns: Readonly<Record<string, ArrowKind>>,
  metadata: Readonly<Record<string, string>>,
  path: string,
): Promise<void> {
  const dictionaries = await readDictionaries(connection, table, columns);
  const select = Object.entries(columns).map(
    ([name, kind]) => `${selectColumn(name, kind)} as ${quoteName(name)}`,
  );
  const reader = await connection.runAndReadAll(`select ${select.join(", ")} from ${table}`);
  const read = reader.getColumnsObjectJS();
  const encoded = Object.entries(columns).map(([name, kind]) => ({
    name,
    data: encodeColumn(kind, read[name] ?? [], dictionaries.get(name) ?? []),
  }));
  const fields = encoded.map(({ name, data }) => new Field(name, data.type, true));
  const schema = new Schema(fields, new Map(Object.entries(metadata)));
  const children = encoded.map(({ data }) => data);
  const struct = makeData({
    type: new Struct(fields),
    length: reader.currentRowCount,
    nullCount: 0,
    children,
  });
  await writeFile(path, tableToIPC(new Table(schema, [new RecordBatch(schema, struct)]), "stream"));
}

/** Each text column's values; as an enumeration of the engine, so that rows come as small numbers. */
async function readDictionaries(
  connection: DuckDBConnection,
  table: string,
  columns: Readonly<Record<string, ArrowKind>>,
): Promise<Map<string, string[]>> {
  const dictionaries = new Map<string, string[]>();
  for (const [name, kind] of Object.entries(columns)) {
    if (kind !== "text") continue;
    await connection.run(`create or replace temp type ${enumerationName(name)} as enum
      (select distinct ${quoteName(name)} from ${table} where ${quoteName(name)} is not null order by all)`);
    const [range] = await readRows(
      connection,
      z.object({ values: z.array(z.string()) }),
      `select enum_range(null::${enumerationName(name)}) as values`,
    );
    dictionaries.set(name, range?.values ?? []);
  }
  return dictionaries;
}

function selectColumn(name: string, kind: ArrowKind): string {
  if (kind === "date") return `(${quoteName(name)} - date '1970-01-01')::int`;
  return kind === "text" ? `enum_code(${quoteName(name)}::${enumerationName(name)})::int` : quoteName(name);
}

function enumerationName(column: string): string {
  return quoteName(`arrow_${column}`);
}

function encodeColumn(
  kind: ArrowKind,
  values: readonly unknown[],
  dictionary: readonly string[],
): Data<DataType> {
  const { nullBitmap, nullCount } = markNulls(values);
  const shape = { length: values.length, nullCount, nullBitmap };
  switch (kind) {
    case "text": {
      const isShort = dictionary.length <= 127;
      const type = new Dictionary(new Utf8(), isShort ? new Int8() : new Int16());
      const data = isShort ? Int8Array.from(values, Number) : Int16Array.from(values, Number);
      return makeData({ type, ...shape, data, dictionary: vectorFromArray(dictionary, new Utf8()) });
    }
    case "date":
      return makeData({ type: new DateDay(), ...shape, data: Int32Array.from(values, Number) });
    case "integer":
      return makeData({ type: new Int32(), ...shape, data: Int32Array.from(values, Number) });
    case "double":
      return makeData({ type: new Float64(), ...shape, data: Float64Array.from(values, Number) });
  }
}

function markNulls(values: readonly unknown[]): { nullBitmap: Uint8Array; nullCount: number } {
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 8));
  let nullCount = 0;
  for (const [index, value] of values.entries()) {
    if (value === null) nullCount += 1;
    else nullBitmap[index >> 3] = (nullBitmap[index >> 3] ?? 0) | (1 << (index & 7));
  }
  return { nullBitmap, nullCount };
}
