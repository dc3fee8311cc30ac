import type { Indicator } from "../../../src/indicators/registry.ts";
import type { Counted, Ingredients, Slice } from "./ingredients.ts";
import type { Nation } from "./nation.ts";
import { yearBefore } from "./presence.ts";
import type { Returns } from "./returns.ts";

/** What is known of the returns of one area for one period. */
export interface State {
  is_incomplete: boolean;
  is_break: boolean;
  /** No return of a dataset that is needed came at all. */
  isMissing: boolean;
}

/**
 * The cells that an indicator is given for: in every area the professions and staff types that it or the staff in post
 * have anywhere in Wales, for an employer those of its own; breakdowns for Wales, the boards and the all-Wales bodies.
 */
export function givenCells(
  { staff_types, area_levels, breakdown_cells }: Indicator,
  counted: Counted,
  { posts, cells: { areas, byNumber, find } }: Nation,
): { all: ReadonlySet<number>; brokenDown: ReadonlySet<number> } {
  const seen = new Set([...counted.values()].flatMap((slice) => [...slice.cells.keys()]));
  for (const post of posts) for (const cell of post.cells) seen.add(cell);
  const all = new Set<number>();
  const brokenDown = new Set<number>();
  const give = (number: number): void => {
    const cell = byNumber.get(number);
    if (!cell || !area_levels.some((level) => level === cell.area_level)) return;
    all.add(number);
    if (cell.area_level === "employer") return;
    const isMargin = cell.area_level === "country" || cell.profession === "all";
    if (isMargin || breakdown_cells === "crossed") brokenDown.add(number);
  };
  for (const number of seen) {
    const cell = byNumber.get(number);
    if (!cell || !staff_types.includes(cell.staff_type)) continue;
    give(number);
    if (cell.area_level !== "country") continue;
    for (const [area, { level }] of areas) {
      if (level !== "employer") give(find(area, cell.profession, cell.staff_type));
    }
  }
  return { all, brokenDown };
}

/** Whether an area lacks a return or has a break in a period. @param datasets those whose returns the indicator needs */
export function stateOf(
  indicator: Indicator,
  datasets: readonly string[],
  { period }: Slice,
  area: string,
  returns: Returns,
): State {
  const isFlow = indicator.period === "year-to-quarter";
  const years = isFlow ? (indicator.looks_back ?? [12]).map((months) => months / 12) : [];
  const ends = [0, ...years].map((count) => `${Number(period.slice(0, 4)) - count}${period.slice(4)}`);
  const coverages = datasets.flatMap((dataset) => ends.map((end) => returns.coverage(dataset, area, end)));
  return {
    is_incomplete: coverages.some(({ due, received }) => received < due),
    is_break:
      indicator.period !== "academic-year" &&
      returns.isBroken(area, isFlow ? yearBefore(period) : quarterBefore(period), period),
    isMissing: coverages.some(({ received }) => received === 0),
  };
}

function quarterBefore(quarter: string): string {
  const [year = 0, month = 0] = quarter.split("-").map(Number);
  return new Date(Date.UTC(year, month - 3, 0)).toISOString().slice(0, 10);
}

/** Whether a cell has a number. Where a return is missing and the others have nobody in the cell, it is not known to be empty. */
export function isAvailable(
  indicator: Indicator,
  { needJobRole }: Nation["cells"],
  profession: string,
  state: State,
  own: Ingredients | undefined,
): boolean {
  return !(
    state.isMissing ||
    (own === undefined ? state.is_incomplete : own.denominator === null) ||
    (indicator.by_occupation_code && needJobRole.has(profession)) ||
    (state.is_break && indicator.period === "year-to-quarter")
  );
}
