import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { openWarehouse, quoteName, readRows, type Warehouse } from "../../src/warehouse/connect.ts";
import { loadReference } from "../../src/warehouse/reference.ts";

const pipelines = join(import.meta.dirname, "../../pipelines");

/** Every reference table with the columns that identify a row; a table without a line here fails. */
const keys: Record<string, string[]> = {
  areas: ["code"],
  assignment_categories: ["lower(alias)"],
  assignment_statuses: ["lower(alias)"],
  bands: ["code"],
  breakdowns: ["code"],
  calendar: ["kind", "number"],
  categories: ["breakdown", "code"],
  destinations: ["code"],
  disabilities: ["code"],
  ethnic_groups: ["code"],
  genders: ["code"],
  job_roles: ["code"],
  leaving_reasons: ["code"],
  levels: ["code"],
  markers: ["code"],
  occupation_codes: ["code"],
  populations: ["area", "reference"],
  professions: ["code"],
  published_series: ["series", '"group"', "area", "measure", "period", "value", "source"],
  recruitment_sources: ["code"],
  series_breaks: ["effective_date", "area"],
  staff_types: ["code"],
  welsh_levels: ["level"],
  welsh_speakers: ["area", "reference"],
};
const tables = Object.keys(keys);

const text = z.object({ text: z.string() });
const code = z.object({ code: z.string() });
const count = z.object({ rows: z.number() });
const column = z.object({ table_name: z.string(), column_name: z.string() });
const occupation = z.object({ profession: z.string().nullable(), staff_type: z.string().nullable() });

let warehouse: Warehouse;
let columns: z.infer<typeof column>[];

beforeAll(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
  await loadReference(warehouse.connection, join(pipelines, "reference"));
  columns = await readRows(
    warehouse.connection,
    column,
    "select table_name, column_name from information_schema.columns where table_schema = 'reference'",
  );
});

afterAll(() => warehouse.close());

async function readCodes(sql: string): Promise<string[]> {
  return (await readRows(warehouse.connection, code, sql)).map((row) => row.code);
}

async function countRows(sql: string): Promise<number> {
  const [row] = await readRows(warehouse.connection, count, sql);
  return row?.rows ?? Number.NaN;
}

function columnsOf(table: string): string[] {
  return columns.filter((row) => row.table_name === table).map((row) => row.column_name);
}

describe("every reference table", () => {
  it("has its key listed here", () => {
    expect([...new Set(columns.map((row) => row.table_name))].sort()).toEqual([...tables].sort());
  });

  it.each(tables)("%s holds each key once", async (table) => {
    const key = keys[table]?.join(", ");
    const sql = `select concat_ws(' ', ${key}) as code from reference.${table} group by all having count(*) > 1`;
    expect(await readCodes(sql)).toEqual([]);
  });

  it.each(tables)("%s names a source in every row", async (table) => {
    expect(await countRows(`select count(*)::int as rows from reference.${table}`)).toBeGreaterThan(0);
    expect(await countRows(`select count(*)::int as rows from reference.${table} where source is null`)).toBe(
      0,
    );
  });

  it("gives both languages wherever it gives one", async () => {
    const named = columns.filter((row) => /_(en|cy)$/.test(row.column_name));
    expect(named.length).toBeGreaterThan(0);
    for (const { table_name: table, column_name: name } of named) {
      const sql = `select count(*)::int as rows from reference.${table} where ${quoteName(name)} is null`;
      expect(await countRows(sql), `${table}.${name}`).toBe(0);
      if (name.endsWith("_en")) expect(columnsOf(table)).toContain(name.replace(/_en$/, "_cy"));
    }
  });

  it("says yes or no about its Welsh", async () => {
    const flagged = tables.filter((table) => columnsOf(table).includes("cy_verified"));
    expect(flagged).toContain("areas");
    for (const table of flagged) {
      const sql = `select distinct cy_verified as code from reference.${table} order by code`;
      expect(["no", "yes"], table).toEqual(expect.arrayContaining(await readCodes(sql)));
    }
  });

  it("has distinct names where a reader chooses by name", async () => {
    for (const table of ["areas", "professions", "staff_types", "breakdowns"]) {
      for (const name of ["name_en", "name_cy"]) {
        const sql = `select ${name} as code from reference.${table} group by all having count(*) > 1`;
        expect(await readCodes(sql), `${table}.${name}`).toEqual([]);
      }
    }
  });
});

