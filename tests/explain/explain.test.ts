import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "../../src/bilingual.ts";
import { readPolicy } from "../../src/disclosure/policy.ts";
import { describeExplanation } from "../../src/explain/describe.ts";
import { describeQuality } from "../../src/explain/describe-quality.ts";
import { type Explanation, explain } from "../../src/explain/explain.ts";
import type { AskedCell } from "../../src/explain/key.ts";
import { findPossibleReasons } from "../../src/explain/reasons.ts";
import { readMessages } from "../../src/messages/message.ts";
import { type Folders, resolveFolders } from "../../src/paths.ts";
import { gweithlu } from "../support/command-line.ts";
import { project } from "../support/folders.ts";

const powys = "W11000024";
const swansea = "W11000031";
const heading = "snapshot_date,person_id,assignment_id,employer_code,occupation_code,afc_band,fte,job_role";

let root: string;
let folders: Folders;

/** One row of a staff return for each of `count` persons, numbered from `first`. */
function staff(date: string, employer: string, code: string, first: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const person = `person${code}${employer}${first + index}`;
    return `${date},${person},a${date}${person},${employer},${code},6,1,`;
  });
}

/**
 * Two returns of Powys for one date, the later with a code nobody knows; Swansea Bay before and after the transfer of
 * 2019; an employer with two rows.
 */
const files: Record<string, string[]> = {
  "1-powys.csv": [
    ...staff("2024-09-30", "7A7", "S1E", 1, 20),
    ...staff("2025-09-30", "7A7", "S1E", 1, 20),
    ...staff("2025-09-30", "7A7", "S1B", 1, 8),
  ],
  "2-swansea.csv": [
    ...["2019-03-31", "2019-06-30", "2024-09-30"].flatMap((date) => staff(date, "7A3", "S1E", 1, 20)),
    ...staff("2025-09-30", "7A3", "S1E", 1, 20),
    ...staff("2025-09-30", "7A3", "S9E", 1, 10),
  ],
  "3-powys-again.csv": [
    ...staff("2025-09-30", "7A7", "S1E", 2, 21),
    ...staff("2025-09-30", "7A7", "S1B", 1, 3),
    ...staff("2025-09-30", "7A7", "S1A", 1, 2),
    "2025-09-30,person-last,a-last,7A7,S1E,6,1,not-a-role",
  ],
  "4-small.csv": staff("2025-09-30", "DHCW", "S1E", 1, 2),
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gweithlu-explain-"));
  folders = resolveFolders(project, join(root, "data"), "");
  await mkdir(join(folders.incoming, "staff"), { recursive: true });
  for (const [name, rows] of Object.entries(files)) {
    await writeFile(join(folders.incoming, "staff", name), `${[heading, ...rows].join("\n")}\n`);
  }
  expect(await gweithlu(["run", "--data", join(root, "data"), "--no-site"])).toMatchObject({ code: 0 });
}, 120_000);

afterAll(() => rm(root, { recursive: true, force: true }));

async function tell(explanation: Explanation, language: Language): Promise<string> {
  return describeExplanation(explanation, await readMessages(language), language).join("\n");
}

function ask(indicator: string, asked: AskedCell): Promise<Explanation> {
  return explain(folders, indicator, { period: "2025-Q3", ...asked });
}

describe("an indicator", () => {
  test("is defined, with what it is made from, without any data", async () => {
    const nowhere = resolveFolders(project, join(root, "nowhere"), "");
    const explanation = await explain(nowhere, "leaver-rate", null);
    expect(explanation.cell).toBeNull();
    expect(explanation.outcomes.map(({ id }) => id)).toEqual(["recruitment-retention-progression"]);
    const text = await tell(explanation, "en");
    expect(text).toContain(
      "Numerator: Persons at the start and not at the end\nDenominator: Average of start",
    );
    expect(text).toContain("  Better recruitment, retention and progression (page 29)\n");
    expect(text).toContain(
      "  staff (Staff in post)\n    The value is made from: the number of its rows, person_id\n",
    );
    expect(text).toMatch(/Only chooses, joins or groups rows: .*occupation_code.*snapshot_date/);
    expect(text).toContain("  marts.flow: the twelve months ending at one quarter end in one cell");
    expect(text.endsWith(explanation.indicator.sql)).toBe(true);
    const welsh = await tell(explanation, "cy");
    expect(welsh).toContain(
      "Canlyniadau'r cynllun:\n  Gwell recriwtio, cadw staff a chamu ymlaen (tudalen 29)",
    );
    expect(welsh).toContain("    Gwneir y gwerth o: nifer ei resi, person_id\n");
  });

  test("counts rows where its posts are rows, and gives a quotient as it is scaled", async () => {
    const posts = await tell(await explain(folders, "advanced-posts", null), "en");
    expect(posts).toContain("The value is made from: the number of its rows, funded_fte");
    const reach = await tell(await explain(folders, "welsh-reach", null), "en");
    expect(reach).toMatch(/Formula: 10,000 × .+ \/ .+/);
    expect(reach).toContain("Reference table welsh_speakers\n    The value is made from: speakers");
  });
});

