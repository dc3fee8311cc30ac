import { expect, test } from "vitest";
import { computeIndicator, pick } from "../support/given.ts";

test("a zero of class P is shown", async () => {
  const cells = await computeIndicator(
    { staff: staff(9, "2025-09-30", { employer_code: "7A1" }) },
    "headcount",
    threshold,
  );
  expect(pick(cells, { ...wales, area: "7A1" })).toMatchObject({ value: 9, marker: "" });
  const other = [
    ...staff(9, "2025-09-30"),
    ...staff(9, "2025-09-30", { employer_code: "7A1", occupation_code: "S1B" }, 50),
  ];
  const both = await computeIndicator({ staff: other }, "headcount", threshold);
  expect(pick(both, { ...wales, area: "W11000024", profession: "dietitian" })).toMatchObject({
    value: 0,
    people: 0,
    marker: "",
  });
});

const wales = { area: "W92000004", profession: "all", staff_type: "all", category: "all" };
const threshold = 5;

type Row = Record<string, string | number | null>;

function staff(count: number, date: string, row: Row = {}, from = 0): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    snapshot_date: date,
    person_id: `p${from + index}`,
    assignment_id: `a${from + index}-${row["occupation_code"] ?? ""}`,
    employer_code: "7A7",
    occupation_code: "S1E",
    afc_band: "6",
    fte: 0.5,
    ...row,
  }));
}

/** Pairs of a confidential cell and the nearest one that is not. */
const pairs: Record<string, { id: string; safe: Row[]; unsafe: Row[]; safeValue: number }> = {
  "a count of 4 is confidential, of 5 is not": {
    id: "headcount",
    safe: staff(5, "2025-09-30"),
    unsafe: staff(4, "2025-09-30"),
    safeValue: 5,
  },
  "FTE follows its headcount": {
    id: "fte",
    safe: staff(5, "2025-09-30"),
    unsafe: staff(4, "2025-09-30"),
    safeValue: 2.5,
  },
  "a rate's small numerator is confidential, nobody is not": {
    id: "registered-share",
    safe: staff(9, "2025-09-30", { occupation_code: "S9E" }),
    unsafe: [...staff(9, "2025-09-30", { occupation_code: "S9E" }), ...staff(4, "2025-09-30", {}, 50)],
    safeValue: 0,
  },
  "a rate's small denominator is confidential": {
    id: "registered-share",
    safe: staff(5, "2025-09-30"),
    unsafe: staff(4, "2025-09-30"),
    safeValue: 100,
  },
  "class S: few outside the category": {
    id: "aged-55-plus",
    safe: [
      ...staff(15, "2025-09-30", { age_band: "55-59" }),
      ...staff(5, "2025-09-30", { age_band: "30-34" }, 50),
    ],
    unsafe: [
      ...staff(16, "2025-09-30", { age_band: "55-59" }),
      ...staff(4, "2025-09-30", { age_band: "30-34" }, 50),
    ],
    safeValue: 75,
  },
  "class S: nobody, of fewer than ten": {
    id: "aged-55-plus",
    safe: staff(10, "2025-09-30", { age_band: "30-34" }),
    unsafe: staff(9, "2025-09-30", { age_band: "30-34" }),
    safeValue: 0,
  },
  "class S: everybody, of fewer than ten": {
    id: "aged-55-plus",
    safe: staff(10, "2025-09-30", { age_band: "60-64" }),
    unsafe: staff(9, "2025-09-30", { age_band: "60-64" }),
    safeValue: 100,
  },
};

test.each(Object.entries(pairs))("%s", async (_, { id, safe, unsafe, safeValue }) => {
  expect(pick(await computeIndicator({ staff: safe }, id, threshold), wales)).toMatchObject({
    value: safeValue,
    marker: "",
  });
  expect(pick(await computeIndicator({ staff: unsafe }, id, threshold), wales)).toEqual(
    expect.objectContaining({ value: null, numerator: null, denominator: null, people: null, marker: "c" }),
  );
});
