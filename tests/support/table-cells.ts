import type { TableCells } from "../../src/disclosure/table-cells.ts";

/** One row of a table; what is not said of it is 0, but that it is shown (1), a cell of its own, and not split. */
type Row = Partial<Record<keyof Omit<TableCells, "table" | "quarter">, number>>;

export function cellsOf(rows: readonly Row[]): TableCells {
  const integers = (name: keyof Row, otherwise: (row: number) => number): Int32Array =>
    Int32Array.from(rows, (one, row) => one[name] ?? otherwise(row));
  const numbers = (name: keyof Row): Float64Array => Float64Array.from(rows, (one) => one[name] ?? 0);
  return {
    table: 0,
    quarter: 0,
    cell: integers("cell", (row) => row),
    category: integers("category", () => -1),
    hi: numbers("hi"),
    lo: numbers("lo"),
    up: numbers("up"),
    down: numbers("down"),
    cost: numbers("cost"),
    count: numbers("count"),
    state: integers("state", () => 1),
  };
}
