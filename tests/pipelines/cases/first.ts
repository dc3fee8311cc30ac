import { expect } from "vitest";
import { powys, wales } from "../../support/cells.ts";
import { computeIndicator, type Given, type Observation, pick } from "../../support/given.ts";
import { assignment, people, post, type StaffRow } from "../../support/rows.ts";

/** What each indicator of the first release makes of a few rows. */
export const firstCases: Record<string, () => Promise<void>> = {
  headcount: async () => {
    const staff = [
      ...people("ann ben", "2025-09-30"),
      assignment("ann", "2025-09-30", { fte: 0.2 }),
      assignment("ben", "2025-09-30", { employer_code: "7A1", occupation_code: "S9C", fte: 0.4 }),
      assignment("cat", "2025-09-30", { employer_code: "7A1", occupation_code: "S9C" }),
      assignment("bank", "2025-09-30", { assignment_category: "bank" }),
      assignment("honorary", "2025-09-30", { assignment_category: "honorary" }),
      assignment("break", "2025-09-30", { assignment_status: "career-break" }),
      assignment("mother", "2025-09-30", { assignment_status: "maternity" }),
      assignment("radiographer", "2025-09-30", { occupation_code: "S1F" }),
      assignment("month", "2025-08-31"),
      assignment("art", "2025-09-30", { occupation_code: "S1H", job_role: "04001" }),
      assignment("unknown role", "2025-09-30", { occupation_code: "S1H", job_role: null }),
      assignment("retired code", "2025-09-30", { occupation_code: "S2D" }),
      assignment("council", "2025-09-30", { employer_code: "W06000023", occupation_code: "S1C" }),
    ];
    const cells = await computeIndicator({ staff }, "headcount", 2);
    const value = (key: Partial<Observation>): number | null =>
      pick(cells, { ...wales, period: "2025-Q3", ...key }).people;
    expect(value({})).toBe(8);
    expect(value({ area: powys, profession: "physiotherapist" })).toBe(3);
    expect(value({ profession: "occupational-therapist" })).toBe(3);
    expect(value({ profession: "arts-therapists" })).toBe(2);
    expect(pick(cells, { ...wales, profession: "art-therapist" }).marker).toBe("c");
    expect(value({ area: "W11000023", profession: "physiotherapist" })).toBe(0);
    expect(pick(cells, { ...wales, area: "W11000025" })).toMatchObject({ value: null, marker: "x" });
    expect(pick(cells, { ...wales, category: "social-care" }).marker).toBe("c");
    expect(value({ category: "nhs" })).toBe(7);
    expect(cells.some((one) => one.period !== "2025-Q3")).toBe(false);
  },
  fte: async () => {
    const staff = [
      ...people("ann ben", "2025-09-30", { fte: 0.6 }),
      assignment("ann", "2025-09-30", { fte: 0.2, employer_code: "7A1" }),
    ];
    const cells = await computeIndicator({ staff }, "fte");
    expect(pick(cells, { ...wales }).value).toBe(1.4);
    expect(pick(cells, { ...wales }).people).toBe(2);
    expect(pick(cells, { ...wales, area: powys }).value).toBe(1.2);
    expect(pick(cells, { ...wales, area: "W11000023" })).toMatchObject({
      value: null,
      people: null,
      marker: "c",
    });
  },
  "registered-share": async () => {
    const staff = [
      ...people("a b c", "2025-09-30"),
      ...people("d e", "2025-09-30", { occupation_code: "S9E", fte: 0.5 }),
      ...people("f g", "2025-09-30", { employer_code: "7A1", occupation_code: "S1B" }),
    ];
    const cells = await computeIndicator({ staff }, "registered-share");
    expect(pick(cells, wales)).toMatchObject({ numerator: 5, denominator: 6, people: 5 });
    expect(pick(cells, { ...wales, area: powys })).toMatchObject({ numerator: 3, denominator: 4, value: 75 });
    expect(pick(cells, { ...wales, area: powys, profession: "dietitian" })).toMatchObject({
      value: null,
      marker: "z",
    });
  },
  "aged-55-plus": async () => {
    const staff = [
      ...people("a b", "2025-09-30", { age_band: "55-59" }),
      ...people("c d", "2025-09-30", { age_band: "65+" }),
      ...people("e f g h", "2025-09-30", { age_band: "30-34" }),
      ...people("i j", "2025-09-30"),
    ];
    const cells = await computeIndicator({ staff }, "aged-55-plus");
    const key = { ...wales, area: powys };
    expect(pick(cells, key)).toMatchObject({ numerator: 4, denominator: 8, value: 50 });
    expect(pick(cells, { ...key, category: "65+" })).toMatchObject({ numerator: 2, denominator: 8 });
    expect(pick(cells, { ...key, category: "unknown" })).toMatchObject({
      numerator: 2,
      denominator: 10,
      value: 20,
    });
    expect(pick(cells, { ...key, category: "40-44" })).toMatchObject({ numerator: 0, value: 0, marker: "" });
  },
  "funded-fte": async () => {
    const line = { quarter_end: "2025-09-30", employer_code: "7A7", afc_band: "6" };
    const establishment = [
      { ...line, occupation_code: "S1E", funded_fte: 10.5 },
      { ...line, occupation_code: "S9E", funded_fte: 2 },
      { ...line, occupation_code: "S1H", funded_fte: 1 },
      { ...line, profession: "dietitian", funded_fte: 4 },
    ];
    const cells = await computeIndicator({ establishment }, "funded-fte");
    expect(pick(cells, wales).value).toBe(17.5);
    expect(pick(cells, { ...wales, staff_type: "registered" }).value).toBe(11.5);
    expect(pick(cells, { ...wales, profession: "dietitian" }).value).toBe(4);
    expect(pick(cells, { ...wales, profession: "arts-therapists" })).toMatchObject({
      value: 1,
      people: null,
    });
    expect(cells.some((one) => one.profession === "art-therapist")).toBe(false);
  },
  "vacancy-fte": async () => {
    const cells = await computeIndicator(ledgerAndStaff(), "vacancy-fte");
    expect(pick(cells, { ...wales, area: powys })).toMatchObject({ value: 1, people: 2 });
    expect(pick(cells, { ...wales, area: "W11000023" }).value).toBe(-0.5);
    expect(pick(cells, wales)).toMatchObject({ value: 0.5, people: 4 });
  },
  "vacancy-rate": async () => {
    const cells = await computeIndicator(ledgerAndStaff(), "vacancy-rate");
    expect(pick(cells, { ...wales, area: powys })).toMatchObject({ numerator: 1, denominator: 3, people: 2 });
    expect(pick(cells, { ...wales, area: "W11000023" }).value).toBeCloseTo(-100 / 3, 10);
    expect(pick(cells, { ...wales, area: "W11000025" })).toMatchObject({ value: null, marker: "x" });
  },
  "joiner-rate": async () => {
    const cells = await computeIndicator({ staff: flowStaff() }, "joiner-rate");
    const at = { ...wales, area: powys, period: "2025-Q3/12m" };
    expect(pick(cells, { ...at, level: "left-cell" })).toMatchObject({ numerator: 3, denominator: 5 });
    expect(pick(cells, { ...at, level: "left-wales" })).toMatchObject({
      numerator: 2,
      denominator: 5,
      value: 40,
    });
    expect(pick(cells, { ...wales, level: "left-cell" })).toMatchObject({ numerator: 2, denominator: 7.5 });
  },
  "leaver-rate": async () => {
    const cells = await computeIndicator({ staff: flowStaff() }, "leaver-rate");
    const at = { ...wales, area: powys, period: "2025-Q3/12m" };
    expect(pick(cells, { ...at, level: "left-cell" })).toMatchObject({
      numerator: 3,
      denominator: 5,
      value: 60,
    });
    expect(pick(cells, { ...at, level: "left-wales" })).toMatchObject({ numerator: 2, denominator: 5 });
    expect(pick(cells, { ...wales, level: "left-wales" })).toMatchObject({ numerator: 3, denominator: 7.5 });
  },
  "advanced-posts": async () => {
    const senior_posts = [
      post("p1"),
      post("p2", { status: "vacant", filled_fte: 0, funded_fte: 0.5 }),
      post("p3", { status: "proposed" }),
      post("p4", { status: "disestablished" }),
      post("p5", { post_type: "consultant" }),
      post("p6", { occupation_code: "S1H" }),
    ];
    const cells = await computeIndicator({ senior_posts }, "advanced-posts");
    expect(pick(cells, wales)).toMatchObject({ value: 3, people: null });
    expect(pick(cells, { ...wales, area: powys, profession: "physiotherapist" }).value).toBe(2);
    expect(pick(cells, { ...wales, category: "funded-fte" }).value).toBe(2.5);
    expect(pick(cells, { ...wales, profession: "arts-therapists" }).value).toBe(1);
    const staff = [
      ...people("a b", "2025-09-30", { occupation_code: "S1H", job_role: "04001" }),
      ...people("c d", "2025-09-30", { occupation_code: "S1B" }),
    ];
    const beside = await computeIndicator({ senior_posts, staff }, "advanced-posts");
    expect(pick(beside, { ...wales, profession: "dietitian" })).toMatchObject({ value: 0, marker: "" });
    expect(pick(beside, { ...wales, profession: "art-therapist" })).toMatchObject({
      value: null,
      marker: "x",
    });
  },
  "consultant-posts": async () => {
    const senior_posts = [post("p1", { post_type: "consultant" }), post("p2")];
    const cells = await computeIndicator({ senior_posts }, "consultant-posts");
    expect(pick(cells, wales).value).toBe(1);
    expect(pick(cells, { ...wales, area: powys, profession: "physiotherapist" }).value).toBe(1);
  },
  "senior-posts-per-100": async () => {
    const given = {
      staff: people("a b c d", "2025-09-30"),
      senior_posts: [
        post("p1"),
        post("p2", { post_type: "consultant", funded_fte: 0.5 }),
        post("p3", { post_type: "leadership" }),
      ],
    };
    const cells = await computeIndicator(given, "senior-posts-per-100");
    const key = { ...wales, staff_type: "registered" };
    expect(pick(cells, key)).toMatchObject({ numerator: 1.5, denominator: 4, value: 37.5, people: 4 });
    expect(cells.every((one) => one.staff_type === "registered")).toBe(true);
  },
  "senior-fill-rate": async () => {
    const senior_posts = [
      post("p1"),
      post("p2", { filled_fte: 0.4, status: "part-filled" }),
      post("p3", { post_type: "leadership", filled_fte: 0, status: "vacant" }),
    ];
    const cells = await computeIndicator({ senior_posts }, "senior-fill-rate");
    expect(pick(cells, wales)).toMatchObject({ numerator: 1.4, denominator: 2, value: 70 });
  },
  "welsh-recorded": async () => {
    const cells = await computeIndicator(assessedStaff(), "welsh-recorded");
    expect(pick(cells, { ...wales, period: "2025-Q3" })).toMatchObject({
      numerator: 5,
      denominator: 8,
      value: 62.5,
    });
    expect(pick(cells, { ...wales, period: "2025-Q2" })).toMatchObject({ numerator: 4, denominator: 8 });
  },
  "welsh-level-3-plus": async () => {
    const cells = await computeIndicator(assessedStaff(), "welsh-level-3-plus");
    expect(pick(cells, { ...wales, period: "2025-Q3" })).toMatchObject({
      numerator: 3,
      denominator: 5,
      value: 60,
    });
  },
  "welsh-reach": async () => {
    const cells = await computeIndicator(assessedStaff(), "welsh-reach");
    const found = pick(cells, { ...wales, area: powys, period: "2025-Q3" });
    expect(found).toMatchObject({ numerator: 3, denominator: 23990, people: 3 });
    expect(found.value).toBeCloseTo((10000 * 3) / 23990, 10);
    expect(pick(cells, { ...wales, area: "W11000025", period: "2025-Q3" }).value).toBe(0);
    expect(pick(cells, { ...wales, area: "W11000028", period: "2025-Q3" })).toMatchObject({
      value: null,
      marker: "x",
    });
  },
};

