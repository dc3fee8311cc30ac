import type { DuckDBConnection } from "@duckdb/node-api";

/** The columns of a result by name, in memory that threads share. */
export interface Columns {
  /** One cast in SQL to double. */
  numbers(name: string): Float64Array;
  /** One cast in SQL to integer. */
  integers(name: string): Int32Array;
}

/**
 * Reads a result by columns, which for many rows takes a tenth of the time of rows.
 * @throws TypeError for a column that there is not, or a value that is no number
 */
export async function readColumns(connection: DuckDBConnection, sql: string): Promise<Columns> {
  const result = await connection.run(sql);
  const names = result.columnNames();
  const chunks = await result.fetchAllChunks();
  const rows = chunks.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const fill = <T extends Float64Array | Int32Array>(name: string, column: T): T => {
    const index = names.indexOf(name);
    if (index === -1) throw new TypeError(`no such column: ${name}`);
    let start = 0;
    for (const chunk of chunks) {
      chunk.visitColumnValues(index, (value, row) => {
        if (typeof value !== "number") throw new TypeError(`no number in ${name}: ${value}`);
        column[start + row] = value;
      });
      start += chunk.rowCount;
    }
    return column;
  };
  return {
    numbers: (name) =>
      fill(name, new Float64Array(new SharedArrayBuffer(rows * Float64Array.BYTES_PER_ELEMENT))),
    integers: (name) =>
      fill(name, new Int32Array(new SharedArrayBuffer(rows * Int32Array.BYTES_PER_ELEMENT))),
  };
}
