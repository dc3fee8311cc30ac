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
  const outcomes = new Map<string, Float64Array>();
  const simulateOnce = (places: number, year: number): Float64Array => {
    const key = `${places}/${year}`;
    const known = outcomes.get(key);
    if (known) return known;
    const paths = simulate(moveLevers(assumptions, { places }), { ...run, years: year });
    const sorted = sortYear(paths.fte, paths, year);
    outcomes.set(key, sorted);
    return sorted;
  };
  return ({ year, demand, certainty }) => {
    if (routes.length === 0) return { reason: "no-routes" };
    if (routes.every(({ firstYear }) => firstYear > year)) return { reason: "too-soon" };
    const surplus = (places: number): number => quantile(simulateOnce(places, year), 1 - certainty) - demand;
    const places = findRoot(surplus, most);
    return places === null ? { reason: "out-of-reach" } : { places };
  };
}

/**
 * The smallest whole number up to `most` at which a function that never falls is not negative, by bisection that tries
 * first where a straight line would cross; null when there is none.
 */
export function findRoot(surplus: (at: number) => number, most: number): number | null {
  let low = { at: 0, value: surplus(0) };
  if (low.value >= 0) return 0;
  let high = { at: most, value: surplus(most) };
  if (high.value < 0) return null;
  for (let step = 0; high.at - low.at > 1; step++) {
    const line = low.at + ((high.at - low.at) * -low.value) / (high.value - low.value);
    const guess =
      step % 3 === 2 ? (low.at + high.at) / 2 : step % 3 === 1 ? Math.floor(line) : Math.ceil(line);
    const at = Math.min(Math.max(Math.round(guess), low.at + 1), high.at - 1);
    const tried = { at, value: surplus(at) };
    if (tried.value >= 0) high = tried;
    else low = tried;
  }
  return high.at;
}
