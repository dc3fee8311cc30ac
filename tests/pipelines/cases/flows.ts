import { expect } from "vitest";
import { betsiCadwaladr, powys, wales } from "../../support/cells.ts";
import { computeIndicator, type Given, type Observation, pick } from "../../support/given.ts";
import { assignment, people, type StaffRow } from "../../support/rows.ts";

const start = "2024-09-30";
const end = "2025-09-30";
const year = { ...wales, period: "2025-Q3/12m" };
const betsi = { employer_code: "7A1" };
const support = { occupation_code: "S9E" };

type Key = Partial<Observation>;

/** What each indicator of persons in flow makes of a few rows. */
export const flowCases: Record<string, () => Promise<void>> = {
  stability: async () => {
    const staff = [
      ...people("a b c d", start),
      ...people("e f", start, betsi),
      ...people("a b", end),
      ...people("c e g", end, betsi),
    ];
    const cells = await computeIndicator({ staff }, "stability");
    expect(pick(cells, { ...year, area: powys })).toMatchObject({ numerator: 2, denominator: 4, value: 50 });
    expect(pick(cells, year)).toMatchObject({ numerator: 4, denominator: 6 });
  },
  "gap-change": async () => {
    const line = { employer_code: "7A7", occupation_code: "S1E", afc_band: "6" };
    const given = {
      establishment: [
        { ...line, quarter_end: start, funded_fte: 5 },
        { ...line, quarter_end: end, funded_fte: 6.5 },
        { ...line, employer_code: "7A1", quarter_end: start, funded_fte: 2 },
        { ...line, employer_code: "7A1", quarter_end: end, funded_fte: 2 },
      ],
      staff: [
        ...people("a b c d", start),
        ...people("e f", start, betsi),
        assignment("a", end),
        assignment("b", end, { fte: 0.4 }),
        ...people("e g h", end, { fte: 0.5 }),
        ...people("c f", end, betsi),
      ],
    };
    const cells = await computeIndicator(given, "gap-change", 1);
    const part = (area: string, category: string): Observation => pick(cells, { ...year, area, category });
    expect(part(powys, "funded")).toMatchObject({ value: 1.5, people: 5 });
    expect(part(powys, "joiners")).toMatchObject({ value: -1, people: 2 });
    expect(part(powys, "leavers")).toMatchObject({ value: 1, people: 1 });
    expect(part(powys, "moves")).toMatchObject({ value: 0.5, people: 2 });
    expect(part(powys, "hours")).toMatchObject({ value: 0.6, people: 1 });
    expect(part(powys, "all")).toMatchObject({ value: 2.6, people: 7 });
    expect(part(wales.area, "moves").people).toBe(0);
    expect(part(wales.area, "hours")).toMatchObject({ value: 1.1, people: 2 });
    expect(part(wales.area, "all").value).toBe(2.6);
    expect(
      pick(cells, { ...year, area: powys, profession: "physiotherapist", category: "hours" }).value,
    ).toBe(0.6);
    const missing = {
      establishment: given.establishment,
      staff: given.staff.filter((row) => row["employer_code"] === "7A1" || row["snapshot_date"] === start),
    };
    const incomplete = await computeIndicator(missing, "gap-change", 1);
    for (const [category, value] of Object.entries({
      all: 0,
      funded: 0,
      joiners: 0,
      leavers: 1,
      moves: -1,
    })) {
      expect(pick(incomplete, { ...year, category })).toMatchObject({ value, marker: "incomplete" });
    }
  },
  "leaving-reasons": async () => {
    const cells = await computeIndicator(leaving(), "leaving-reasons", 1);
    const at = (key: Key): Observation => pick(cells, { ...year, level: "left-cell", ...key });
    expect(at({ area: powys, category: "retirement" })).toMatchObject({ numerator: 2, denominator: 4 });
    expect(at({ area: powys, category: "relocation" })).toMatchObject({ numerator: 1, denominator: 4 });
    expect(at({ area: powys, category: "health" })).toMatchObject({ numerator: 1, value: 25 });
    expect(at({ area: powys, category: "unknown" })).toMatchObject({ numerator: 2, denominator: 6 });
    expect(at({ area: powys, level: "left-wales", category: "relocation" })).toMatchObject({
      numerator: 0,
      denominator: 3,
    });
    expect(at({ category: "unknown" })).toMatchObject({ numerator: 2, denominator: 5 });
    expect(cells.some((one) => one.category === "all")).toBe(false);
  },
  "retirement-share": async () => {
    const cells = await computeIndicator(leaving(), "retirement-share", 1);
    const at = (key: Key): Observation => pick(cells, { ...year, level: "left-cell", ...key });
    expect(at({ area: powys })).toMatchObject({ numerator: 2, denominator: 4, value: 50 });
    expect(at({ area: powys, level: "left-wales" })).toMatchObject({ numerator: 2, denominator: 3 });
    expect(at({ area: betsiCadwaladr })).toMatchObject({ value: null, marker: "z" });
    const without = await computeIndicator({ staff: leaving()["staff"] ?? [] }, "retirement-share", 1);
    expect(pick(without, { ...year, level: "left-cell", area: powys }).marker).toBe("x");
  },
  "new-starter-retention": async () => {
    const before = "2023-09-30";
    const staff = [
      ...people("a b", before),
      ...people("c", before, betsi),
      ...people("a b c d e f", start),
      ...people("g", start, betsi),
      ...people("a d", end),
      ...people("e", end, { ...betsi, ...support }),
      assignment("g", end, { ...betsi, assignment_category: "bank" }),
    ];
    const cells = await computeIndicator({ staff }, "new-starter-retention", 1);
    expect(pick(cells, { ...year, area: powys })).toMatchObject({ numerator: 2, denominator: 3, people: 2 });
    expect(pick(cells, year)).toMatchObject({ numerator: 2, denominator: 4, value: 50 });
    expect(pick(cells, { ...year, area: betsiCadwaladr })).toMatchObject({ numerator: 0, value: 0 });
    expect(pick(cells, { ...year, area: "W11000025" }).marker).toBe("x");
    const missing = staff.filter((row) => row["employer_code"] === "7A1" || row["snapshot_date"] !== end);
    const incomplete = await computeIndicator({ staff: missing }, "new-starter-retention", 1);
    expect(pick(incomplete, year)).toMatchObject({ numerator: 0, denominator: 1, marker: "incomplete" });
  },
  "progression-rate": async () => {
    const staff = [
      ...people("a b c d e", start),
      assignment("f", start, { afc_band: "other" }),
      assignment("g", start, { afc_band: "7", ...betsi }),
      assignment("a", end, { afc_band: "7" }),
      assignment("b", end, { afc_band: "7", ...betsi }),
      assignment("c", end, { afc_band: "6" }),
      assignment("c", end, { afc_band: "8a", fte: 0.2 }),
      assignment("d", end, { afc_band: "5" }),
      assignment("f", end, { afc_band: "8a" }),
      assignment("g", end, { afc_band: "7", ...betsi }),
    ];
    const cells = await computeIndicator({ staff }, "progression-rate", 1);
    expect(pick(cells, { ...year, area: powys })).toMatchObject({ numerator: 3, denominator: 5, value: 60 });
    expect(pick(cells, year)).toMatchObject({ numerator: 3, denominator: 6, value: 50 });
  },
  "support-to-registered": async () => {
    const staff = [
      ...people("a b c d", start, support),
      ...people("e", start),
      assignment("a", end),
      assignment("b", end, { ...betsi, occupation_code: "S1B" }),
      assignment("c", end, support),
      assignment("e", end),
    ];
    const cells = await computeIndicator({ staff }, "support-to-registered", 1);
    const key = { ...year, staff_type: "support" };
    expect(pick(cells, { ...key, area: powys })).toMatchObject({ numerator: 2, denominator: 3, people: 2 });
    expect(cells.every((one) => one.staff_type === "support")).toBe(true);
  },
  "entry-routes": async () => {
    const cells = await computeIndicator(joining(), "entry-routes", 1);
    const at = (key: Key): Observation => pick(cells, { ...year, level: "left-cell", ...key });
    expect(at({ category: "newly-qualified" })).toMatchObject({ numerator: 2, denominator: 5 });
    expect(at({ category: "apprenticeship" })).toMatchObject({ numerator: 1, denominator: 5, value: 20 });
    expect(at({ category: "return-to-practice" })).toMatchObject({ numerator: 2 });
    expect(at({ category: "unknown" })).toMatchObject({ numerator: 1, denominator: 6 });
    expect(at({ area: powys, category: "other-nhs" })).toMatchObject({ numerator: 1, denominator: 6 });
    expect(at({ area: powys, level: "left-wales", category: "other-nhs" })).toMatchObject({
      numerator: 0,
      denominator: 5,
    });
  },
  "mobility-rate": async () => {
    const staff = [
      ...people("a b c d", start),
      assignment("b", start, { ...betsi, fte: 0.2 }),
      assignment("e", start, betsi),
      assignment("a", end),
      assignment("b", end, betsi),
      assignment("c", end, betsi),
      assignment("e", end, betsi),
    ];
    const cells = await computeIndicator({ staff }, "mobility-rate", 1);
    expect(pick(cells, { ...year, area: powys })).toMatchObject({ numerator: 1, denominator: 3, people: 1 });
    expect(pick(cells, year)).toMatchObject({ numerator: 1, denominator: 4, value: 25 });
    const transferred = [
      ...people("a b c", "2018-09-30", { employer_code: "7A3" }),
      ...people("d e", "2018-09-30", { employer_code: "7A5" }),
      assignment("f", "2018-09-30", betsi),
      assignment("b", "2019-09-30", { employer_code: "7A3" }),
      ...people("a d", "2019-09-30", { employer_code: "7A5" }),
      ...people("c e f", "2019-09-30", betsi),
    ];
    const breaking = await computeIndicator({ staff: transferred }, "mobility-rate", 1);
    expect(pick(breaking, wales)).toMatchObject({ numerator: 2, denominator: 6, marker: "" });
  },
  "return-to-practice": async () => {
    const cells = await computeIndicator(joining(), "return-to-practice", 1);
    expect(pick(cells, { ...year, level: "left-cell" })).toMatchObject({ value: 2, people: 2 });
    expect(pick(cells, { ...year, level: "left-cell", area: powys }).value).toBe(2);
    expect(pick(cells, { ...year, level: "left-wales", area: betsiCadwaladr }).value).toBe(0);
  },
};

