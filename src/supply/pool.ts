import { sum } from "../sum.ts";
import type { ObservedCell, ObservedYear } from "./observed.ts";

/** One cell as it stood in one month, and its counts by age band pooled over the years before. */
export interface PooledCell {
  cell: ObservedCell;
  start: ObservedYear;
  window: readonly ObservedYear[];
  exposed: number[];
  leavers: number[];
  joiners: number[];
  newlyQualified: number[];
}

/** Pools the last complete years up to `month`, at most `observedYears`. Nobody in post then: no cell. */
export function poolCells(
  cells: readonly ObservedCell[],
  observedYears: number,
  month: number,
): PooledCell[] {
  return cells.flatMap((cell) => {
    const start = cell.years.find((year) => year.month === month);
    if (!start || sum(start.people) === 0) return [];
    const window = cell.years.filter((year) => year.month <= month && year.isComplete).slice(-observedYears);
    const pool = (column: "exposed" | "leavers" | "joiners" | "newlyQualified"): number[] =>
      start.people.map((_, band) => sum(window.map((year) => year[column][band] ?? 0)));
    return {
      cell,
      start,
      window,
      exposed: pool("exposed"),
      leavers: pool("leavers"),
      joiners: pool("joiners"),
      newlyQualified: pool("newlyQualified"),
    };
  });
}
