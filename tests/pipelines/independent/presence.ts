import type { Nation } from "./nation.ts";

/** Persons in post by cell, each with the FTE of the posts there. */
type Presence = ReadonlyMap<number, ReadonlyMap<number, number>>;

export interface Staff {
  /** Who is in post at a quarter end, at the employers that count. */
  at(quarter: string, counts?: (employer: string) => boolean): Presence;
  /** Everybody in post anywhere in Wales. */
  inWales(quarter: string): ReadonlySet<number>;
}

export function countStaff({ posts }: Nation): Staff {
  const byQuarter = Map.groupBy(posts, (post) => post.quarter);
  const everybody = new Map(
    [...byQuarter].map(([quarter, here]) => [quarter, new Set(here.map((post) => post.person))]),
  );
  const known = new Map<string, Presence>();
  return {
    at(quarter, counts = () => true) {
      const here = byQuarter.get(quarter) ?? [];
      const counted = new Set([...new Set(here.map((post) => post.employer))].filter(counts));
      const key = [quarter, ...[...counted].sort()].join(" ");
      const found = known.get(key);
      if (found) return found;
      const presence = new Map<number, Map<number, number>>();
      for (const { cells, person, fte, employer } of here) {
        if (!counted.has(employer)) continue;
        for (const cell of cells) {
          const persons = presence.get(cell) ?? new Map<number, number>();
          presence.set(cell, persons);
          persons.set(person, (persons.get(person) ?? 0) + fte);
        }
      }
      known.set(key, presence);
      return presence;
    },
    inWales: (quarter) => everybody.get(quarter) ?? new Set(),
  };
}

/** The quarter end a year before. */
export function yearBefore(quarter: string): string {
  return `${Number(quarter.slice(0, 4)) - 1}${quarter.slice(4)}`;
}

/** Quarter ends with staff a year before too. */
export function yearEnds({ quarters }: Nation): string[] {
  return quarters.filter((quarter) => quarters.includes(yearBefore(quarter)));
}
