import { sum } from "../sum.ts";
import type { Assumptions } from "./assumptions.ts";

interface Remainder {
  /** Share of the graduates expected who can be among the joiners observed. */
  uptake: number;
  /** Joiners other than graduates, year by year. */
  others: number[];
}

/**
 * Joiners other than from training: those observed year by year, less the graduates expected. Where there were fewer
 * joiners than graduates, only so large a share of graduates is taken to join and there are no others.
 */
export function measureRemainder(joiners: readonly number[], graduates: readonly number[]): Remainder {
  const expected = sum(graduates);
  const uptake = expected > 0 ? Math.min(1, sum(joiners) / expected) : 1;
  return { uptake, others: joiners.map((count, year) => count - uptake * (graduates[year] ?? 0)) };
}

/** Variance of the yearly numbers over their mean, all cells together; at least that of chance alone, 1. */
export function measureSpread(series: readonly (readonly number[])[]): number {
  let squares = 0;
  let freedom = 0;
  for (const values of series) {
    if (values.length < 2) continue;
    const mean = sum(values) / values.length;
    squares += sum(values.map((value) => (value - mean) ** 2)) / Math.max(mean, 1);
    freedom += values.length - 1;
  }
  return freedom > 0 ? Math.max(1, squares / freedom) : 1;
}

/**
 * Number and ages of the others a year. Half a person more in all years together keeps none from being certain. Their
 * ages are those of all joiners, without the graduates.
 */
export function estimateOthers(
  { others }: Remainder,
  spread: number,
  joinerAges: readonly number[],
  graduateAges: readonly number[],
  graduateShare: number,
): Assumptions["others"] {
  const years = Math.max(1, others.length);
  const ages = joinerAges.map((share, band) =>
    Math.max(0, share - graduateShare * (graduateAges[band] ?? 0)),
  );
  return {
    mean: { mean: (Math.max(0, sum(others)) + 0.5) / years, weight: years / spread },
    spread,
    ages: toShares(sum(ages) > 0 ? ages : joinerAges),
  };
}

/** Parts of a whole that add up to 1. */
export function toShares(counts: readonly number[]): number[] {
  const whole = sum(counts);
  return counts.map((count) => (whole > 0 ? count / whole : 1 / counts.length));
}
