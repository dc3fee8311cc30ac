import { sum } from "../sum.ts";

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

/** Ages of the others: those of all joiners, without the graduates. */
export function estimateOtherAges(
  joinerAges: readonly number[],
  graduateAges: readonly number[],
  graduateShare: number,
): number[] {
  const ages = joinerAges.map((share, band) =>
    Math.max(0, share - graduateShare * (graduateAges[band] ?? 0)),
  );
  return toShares(sum(ages) > 0 ? ages : joinerAges);
}

/** Parts of a whole that add up to 1. */
export function toShares(counts: readonly number[]): number[] {
  const whole = sum(counts);
  return counts.map((count) => (whole > 0 ? count / whole : 1 / counts.length));
}
