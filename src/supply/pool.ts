import { sum } from "../sum.ts";
import type { ObservedCell, ObservedYear } from "./observed.ts";

/** One cell as it stood in one month, and its counts by age band pooled over the years before. */
export interface PooledCell {
  cell: ObservedCell;
  start: ObservedYear;
  /** Years that those in post and leaving are pooled over, and those that joiners are. */
  leavingYears: readonly ObservedYear[];
  joiningYears: readonly ObservedYear[];
  exposed: number[];
  leavers: number[];
  joiners: number[];
  newlyQualified: number[];
}

/** Pools the last complete years up to `month`. Nobody in post then: no cell. */
export function poolCells(
  cells: readonly ObservedCell[],
  years: { leavingYears: number; joiningYears: number },
  month: number,
): PooledCell[] {
  return cells.flatMap((cell) => {
    const start = cell.years.find((year) => year.month === month);
    if (!start || sum(start.people) === 0) return [];
    const complete = cell.years.filter((year) => year.month <= month && year.isComplete);
    const leavingYears = complete.slice(-years.leavingYears);
    const joiningYears = complete.slice(-years.joiningYears);
    const pool = (
      window: readonly ObservedYear[],
      column: "exposed" | "leavers" | "joiners" | "newlyQualified",
    ): number[] => start.people.map((_, band) => sum(window.map((year) => year[column][band] ?? 0)));
    return {
      cell,
      start,
      leavingYears,
      joiningYears,
      exposed: pool(leavingYears, "exposed"),
      leavers: pool(leavingYears, "leavers"),
      joiners: pool(joiningYears, "joiners"),
      newlyQualified: pool(joiningYears, "newlyQualified"),
    };
  });
}
