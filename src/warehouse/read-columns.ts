import type { DuckDBResultReader } from "@duckdb/node-api";

/** The columns of a result by name, without nulls. */
export interface Columns {
  /** One cast in SQL to double. */
  numbers(name: string): Float64Array;
  /** One cast in SQL to integer. */
  integers(name: string): Int32Array;
}

/** Reads the columns of a result, all of them once. */
export function readColumns(reader: DuckDBResultReader): Columns {
  const names = reader.columnNames();
  const columns = reader.getColumns();
  const column = (name: string): readonly unknown[] => {
    const index = names.indexOf(name);
    if (index === -1) throw new TypeError(`no such column: ${name}`);
    return columns[index] ?? [];
  };
  return {
    numbers: (name) => Float64Array.from(column(name), (value) => Number(value)),
    integers: (name) => Int32Array.from(column(name), (value) => Number(value)),
  };
}