/** Powys funds 3 and has 2 in post, Betsi Cadwaladr funds 1.5 and has 2; Hywel Dda sent staff but no ledger. */
function ledgerAndStaff(): Given {
  const line = { quarter_end: "2025-09-30", occupation_code: "S1E", afc_band: "6" };
  return {
    establishment: [
      { ...line, employer_code: "7A7", funded_fte: 3 },
      { ...line, employer_code: "7A1", funded_fte: 1.5 },
    ],
    staff: [
      ...people("a b", "2025-09-30"),
      ...people("c d", "2025-09-30", { employer_code: "7A1" }),
      ...people("e f g", "2025-09-30", { employer_code: "7A2" }),
    ],
  };
}

/**
 * Powys: a, b stay; c moves to Betsi Cadwaladr; d, e leave Wales; f moves in from Betsi Cadwaladr; g, h join.
 * Betsi Cadwaladr: i stays, j leaves, and the two moves.
 */
function flowStaff(): StaffRow[] {
  const other = { employer_code: "7A1" };
  return [
    ...people("a b c d e", "2024-09-30"),
    ...people("f i j", "2024-09-30", other),
    ...people("a b f g h", "2025-09-30"),
    ...people("c i", "2025-09-30", other),
  ];
}

function assessedStaff(): Given {
  const assess = (
    person_id: string,
    assessed_date: string,
    listening_speaking: string,
  ): Record<string, string> => ({
    person_id,
    assessed_date,
    listening_speaking,
    reading: "0",
    writing: "0",
  });
  return {
    staff: [
      ...people("a b c d e f", "2025-09-30"),
      ...people("a b c d e f", "2025-06-30"),
      ...people("g h", "2025-09-30", { employer_code: "7A2" }),
      ...people("g h", "2025-06-30", { employer_code: "7A2" }),
    ],
    welsh_skills: [
      assess("a", "2020-01-01", "3"),
      assess("b", "2020-01-01", "5"),
      assess("c", "2020-01-01", "0"),
      assess("d", "2020-01-01", "2"),
      assess("d", "2024-01-01", "not-stated"),
      assess("e", "2020-01-01", "1"),
      assess("f", "2025-08-01", "4"),
      assess("g", "2025-10-01", "4"),
    ],
  };
}
