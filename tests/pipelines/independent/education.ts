import { type Counted, sliceOf } from "./ingredients.ts";
import type { Nation } from "./nation.ts";

/** Of the cohorts whose completion is known; without any, there is no number. */
export function completion({ cells, cohorts }: Nation): Counted {
  const counted: Counted = new Map();
  for (const { academic_year, profession, enrolled, completed } of cohorts) {
    const slice = sliceOf(counted, { period: `${Number(academic_year.slice(0, 4)) + 1}-07-31` });
    for (const total of cells.totalsOfProfession(profession)) {
      const cell = cells.find("W92000004", total, "all");
      const { numerator = null, denominator = null } = slice.get(cell) ?? {};
      slice.set(
        cell,
        completed === null
          ? { numerator, denominator }
          : { numerator: (numerator ?? 0) + completed, denominator: (denominator ?? 0) + enrolled },
      );
    }
  }
  return counted;
}
