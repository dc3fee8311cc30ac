import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readContracts } from "../../src/contracts/contract.ts";
import { measureQuality, readQuality } from "../../src/indicators/measure-quality.ts";
import { isOpenRecords, isUnknownCells, type Quality } from "../../src/indicators/quality.ts";
import { readIndicators } from "../../src/indicators/registry.ts";
import { readRows } from "../../src/warehouse/connect.ts";
import { betsiCadwaladr, powys, wales } from "../support/cells.ts";
import { project, temporaryFolder } from "../support/folders.ts";
import { computeQuality, givenWarehouse, pipelines, publishCells } from "../support/given.ts";
import { advert, cohort, people, post } from "../support/rows.ts";

const country = wales.area;
const date = "2025-09-30";
const indicators = await readIndicators(pipelines);
const contracts = await readContracts(pipelines);

function find(id: string) {
  const found = indicators.find((one) => one.id === id);
  if (!found) throw new Error(`unknown indicator: ${id}`);
  return found;
}

describe("the quality of each indicator", () => {
  test("can be measured where nothing that it needs was sent", async () => {
    const connection = await publishCells({ staff: people("a", date) }, [find("headcount")], 1, false);
    await measureQuality(connection, indicators, contracts);
    for (const { id, quality } of indicators) {
      const rows = await readQuality(connection, id);
      const isMeasured = isUnknownCells(quality) || isOpenRecords(quality);
      expect([id, [...new Set(rows.map(({ marker }) => marker))]]).toEqual([id, isMeasured ? ["x"] : []]);
    }
  });

  test("refers to categories that exist", async () => {
    const connection = await givenWarehouse({});
    const known = await readRows(
      connection,
      z.object({ name: z.string() }),
      "select breakdown || '/' || code as name from reference.categories",
    );
    const named = indicators.flatMap(({ quality }) =>
      isUnknownCells(quality) ? quality.categories.map((one) => `${quality.breakdown}/${one}`) : [],
    );
    expect(known.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
  });
});

test("the documentation says why nothing is counted", async () => {
  const text = await readFile(join(project, "docs", "quality.md"), "utf8");
  const named = [...text.matchAll(/`([a-z0-9-]+)`/g)].map(([, name]) => name);
  const notMeasured = indicators.filter(({ quality }) => !isUnknownCells(quality) && !isOpenRecords(quality));
  expect(named).toEqual(expect.arrayContaining(notMeasured.map(({ id }) => id)));
});

describe("from protected cells", () => {
  const staff = [
    ...people("a b c d e f", date, { gender: "female" }),
    ...people("g h", date, { gender: "unknown" }),
    ...people("i j k l", date, { gender: "male", employer_code: "7A1" }),
  ];

  test("is the share of those in the category, of all", async () => {
    const shares = await computeQuality({ staff }, ["gender-mix"]);
    expect(shares[powys]).toEqual({
      area: powys,
      period_end: date,
      months: 0,
      records: 8,
      unknown: 2,
      share: 25,
      marker: "",
    });
    expect(shares[country]).toMatchObject({ records: 12, unknown: 2, share: expect.closeTo(100 / 6) });
    expect(shares[betsiCadwaladr]).toMatchObject({ records: 4, unknown: 0, share: 0, marker: "" });
  });

  test("is confidential where its cell is, and not available where there is none", async () => {
    const shares = await computeQuality({ staff }, ["gender-mix"], 5);
    const hidden = { records: null, unknown: null, share: null };
    expect(shares[powys]).toMatchObject({ ...hidden, marker: "c" });
    expect(shares["W11000025"]).toMatchObject({ ...hidden, marker: "x" });
  });

  test("adds several categories, and hides the sum where one of them is hidden", async () => {
    const given = {
      staff: people("a b c d e f g h i j k l", date),
      welsh_skills: [
        ..."a b c d e".split(" ").map((person_id) => ({ person_id, listening_speaking: "3" })),
        ..."f g h i j".split(" ").map((person_id) => ({ person_id, listening_speaking: "not-stated" })),
      ].map((one) => ({ ...one, assessed_date: "2025-01-31", reading: "0", writing: "0" })),
    };
    const ids = ["welsh-recorded", "welsh-levels"] as const;
    expect((await computeQuality(given, ids))[powys]).toMatchObject({ records: 12, unknown: 7 });
    expect((await computeQuality(given, ids, 5))[powys]).toMatchObject({ share: null, marker: "c" });
  });

  test("is that of the staff the indicator is about", async () => {
    const given = {
      staff: [
        ...people("a b c", date),
        ...people("d", date, { afc_band: "other" }),
        ...people("e f g h", date, { occupation_code: "S9E", afc_band: "other" }),
      ],
    };
    const registered = await computeQuality(given, ["band-8a-plus", "band-mix"]);
    expect(registered[powys]).toMatchObject({ records: 4, unknown: 1, share: 25 });
    const all = await computeQuality(given, ["progression-rate", "band-mix"]);
    expect(all[powys]).toMatchObject({ records: 8, unknown: 5 });
  });

  test("covers twelve months where the cells do", async () => {
    const names = "a b c d";
    const given = {
      staff: [...people(`${names} e f`, "2024-09-30"), ...people("e f", date)],
      leavers: "a b c".split(" ").map((person_id) => ({
        person_id,
        leaving_date: "2025-03-31",
        employer_code: "7A7",
        leaving_reason: "01",
      })),
    };
    const shares = await computeQuality(given, ["retirement-share", "leaving-reasons"]);
    expect(shares[powys]).toMatchObject({ period_end: date, months: 12, records: 4, unknown: 1, share: 25 });
  });
});

describe("from open records", () => {
  const staff = [...people("a b", "2024-09-30"), ...people("a b", date)];

  test("is the share of the records of the latest twelve months in which something is unknown", async () => {
    const vacancies = [
      advert("first day", { advertised_date: "2024-10-01", applications: 3 }),
      advert("last day", { advertised_date: date }),
      advert("zero is known", { applications: 0 }),
      advert("elsewhere", { employer_code: "7A1", applications: 1 }),
      advert("before", { advertised_date: "2024-09-30" }),
      advert("after", { advertised_date: "2025-10-01" }),
    ];
    const shares = await computeQuality({ staff, vacancies }, ["applications-per-vacancy"]);
    const period = { period_end: date, months: 12 };
    expect(shares[country]).toMatchObject({ ...period, records: 4, unknown: 1, share: 25, marker: "" });
    expect(shares[powys]).toMatchObject({ records: 3, unknown: 1 });
    expect(shares[betsiCadwaladr]).toMatchObject({ records: 1, unknown: 0, share: 0, marker: "" });
    expect(shares["national-bodies"]).toMatchObject({ records: 0, unknown: 0, share: null, marker: "z" });
  });

  test("looks only at the records that count", async () => {
    const vacancies = [
      advert("open"),
      advert("filled", { status: "filled", filled_date: "2025-09-01" }),
      advert("withdrawn", { status: "withdrawn", closing_date: "2025-09-01" }),
      advert("withdrawn some day", { status: "withdrawn" }),
      advert("filled before", {
        status: "filled",
        advertised_date: "2024-01-01",
        filled_date: "2024-09-30",
      }),
    ];
    const shares = await computeQuality({ staff, vacancies }, ["fill-rate"]);
    expect(shares[country]).toMatchObject({ records: 3, unknown: 1 });
  });

  test("is not available where no return came, and incomplete where one is missing", async () => {
    const senior_posts = [
      post("p1", { quarter_end: "2025-06-30", employer_code: "7A1" }),
      post("p2", { quarter_end: "2025-06-30", employer_code: "W06000023" }),
      post("p3", { quarter_end: date, pillar_clinical: 100 }),
      post("p4", {
        pillar_clinical: 70,
        pillar_leadership: 10,
        pillar_education: 10,
        pillar_research: 10,
      }),
      post("not live", { status: "proposed" }),
    ];
    const shares = await computeQuality({ staff, senior_posts }, ["job-plan-balance"]);
    expect(shares[powys]).toMatchObject({ records: 3, unknown: 2, marker: "incomplete" });
    expect(shares[country]).toMatchObject({ records: 4, unknown: 3, share: 75, marker: "incomplete" });
    expect(shares["W11000025"]).toMatchObject({ records: null, unknown: null, marker: "x" });
  });

  test("is of the latest year that has a number, for the country where the records are national", async () => {
    const education = [
      cohort({ academic_year: "2022/23", completed: 30 }),
      cohort({ academic_year: "2022/23", provider: "Another", completed: null }),
      cohort({ academic_year: "2023/24" }),
    ];
    const shares = await computeQuality({ staff, education }, ["completion"]);
    expect(Object.keys(shares)).toEqual([country]);
    expect(shares[country]).toMatchObject({ period_end: "2023-07-31", records: 2, unknown: 1, share: 50 });
  });
});

describe("is refused", () => {
  const persons = { of: { en: "of", cy: "o" }, what: { en: "it", cy: "ef" } };

  async function withFrontMatter(change: (text: string) => string): Promise<string> {
    const folder = await temporaryFolder();
    await mkdir(join(folder, "indicators"));
    const text = await readFile(join(pipelines, "indicators", "gender-mix.sql"), "utf8");
    await writeFile(join(folder, "indicators", "gender-mix.sql"), change(text));
    return folder;
  }

  async function measure(quality: Quality): Promise<void> {
    const connection = await publishCells({}, [find("headcount")], 1, false);
    await measureQuality(connection, [{ ...find("headcount"), quality }], contracts);
  }

  test("where an indicator does not say", async () => {
    const folder = await withFrontMatter((text) => text.replace(/^quality:\n( .*\n)+/m, ""));
    await expect(readIndicators(folder)).rejects.toMatchObject({
      code: "invalid-setting",
      detail: expect.stringContaining("quality"),
    });
  });

  test("where the cells are not those of a breakdown", async () => {
    const folder = await withFrontMatter((text) => text.replace("breakdown: gender", "breakdown: sector"));
    await expect(readIndicators(folder)).rejects.toMatchObject({
      code: "unknown-quality-cells",
      detail: "gender-mix → gender-mix/sector",
    });
  });

  test("where it would count records of persons, itself or on the side", async () => {
    const open = { ...persons, unknown: "fte is null", date: "quarter_end" };
    await expect(measure({ ...open, records: "staff", date: "snapshot_date" })).rejects.toMatchObject({
      code: "personal-records",
      detail: "staff",
    });
    await expect(
      measure({ ...open, records: "establishment", unknown: "exists (from staging.leavers)" }),
    ).rejects.toMatchObject({ code: "personal-records", detail: "establishment, staging.leavers" });
  });
});