describe("hierarchies", () => {
  it.each(["areas", "professions", "staff_types"])(
    "%s have one root and parents that exist",
    async (table) => {
      expect(
        await countRows(`select count(*)::int as rows from reference.${table} where parent is null`),
      ).toBe(1);
      const orphans = `select child.code from reference.${table} as child
      anti join reference.${table} as parent on child.parent = parent.code where child.parent is not null`;
      expect(await readCodes(orphans)).toEqual([]);
    },
  );

  it("has 7 boards, 22 local authorities, 7 health boards and 5 all-Wales bodies", async () => {
    const sql = `select level || ' ' || coalesce(sector, '-') || ' ' || count(*) as code
      from reference.areas group by level, sector order by code`;
    expect(await readCodes(sql)).toEqual([
      "board - 7",
      "country - 1",
      "employer nhs 12",
      "employer social-care 22",
      "group - 1",
    ]);
  });

  it("puts an employer into a board or the all-Wales bodies", async () => {
    const sql = `select employer.code from reference.areas as employer
      join reference.areas as area on area.code = employer.parent
      where employer.level = 'employer' and area.level not in ('board', 'group')`;
    expect(await readCodes(sql)).toEqual([]);
  });

  it("has the 13 professions of the framework", async () => {
    expect(
      await readCodes("select code from reference.professions where in_plan = 'yes' order by code"),
    ).toEqual([
      "art-therapist",
      "dietitian",
      "drama-therapist",
      "music-therapist",
      "occupational-therapist",
      "orthoptist",
      "orthotist",
      "paramedic",
      "physiotherapist",
      "podiatrist",
      "practitioner-psychologist",
      "prosthetist",
      "speech-and-language-therapist",
    ]);
  });

  it("needs a job role for exactly the members of the two groups", async () => {
    const sql = `select code from reference.professions
      where (needs_job_role = 'yes') <> (parent in ('arts-therapists', 'prosthetists-orthotists'))`;
    expect(await readCodes(sql)).toEqual([]);
  });
});

describe("occupation codes", () => {
  it("are all 225, with a profession and a staff type or neither", async () => {
    expect(await countRows("select count(*)::int as rows from reference.occupation_codes")).toBe(225);
    const half = `select code from reference.occupation_codes where (profession is null) <> (staff_type is null)`;
    expect(await readCodes(half)).toEqual([]);
  });

  it("map to professions and staff types that exist", async () => {
    const sql = `select code from reference.occupation_codes
      where profession is not null
        and (profession not in (select code from reference.professions)
          or staff_type not in (select code from reference.staff_types))`;
    expect(await readCodes(sql)).toEqual([]);
  });

  it.each([
    ["S0K", "multi-profession", "registered"],
    ["S1A", "podiatrist", "registered"],
    ["S1B", "dietitian", "registered"],
    ["S1C", "occupational-therapist", "registered"],
    ["S1D", "orthoptist", "registered"],
    ["S1E", "physiotherapist", "registered"],
    ["S1H", "arts-therapists", "registered"],
    ["S1I", "prosthetists-orthotists", "registered"],
    ["S1J", "speech-and-language-therapist", "registered"],
    ["S1K", "multi-profession", "registered"],
    ["S1L", "practitioner-psychologist", "registered"],
    ["S2D", "orthoptist", "registered"],
    ["S3L", "practitioner-psychologist", "registered"],
    ["S4I", "prosthetists-orthotists", "registered"],
    ["S5J", "speech-and-language-therapist", "support"],
    ["S5K", "multi-profession", "support"],
    ["S6K", "multi-profession", "registered"],
    ["S7E", "physiotherapist", "registered"],
    ["S8L", "practitioner-psychologist", "student"],
    ["S9H", "arts-therapists", "support"],
    ["SAK", "multi-profession", "registered"],
    ["H1G", "podiatrist", "support"],
    ["H1H", "occupational-therapist", "support"],
    ["H1J", "physiotherapist", "support"],
    ["H2L", "speech-and-language-therapist", "support"],
    ["H2N", "multi-profession", "support"],
    ["A1A", "paramedic", "registered"],
    ["A4B", "paramedic", "registered"],
    ["A6E", "paramedic", "registered"],
    ["AAA", "paramedic", "registered"],
    ["ABC", "paramedic", "registered"],
  ])("%s is %s, %s", async (occupationCode, profession, staffType) => {
    expect(await readOccupation(occupationCode)).toEqual([{ profession, staff_type: staffType }]);
  });

  it.each([
    ["S0T", "operating theatres"],
    ["S1F", "diagnostic radiography"],
    ["S1G", "therapeutic radiography"],
    ["S1M", "psychological therapy"],
    ["S1V", "osteopathy"],
    ["S2N", "medical physics"],
    ["S9X", "other scientific staff"],
    ["H1K", "radiography support"],
    ["H2S", "ambulance support"],
    ["A0A", "ambulance managers"],
    ["A2A", "ambulance personnel"],
    ["A7A", "ambulance assistant practitioners"],
    ["AEA", "ambulance technicians"],
    ["AGA", "ambulance trainees"],
  ])("%s (%s) is out of scope", async (occupationCode) => {
    expect(await readOccupation(occupationCode)).toEqual([{ profession: null, staff_type: null }]);
  });

  async function readOccupation(occupationCode: string) {
    const sql = "select profession, staff_type from reference.occupation_codes where code = $code";
    return readRows(warehouse.connection, occupation, sql, { code: occupationCode });
  }
});

