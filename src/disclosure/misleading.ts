import type { Sum } from "./grid.ts";
import type { TableCells } from "./table-cells.ts";

/**
 * Gives hidden cells a need where a difference would lead a reader to a small count that is not theirs: where persons are
 * in two cells the parts add up to more than their total.
 */
export function needMisleading(
  { count, state, up }: TableCells,
  sums: readonly Sum[],
  threshold: number,
  persons: number,
): void {
  const countOf = (row: number): number => count[row] ?? 0;
  const check = (row: number, seeming: number): void => {
    if (state[row] === 2 && seeming >= 1 && seeming < threshold) up[row] = persons;
  };
  for (const { total, parts } of sums) {
    if (total === null) continue;
    const excess = parts.reduce((sum, row) => sum + countOf(row), 0) - countOf(total);
    if (excess === 0) continue;
    check(total, countOf(total) + excess);
    for (const row of parts) check(row, countOf(row) - excess);
  }
}
