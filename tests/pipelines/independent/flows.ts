import { type Counted, sliceOf } from "./ingredients.ts";
import type { Nation } from "./nation.ts";
import { type Staff, yearBefore, yearEnds } from "./presence.ts";
import type { Returns } from "./returns.ts";

/** Of the employers that can be followed over the twelve months. */
export function flows(
  nation: Nation,
  staff: Staff,
  returns: Returns,
): { joiners: Counted; leavers: Counted; stability: Counted } {
  const joiners: Counted = new Map();
  const leavers: Counted = new Map();
  const stability: Counted = new Map();
  for (const period of yearEnds(nation)) {
    const before = yearBefore(period);
    const isFollowed = (employer: string): boolean => returns.isFollowed(employer, before, period);
    const [atStart, atEnd] = [staff.at(before, isFollowed), staff.at(period, isFollowed)];
    const [inWalesBefore, inWalesNow] = [staff.inWales(before), staff.inWales(period)];
    const stable = sliceOf(stability, { period });
    for (const cell of new Set([...atStart.keys(), ...atEnd.keys()])) {
      const start = new Set(atStart.get(cell)?.keys());
      const end = new Set(atEnd.get(cell)?.keys());
      const average = {
        denominator: (start.size + end.size) / 2,
        denominator_people: Math.max(start.size, end.size),
      };
      for (const [counted, moved, elsewhere] of [
        [joiners, end.difference(start), inWalesBefore],
        [leavers, start.difference(end), inWalesNow],
      ] as const) {
        for (const [level, { size }] of [
          ["left-cell", moved],
          ["left-wales", moved.difference(elsewhere)],
        ] as const) {
          sliceOf(counted, { period, level }).set(cell, { numerator: size, people: size, ...average });
        }
      }
      const stayed = start.intersection(end).size;
      stable.set(cell, {
        numerator: stayed,
        denominator: start.size,
        people: stayed,
        denominator_people: start.size,
      });
    }
  }
  return { joiners, leavers, stability };
}
