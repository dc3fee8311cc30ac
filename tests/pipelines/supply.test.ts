import { expect, test } from "vitest";
import { z } from "zod";
import { readIndicators } from "../../src/indicators/registry.ts";
import { describeSupply } from "../../src/supply/publish-supply.ts";
import { readObserved } from "../../src/supply/read-observed.ts";
import { writeRequirements } from "../../src/supply/requirements.ts";
import { readSupplySettings } from "../../src/supply/settings.ts";
import { readRows } from "../../src/warehouse/connect.ts";
import { givenWarehouse, pipelines } from "../support/given.ts";
import { assignment, people } from "../support/rows.ts";

const years = ["2023-09-30", "2024-09-30", "2025-09-30"];
const powys = "W11000024";

test("stock, leavers and joiners by age band, in Wales and in each health-board area", async () => {
  const [first = "", second = "", third = ""] = years;
  const betsi = { employer_code: "7A1" };
  const connection = await givenWarehouse({
    staff: [
      ...people("a b", first, { age_band: "20-24" }),
      ...people("c", first, { age_band: "60-64", fte: 0.5 }),
      ...people("d", first, { ...betsi, age_band: "40-44" }),
      assignment("s", first, { occupation_code: "S9E" }),
      ...people("a", second, { age_band: "25-29" }),
      ...people("b", second, { ...betsi, age_band: "20-24" }),
      ...people("d", second, { ...betsi, age_band: "40-44" }),
      ...people("e", second, { age_band: "20-24", recruitment_source: "14" }),
      ...people("a e f", third, { age_band: "25-29" }),
      ...people("b d", third, { ...betsi, age_band: null }),
    ],
    establishment: [
      { employer_code: "7A7", occupation_code: "S1E", afc_band: "6", quarter_end: third, funded_fte: 5 },
      { employer_code: "7A1", occupation_code: "S1E", afc_band: "6", quarter_end: third, funded_fte: 2 },
    ],
    education: [
      {
        academic_year: "2024/25",
        profession: "physiotherapist",
        provider: "A",
        route: "undergraduate",
        welsh_medium: false,
        commissioned_places: 9,
        enrolled: 8,
      },
    ],
  });
  const nation = await readObserved(connection);
  expect(nation?.bands).toEqual(["20-24", "25-29", "40-44", "60-64", "unknown"]);
  expect(nation?.start).toBe(third);
  const [wales] = nation?.professions ?? [];
  expect(wales).toMatchObject({ area: "W92000004", profession: "physiotherapist", isGroup: false });
  expect(wales?.years.map(({ month, isComplete }) => [month, isComplete])).toEqual([
    [2023 * 12 + 8, false],
    [2024 * 12 + 8, true],
    [2025 * 12 + 8, true],
  ]);
  expect(wales?.years[1]).toMatchObject({
    people: [2, 1, 1, 0, 0],
    fte: [2, 1, 1, 0, 0],
    exposed: [2, 0, 1, 1, 0],
    leavers: [0, 0, 0, 1, 0],
    joiners: [1, 0, 0, 0, 0],
    newlyQualified: [1, 0, 0, 0, 0],
  });
  const here = nation?.areas.find(({ area }) => area === powys);
  expect(here?.years[1]).toMatchObject({ exposed: [2, 0, 0, 1, 0], leavers: [1, 0, 0, 1, 0] });
  expect(here?.years[0]).toMatchObject({ people: [2, 0, 0, 1, 0], fte: [2, 0, 0, 0.5, 0] });
  // Of four in their twenties at the start of a year and still there, a and e came into the next band.
  expect(nation?.ageing).toEqual([2 / 3, 0, 0, 0, 0]);
  expect(nation?.vacancies.get("W92000004/physiotherapist")).toBe(2);
  expect(nation?.cohorts).toMatchObject([{ profession: "physiotherapist", startYear: 2024, places: 9 }]);
});

test("the model starts from the latest quarter end for which every return came", async () => {
  const connection = await givenWarehouse({
    staff: [
      ...people("a", "2024-06-30"),
      ...people("b", "2024-06-30", { employer_code: "7A1" }),
      ...people("a", "2025-06-30"),
      ...people("b", "2025-06-30", { employer_code: "7A1" }),
      ...people("a", "2025-09-30"),
    ],
  });
  const nation = await readObserved(connection);
  expect(nation?.start).toBe("2025-06-30");
  expect(nation?.professions[0]?.years).toHaveLength(2);
});

