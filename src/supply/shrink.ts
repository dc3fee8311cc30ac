import type { Estimate } from "./assumptions.ts";

/** Persons who had an event of those exposed to it. */
export interface Counts {
  events: number;
  exposed: number;
}

/**
 * How many persons' evidence the rate of the whole is worth in each of its parts, by the method of moments of the
 * beta-binomial distribution: the more the parts differ beyond chance, the fewer. Source: Kleinman, JASA 68 (1973) 46.
 * @param parts the counts of each part, with the rate of the whole that goes with them
 */
export function weighWhole(parts: readonly (Counts & { rate: number })[]): number {
  let excess = 0;
  let scale = 0;
  for (const { events, exposed, rate } of parts) {
    const variance = exposed * rate * (1 - rate);
    excess += (events - exposed * rate) ** 2 - variance;
    scale += variance * Math.max(0, exposed - 1);
  }
  const correlation = Math.min(Math.max(scale > 0 ? excess / scale : 0, 1 / mostWeight), 1 / leastWeight);
  return 1 / correlation - 1;
}

/** A part is never believed to be the whole, nor to have nothing in common with it. */
const mostWeight = 10_000;
const leastWeight = 20;

/**
 * The rate of a part shrunk to that of its whole, which counts for `weight` persons but for no more than there are in its
 * other parts: nobody is evidence twice.
 */
export function shrink({ events, exposed }: Counts, whole: Estimate, weight: number): Estimate {
  const prior = Math.max(1, Math.min(weight, whole.weight - exposed));
  return { mean: (events + prior * whole.mean) / (exposed + prior), weight: exposed + prior };
}

/** The rate of counts by themselves; half an event more on both sides keeps rates of 0 and 1 uncertain (Jeffreys). */
export function measureRate({ events, exposed }: Counts): Estimate {
  return { mean: (events + 0.5) / (exposed + 1), weight: exposed + 1 };
}
