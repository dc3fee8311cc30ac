import type { Given } from "./given.ts";

/** Rows as they would be loaded, for tests that give a few and say only what matters. */

export type StaffRow = NonNullable<Given["staff"]>[number];

let serial = 0;

/** One assignment of a registered physiotherapist of Powys at band 6, full time, unless `row` says otherwise. */
export function assignment(
  person: string,
  snapshot_date: string,
  row: Record<string, string | number | boolean | null> = {},
): StaffRow {
  serial += 1;
  return {
    snapshot_date,
    person_id: person,
    assignment_id: `a${serial}`,
    employer_code: "7A7",
    occupation_code: "S1E",
    afc_band: "6",
    fte: 1,
    ...row,
  };
}

export function people(
  names: string,
  snapshot_date: string,
  row: Record<string, string | number | boolean | null> = {},
): StaffRow[] {
  return names.split(" ").map((name) => assignment(name, snapshot_date, row));
}

export function post(
  post_id: string,
  row: Record<string, string | number> = {},
): NonNullable<Given["senior_posts"]>[number] {
  return {
    quarter_end: "2025-09-30",
    post_id,
    employer_code: "7A7",
    occupation_code: "S1E",
    post_type: "advanced",
    afc_band: "8a",
    funded_fte: 1,
    filled_fte: 1,
    status: "filled",
    ...row,
  };
}

/** One advert of Powys for a registered physiotherapist, open since 1 August 2025, unless `row` says otherwise. */
export function advert(
  vacancy_id: string,
  row: Record<string, string | number | null> = {},
): NonNullable<Given["vacancies"]>[number] {
  return {
    vacancy_id,
    employer_code: "7A7",
    occupation_code: "S1E",
    afc_band: "6",
    fte: 1,
    advertised_date: "2025-08-01",
    status: "open",
    ...row,
  };
}

/** One cohort of physiotherapists of 2023/24, unless `row` says otherwise. */
export function cohort(
  row: Record<string, string | number | boolean | null> = {},
): NonNullable<Given["education"]>[number] {
  return {
    academic_year: "2023/24",
    profession: "physiotherapist",
    provider: "A University",
    route: "undergraduate",
    welsh_medium: false,
    commissioned_places: 40,
    enrolled: 36,
    ...row,
  };
}
