import { type Counted, type Ingredients, sliceOf, sum } from "./ingredients.ts";
import type { Nation } from "./nation.ts";
import type { Staff } from "./presence.ts";

const sectors = ["nhs", "social-care", "other-public"];
const bands = ["1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", "other"];
const older = ["55-59", "60-64", "65+"];
const ages = ["20-24", "25-29", "30-34", "35-39", "40-44", "45-49", "50-54", ...older, "unknown"];

/** Below this a person's hours in a cell are part-time. */
const fullTime = 0.995;

export function headcountAndFte(nation: Nation, staff: Staff): { headcount: Counted; fte: Counted } {
  const headcount: Counted = new Map();
  const fte: Counted = new Map();
  for (const period of nation.quarters) {
    const everywhere = staff.at(period);
    const [inAllHeads, inAllFte] = [sliceOf(headcount, { period }), sliceOf(fte, { period })];
    for (const [cell, persons] of everywhere) {
      inAllHeads.set(cell, { total: persons.size, people: persons.size });
      inAllFte.set(cell, { total: sum(persons.values()), people: persons.size });
    }
    for (const category of sectors) {
      const slice = { period, breakdown: "sector", category };
      const [heads, ftes] = [sliceOf(headcount, slice), sliceOf(fte, slice)];
      const here = staff.at(period, (employer) => nation.cells.areas.get(employer)?.sector === category);
      for (const cell of everywhere.keys()) {
        const people = here.get(cell)?.size ?? 0;
        heads.set(cell, { total: people, people });
        ftes.set(cell, { total: sum(here.get(cell)?.values() ?? []), people });
      }
    }
  }
  return { headcount, fte };
}

export function partTimeShare(nation: Nation, staff: Staff): Counted {
  const counted: Counted = new Map();
  for (const period of nation.quarters) {
    const slice = sliceOf(counted, { period });
    for (const [cell, persons] of staff.at(period)) {
      let partTime = 0;
      for (const fte of persons.values()) if (fte < fullTime) partTime += 1;
      slice.set(cell, share(partTime, persons.size));
    }
  }
  return counted;
}

export function participation(nation: Nation, staff: Staff): Counted {
  const counted: Counted = new Map();
  for (const period of nation.quarters) {
    const slice = sliceOf(counted, { period });
    for (const [cell, persons] of staff.at(period)) {
      slice.set(cell, { ...share(sum(persons.values()), persons.size), people: persons.size });
    }
  }
  return counted;
}

export function bandMix({ quarters, posts }: Nation, staff: Staff): Counted {
  const counted: Counted = new Map();
  const byQuarter = Map.groupBy(posts, (post) => post.quarter);
  for (const period of quarters) {
    const byBand = Map.groupBy(byQuarter.get(period) ?? [], (post) => post.band);
    const everywhere = staff.at(period);
    for (const category of bands) {
      const fte = new Map<number, number>();
      const people = new Map<number, Set<number>>();
      for (const post of byBand.get(category) ?? []) {
        for (const cell of post.cells) {
          fte.set(cell, (fte.get(cell) ?? 0) + post.fte);
          people.set(cell, (people.get(cell) ?? new Set()).add(post.person));
        }
      }
      const slice = sliceOf(counted, { period, breakdown: "band", category });
      for (const [cell, persons] of everywhere) {
        slice.set(cell, {
          ...share(fte.get(cell) ?? 0, sum(persons.values())),
          people: people.get(cell)?.size ?? 0,
          denominator_people: persons.size,
        });
      }
    }
  }
  return counted;
}

export function aged55Plus({ quarters, posts }: Nation, staff: Staff): Counted {
  const counted: Counted = new Map();
  const byQuarter = Map.groupBy(posts, (post) => post.quarter);
  for (const period of quarters) {
    const ageOf = new Map<number, string>();
    for (const { person, age_band } of byQuarter.get(period) ?? []) {
      if (age_band !== null) ageOf.set(person, age_band);
    }
    const slice = sliceOf(counted, { period });
    const profile = ages.map(
      (age) => [age, sliceOf(counted, { period, breakdown: "age-band", category: age })] as const,
    );
    for (const [cell, persons] of staff.at(period)) {
      const count = new Map<string, number>();
      for (const person of persons.keys()) {
        const age = ageOf.get(person) ?? "unknown";
        count.set(age, (count.get(age) ?? 0) + 1);
      }
      const known = persons.size - (count.get("unknown") ?? 0);
      slice.set(cell, share(sum(older.map((age) => count.get(age) ?? 0)), known));
      for (const [age, ofAge] of profile) {
        ofAge.set(cell, share(count.get(age) ?? 0, age === "unknown" ? persons.size : known));
      }
    }
  }
  return counted;
}

export function welshLevel3Plus({ quarters, assessments }: Nation, staff: Staff): Counted {
  const counted: Counted = new Map();
  const inOrder = assessments.toSorted((a, b) => (a.assessed < b.assessed ? -1 : 1));
  for (const period of quarters) {
    const latest = new Map<number, string>();
    for (const { person, assessed, listening_speaking } of inOrder) {
      if (assessed <= period) latest.set(person, listening_speaking);
    }
    const slice = sliceOf(counted, { period });
    for (const [cell, persons] of staff.at(period)) {
      const levels = [...persons.keys()].map((person) => Number(latest.get(person))).filter(Number.isInteger);
      slice.set(cell, share(levels.filter((level) => level >= 3).length, levels.length));
    }
  }
  return counted;
}

/** A share of persons: those in the numerator are the people behind it. */
function share(
  numerator: number,
  denominator: number,
): Required<Omit<Ingredients, "total">> & { people: number } {
  return { numerator, denominator, people: numerator, denominator_people: denominator };
}
