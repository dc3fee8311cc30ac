import { expect } from "vitest";
import { powys, wales } from "../../support/cells.ts";
import { computeIndicator, type Given, type Observation, pick } from "../../support/given.ts";
import { advert, people } from "../../support/rows.ts";

const quarter = { ...wales, period: "2025-Q3" };
const year = { ...wales, period: "2025-Q3/12m" };
const bothEnds = [...people("a b", "2024-09-30"), ...people("a b", "2025-09-30")];

/** What each indicator of adverts makes of a few rows. */
export const advertCases: Record<string, () => Promise<void>> = {
  "advertised-vacancy-rate": async () => {
    const given = {
      staff: [...people("a b c", "2025-09-30"), ...people("d e", "2025-09-30", { employer_code: "7A1" })],
      vacancies: [
        advert("open"),
        advert("offered", { status: "offered", fte: 0.5 }),
        advert("filled later", { status: "filled", filled_date: "2025-10-01", fte: 0.5 }),
        advert("filled", { status: "filled", filled_date: "2025-09-30" }),
        advert("withdrawn", { status: "withdrawn", closing_date: "2025-09-01" }),
        advert("withdrawn, no date", { status: "withdrawn" }),
        advert("later", { advertised_date: "2025-10-01" }),
        advert("elsewhere", { occupation_code: "S1B", fte: 1 }),
      ],
    };
    const cells = await computeIndicator(given, "advertised-vacancy-rate");
    expect(pick(cells, { ...quarter, area: powys, profession: "physiotherapist" })).toMatchObject({
      numerator: 2,
      denominator: 5,
      value: 40,
      people: 3,
    });
    expect(pick(cells, quarter)).toMatchObject({ numerator: 3, denominator: 8, people: 5 });
    expect(pick(cells, { ...quarter, area: powys, profession: "dietitian" })).toMatchObject({
      numerator: 1,
      denominator: 1,
      people: 0,
    });
    const without = await computeIndicator({ staff: given.staff }, "advertised-vacancy-rate");
    expect(pick(without, quarter)).toMatchObject({ value: null, marker: "x" });
    const missing = {
      staff: [
        ...people("a b c", "2025-06-30"),
        ...people("d e", "2025-06-30", { employer_code: "W06000023" }),
        ...people("d e", "2025-09-30", { employer_code: "W06000023" }),
      ],
      vacancies: [
        advert("of whom no staff are known"),
        advert("likewise", { occupation_code: "S1B" }),
        advert("beside staff", { employer_code: "W06000023", fte: 0.5 }),
      ],
    };
    const incomplete = await computeIndicator(missing, "advertised-vacancy-rate");
    const board = { ...quarter, area: powys };
    expect(pick(incomplete, board)).toMatchObject({ value: 20, denominator: 2.5, marker: "incomplete" });
    expect(pick(incomplete, { ...board, profession: "dietitian" })).toMatchObject({
      value: null,
      marker: "x",
    });
  },
  "long-vacancy-share": async () => {
    const given = {
      staff: people("a b", "2025-09-30"),
      vacancies: [
        advert("long", { advertised_date: "2025-07-01" }),
        advert("90 days", { advertised_date: "2025-07-02" }),
        advert("long ago filled", {
          advertised_date: "2025-01-01",
          status: "filled",
          filled_date: "2025-09-29",
        }),
        advert("new"),
      ],
    };
    const cells = await computeIndicator(given, "long-vacancy-share");
    expect(pick(cells, quarter)).toMatchObject({ numerator: 1, denominator: 3, people: null });
    expect(pick(cells, { ...quarter, area: "W11000023" })).toMatchObject({ value: null, marker: "x" });
  },
  "time-to-fill": async () => {
    const filled = (id: string, advertised_date: string, filled_date: string, welsh: string | null = null) =>
      advert(id, { advertised_date, filled_date, status: "filled", welsh_requirement: welsh });
    const given = {
      staff: bothEnds,
      vacancies: [
        filled("20 days", "2025-08-01", "2025-08-21"),
        filled("30 days", "2025-08-01", "2025-08-31", "essential"),
        filled("61 days", "2024-08-01", "2024-10-01", "desirable"),
        filled("year before", "2024-08-01", "2024-09-30"),
        filled("after", "2025-08-01", "2025-10-01"),
        advert("open"),
      ],
    };
    const cells = await computeIndicator(given, "time-to-fill");
    expect(pick(cells, year)).toMatchObject({ value: 30, denominator: 3, numerator: null });
    expect(pick(cells, { ...year, category: "essential" })).toMatchObject({ value: 30, denominator: 1 });
    expect(pick(cells, { ...year, category: "other" })).toMatchObject({ value: 40.5, denominator: 2 });
    expect(pick(cells, { ...year, staff_type: "registered", area: powys }).value).toBe(30);
    expect(cells.every((one) => one.period === "2025-Q3/12m")).toBe(true);
  },
  "readvertised-share": async () => {
    const given = {
      staff: bothEnds,
      vacancies: [
        advert("first", { attempt: 1 }),
        advert("second", { attempt: 2 }),
        advert("third", { attempt: 3, status: "withdrawn", closing_date: "2025-09-01" }),
        advert("not said"),
        advert("year before", { attempt: 2, advertised_date: "2024-09-30" }),
      ],
    };
    const cells = await computeIndicator(given, "readvertised-share");
    expect(pick(cells, year)).toMatchObject({ numerator: 2, denominator: 4, value: 50 });
  },
  "persistent-gap": async () => {
    const cells = await computeIndicator(fourQuarters(), "persistent-gap");
    const at = (key: Partial<Observation>): Observation => pick(cells, { ...quarter, ...key });
    expect(at({})).toMatchObject({ value: 2, people: null });
    expect(at({ area: powys })).toMatchObject({ value: 2 });
    expect(at({ area: powys, profession: "physiotherapist" }).value).toBe(1);
    expect(at({ area: powys, profession: "arts-therapists" }).value).toBe(1);
    expect(at({ area: powys, profession: "dietitian" }).value).toBe(0);
    expect(at({ area: powys, profession: "podiatrist" }).value).toBe(0);
    expect(at({ area: powys, profession: "art-therapist" }).marker).toBe("x");
    expect(pick(cells, { ...wales, period: "2025-Q2" }).value).toBe(0);
  },
  "fill-rate": async () => {
    const cells = await computeIndicator(endedAdverts(), "fill-rate");
    expect(pick(cells, year)).toMatchObject({ numerator: 2, denominator: 3 });
    const nothing = { staff: bothEnds, vacancies: [advert("open")] };
    expect(pick(await computeIndicator(nothing, "fill-rate"), year)).toMatchObject({
      value: null,
      marker: "z",
    });
  },
  "welsh-essential-fill": async () => {
    const cells = await computeIndicator(endedAdverts(), "welsh-essential-fill");
    expect(pick(cells, { ...year, category: "essential" })).toMatchObject({ numerator: 1, denominator: 2 });
    expect(pick(cells, { ...year, category: "other" })).toMatchObject({ numerator: 1, denominator: 1 });
    expect(cells.some((one) => one.category === "all")).toBe(false);
  },
  "applications-per-vacancy": async () => {
    const given = {
      staff: bothEnds,
      vacancies: [
        advert("ten", { applications: 10 }),
        advert("none", { applications: 0 }),
        advert("not said"),
        advert("support", { occupation_code: "S9E", applications: 20 }),
        advert("year before", { applications: 99, advertised_date: "2024-09-30" }),
      ],
    };
    const cells = await computeIndicator(given, "applications-per-vacancy");
    expect(pick(cells, year)).toMatchObject({ numerator: 30, denominator: 3, value: 10 });
    expect(pick(cells, { ...year, staff_type: "registered" })).toMatchObject({ numerator: 10, value: 5 });
    expect(pick(cells, { ...year, staff_type: "support" })).toMatchObject({ numerator: 20, value: 20 });
  },
};