/**
 * Six leave Powys: b and c retire (c gave a health reason first), d and its two employers differ, e has no known reason,
 * f gave one before the year began, g goes to Betsi Cadwaladr because of relocation.
 */
function leaving(): Given {
  const left = (
    person_id: string,
    leaving_date: string,
    leaving_reason: string | null,
    employer = "7A7",
  ) => ({
    person_id,
    leaving_date,
    leaving_reason,
    employer_code: employer,
  });
  return {
    staff: [
      ...people("a b c d e f g", start),
      ...people("h", start, betsi),
      ...people("a", end),
      ...people("g h", end, betsi),
    ],
    leavers: [
      left("b", "2025-03-31", "14"),
      left("c", "2024-12-31", "21"),
      left("c", "2025-06-30", "10"),
      left("d", "2025-01-31", "21"),
      left("d", "2025-02-28", "26", "7A1"),
      left("e", "2025-05-31", "24"),
      left("f", "2024-06-30", "26"),
      left("g", "2025-06-30", "26"),
    ],
  };
}

/** Seven are in Powys at the end and were not at the start; the last of them came from Betsi Cadwaladr. */
function joining(): Given {
  const from = (recruitment_source: string | null, row: Record<string, string> = {}) => ({
    recruitment_source,
    ...row,
  });
  const staff: StaffRow[] = [
    ...people("a", start),
    ...people("z y", start, betsi),
    ...people("a", end, from("16")),
    ...people("b c", end, from("14")),
    assignment("d", end, from("14", { assignment_category: "apprentice" })),
    ...people("e f", end, from("16")),
    ...people("g", end, from(null)),
    ...people("z", end, from("01")),
    ...people("y", end, { ...betsi, ...from("16") }),
  ];
  return { staff };
}
