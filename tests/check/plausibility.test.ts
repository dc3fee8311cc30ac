import { expect, test } from "vitest";
import { findImplausible } from "../../src/check/plausibility.ts";
import { readContracts } from "../../src/contracts/contract.ts";
import { type Given, givenWarehouse, pipelines } from "../support/given.ts";
import { assignment, people, post } from "../support/rows.ts";

const contracts = await readContracts(pipelines);
const [first, second, third] = ["2025-03-31", "2025-06-30", "2025-09-30"] as const;

const crowd = (letter: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `${letter}${index}`).join(" ");

const funded = (quarter_end: string, funded_fte: number) => ({
  quarter_end,
  employer_code: "7A7",
  occupation_code: "S1E",
  funded_fte,
});

/** For each rule rows that it finds, what it finds, and rows just short of it. */
const cases: Record<string, { found: Given; findings: unknown[]; short: Given }> = {
  "fte-above-one-and-a-half": {
    found: { staff: [assignment("a", first), assignment("a", first, { fte: 0.6 })] },
    findings: [{ employer: "7A7", period_end: first, cases: 1 }],
    short: { staff: [assignment("a", first), assignment("a", first, { fte: 0.5 })] },
  },
  "two-boards-on-one-date": {
    found: { staff: [assignment("a", first), assignment("a", first, { employer_code: "7A1", fte: 0.2 })] },
    findings: [{ employer: "7A1", period_end: first, cases: 1 }],
    short: { staff: [assignment("a", first), assignment("a", second, { employer_code: "7A1" })] },
  },
  "assignment-in-two-returns": {
    found: {
      staff: [
        assignment("a", first, { assignment_id: "x" }),
        assignment("b", first, { assignment_id: "x", employer_code: "7A1" }),
      ],
    },
    findings: [{ employer: "7A1", period_end: first, cases: 1 }],
    short: {
      staff: [
        assignment("a", first, { assignment_id: "x" }),
        assignment("b", second, { assignment_id: "x", employer_code: "7A1" }),
      ],
    },
  },
  "total-changed-by-15-per-cent": {
    found: { staff: [...people(crowd("a", 20), first), ...people(crowd("a", 24), second)] },
    findings: [{ employer: "7A7", period_end: second, cases: 1 }],
    short: { staff: [...people(crowd("a", 20), first), ...people(crowd("a", 23), second)] },
  },
  "probable-recode": {
    found: {
      staff: [...people(crowd("a", 4), first), ...people(crowd("a", 4), second, { occupation_code: "S1B" })],
    },
    findings: [{ employer: "7A7", period_end: second, cases: 1 }],
    short: {
      staff: [...people(crowd("a", 3), first), ...people(crowd("a", 3), second, { occupation_code: "S1B" })],
    },
  },
  "in-post-above-funded-for-three-quarters": {
    found: {
      staff: [first, second, third].flatMap((date) => people("a b", date)),
      establishment: [first, second, third].map((date) => funded(date, 1)),
    },
    findings: [{ employer: "7A7", period_end: third, cases: 1 }],
    short: {
      staff: [first, second, third].flatMap((date) => people("a b", date)),
      establishment: [funded(first, 1), funded(second, 2), funded(third, 1)],
    },
  },
  "filled-above-staff-of-that-level": {
    found: {
      staff: [assignment("a", third, { practice_level: "advanced" })],
      senior_posts: [post("p1"), post("p2", { filled_fte: 0.6 })],
    },
    findings: [{ employer: "7A7", period_end: third, cases: 1 }],
    short: {
      staff: [assignment("a", third, { practice_level: "advanced" })],
      senior_posts: [post("p1"), post("p2", { filled_fte: 0.5 })],
    },
  },
};

test("every rule has a case", () => {
  const rules = contracts.flatMap(({ plausibility }) => plausibility.map(({ id }) => id));
  expect(Object.keys(cases).sort()).toEqual(rules.sort());
});

test.each(Object.entries(cases))("%s", async (rule, { found, findings, short }) => {
  const find = async (given: Given) =>
    (await findImplausible(await givenWarehouse(given), contracts))
      .filter((one) => one.rule === rule)
      .map(({ employer, period_end, cases: count }) => ({ employer, period_end, cases: count }));
  expect(await find(found)).toEqual(findings);
  expect(await find(short)).toEqual([]);
});
