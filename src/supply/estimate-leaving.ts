import { sum } from "../sum.ts";
import type { Estimate } from "./assumptions.ts";
import type { PooledCell } from "./pool.ts";
import { shrink, weighWhole } from "./shrink.ts";
import { groupSmall, spreadGroups } from "./small-counts.ts";

/** A cell, and the rates by age band of the whole that it is part of. */
export interface LeavingPart {
  pooled: PooledCell;
  whole: readonly Estimate[];
}

/**
 * Shares leaving by age band of the parts of one whole, each shrunk to the whole's. The whole's rates are first brought to
 * the level of all its parts together: a move from one part to another is leaving for the parts alone.
 */
export function estimateLeaving(parts: readonly LeavingPart[], threshold: number): Estimate[][] {
  const counted = parts.filter(({ pooled }) => !pooled.cell.isGroup);
  const level = compareToWhole(counted);
  const levelled = parts.map(({ pooled, whole }) => ({
    pooled,
    whole: whole.map(({ mean, weight }) => ({ mean: Math.min(1, mean * level), weight })),
  }));
  const weight = weighWhole(
    levelled
      .filter(({ pooled }) => !pooled.cell.isGroup)
      .flatMap(({ pooled, whole }) =>
        whole.map(({ mean }, band) => ({
          events: pooled.leavers[band] ?? 0,
          exposed: pooled.exposed[band] ?? 0,
          rate: mean,
        })),
      ),
  );
  return levelled.map((part) => {
    const { leavers, exposed } = withoutSmall(part, threshold);
    return part.whole.map((rate, band) =>
      shrink({ events: leavers[band] ?? 0, exposed: exposed[band] ?? 0 }, rate, weight),
    );
  });
}

/**
 * Variance of the factor, 1 on average, by which the leavers of a year differ from what the rates give beyond chance; the
 * same for all cells, by the method of moments. Leaving was fitted to the same years, which n / (n − 1) makes up for.
 */
export function measureLeavingSpread(
  cells: readonly { pooled: PooledCell; leaving: readonly Estimate[] }[],
): number {
  let excess = 0;
  let scale = 0;
  for (const { pooled, leaving } of cells) {
    const years = pooled.leavingYears.length;
    if (years < 2 || pooled.cell.isGroup) continue;
    const level = divide(
      sum(pooled.leavers),
      sum(pooled.exposed.map((count, band) => count * (leaving[band]?.mean ?? 0))),
    );
    for (const { exposed, leavers } of pooled.leavingYears) {
      const rates = leaving.map(({ mean }) => Math.min(1, mean * level));
      const expected = sum(exposed.map((count, band) => count * (rates[band] ?? 0)));
      const chance = sum(exposed.map((count, band) => count * (rates[band] ?? 0) * (1 - (rates[band] ?? 0))));
      excess += ((sum(leavers) - expected) ** 2 * years) / (years - 1) - chance;
      scale += expected ** 2;
    }
  }
  return Math.max(0, divide(excess, scale));
}

/** Leavers of all parts against those that the whole's rates would give. */
function compareToWhole(parts: readonly LeavingPart[]): number {
  const observed = sum(parts.map(({ pooled }) => sum(pooled.leavers)));
  const expected = sum(
    parts.map(({ pooled, whole }) =>
      sum(pooled.exposed.map((count, band) => count * (whole[band]?.mean ?? 0))),
    ),
  );
  return observed > 0 && expected > 0 ? observed / expected : 1;
}

function withoutSmall(
  { pooled, whole }: LeavingPart,
  threshold: number,
): { leavers: number[]; exposed: number[] } {
  const groups = groupSmall([pooled.leavers, pooled.exposed], threshold);
  const exposed = spreadGroups(
    pooled.exposed,
    pooled.exposed.map(() => 1),
    groups,
  );
  const leavers = spreadGroups(
    pooled.leavers,
    exposed.map((count, band) => count * (whole[band]?.mean ?? 0)),
    groups,
  );
  return { exposed, leavers: leavers.map((count, band) => Math.min(count, exposed[band] ?? 0)) };
}

function divide(numerator: number, denominator: number): number {
  return denominator > 0 ? numerator / denominator : 0;
}