describe("job roles", () => {
  it("are all 328; one that names a profession is known by its name alone", async () => {
    expect(await countRows("select count(*)::int as rows from reference.job_roles")).toBe(328);
    const ambiguous = `select lower(name) as code from reference.job_roles
      group by all having count(*) > 1 and count(profession) > 0`;
    expect(await readCodes(ambiguous)).toEqual([]);
  });

  it("name every profession that needs a job role", async () => {
    const sql = `select code from reference.professions
      where needs_job_role = 'yes' and kind = 'profession'
        and code not in (select profession from reference.job_roles where profession is not null)`;
    expect(await readCodes(sql)).toEqual([]);
  });

  it("name only professions of the framework and shared staff", async () => {
    const sql = `select code from reference.job_roles where profession is not null and profession not in
      (select code from reference.professions where in_plan = 'yes' or kind = 'shared')`;
    expect(await readCodes(sql)).toEqual([]);
  });
});

describe("groups of codes", () => {
  it("are categories of their breakdown", async () => {
    const pairs = [
      ["leaving_reasons", "reason_group", "leaving-reason"],
      ["recruitment_sources", "entry_route", "entry-route"],
      ["ethnic_groups", "ethnic_group", "ethnic-group"],
      ["genders", "gender", "gender"],
      ["disabilities", "disability", "disability"],
      ["bands", "code", "band"],
      ["welsh_levels", "level", "listening-speaking"],
    ];
    for (const [table, name, breakdown] of pairs) {
      const sql = `select distinct ${name} as code from reference.${table} where ${name} not in
        (select code from reference.categories where breakdown = '${breakdown}')`;
      expect(await readCodes(sql), table).toEqual([]);
    }
  });

  it.each([
    ["retirement", "10 14 15 16 17"],
    ["better-pay-or-promotion", "19 23 25"],
    ["work-life-balance", "18 20 27"],
    ["health", "21"],
    ["relocation", "26"],
    ["education", "28"],
    ["end-of-contract", "06 07 08 09"],
    ["dismissal", "02 03 04 05"],
    ["other", "01 11 12 13 22 29 30 31 32"],
    ["unknown", "24"],
  ])("leaving for %s is %s", async (group, codes) => {
    const sql = `select code from reference.leaving_reasons where reason_group = '${group}' order by code`;
    expect((await readCodes(sql)).join(" ")).toBe(codes);
  });

  it.each([
    ["newly-qualified", "14 15"],
    ["return-to-practice", "16"],
    ["other-nhs", "01"],
    ["social-care", "02 03"],
    ["education", "07 13"],
    ["abroad", "11 12"],
    ["other", "04 05 06 08 09 10 17 18"],
  ])("entry by %s is %s", async (route, codes) => {
    const sql = `select code from reference.recruitment_sources where entry_route = '${route}' order by code`;
    expect((await readCodes(sql)).join(" ")).toBe(codes);
  });

  it("belong to breakdowns that exist, and each breakdown has categories", async () => {
    const sql = `select coalesce(breakdowns.code, categories.breakdown) as code
      from reference.breakdowns full join reference.categories on breakdowns.code = categories.breakdown
      where breakdowns.code is null or categories.breakdown is null`;
    expect(await readCodes(sql)).toEqual([]);
  });

  it("order the bands from 1 to 9 and leave other pay scales unordered", async () => {
    const ordered = "select code from reference.bands where rank is not null order by rank::int";
    expect((await readCodes(ordered)).join(" ")).toBe("1 2 3 4 5 6 7 8a 8b 8c 8d 9");
    const aliases = `select lower(alias) as code
      from (select unnest(string_split(aliases, '|')) as alias from reference.bands) group by all having count(*) > 1`;
    expect(await readCodes(aliases)).toEqual([]);
  });
});