test("a group has the cohorts of its members", async () => {
  const cohort = { provider: "A", route: "postgraduate", welsh_medium: false, enrolled: 4 };
  const connection = await givenWarehouse({
    staff: people("a", "2025-09-30"),
    education: [
      { ...cohort, academic_year: "2024/25", profession: "art-therapist", commissioned_places: 4 },
      { ...cohort, academic_year: "2024/25", profession: "music-therapist", commissioned_places: 2 },
    ],
  });
  const nation = await readObserved(connection);
  expect(nation?.cohorts.map(({ profession, isGroup, places }) => [profession, isGroup, places])).toEqual([
    ["art-therapist", false, 4],
    ["arts-therapists", true, 2],
    ["arts-therapists", true, 4],
    ["music-therapist", false, 2],
  ]);
});

test("the places needed are set beside those of the latest academic year, and only these", async () => {
  const date = "2025-09-30";
  const cohort = {
    profession: "physiotherapist",
    provider: "A",
    route: "undergraduate",
    welsh_medium: false,
  };
  const connection = await givenWarehouse({
    staff: people("a b", date),
    establishment: [
      { employer_code: "7A7", occupation_code: "S1E", afc_band: "6", quarter_end: date, funded_fte: 5 },
    ],
    education: [
      { ...cohort, academic_year: "2023/24", commissioned_places: 8, enrolled: 8 },
      { ...cohort, academic_year: "2024/25", commissioned_places: 9, enrolled: 8 },
    ],
  });
  const need = { scenario: "now", certainty: 0.8 };
  const projection = {
    area: "W92000004",
    profession: "physiotherapist",
    scenarios: [
      {
        scenario: "now",
        required: [
          { certainty: 0.5, places: 6 },
          { certainty: 0.8, places: 12 },
        ],
      },
    ],
  };
  await writeRequirements(connection, { country: "W92000004", projections: [projection] }, { need });
  const [intake] = (await readIndicators(pipelines)).filter(({ id }) => id === "intake-to-need");
  const rows = await readRows(
    connection,
    z.object({ end: z.string(), numerator: z.int(), denominator: z.number().nullable() }),
    `select period_end::varchar as end, numerator, denominator from (${intake?.sql}) join marts.cell using (cell)
     where profession = 'physiotherapist' order by period_end`,
  );
  expect(rows).toEqual([
    { end: "2024-07-31", numerator: 8, denominator: null },
    { end: "2025-07-31", numerator: 9, denominator: 12 },
  ]);
});

test("a projection is published where the registered headcount and FTE are, and nowhere else", async () => {
  const date = "2025-09-30";
  const connection = await givenWarehouse({ staff: people("a b", date) });
  await connection.run("create schema if not exists result");
  await connection.run(`create or replace table result.decision as
    select indicator, date '${date}' as period_end, cell, 'none' as breakdown, 'all' as category, 'none' as level,
      if(area_level = 'board' and indicator = 'fte', 'small-count', null) as reason
    from marts.cell cross join (select unnest(['headcount', 'fte', 'other']) as indicator)
    where profession = 'physiotherapist' and staff_type = 'registered'`);
  const projection = {
    start: date,
    country: "W92000004",
    bands: [],
    projections: [],
    unprojected: ["W92000004", powys].map((area) => ({
      area,
      profession: "physiotherapist",
      reason: "few-leavers" as const,
    })),
    backcasts: [],
  };
  const settings = await readSupplySettings(pipelines);
  const described = await describeSupply(connection, pipelines, projection, settings, "2025-09-30-1", false);
  expect(described).toMatchObject({
    dates: expect.arrayContaining([date, "2031-09-30"]),
    unprojected: [
      { area: powys, profession: "physiotherapist", reason: "not-published" },
      { area: "W92000004", profession: "physiotherapist", reason: "few-leavers" },
    ],
  });
  const nothing = await describeSupply(connection, pipelines, null, settings, "2025-09-30-1", false);
  expect(nothing).toMatchObject({ dates: [], projections: [], unprojected: [] });
});

test("nobody is nothing to project", async () => {
  expect(await readObserved(await givenWarehouse({}))).toBeNull();
});
