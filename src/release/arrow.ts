import { writeFile } from "node:fs/promises";
import type { DuckDBConnection, DuckDBVector } from "@duckdb/node-api";
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
  const [count] = await readRows(
    connection,
    z.object({ rows: z.int() }),
    `select count(*)::int as rows from ${table}`,
  );
  const length = count?.rows ?? 0;
  const names = Object.keys(columns);
  const gathered = Object.entries(columns).map(([name, kind], index) =>
    createColumn(kind, length, dictionaries.get(name) ?? [], index),
  );
  const result = await connection.stream(`select ${select.join(", ")} from ${table}`);
  let offset = 0;
  for await (const chunk of result) {
    for (const [index, column] of gathered.entries()) gather(chunk.getColumnVector(index), column, offset);
    offset += chunk.rowCount;
  }
  const children = gathered.map(({ nullBitmap, nullCount, encode }) =>
    encode({ length, nullBitmap, nullCount }),
  );
  const fields = children.map(({ type }, index) => new Field(names[index] ?? "", type, true));
  const schema = new Schema(fields, new Map(Object.entries(metadata)));
  const struct = makeData({ type: new Struct(fields), length, nullCount: 0, children });
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
      (select distinct ${quoteName(name)}::varchar from ${table} where ${quoteName(name)} is not null order by all)`);
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

interface Shape {
  length: number;
  nullBitmap: Uint8Array;
  nullCount: number;
}

/** One column in the making: its values, all of them numbers, as a text's is its place in the dictionary. */
interface Column extends Omit<Shape, "length"> {
  data: Int8Array | Int16Array | Int32Array | Float64Array;
  encode(shape: Shape): Data<DataType>;
}

/** @param id of the dictionary; the library would count on from those of earlier files */
function createColumn(kind: ArrowKind, length: number, dictionary: readonly string[], id: number): Column {
  const nulls = { nullBitmap: new Uint8Array(Math.ceil(length / 8)), nullCount: 0 };
  switch (kind) {
    case "text": {
      const isShort = dictionary.length <= 127;
      const type = new Dictionary(new Utf8(), isShort ? new Int8() : new Int16(), id);
      const data = isShort ? new Int8Array(length) : new Int16Array(length);
      const texts = vectorFromArray(dictionary, new Utf8());
      return { ...nulls, data, encode: (shape) => makeData({ type, ...shape, data, dictionary: texts }) };
    }
    case "date": {
      const data = new Int32Array(length);
      return { ...nulls, data, encode: (shape) => makeData({ type: new DateDay(), ...shape, data }) };
    }
    case "integer": {
      const data = new Int32Array(length);
      return { ...nulls, data, encode: (shape) => makeData({ type: new Int32(), ...shape, data }) };
    }
    case "double": {
      const data = new Float64Array(length);
      return { ...nulls, data, encode: (shape) => makeData({ type: new Float64(), ...shape, data }) };
    }
  }
}

/** @param offset row of the vector's first value */
function gather(vector: DuckDBVector, column: Column, offset: number): void {
  const { data, nullBitmap } = column;
  for (let index = 0; index < vector.itemCount; index += 1) {
    const value = vector.getItem(index);
    const row = offset + index;
    if (typeof value === "number") {
      data[row] = value;
      nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) | (1 << (row & 7));
    } else {
      column.nullCount += 1;
    }
  }
}