describe("a number that is shown", () => {
  test("comes with its files, in which version, their rows and faults, and what lies around it", async () => {
    const { cell, inputs } = await ask("headcount", { area: powys });
    expect(cell).toMatchObject({ state: "shown", value: 27, people: 27, reasons: [], missingReturns: [] });
    expect(cell?.before.at(-1)).toMatchObject({ period: "2024-Q3", value: 20 });
    expect(cell?.after).toEqual([]);
    expect(inputs).toMatchObject([
      {
        dataset: "staff",
        file: "3-powys-again.csv",
        rows: 27,
        rejected: 0,
        advisory: 1,
        returns: [{ employer: "7A7", period_end: "2025-09-30", rows: 27 }],
        replaced: [{ file: "1-powys.csv" }],
        faults: [{ rule: "unknown-code", severity: "advisory", column: "job_role", rows: 1 }],
      },
    ]);
    expect(inputs[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(inputs[0]?.replaced[0]?.load).toBeLessThan(inputs[0]?.load ?? 0);
  });

  test("is told in both languages", async () => {
    const explanation = await ask("headcount", { area: powys });
    const text = await tell(explanation, "en");
    expect(text).toContain("The number: 2025-Q3 · Powys Teaching Health Board area · All allied health");
    expect(text).toContain("\nValue: 27\nPersons behind it: 27\n");
    expect(text).toMatch(/Before it: .*2024-Q3 20\n/);
    expect(text).toMatch(/ {2}staff\/3-powys-again\.csv: version \d+, received \d{4}-\d\d-\d\d\n {4}sha256 /);
    expect(text).toContain("\n    27 rows in all, 0 rejected, 1 with advisories\n");
    expect(text).toMatch(/\n {4}in place of 1-powys\.csv: version \d+, received /);
    expect(text).toContain("\n    Its rows here, by employer and date: 7A7 2025-09-30: 27\n");
    expect(text).toMatch(/1 row loaded with an advisory: .*\[unknown-code\]/);
    const welsh = await tell(explanation, "cy");
    expect(welsh).toContain("\nGwerth: 27\nPobl y tu ôl iddo: 27\n");
    expect(welsh).toMatch(/\n {4}yn lle 1-powys\.csv: fersiwn \d+, derbyniwyd /);
  });

  test("of an earlier period has what comes after it, and its own file", async () => {
    const { cell, inputs } = await ask("headcount", { area: powys, period: "2024-Q3" });
    expect(cell?.after).toMatchObject([{ period: "2025-Q3", value: 27 }]);
    expect(inputs).toMatchObject([
      { file: "1-powys.csv", replaced: [], returns: [{ period_end: "2024-09-30", rows: 20 }] },
    ]);
  });

  test("over twelve months needs the returns of both ends, and is found by its quarter", async () => {
    const { cell, inputs } = await ask("leaver-rate", { area: powys });
    expect(cell?.period).toBe("2025-Q3/12m");
    expect(inputs.map(({ file, returns }) => [file, returns[0]?.period_end])).toEqual([
      ["1-powys.csv", "2024-09-30"],
      ["3-powys-again.csv", "2025-09-30"],
    ]);
  });

  test("may be a zero, which is said to be one", async () => {
    const zero = await ask("headcount", { area: powys, staff_type: "support" });
    expect(zero.cell).toMatchObject({ state: "shown", value: 0, people: 0 });
    const text = await tell(zero, "en");
    expect(text).toContain(
      "Value: 0\nPersons behind it: 0\nThe returns are there and nothing in them counts here.",
    );
  });

  test("may be incomplete: the returns that are missing are named", async () => {
    const wales = await ask("headcount", {});
    expect(wales.cell?.marker.split(" ")).toContain("incomplete");
    expect(wales.cell?.missingReturns).toContainEqual({
      dataset: "staff",
      employer: "7A1",
      en: "Betsi Cadwaladr UHB",
      cy: "BIP Betsi Cadwaladr",
      period_end: "2025-09-30",
    });
    const text = await tell(wales, "cy");
    expect(text).toContain("Ffurflenni ar goll ar ei gyfer:\n");
    expect(text).toContain("  staff 7A1 BIP Betsi Cadwaladr 2025-09-30\n");
  });

  test("has no count of the rows of an employer with very few persons", async () => {
    const { inputs } = await ask("headcount", {});
    const period_end = "2025-09-30";
    expect(inputs.flatMap(({ returns }) => returns)).toEqual([
      { employer: "7A3", period_end, rows: 30 },
      { employer: "7A7", period_end, rows: 27 },
      { employer: "DHCW", period_end, rows: null },
    ]);
  });

  test("may follow a break, which is named with its source", async () => {
    const moved = await ask("headcount", { area: swansea, period: "2019-Q2" });
    expect(moved.cell).toMatchObject({ state: "shown", value: 20, breaks: [{ date: "2019-04-01" }] });
    const text = await tell(moved, "en");
    expect(text).toContain("Markers: [b] break in the series");
    expect(text).toMatch(/ {2}2019-04-01: Services in Bridgend moved .* \(https:\/\/gov\.wales\/.*\)/);
    expect(await tell(moved, "cy")).toContain("Symudodd gwasanaethau Pen-y-bont");
    const before = await ask("headcount", { area: swansea, period: "2019-Q1" });
    expect(before.cell?.breaks).toEqual([]);
  });
});

describe("a number that is confidential", () => {
  test("has no number of its own, nor of its rows", async () => {
    const { cell, inputs } = await ask("headcount", { area: powys, profession: "dietitian" });
    expect(cell).toMatchObject({
      state: "confidential",
      value: null,
      numerator: null,
      denominator: null,
      lower: null,
      upper: null,
      people: null,
    });
    expect(inputs).toMatchObject([
      { file: "3-powys-again.csv", rows: null, rejected: null, advisory: null, faults: [], replaced: [{}] },
    ]);
    expect(inputs[0]?.returns).toEqual([{ employer: "7A7", period_end: "2025-09-30", rows: null }]);
  });

  test.each(["en", "cy"] as const)("reads the same however few it counts: %s", async (language) => {
    const texts: string[] = [];
    for (const profession of ["dietitian", "podiatrist"]) {
      const explanation = await ask("headcount", { area: powys, profession });
      const text = await tell(explanation, language);
      texts.push(text.replaceAll(explanation.cell?.names[1]?.[language] ?? "", "PROFESSION"));
    }
    expect(texts[0]).toContain("PROFESSION");
    expect(texts[1]).toBe(texts[0]);
  });

  test("has every reason of the policy, by the class and kind of the indicator", async () => {
    const few = { area: powys, profession: "dietitian" };
    const share = await ask("registered-share", few);
    expect(share.cell?.state).toBe("confidential");
    expect(share.cell?.reasons).toEqual([
      { code: "small-count", names: [], limit: 4 },
      { code: "small-denominator", names: [], limit: 4 },
      { code: "secondary", names: [] },
    ]);
    const sensitive = findPossibleReasons(
      { ...share.indicator, class: "S" },
      { ...(await readPolicy(join(project, "pipelines"))), threshold: 6 },
    );
    expect(sensitive.map(({ code, limit }) => [code, limit])).toEqual([
      ["small-count", 5],
      ["small-denominator", 5],
      ["small-complement", 5],
      ["all-or-none", 10],
      ["secondary", undefined],
    ]);
    const text = await tell(share, "en");
    expect(text).toContain(
      "for any of these reasons, and never says for which:\n  – 1 to 4 persons are behind it;\n",
    );
    expect(text).toContain("  – a hidden number could be worked out from it and others.\n");
    expect(text).not.toMatch(/^Value:|^Its numerator:|^Persons behind it:/m);
    const welsh = await tell(share, "cy");
    expect(welsh).toContain("Mae'r rhif yn gyfrinachol.");
    expect(welsh).toContain("  – mae rhwng 1 a 4 o bobl y tu ôl iddo;\n");
  });
});

describe("a number that is not there", () => {
  test("lacks a dataset, or a return", async () => {
    const vacancies = await ask("vacancy-rate", { area: powys, period: undefined });
    expect(vacancies.cell?.reasons).toContainEqual({ code: "no-input", names: ["establishment"] });
    const cardiff = await ask("headcount", { area: "W11000029" });
    expect(cardiff.cell).toMatchObject({
      state: "not-available",
      reasons: [{ code: "no-return", names: ["staff 2025-09-30"] }],
    });
    expect(await tell(cardiff, "en")).toContain(
      "no employer of the area sent these returns: staff 2025-09-30.",
    );
    expect(await tell(cardiff, "cy")).toContain("Nid yw'r rhif ar gael:\n");
  });

  test("has no denominator", async () => {
    const nobody = await ask("registered-share", { area: swansea, profession: "dietitian" });
    expect(nobody.cell).toMatchObject({ state: "not-applicable", value: null });
    expect(await tell(nobody, "en")).toContain("There is no such number here:\n  – its denominator is zero.");
  });

  test.each([
    ["no-such-thing", {}, "unknown-indicator", /^no-such-thing → \S+/],
    ["leaver-rat", {}, "unknown-indicator", /^leaver-rat → leaver-rate, /],
    ["headcount", { area: "Powis" }, "unknown-value", /^--area Powis → W11000024 = Powys, /],
    ["headcount", { profession: "physio" }, "unknown-value", /^--profession physio → physiotherapist, /],
    ["headcount", { staff_type: "registred" }, "unknown-value", /^--staff-type registred → registered, /],
    ["headcount", { period: "2025-Q4" }, "unknown-value", /^--period 2025-Q4 → .*2025-Q3/],
    ["headcount", { breakdown: "sectors" }, "unknown-value", /^--breakdown sectors → sector/],
    ["headcount", { breakdown: "sector", category: "nsh" }, "unknown-value", /^--category nsh → nhs/],
  ])("an unknown name gets the closest ones: %s %j", async (indicator, asked, code, detail) => {
    await expect(ask(indicator, asked)).rejects.toMatchObject({
      code,
      kind: "usage",
      detail: expect.stringMatching(detail),
    });
  });
});

describe("what is unknown of it", () => {
  const unknown = { breakdown: "gender", category: "unknown" };

  test("is told for the area of the number", async () => {
    const explanation = await ask("gender-mix", { area: powys, ...unknown });
    expect(explanation.quality).toMatchObject({ records: 27, unknown: 27, share: 100 });
    expect(await tell(explanation, "en")).toContain(
      "\nUnknown values: For 100.0% of the persons in post, the gender is not known (as at 2025-09-30).\n",
    );
    expect(await tell(explanation, "cy")).toContain(
      "\nGwerthoedd anhysbys: Ar gyfer 100.0% o'r bobl mewn swydd, ni wyddys y rhywedd (ar 2025-09-30).\n",
    );
  });

  test("has its own words for every state", async () => {
    const { indicator, cell, quality } = await ask("gender-mix", { area: powys, ...unknown });
    const say = await readMessages("en");
    const told = (state: Partial<NonNullable<Explanation["quality"]>>, of = indicator): string =>
      describeQuality({ indicator: of, cell, quality: quality && { ...quality, ...state } }, say, "en");
    expect(told({ share: 0, months: 12, marker: "incomplete" })).toBe(
      "For all of the persons in post, the gender is known (12 months to 2025-09-30; a return is missing).",
    );
    expect(told({ share: 12.34, months: 12 })).toMatch(/^For 12\.3% of .* \(12 months to 2025-09-30\)\.$/);
    const noNumbers = { records: null, unknown: null, share: null };
    expect(told({ ...noNumbers, marker: "c" })).toBe(
      "How often the gender is not known is confidential here.",
    );
    expect(told({ ...noNumbers, marker: "x" })).toBe(
      "How often the gender is not known is not published here.",
    );
    expect(told({ share: null, marker: "z" })).toBe("There are no records here, so nothing is unknown.");
    const adverts = (await explain(folders, "readvertised-share", null)).indicator;
    expect(told({ ...noNumbers, marker: "x" }, adverts)).toBe(
      "No return tells how often the number of attempts is not known here.",
    );
  });

  test("is not measured of an employer, nor without data", async () => {
    const employer = await ask("aged-55-plus", { area: "7A7" });
    expect(employer.quality).toBeNull();
    expect(await tell(employer, "en")).toContain("How often the age is not known is not published here.");
    const nowhere = resolveFolders(project, join(root, "nowhere"), "");
    const textOf = async (id: string) => tell(await explain(nowhere, id, null), "en");
    expect(await textOf("aged-55-plus")).toContain("It can be that the age is not known.");
    expect(await textOf("leaver-rate")).toContain("Nothing that it needs can be unknown.");
    expect(await textOf("fixed-term-share")).toContain(
      "It can be that the assignment category is not known; how often is not counted.",
    );
  });
});

test("the command gives the same as data, and says in Welsh what is unknown", async () => {
  const options = ["--data", join(root, "data"), "--area", powys, "--period", "2025-Q3"];
  const { stdout, code } = await gweithlu(["explain", "headcount", ...options, "--json"]);
  expect(code).toBe(0);
  const { contracts: _, ...expected } = await ask("headcount", { area: powys });
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(expected)));
  const unknown = await gweithlu([
    "explain",
    "headcount",
    ...options,
    "--profession",
    "physio",
    "--lang",
    "cy",
  ]);
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain(
    "nid oes gwerth o'r fath (→ yr agosaf sydd): --profession physio → physiotherapist",
  );
});
