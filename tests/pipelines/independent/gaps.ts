import { type Counted, sliceOf, sum } from "./ingredients.ts";
import type { Nation } from "./nation.ts";
import { type Staff, yearBefore, yearEnds } from "./presence.ts";
import type { Returns } from "./returns.ts";

/** Of the employers that returned both funded posts and staff. */
export function vacancyRate(nation: Nation, staff: Staff, returns: Returns): Counted {
  const counted: Counted = new Map();
  for (const period of nation.quarters) {
    const hasBoth = (employer: string): boolean =>
      returns.isReceived("staff", employer, period) && returns.isReceived("establishment", employer, period);
    const inPost = staff.at(period, hasBoth);
    const funded = addUp(nation.funded.filter((line) => line.quarter === period && hasBoth(line.employer)));
    const slice = sliceOf(counted, { period });
    for (const cell of new Set([...inPost.keys(), ...funded.keys()])) {
      const persons = inPost.get(cell) ?? nobody;
      const denominator = funded.get(cell) ?? 0;
      slice.set(cell, { numerator: denominator - sum(persons.values()), denominator, people: persons.size });
    }
  }
  return counted;
}

/** Adverts of an employer whose staff are not known are left out with it; where there is nothing else, there is no number. */
export function advertisedVacancyRate(nation: Nation, staff: Staff, returns: Returns): Counted {
  const counted: Counted = new Map();
  for (const period of nation.quarters) {
    const isAlone = ({ employer }: { employer: string }): boolean =>
      returns.isMissing("staff", employer, period);
    const open = nation.adverts.filter((advert) => isOpen(advert, period));
    const beside = addUp(open.filter((advert) => !isAlone(advert)));
    const inPost = staff.at(period);
    const slice = sliceOf(counted, { period });
    for (const cell of addUp(open.filter(isAlone)).keys()) slice.set(cell, { denominator: null });
    for (const cell of new Set([...inPost.keys(), ...beside.keys()])) {
      const persons = inPost.get(cell) ?? nobody;
      const numerator = beside.get(cell) ?? 0;
      slice.set(cell, { numerator, denominator: sum(persons.values()) + numerator, people: persons.size });
    }
  }
  return counted;
}

/** `offered` is open still; a withdrawn advert without a closing date is left out, as its end is not known. */
function isOpen({ advertised, closing, filled, status }: Nation["adverts"][number], date: string): boolean {
  if (advertised > date) return false;
  if (status === "filled") return filled === null || filled > date;
  return status !== "withdrawn" || (closing !== null && closing > date);
}

/** Employers of which one of the two returns is missing are left out of both. */
export function seniorPostsPer100(nation: Nation, staff: Staff, returns: Returns): Counted {
  const counted: Counted = new Map();
  for (const period of nation.quarters) {
    const counts = (employer: string): boolean =>
      !returns.isMissing("staff", employer, period) && !returns.isMissing("senior_posts", employer, period);
    const funded = addUp(
      nation.seniorPosts.filter(
        ({ quarter, employer, post_type, status }) =>
          quarter === period &&
          counts(employer) &&
          (post_type === "advanced" || post_type === "consultant") &&
          status !== "proposed" &&
          status !== "disestablished",
      ),
    );
    const slice = sliceOf(counted, { period });
    for (const [cell, persons] of staff.at(period, counts)) {
      if (nation.cells.byNumber.get(cell)?.staff_type !== "registered") continue;
      slice.set(cell, {
        numerator: funded.get(cell) ?? 0,
        denominator: sum(persons.values()),
        people: persons.size,
      });
    }
  }
  return counted;
}

/** Of the employers whose staff and funded posts are both known at both ends. Every part is signed as it moves the gap. */
export function gapChange(nation: Nation, staff: Staff, returns: Returns): Counted {
  const counted: Counted = new Map();
  for (const period of yearEnds(nation)) {
    const before = yearBefore(period);
    const hasBoth = (employer: string): boolean =>
      returns.isFollowed(employer, before, period) &&
      [before, period].every(
        (end) =>
          returns.isReceived("staff", employer, end) === returns.isReceived("establishment", employer, end),
      );
    const [atStart, atEnd] = [staff.at(before, hasBoth), staff.at(period, hasBoth)];
    const [fundedBefore, fundedNow] = [before, period].map((end) =>
      addUp(nation.funded.filter((line) => line.quarter === end && hasBoth(line.employer))),
    );
    const [inWalesBefore, inWalesNow] = [staff.inWales(before), staff.inWales(period)];
    const whole = sliceOf(counted, { period });
    const parts = components.map(
      (category) => [category, sliceOf(counted, { period, breakdown: "component", category })] as const,
    );
    const cells = [atStart, atEnd, fundedBefore, fundedNow].flatMap((found) => [...(found?.keys() ?? [])]);
    for (const cell of new Set(cells)) {
      const [start, end] = [atStart.get(cell) ?? nobody, atEnd.get(cell) ?? nobody];
      const part = {
        funded: { total: (fundedNow?.get(cell) ?? 0) - (fundedBefore?.get(cell) ?? 0), people: end.size },
        joiners: { total: 0, people: 0 },
        leavers: { total: 0, people: 0 },
        moves: { total: 0, people: 0 },
        hours: { total: 0, people: 0 },
      };
      let people = end.size;
      for (const [person, fte] of end) {
        const earlier = start.get(person);
        const isStayer = earlier !== undefined;
        const own = isStayer ? part.hours : inWalesBefore.has(person) ? part.moves : part.joiners;
        own.total += (earlier ?? 0) - fte;
        own.people += Math.abs((earlier ?? 0) - fte) < 1e-9 && isStayer ? 0 : 1;
      }
      for (const [person, fte] of start) {
        if (end.has(person)) continue;
        people += 1;
        const own = inWalesNow.has(person) ? part.moves : part.leavers;
        own.total += fte;
        own.people += 1;
      }
      for (const [category, slice] of parts) slice.set(cell, part[category]);
      whole.set(cell, { total: sum(Object.values(part).map((one) => one.total)), people });
    }
  }
  return counted;
}

const components = ["funded", "joiners", "leavers", "moves", "hours"] as const;
const nobody: ReadonlyMap<number, number> = new Map();

function addUp(rows: readonly { cells: readonly number[]; fte: number }[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const { cells, fte } of rows) {
    for (const cell of cells) found.set(cell, (found.get(cell) ?? 0) + fte);
  }
  return found;
}
