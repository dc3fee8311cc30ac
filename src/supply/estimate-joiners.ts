import { sum } from "../sum.ts";
import type { Assumptions } from "./assumptions.ts";

/** Joiners of some years apart from the graduates. */
export interface Remainder {
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

/**
 * Variance of the yearly numbers over their mean, all cells together; at least that of chance alone, 1. It comes from the
 * differences between neighbouring years, so that a slow rise or fall is no spread (von Neumann, Ann. Math. Stat. 12 (1941)
 * 153).
 */
export function measureSpread(series: readonly (readonly number[])[]): number {
  let squares = 0;
  let differences = 0;
  for (const values of series) {
    const mean = Math.max(sum(values) / values.length, 1);
    for (const [index, value] of values.slice(1).entries()) {
      squares += (value - (values[index] ?? 0)) ** 2 / (2 * mean);
      differences++;
    }
  }
  return differences > 0 ? Math.max(1, squares / differences) : 1;
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