function endedAdverts(): Given {
  const essential = { welsh_requirement: "essential" };
  return {
    staff: bothEnds,
    vacancies: [
      advert("filled", { status: "filled", filled_date: "2025-09-01", ...essential }),
      advert("withdrawn", { status: "withdrawn", closing_date: "2025-09-01", ...essential }),
      advert("filled too", { status: "filled", filled_date: "2025-09-30", welsh_requirement: "desirable" }),
      advert("withdrawn, no date", { status: "withdrawn" }),
      advert("offered", { status: "offered" }),
      advert("year before", {
        advertised_date: "2024-08-01",
        status: "filled",
        filled_date: "2024-09-30",
      }),
    ],
  };
}

/**
 * Powys, four quarters: physiotherapists and arts therapists have a gap of 10 per cent and more in each, dietitians in
 * three of them, podiatrists have no registered person in the last.
 */
function fourQuarters(): Given {
  const quarters = ["2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30"];
  const funded = (quarter_end: string, occupation_code: string, funded_fte: number) => ({
    quarter_end,
    employer_code: "7A7",
    occupation_code,
    afc_band: "6",
    funded_fte,
  });
  return {
    staff: quarters.flatMap((date) => [
      ...people("a b c d e f g h i", date),
      ...people("j k", date, { occupation_code: "S1H", job_role: "04001" }),
      ...people("l m", date, { occupation_code: "S1B" }),
      ...people("n", date, { occupation_code: date === "2025-09-30" ? "S9A" : "S1A" }),
    ]),
    establishment: quarters.flatMap((date) => [
      funded(date, "S1E", 10),
      funded(date, "S1H", 3),
      funded(date, "S1B", date === "2025-03-31" ? 2 : 3),
      funded(date, "S1A", 5),
    ]),
  };
}
