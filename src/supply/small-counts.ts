import { sum } from "../sum.ts";

/** Neighbouring bands, from the first up to but not including the last. */
export interface Group {
  from: number;
  to: number;
}

/**
 * Joins neighbouring bands until in none of them any of the columns counts from 1 to `threshold` − 1. Less than that in all
 * bands together is one group.
 */
export function groupSmall(columns: readonly (readonly number[])[], threshold: number): Group[] {
  const groups: Group[] = [];
  const bands = columns[0]?.length ?? 0;
  let from = 0;
  for (let to = 1; to <= bands; to++) {
    if (isSmall(columns, { from, to }, threshold)) continue;
    groups.push({ from, to });
    from = to;
  }
  let rest: Group | null = from < bands ? { from, to: bands } : null;
  while (rest && isSmall(columns, rest, threshold)) {
    const before = groups.pop();
    if (!before) break;
    rest = { from: before.from, to: bands };
  }
  return rest ? [...groups, rest] : groups;
}

/** Deals the sum of each group out again by `profile`, so that no number rests on less than its group counts. */
export function spreadGroups(
  counts: readonly number[],
  profile: readonly number[],
  groups: readonly Group[],
): number[] {
  const spread = counts.map(() => 0);
  for (const { from, to } of groups) {
    const total = sum(counts.slice(from, to));
    const weight = sum(profile.slice(from, to));
    for (let at = from; at < to; at++) {
      spread[at] = weight > 0 ? (total * (profile[at] ?? 0)) / weight : total / (to - from);
    }
  }
  return spread;
}

function isSmall(columns: readonly (readonly number[])[], { from, to }: Group, threshold: number): boolean {
  return columns.some((column) => {
    const total = sum(column.slice(from, to));
    return total > 0 && total < threshold;
  });
}
