import { expect } from "vitest";
import { betsiCadwaladr, powys, wales } from "../../support/cells.ts";
import { computeIndicator, type Observation, pick } from "../../support/given.ts";
import { assignment, people } from "../../support/rows.ts";

const date = "2025-09-30";
const support = { occupation_code: "S9E" };
const betsi = { employer_code: "7A1" };

type Key = Partial<Observation>;

/** What each indicator of persons in stock makes of a few rows. */
export const stockCases: Record<string, () => Promise<void>> = {
  "fte-per-100k": async () => {
    const staff = [
      ...people("a b", date, { fte: 0.8 }),
      ...people("c d", date, support),
      ...people("e f", date, { ...betsi }),
      ...people("g h", date, { employer_code: "RT4" }),
    ];
    const cells = await computeIndicator({ staff }, "fte-per-100k");
    const key = { ...wales, staff_type: "registered" };
    expect(pick(cells, { ...key, area: powys })).toMatchObject({
      numerator: 1.6,
      denominator: 133174,
      people: 2,
    });
    expect(pick(cells, key)).toMatchObject({ numerator: 5.6, denominator: 3107489 });
    expect(pick(cells, key).value).toBeCloseTo((100000 * 5.6) / 3107489, 10);
    expect(pick(cells, { ...key, area: betsiCadwaladr }).value).toBeCloseTo(200000 / 686893, 10);
    expect(cells.some((one) => one.staff_type !== "registered" || one.area === "national-bodies")).toBe(
      false,
    );
  },
  "band-mix": async () => {
    const staff = [
      ...people("a b", date, { afc_band: "5" }),
      assignment("a", date, { afc_band: "7", fte: 0.5 }),
      assignment("c", date, { afc_band: "7", fte: 0.5 }),
      ...people("d e", date, { afc_band: "other", ...betsi }),
    ];
    const cells = await computeIndicator({ staff }, "band-mix");
    const at = (key: Key): Observation => pick(cells, { ...wales, ...key });
    expect(at({ category: "5" })).toMatchObject({ numerator: 2, denominator: 5, value: 40, people: 2 });
    expect(at({ category: "7" })).toMatchObject({ numerator: 1, denominator: 5, value: 20, people: 2 });
    expect(at({ category: "other" })).toMatchObject({ numerator: 2, value: 40, people: 2 });
    expect(at({ category: "9" })).toMatchObject({ numerator: 0, value: 0, marker: "" });
    expect(at({ area: powys, category: "7" })).toMatchObject({ numerator: 1, denominator: 3 });
    expect(at({ profession: "physiotherapist", category: "5" }).value).toBe(40);
    expect(cells.some((one) => one.area === powys && one.profession !== "all")).toBe(false);
    expect(cells.some((one) => one.category === "all" || one.category === "unknown")).toBe(false);
  },
  "part-time-share": async () => {
    const staff = [
      ...people("a b", date, { fte: 0.6 }),
      assignment("a", date, { fte: 0.4, ...betsi }),
      assignment("c", date, { fte: 0.996 }),
      assignment("d", date, { fte: 1 }),
    ];
    const cells = await computeIndicator({ staff }, "part-time-share", 1);
    expect(pick(cells, { ...wales, area: powys })).toMatchObject({ numerator: 2, denominator: 4, value: 50 });
    expect(pick(cells, wales)).toMatchObject({ numerator: 1, denominator: 4, value: 25 });
  },
  participation: async () => {
    const staff = [...people("a b", date, { fte: 0.5 }), assignment("a", date, { fte: 0.5, ...betsi })];
    const cells = await computeIndicator({ staff }, "participation");
    expect(pick(cells, wales)).toMatchObject({ numerator: 1.5, denominator: 2, value: 0.75, people: 2 });
    expect(pick(cells, { ...wales, area: powys })).toMatchObject({ numerator: 1, value: 0.5 });
  },
  "fixed-term-share": async () => {
    const fixed = { assignment_category: "fixed-term" };
    const staff = [
      ...people("a b c", date, fixed),
      assignment("c", date, { assignment_category: "permanent" }),
      assignment("b", date, { ...betsi, assignment_category: null }),
      assignment("d", date, { assignment_category: null }),
    ];
    const cells = await computeIndicator({ staff }, "fixed-term-share", 1);
    expect(pick(cells, { ...wales, area: powys })).toMatchObject({ numerator: 2, denominator: 4, value: 50 });
    expect(pick(cells, wales)).toMatchObject({ numerator: 1, denominator: 4 });
  },
  "gender-mix": async () => {
    const staff = [
      ...people("a b c", date, { gender: "female" }),
      ...people("d e", date, { gender: "male" }),
      ...people("f", date, { gender: "unknown" }),
      assignment("f", date, { ...betsi, gender: "male" }),
      ...people("g h", date),
    ];
    const cells = await computeIndicator({ staff }, "gender-mix");
    const at = (key: Key): Observation => pick(cells, { ...wales, ...key });
    expect(at({ category: "female" })).toMatchObject({ numerator: 3, denominator: 6, value: 50 });
    expect(at({ category: "male" })).toMatchObject({ numerator: 3, denominator: 6, people: 3 });
    expect(at({ category: "unknown" })).toMatchObject({ numerator: 2, denominator: 8, value: 25 });
    expect(cells.some((one) => one.category === "all")).toBe(false);
  },
  "ethnic-mix": async () => {
    const staff = [
      ...people("a b c d", date, { ethnic_group: "white" }),
      ...people("e f", date, { ethnic_group: "asian" }),
      ...people("g h", date),
    ];
    const cells = await computeIndicator({ staff }, "ethnic-mix");
    const at = (category: string): Observation => pick(cells, { ...wales, category });
    expect(at("asian")).toMatchObject({ numerator: 2, denominator: 6 });
    expect(at("unknown")).toMatchObject({ numerator: 2, denominator: 8 });
    expect(at("black")).toMatchObject({ numerator: 0, value: 0 });
  },
  "disability-declared": async () => {
    const staff = [
      ...people("a b", date, { disability: "yes" }),
      ...people("c d e", date, { disability: "no" }),
      ...people("f g", date, { disability: "unknown" }),
    ];
    const cells = await computeIndicator({ staff }, "disability-declared");
    const at = (category: string): Observation => pick(cells, { ...wales, category });
    expect(at("yes")).toMatchObject({ numerator: 2, denominator: 5, value: 40 });
    expect(at("no")).toMatchObject({ numerator: 3, denominator: 5 });
    expect(at("unknown")).toMatchObject({ numerator: 2, denominator: 7 });
  },
  "fragile-services": async () => {
    const staff = [
      ...people("a b c d", date, { fte: 0.5 }),
      ...people("e f g h i", date, { ...betsi, fte: 0.5 }),
      ...people("j k", date, { ...betsi, occupation_code: "S1B" }),
      ...people("l m", date, { ...betsi, ...support }),
      ...people("n o", date, { ...betsi, occupation_code: "S1H", job_role: "04001" }),
      ...people("p q", date, { ...betsi, occupation_code: "S1H" }),
      ...people("r s", date, { employer_code: "RT4", occupation_code: "S1B" }),
    ];
    const cells = await computeIndicator({ staff }, "fragile-services");
    const key = { ...wales, staff_type: "registered" };
    expect(pick(cells, key)).toMatchObject({ value: 3, people: 17, marker: "" });
    expect(pick(cells, { ...key, category: "under-3-fte" }).value).toBe(4);
    expect(cells).toHaveLength(2);
  },
  "band-8a-plus": async () => {
    const staff = [
      ...people("a b", date, { afc_band: "8a" }),
      assignment("c", date, { afc_band: "7" }),
      assignment("c", date, { afc_band: "8c", fte: 0.1 }),
      ...people("d e", date, { afc_band: "other" }),
      ...people("f", date, { ...support, afc_band: "8a" }),
    ];
    const cells = await computeIndicator({ staff }, "band-8a-plus");
    const key = { ...wales, staff_type: "registered" };
    expect(pick(cells, key)).toMatchObject({ numerator: 3, denominator: 5, value: 60 });
    expect(cells.every((one) => one.staff_type === "registered")).toBe(true);
  },
  "leadership-positions": async () => {
    const staff = [
      ...people("a b", date, { leadership_role: true }),
      assignment("a", date, { leadership_role: false }),
      ...people("c", date, { leadership_role: false }),
      assignment("d", date),
    ];
    const cells = await computeIndicator({ staff }, "leadership-positions");
    expect(pick(cells, wales)).toMatchObject({ value: 2, people: 2 });
    expect(pick(cells, { ...wales, profession: "physiotherapist", staff_type: "registered" }).value).toBe(2);
  },
  "welsh-levels": async () => {
    const assess = (person_id: string, assessed_date: string, levels: [string, string, string]) => ({
      person_id,
      assessed_date,
      listening_speaking: levels[0],
      reading: levels[1],
      writing: levels[2],
    });
    const given = {
      staff: people("a b c d e f g h", date),
      welsh_skills: [
        assess("a", "2020-01-01", ["5", "5", "4"]),
        assess("b", "2020-01-01", ["3", "2", "2"]),
        assess("b", "2025-01-01", ["5", "3", "not-stated"]),
        assess("c", "2020-01-01", ["0", "0", "0"]),
        assess("d", "2020-01-01", ["0", "0", "0"]),
        assess("e", "2020-01-01", ["not-stated", "1", "1"]),
        assess("f", "2020-01-01", ["not-stated", "1", "1"]),
        assess("g", "2026-01-01", ["4", "4", "4"]),
      ],
    };
    const cells = await computeIndicator(given, "welsh-levels");
    const at = (category: string, denominator: number): Observation =>
      pick(cells, { ...wales, category, denominator });
    expect(at("5", 4)).toMatchObject({ numerator: 2, value: 50 });
    expect(at("1", 6)).toMatchObject({ numerator: 2 });
    expect(at("3", 4)).toMatchObject({ numerator: 0, value: 0 });
    const unrecorded = cells.filter((one) => one.area === wales.area && one.category === "not-recorded");
    expect(new Set(unrecorded.map((one) => `${one.numerator}/${one.denominator}`))).toEqual(new Set(["2/8"]));
    const stated = cells.filter(
      (one) =>
        one.area === wales.area &&
        one.profession === "all" &&
        one.staff_type === "all" &&
        one.category === "not-stated",
    );
    expect(stated.map((one) => one.numerator).sort()).toEqual([0, 2, null]);
  },
  "welsh-offer-coverage": async () => {
    const level = (person_id: string, listening_speaking: string) => ({
      person_id,
      assessed_date: "2020-01-01",
      listening_speaking,
      reading: "0",
      writing: "0",
    });
    const given = {
      staff: [
        ...people("a b", date),
        ...people("c d", date, { occupation_code: "S1B" }),
        ...people("e f", date, betsi),
        ...people("g h", date, { ...betsi, occupation_code: "S1B" }),
        ...people("i j", date, { ...betsi, ...support }),
      ],
      welsh_skills: [
        level("a", "3"),
        level("b", "0"),
        level("c", "2"),
        level("d", "0"),
        level("e", "4"),
        level("g", "not-stated"),
        level("i", "5"),
      ],
    };
    const cells = await computeIndicator(given, "welsh-offer-coverage", 1);
    const key = { ...wales, staff_type: "registered" };
    expect(pick(cells, key)).toMatchObject({ numerator: 2, denominator: 3, people: 5 });
    expect(pick(cells, { ...key, area: powys })).toMatchObject({ numerator: 1, denominator: 2, value: 50 });
    expect(pick(cells, { ...key, profession: "dietitian" })).toMatchObject({ numerator: 0, denominator: 1 });
  },
  "prevention-share": async () => {
    const staff = [
      ...people("a b", date, { care_setting: "prevention", fte: 0.5 }),
      ...people("c d", date, { care_setting: "secondary" }),
      assignment("a", date, { care_setting: "secondary", fte: 0.5 }),
      ...people("e f", date),
    ];
    const cells = await computeIndicator({ staff }, "prevention-share");
    expect(pick(cells, wales)).toMatchObject({ numerator: 1, denominator: 3.5, people: 2 });
    expect(pick(cells, { ...wales, area: powys, profession: "physiotherapist" }).value).toBeCloseTo(
      100 / 3.5,
      10,
    );
    const unknown = await computeIndicator({ staff: people("e f", date) }, "prevention-share");
    expect(pick(unknown, wales)).toMatchObject({ value: null, marker: "z" });
  },
  "primary-community-share": async () => {
    const staff = [
      ...people("a b", date, { care_setting: "primary" }),
      ...people("c d", date, { care_setting: "community" }),
      ...people("e f", date, { care_setting: "intermediate" }),
      ...people("g h", date, { care_setting: "secondary" }),
      ...people("i j", date),
    ];
    const cells = await computeIndicator({ staff }, "primary-community-share");
    expect(pick(cells, wales)).toMatchObject({ numerator: 6, denominator: 8, value: 75, people: 6 });
    expect(pick(cells, { ...wales, category: "community" })).toMatchObject({ numerator: 2, denominator: 8 });
    expect(pick(cells, { ...wales, category: "unknown" })).toMatchObject({ numerator: 2, denominator: 10 });
  },
};