describe("residents and Welsh speakers", () => {
  it("lie in areas that exist, at real dates", async () => {
    for (const table of ["populations", "welsh_speakers", "series_breaks"]) {
      const name = table === "series_breaks" ? "effective_date" : "date";
      const sql = `select area as code from reference.${table}
        where area not in (select code from reference.areas) or try_cast(${name} as date) is null`;
      expect(await readCodes(sql), table).toEqual([]);
    }
  });

  it("of the seven boards sum to Wales in every complete year", async () => {
    const sql = `select reference || ' ' || sum(residents::int) filter (area like 'W11%')
        || ' ' || any_value(residents) filter (area = 'W92000004') as code
      from reference.populations group by reference having count(*) = 8 order by code`;
    expect(await readCodes(sql)).toEqual([
      "Census 2021 3107489 3107489",
      "mid-2019 3152879 3152879",
      "mid-2020 3169586 3169586",
    ]);
  });

  it("are within census perturbation of the published total of 3,107,494", async () => {
    const sql = `select residents::int as rows from reference.populations
      where area = 'W92000004' and reference = 'Census 2021'`;
    expect(Math.abs((await countRows(sql)) - 3_107_494)).toBeLessThanOrEqual(5);
  });

  it("make 562,016 speakers of Welsh in 2011", async () => {
    const sql = `select sum(speakers::int)::int as rows from reference.welsh_speakers where area like 'W11%'`;
    expect(await countRows(sql)).toBe(562_016);
    const wales = `select speakers::int as rows from reference.welsh_speakers where area = 'W92000004'`;
    expect(await countRows(wales)).toBe(562_016);
  });
});

describe("calendar", () => {
  it.each(["en", "cy"])("gives the months as Intl does in %s", async (language) => {
    const format = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" });
    const months = Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2025, month, 1)));
    const sql = `select name_${language} as code from reference.calendar where kind = 'month' order by number::int`;
    expect(await readCodes(sql)).toEqual(months);
  });

  it("has four quarters", async () => {
    const sql = "select short_cy as code from reference.calendar where kind = 'quarter' order by number::int";
    expect(await readCodes(sql)).toEqual(["C1", "C2", "C3", "C4"]);
  });
});

describe("published series", () => {
  it("gives one figure per row, as a number or as printed", async () => {
    const sql = `select concat_ws(' ', series, "group", measure, period) as code from reference.published_series
      where (value is null) = (value_text is null) or (value is not null and try_cast(value as double) is null)`;
    expect(await readCodes(sql)).toEqual([]);
  });

  it("names areas that exist, or the United Kingdom or England", async () => {
    const sql = `select distinct area as code from reference.published_series
      where area not in (select code from reference.areas) and area not in ('UK', 'England')`;
    expect(await readCodes(sql)).toEqual([]);
  });

  it("keeps both figures where two sources contradict each other, and nowhere else", async () => {
    const sql = `select string_agg(value, ' ' order by value) as code from reference.published_series
      group by series, "group", area, measure, period having count(*) > 1`;
    expect(await readCodes(sql)).toEqual(["4966 4996"]);
  });

  it.each([
    ["staff-by-group", "All staff", "fte", "2024-03-31", "97061"],
    ["staff-by-group", "All staff", "headcount", "2024-03-31", "112105"],
    ["staff-by-group", "Ambulance", "fte-change", "2022-12-31", "-105"],
    ["vacancies", "Scientific, therapeutic and technical", "vacancy-rate", "2024-03-31", "2.8"],
    ["profession-facts", "Speech and language therapist", "fte", "2022-09-30", "530.4"],
    ["profession-facts", "Podiatrist", "aged-50-plus-share", "2025-06", ">55"],
    ["training-places", "Occupational therapy", "places", "2023/24", "197"],
    ["hcpc-registrants", "Paramedics", "registrants", "2025-01", "40040"],
    ["england-turnover", "Nurses", "stability-index", "2018-09-30 to 2019-09-30", "89.8"],
  ])("prints %s, %s, %s, %s as %s", async (series, group, measure, period, printed) => {
    const sql = `select coalesce(value, value_text) as text from reference.published_series
      where series = $series and "group" = $group and measure = $measure and period = $period`;
    const rows = await readRows(warehouse.connection, text, sql, { series, group, measure, period });
    expect(rows).toEqual([{ text: printed }]);
  });
});

describe("plan", () => {
  const bilingual = z.strictObject({ en: z.string().min(1), cy: z.string().min(1) });
  const action = z.strictObject({ id: z.string(), title: bilingual, page: z.int().min(22).max(30) });
  const outcome = action.extend({ countable: z.boolean() });
  const aim = z.strictObject({
    id: z.string(),
    title: bilingual,
    outcomes: z.array(outcome),
    actions: z.array(action),
  });
  const plan = z.strictObject({ source: z.string(), welsh: z.literal("for-review"), aims: z.array(aim) });

  it("has four aims, in two languages, each id once", async () => {
    const { aims } = plan.parse(parse(await readFile(join(pipelines, "plan.yml"), "utf8")));
    expect(aims.map((item) => item.outcomes.length)).toEqual([3, 4, 4, 11]);
    const ids = aims.flatMap((item) => [item.id, ...[...item.outcomes, ...item.actions].map(({ id }) => id)]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
