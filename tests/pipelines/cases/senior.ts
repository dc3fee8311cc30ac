import { expect } from "vitest";
import { powys, wales } from "../../support/cells.ts";
import { computeIndicator, pick } from "../../support/given.ts";
import { people, post } from "../../support/rows.ts";

const year = { ...wales, period: "2025-Q3/12m" };

/** What the other indicators of senior posts and of development make of a few rows. */
export const seniorCases: Record<string, () => Promise<void>> = {
  "first-contact-posts": async () => {
    const senior_posts = [
      post("p1", { post_type: "first-contact", funded_fte: 0.6 }),
      post("p2", { post_type: "first-contact", status: "vacant" }),
      post("p3", { post_type: "first-contact", status: "disestablished" }),
      post("p4"),
    ];
    const cells = await computeIndicator({ senior_posts }, "first-contact-posts");
    expect(pick(cells, wales)).toMatchObject({ value: 2, people: null });
    expect(pick(cells, { ...wales, category: "funded-fte" }).value).toBe(1.6);
  },
  "academic-posts": async () => {
    const senior_posts = [
      post("p1", { post_type: "clinical-academic", status: "part-filled", filled_fte: 0.2 }),
      post("p2", { post_type: "clinical-academic", status: "proposed" }),
      post("p3", { post_type: "clinical-academic", profession: "dietitian", occupation_code: "S1B" }),
    ];
    const cells = await computeIndicator({ senior_posts }, "academic-posts");
    expect(pick(cells, wales).value).toBe(2);
    expect(pick(cells, { ...wales, area: powys, profession: "dietitian" }).value).toBe(1);
  },
  "job-plan-balance": async () => {
    const plan = (clinical: number, leadership: number, education: number, research: number) => ({
      pillar_clinical: clinical,
      pillar_leadership: leadership,
      pillar_education: education,
      pillar_research: research,
    });
    const senior_posts = [
      post("p1", { ...plan(60, 20, 10, 10), funded_fte: 0.1 }),
      post("p2", { ...plan(50, 20, 20, 10), post_type: "leadership" }),
      post("p3", { pillar_clinical: 100 }),
      post("p4", { ...plan(100, 0, 0, 0), status: "proposed" }),
    ];
    const cells = await computeIndicator({ senior_posts }, "job-plan-balance");
    expect(pick(cells, { ...wales, category: "clinical" })).toMatchObject({
      numerator: 110,
      denominator: 2,
      value: 55,
    });
    expect(pick(cells, { ...wales, category: "education" }).value).toBe(15);
    const unstated = await computeIndicator({ senior_posts: [post("p1")] }, "job-plan-balance");
    expect(unstated.every((one) => one.value === null)).toBe(true);
  },
  "senior-pipeline": async () => {
    const dates = ["2024-09-30", "2025-03-31", "2025-09-30"];
    const seen = (id: string, statuses: readonly (string | null)[], row = {}) =>
      dates.flatMap((quarter_end, index) => {
        const status = statuses[index];
        return status ? [post(id, { quarter_end, status, ...row })] : [];
      });
    const given = {
      staff: dates.flatMap((date) => people("a b", date)),
      senior_posts: [
        ...seen("long there", ["filled", "filled", "filled"], { established_date: "2020-01-01" }),
        ...seen("proposed before", ["proposed", "proposed", "proposed"]),
        ...seen("proposed and established", [null, "proposed", "filled"], { established_date: "2025-09-01" }),
        ...seen("proposed now", [null, null, "proposed"], { established_date: "2025-09-01" }),
        ...seen("ended before", ["disestablished", "disestablished", "disestablished"]),
        ...seen("ended and gone", ["filled", "disestablished", null]),
        ...seen("ended now", ["filled", "filled", "disestablished"], { established_date: "2024-09-30" }),
      ],
    };
    const cells = await computeIndicator(given, "senior-pipeline");
    const value = (category: string): number | null => pick(cells, { ...year, category }).value;
    expect(value("proposed")).toBe(2);
    expect(value("established")).toBe(1);
    expect(value("disestablished")).toBe(2);
  },
  "leadership-development": async () => {
    const cells = await computeIndicator(taken(), "leadership-development", 1);
    const key = { ...wales, period: "2025" };
    expect(pick(cells, key)).toMatchObject({ numerator: 5, denominator: 10, value: 50, people: 5 });
    expect(pick(cells, { ...key, area: powys, profession: "physiotherapist" })).toMatchObject({
      numerator: 3,
      denominator: 5,
    });
    expect(pick(cells, { ...key, area: powys, profession: "dietitian" })).toMatchObject({ numerator: 0 });
    expect(pick(cells, { ...key, area: "W11000025" })).toMatchObject({ value: null, marker: "x" });
    const given = taken();
    const incomplete = await computeIndicator(
      {
        staff: [...given.staff, ...people("k l m n o", "2025-06-30", { employer_code: "W06000023" })],
        development: [
          ...given.development,
          { ...given.development[0], employer_code: "W06000023", participants: 9 },
        ],
      },
      "leadership-development",
      1,
    );
    expect(pick(incomplete, { ...key, area: powys })).toMatchObject({
      numerator: 3,
      denominator: 7,
      marker: "incomplete",
    });
  },
  "multi-professional-development": async () => {
    const cells = await computeIndicator(taken(), "multi-professional-development", 1);
    expect(pick(cells, { ...wales, period: "2025" })).toMatchObject({ numerator: 4, denominator: 10 });
  },
  "research-active": async () => {
    const cells = await computeIndicator(taken(), "research-active", 1);
    expect(pick(cells, { ...wales, period: "2025" })).toMatchObject({ numerator: 6, denominator: 10 });
  },
  "travel-fellowships": async () => {
    const cells = await computeIndicator(taken(), "travel-fellowships", 1);
    expect(pick(cells, { ...wales, period: "2025" })).toMatchObject({ numerator: 0, value: 0 });
    const without = await computeIndicator({ staff: people("a", "2025-09-30") }, "travel-fellowships", 1);
    expect(pick(without, { ...wales, period: "2025" })).toMatchObject({ value: null, marker: "x" });
  },
};

/** Ten people in post on the last quarter end of 2025 that was returned, and what they took part in. */
function taken() {
  const row = (
    programme: string,
    participants: number,
    profession = "physiotherapist",
    employer = "7A7",
  ) => ({
    year: 2025,
    employer_code: employer,
    profession,
    programme,
    participants,
  });
  return {
    staff: [
      ...people("a b c", "2025-06-30"),
      ...people("a b c d e", "2025-09-30"),
      ...people("f g", "2025-09-30", { occupation_code: "S1B" }),
      ...people("h i j", "2025-09-30", { employer_code: "7A1" }),
    ],
    development: [
      row("leadership", 2),
      row("mentoring", 1),
      row("leadership", 2, "physiotherapist", "7A1"),
      row("multi-professional", 4),
      row("research", 1),
      row("teaching", 2),
      row("innovation-exemplar", 3),
    ],
  };
}
