import type { DuckDBResultReader } from "@duckdb/node-api";

/** A column of numbers without null, cast in SQL to double. */
export function numbers(reader: DuckDBResultReader, name: string): Float64Array {
  return Float64Array.from(column(reader, name), (value) => Number(value));
}

/** A column of whole numbers without null, cast in SQL to integer. */
export function integers(reader: DuckDBResultReader, name: string): Int32Array {
  return Int32Array.from(column(reader, name), (value) => Number(value));
}

function column(reader: DuckDBResultReader, name: string): readonly unknown[] {
  const index = reader.columnNames().indexOf(name);
  if (index === -1) throw new TypeError(`no such column: ${name}`);
  return reader.getColumns()[index] ?? [];
}
