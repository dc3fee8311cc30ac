import { sum } from "../sum.ts";
import { type Assumptions, moveLevers } from "./assumptions.ts";
import { quantile, sortYear } from "./fans.ts";
import { type Run, simulate } from "./simulate.ts";

/** Places a year, or why there is no number. */
export type Requirement = { places: number } | { reason: "no-routes" | "too-soon" | "out-of-reach" };

export interface Aim {
  /** Year of the model by whose end the demand is to be met. */
  year: number;
  /** FTE wanted then. */
  demand: number;
  /** Chance with which it is to be met, between 0 and 1. */
  certainty: number;
}

/**
 * Finds places: the fewest a year, from the first cohort that has not enrolled yet, with which an aim is met. Every number of
 * places is simulated once, with the same random numbers, so that aims are cheap to compare and more places never look worse.
 * @param most the highest number of places that is tried
 */
export function createRequirements(
  assumptions: Assumptions,
  run: Omit<Run, "years">,
  most: number,
): (aim: Aim) => Requirement {
  const { routes } = assumptions;
  const outcomes = new Map<number, Map<number, Float64Array>>();
  const outcomesOf = (year: number): Map<number, Float64Array> => {
    const known = outcomes.get(year) ?? new Map<number, Float64Array>();
    outcomes.set(year, known);
    return known;
  };
  const simulateOnce = (places: number, year: number): Float64Array => {
    const known = outcomesOf(year).get(places);
    if (known) return known;
    const paths = simulate(moveLevers(assumptions, { places }), { ...run, years: year });
    const sorted = sortYear(paths.fte, paths, year);
    outcomesOf(year).set(places, sorted);
    return sorted;
  };
  const now = sum(routes.map((route) => route.places));
  return ({ year, demand, certainty }) => {
    if (routes.length === 0) return { reason: "no-routes" };
    if (routes.every(({ firstYear }) => firstYear > year)) return { reason: "too-soon" };
    const surplus = (places: number): number => quantile(simulateOnce(places, year), 1 - certainty) - demand;
    const tried = [...outcomesOf(year).keys(), 0, Math.min(most, Math.max(8, 2 * now))];
    const places = findRoot(surplus, tried, most);
    return places === null ? { reason: "out-of-reach" } : { places };
  };
}

/**
 * The smallest whole number up to `most` at which a function that never falls is not negative, by bisection that tries
 * first where a straight line would cross; null when there is none.
 * @param tried numbers to start from, 0 among them
 */
export function findRoot(
  surplus: (at: number) => number,
  tried: readonly number[],
  most: number,
): number | null {
  const evaluate = (at: number): { at: number; value: number } => ({ at, value: surplus(at) });
  const known = [...new Set(tried)].sort((a, b) => a - b).map(evaluate);
  let low = known.findLast(({ value }) => value < 0);
  let high = known.find(({ value }) => value >= 0);
  if (!low) return 0;
  while (!high) {
    if (low.at >= most) return null;
    const next = evaluate(Math.min(most, Math.max(1, 2 * low.at)));
    if (next.value < 0) low = next;
    else high = next;
  }
  for (let step = 0; high.at - low.at > 1; step++) {
    const line = low.at + ((high.at - low.at) * -low.value) / (high.value - low.value);
    const guess = [Math.ceil(line), Math.floor(line), (low.at + high.at) / 2][step % 3] ?? line;
    const next = evaluate(Math.min(Math.max(Math.round(guess), low.at + 1), high.at - 1));
    if (next.value >= 0) high = next;
    else low = next;
  }
  return high.at;
}
