import { expect } from "vitest";
import { wales } from "../../support/cells.ts";
import { computeIndicator, type Given, type Observation, pick } from "../../support/given.ts";
import { cohort, people } from "../../support/rows.ts";

const year = { ...wales, period: "2023/24" };

/** What each indicator of education makes of a few rows. */
export const educationCases: Record<string, () => Promise<void>> = {
  "places-commissioned": async () => {
    const at = await educationAt("places-commissioned");
    expect(at({})).toMatchObject({ value: 75, people: null });
    expect(at({ profession: "physiotherapist" }).value).toBe(60);
    expect(at({ profession: "arts-therapists" }).value).toBe(5);
    expect(at({ period: "2024/25", profession: "dietitian" }).value).toBe(12);
    const without = await computeIndicator({ staff: people("a", "2025-09-30") }, "places-commissioned");
    expect(pick(without, { ...wales, period: "2025/26" })).toMatchObject({ value: null, marker: "x" });
  },
  "places-filled": async () => {
    const at = await educationAt("places-filled");
    expect(at({ profession: "physiotherapist" })).toMatchObject({
      numerator: 54,
      denominator: 60,
      value: 90,
    });
    expect(at({ period: "2024/25", profession: "physiotherapist" })).toMatchObject({
      value: null,
      marker: "z",
    });
  },
  "applications-per-place": async () => {
    const at = await educationAt("applications-per-place");
    expect(at({})).toMatchObject({ numerator: 200, denominator: 40, value: 5 });
    expect(at({ profession: "dietitian" })).toMatchObject({ value: null, marker: "x" });
  },
  completion: async () => {
    const at = await educationAt("completion");
    expect(at({ profession: "physiotherapist" })).toMatchObject({
      numerator: 27,
      denominator: 36,
      value: 75,
    });
    expect(at({ profession: "dietitian" })).toMatchObject({ value: null, marker: "x" });
  },
  "employed-in-wales": async () => {
    const at = await educationAt("employed-in-wales");
    expect(at({})).toMatchObject({ numerator: 18, denominator: 27 });
    expect(at({ profession: "art-therapist" })).toMatchObject({ value: null, marker: "x" });
  },
  "flexible-route-share": async () => {
    const at = await educationAt("flexible-route-share");
    expect(at({ profession: "physiotherapist" })).toMatchObject({ numerator: 20, denominator: 60 });
    expect(at({ profession: "dietitian" })).toMatchObject({ numerator: 0, value: 0 });
  },
  "welsh-medium-share": async () => {
    const at = await educationAt("welsh-medium-share");
    expect(at({})).toMatchObject({ numerator: 20, denominator: 75 });
  },
  "intake-to-need": async () => {
    const cells = await computeIndicator(cohorts(), "intake-to-need");
    expect(cells.length).toBeGreaterThan(0);
    expect(cells.every((one) => one.marker === "x" && one.value === null && one.numerator === null)).toBe(
      true,
    );
  },
};

async function educationAt(id: string): Promise<(key: Partial<Observation>) => Observation> {
  const cells = await computeIndicator(cohorts(), id);
  expect(cells.every((one) => one.area === wales.area && one.staff_type === "all")).toBe(true);
  return (key) => pick(cells, { ...year, ...key });
}

/** 2023/24: two programmes of physiotherapists, one of dietitians, one of art therapists; 2024/25: dietitians, and none of physiotherapists. */
function cohorts(): Given {
  return {
    education: [
      cohort({ applications: 200, completed: 27, employed_in_wales_12m: 18 }),
      cohort({ route: "apprenticeship", welsh_medium: true, commissioned_places: 20, enrolled: 18 }),
      cohort({ profession: "dietitian", commissioned_places: 10, enrolled: 10 }),
      cohort({ profession: "art-therapist", route: "postgraduate", commissioned_places: 5, enrolled: 5 }),
      cohort({ academic_year: "2024/25", profession: "dietitian", commissioned_places: 12, enrolled: 12 }),
      cohort({ academic_year: "2024/25", commissioned_places: 0, enrolled: 0 }),
    ],
  };
}
