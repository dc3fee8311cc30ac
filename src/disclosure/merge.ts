import type { Sum } from "./grid.ts";
import type { Movable } from "./worlds.ts";

/** A table in which rows that count the same persons are one. */
export interface Merged {
  rows: Movable;
  sums: Sum[];
  /** The rows of the table behind each merged row. */
  members: number[][];
}

/**
 * Makes one row of those that always have the same count: a total with a single part that can move. They share one fate: a
 * merged row is hidden only when all of its rows are, and its cost is that of hiding the others.
 */
export function mergeEqual(rows: Movable, sums: readonly Sum[]): Merged {
  const leader = Array.from(rows.state, (_, row) => row);
  const find = (row: number): number => {
    let at = row;
    for (let up = leader[at] ?? at; up !== at; up = leader[at] ?? at) at = up;
    leader[row] = at;
    return at;
  };
  const fixed = new Set<number>();
  for (const { total, parts } of sums) {
    const [part, ...others] = parts;
    if (part === undefined || others.length > 0) continue;
    if (total === null) fixed.add(part);
    else leader[find(part)] = find(total);
  }
  const members: number[][] = [];
  const place = new Map<number, number>();
  const merged = leader.map((_, row) => {
    const at = find(row);
    const index = place.get(at) ?? members.push([]) - 1;
    place.set(at, index);
    members[index]?.push(row);
    return index;
  });
  const of = (index: number, column: Float64Array): number[] =>
    (members[index] ?? []).map((row) => column[row] ?? 0);
  const column = (pick: (index: number) => number): Float64Array =>
    Float64Array.from(members, (_, index) => pick(index));
  const up = column((index) => Math.max(...of(index, rows.up)));
  const down = column((index) => Math.max(...of(index, rows.down)));
  return {
    rows: {
      hi: column((index) => Math.min(...of(index, rows.hi))),
      lo: column((index) => Math.min(...of(index, rows.lo))),
      up,
      down,
      cost: column((index) =>
        (members[index] ?? [])
          .filter((row) => rows.state[row] !== 2)
          .reduce((sum, row) => sum + (rows.cost[row] ?? 0), 0),
      ),
      state: Int32Array.from(members, (all, index) => {
        const states = all.map((row) => rows.state[row] ?? 0);
        if (all.some((row) => fixed.has(row))) return 0;
        const isNeeded = (up[index] ?? 0) + (down[index] ?? 0) > 0;
        return states.every((state) => state === 2) || (isNeeded && states.includes(2)) ? 2 : 1;
      }),
    },
    sums: sums.flatMap(({ total, parts }) => {
      const at = total === null ? null : (merged[total] ?? null);
      const those = parts.map((row) => merged[row] ?? 0);
      return those.length === 1 && those[0] === at ? [] : [{ total: at, parts: those }];
    }),
    members,
  };
}
