import { type Counted, sliceOf } from "./ingredients.ts";
import type { Nation } from "./nation.ts";
import { type Staff, yearBefore, yearEnds } from "./presence.ts";
import type { Returns } from "./returns.ts";

/** Bands in their order; one that is not here cannot be ordered. */
const order = ["1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9"];

/** All that a person holds at one quarter end, anywhere in Wales. */
interface Career {
  /** The highest of the bands, −1 where none can be ordered. */
  band: number;
  employers: Set<string>;
  isRegistered: boolean;
}

export interface TwoDates {
  progression: Counted;
  mobility: Counted;
  supportToRegistered: Counted;
}

/** What became of those in a cell at one quarter end, wherever in Wales they are at a later one. */
export function twoDates(nation: Nation, staff: Staff, returns: Returns): TwoDates {
  const found: TwoDates = {
    progression: new Map(),
    mobility: new Map(),
    supportToRegistered: new Map(),
  };
  const careers = new Map(nation.quarters.map((quarter) => [quarter, careersAt(nation, quarter)]));
  const supportCells = new Set(
    [...nation.cells.byNumber.values()].filter((one) => one.staff_type === "support").map((one) => one.cell),
  );
  for (const period of yearEnds(nation)) {
    const before = yearBefore(period);
    const isFollowed = (employer: string): boolean => returns.isFollowed(employer, before, period);
    const [then, now] = [careers.get(before), careers.get(period)];
    for (const [cell, persons] of staff.at(before, isFollowed)) {
      const stayed = [...persons.keys()].flatMap((person) => {
        const [was, is] = [then?.get(person), now?.get(person)];
        return was && is ? [{ was, is }] : [];
      });
      const share = (counted: Counted, holds: (one: { was: Career; is: Career }) => boolean): void => {
        const numerator = stayed.filter(holds).length;
        sliceOf(counted, { period }).set(cell, {
          numerator,
          denominator: stayed.length,
          people: numerator,
          denominator_people: stayed.length,
        });
      };
      share(found.progression, ({ was, is }) => was.band >= 0 && is.band > was.band);
      share(
        found.mobility,
        ({ was, is }) =>
          was.employers.isDisjointFrom(is.employers) &&
          !returns.isTransferred(was.employers, is.employers, before, period),
      );
      if (supportCells.has(cell)) share(found.supportToRegistered, ({ is }) => is.isRegistered);
    }
  }
  return found;
}

/** Of those who came into a cell from outside all of Wales in the year before, who is still anywhere in Wales. */
export function newStarterRetention(nation: Nation, staff: Staff, returns: Returns): Counted {
  const counted: Counted = new Map();
  for (const period of yearEnds(nation)) {
    const joined = yearBefore(period);
    const before = yearBefore(joined);
    if (!nation.quarters.includes(before)) continue;
    const [earlier, now] = [staff.inWales(before), staff.inWales(period)];
    const slice = sliceOf(counted, { period });
    const isFollowed = (employer: string): boolean =>
      returns.isFollowed(employer, before, joined) && returns.isFollowed(employer, joined, period);
    for (const [cell, persons] of staff.at(joined, isFollowed)) {
      const starters = new Set(persons.keys()).difference(earlier);
      if (starters.size === 0) continue;
      const kept = starters.intersection(now).size;
      slice.set(cell, {
        numerator: kept,
        denominator: starters.size,
        people: kept,
        denominator_people: starters.size,
      });
    }
  }
  return counted;
}

function careersAt({ posts, cells }: Nation, quarter: string): Map<number, Career> {
  const found = new Map<number, Career>();
  for (const post of posts) {
    if (post.quarter !== quarter) continue;
    const own = found.get(post.person) ?? { band: -1, employers: new Set<string>(), isRegistered: false };
    found.set(post.person, own);
    own.band = Math.max(own.band, order.indexOf(post.band));
    own.employers.add(post.employer);
    own.isRegistered ||= post.cells.some((cell) => cells.byNumber.get(cell)?.staff_type === "registered");
  }
  return found;
}
