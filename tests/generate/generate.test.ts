import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { generateNation } from "../../src/generate/generate.ts";
import {
  openWarehouse,
  quoteName,
  quoteText,
  readRows,
  type Warehouse,
} from "../../src/warehouse/connect.ts";
import { loadReference } from "../../src/warehouse/reference.ts";

const pipelines = join(import.meta.dirname, "../../pipelines");

/** The columns of the input contract, in its order. */
const columns: Record<string, string> = {
  development: "year,employer_code,profession,programme,places,participants",
  education:
    "academic_year,profession,provider,route,welsh_medium,commissioned_places,applications,enrolled,completed,employed_in_wales_12m",
  establishment: "quarter_end,employer_code,occupation_code,afc_band,funded_fte",
  leavers: "leaving_date,person_id,employer_code,leaving_reason,destination",
  senior_posts:
    "quarter_end,post_id,employer_code,occupation_code,post_type,afc_band,funded_fte,filled_fte,status,established_date,care_setting,pillar_clinical,pillar_leadership,pillar_education,pillar_research",
  staff:
    "snapshot_date,person_id,assignment_id,employer_code,occupation_code,job_role,afc_band,fte,assignment_category,assignment_status,start_date_employer,start_date_nhs,recruitment_source,care_setting,practice_level,first_contact,leadership_role,age_band,gender,ethnic_group,disability",
  vacancies:
    "vacancy_id,employer_code,occupation_code,job_role,afc_band,fte,practice_level,care_setting,advertised_date,closing_date,status,filled_date,attempt,applications,shortlisted,welsh_requirement",
  welsh_skills: "person_id,assessed_date,listening_speaking,reading,writing",
};

/** Rows that break a rule of the input contract, or what the example promises beyond it. */
const broken: Record<string, string> = {
  "staff: unknown code": `from staff where
    employer_code not in (select code from reference.areas where level = 'employer')
    or occupation_code not in (select code from reference.occupation_codes)
    or job_role not in (select code from reference.job_roles)
    or afc_band not in (select code from reference.bands)
    or assignment_category not in ('permanent', 'fixed-term', 'bank', 'locum', 'honorary', 'apprentice')
    or assignment_status not in ('active', 'maternity', 'career-break', 'acting-up', 'internal-secondment', 'external-secondment', 'suspended')
    or recruitment_source not in (select code from reference.recruitment_sources)
    or care_setting not in (select code from reference.categories where breakdown = 'care-setting' and code <> 'unknown')
    or practice_level not in ('enhanced', 'advanced', 'consultant')
    or age_band not in (select code from reference.categories where breakdown = 'age-band' and code <> 'unknown')
    or gender not in ('0', '1', '2', '9')
    or not regexp_full_match(ethnic_group, '[A-HJ-NPRSZ]')
    or disability not in ('yes', 'no', 'not stated')`,
  "staff: required value missing": `from staff where snapshot_date is null or person_id is null or assignment_id is null
    or employer_code is null or occupation_code is null or afc_band is null or fte is null`,
  "staff: not a quarter end":
    "from staff where snapshot_date <> last_day(snapshot_date) or month(snapshot_date) % 3 <> 0",
  "staff: hours outside 0 to 1.5": "from staff where fte not between 0 and 1.5",
  "staff: a band in a local authority":
    "from staff where (employer_code like 'W06%') <> (afc_band = 'other') and assignment_category <> 'bank'",
  "staff: dates out of order":
    "from staff where start_date_employer > snapshot_date or start_date_nhs > start_date_employer",
  "staff: assignment twice on a date":
    "from (from staff select snapshot_date, assignment_id group by all having count(*) > 1)",
  "staff: a person's gender changes":
    "from (from staff select person_id group by all having count(distinct gender) > 1)",
  "staff: pseudonym of another form":
    "from staff where not regexp_full_match(person_id, 'EX[0-9a-f]{10}') or not regexp_full_match(assignment_id, 'EA[0-9a-f]{10}')",
  "leavers: unknown code": `from leavers where
    leaving_date is null
    or employer_code not in (select code from reference.areas where level = 'employer')
    or leaving_reason not in (select code from reference.leaving_reasons)
    or destination not in (select code from reference.destinations)`,
  "leavers: nobody who was in post before": `from leavers
    where not (employer_code = '7A7' and leaving_date between date '2025-01-01' and date '2025-03-31') and not exists (
    from staff where staff.person_id = leavers.person_id and snapshot_date between leaving_date - 183 and leaving_date
      and (staff.employer_code = leavers.employer_code
        or leavers.employer_code = '7A5' and leaving_date between date '2019-04-01' and date '2019-06-30'
        or leavers.employer_code = 'DHCW' and leaving_date between date '2021-04-01' and date '2021-06-30'))`,
  "leavers: somebody who is still in post": `from leavers join staff
    on staff.person_id = leavers.person_id and staff.employer_code = leavers.employer_code
    where snapshot_date between leaving_date and leaving_date + 91 and assignment_category not in ('bank', 'honorary')`,
  "leavers: twice on a day":
    "from (from leavers select person_id, employer_code, leaving_date group by all having count(*) > 1)",
  "establishment: unknown code": `from establishment where
    employer_code not in (select code from reference.areas where level = 'employer')
    or occupation_code not in (select code from reference.occupation_codes)
    or afc_band not in (select code from reference.bands)`,
  "establishment: below zero": "from establishment where funded_fte is null or funded_fte < 0",
  "establishment: cell twice":
    "from (from establishment select quarter_end, employer_code, occupation_code, afc_band group by all having count(*) > 1)",
  "vacancies: unknown code": `from vacancies where
    employer_code not in (select code from reference.areas where level = 'employer')
    or occupation_code not in (select code from reference.occupation_codes)
    or afc_band not in (select code from reference.bands)
    or care_setting not in (select code from reference.categories where breakdown = 'care-setting')
    or practice_level not in ('advanced', 'consultant')
    or status not in ('open', 'offered', 'filled', 'withdrawn')
    or welsh_requirement not in ('essential', 'to-be-learnt', 'desirable', 'not-necessary')`,
  "vacancies: dates out of order": `from vacancies where closing_date < advertised_date or filled_date < advertised_date
    or greatest(advertised_date, coalesce(filled_date, advertised_date)) > date '2026-09-30'`,
  "vacancies: filled without a date": "from vacancies where (status = 'filled') <> (filled_date is not null)",
  "vacancies: withdrawn after the last day":
    "from vacancies where status = 'withdrawn' and (closing_date is null or closing_date > date '2026-09-30')",
  "vacancies: more shortlisted than applied":
    "from vacancies where shortlisted > applications or attempt < 1",
  "vacancies: advert twice": "from (from vacancies select vacancy_id group by all having count(*) > 1)",
  "welsh_skills: unknown level": `from welsh_skills where
    listening_speaking not in ('0', '1', '2', '3', '4', '5', 'not-stated')
    or reading not in ('0', '1', '2', '3', '4', '5', 'not-stated')
    or writing not in ('0', '1', '2', '3', '4', '5', 'not-stated')
    or assessed_date > date '2026-09-30'`,
  "welsh_skills: twice on a day":
    "from (from welsh_skills select person_id, assessed_date group by all having count(*) > 1)",
  "welsh_skills: a person nobody employs":
    "from welsh_skills where person_id not in (select person_id from staff)",
  "senior_posts: unknown code": `from senior_posts where
    employer_code not in (select code from reference.areas where level = 'employer')
    or occupation_code not in (select code from reference.occupation_codes)
    or afc_band not in (select code from reference.bands)
    or post_type not in ('advanced', 'consultant', 'first-contact', 'clinical-academic', 'leadership')
    or status not in ('filled', 'part-filled', 'vacant', 'proposed', 'disestablished')`,
  "senior_posts: filled above funded":
    "from senior_posts where filled_fte not between 0 and funded_fte + 0.5",
  "senior_posts: status against hours":
    "from senior_posts where (status in ('filled', 'part-filled')) <> (filled_fte > 0)",
  "senior_posts: pillars": `from senior_posts where pillar_clinical + pillar_leadership + pillar_education + pillar_research <> 100
    or least(pillar_clinical, pillar_leadership, pillar_education, pillar_research) < 0`,
  "senior_posts: post twice in a quarter":
    "from (from senior_posts select quarter_end, post_id group by all having count(*) > 1)",
  "education: unknown code": `from education where profession not in (select code from reference.professions)
    or route not in ('undergraduate', 'postgraduate', 'apprenticeship', 'part-time', 'return-to-practice', 'recognition-of-prior-learning')
    or provider not like 'Example University % / Prifysgol Enghreifftiol %'`,
  "education: more people than before":
    "from education where enrolled > commissioned_places or completed > enrolled or employed_in_wales_12m > completed",
  "education: cohort twice":
    "from (from education select academic_year, profession, provider, route, welsh_medium group by all having count(*) > 1)",
  "development: unknown code": `from development where profession not in (select code from reference.professions)
    or employer_code not in (select code from reference.areas where level = 'employer')
    or programme not in ('leadership', 'mentoring', 'multi-professional', 'research', 'teaching', 'travel-fellowship', 'innovation-exemplar')`,
  "development: programme twice":
    "from (from development select year, employer_code, profession, programme group by all having count(*) > 1)",
};

/** Types of columns that a small file might hide: codes of digits, and columns without any value. */
const types: Record<string, string> = {
  ...Object.fromEntries(
    [
      "person_id",
      "assignment_id",
      "employer_code",
      "occupation_code",
      "job_role",
      "afc_band",
      "recruitment_source",
      "gender",
      "leaving_reason",
      "destination",
      "listening_speaking",
      "reading",
      "writing",
      "practice_level",
      "care_setting",
      "example_data_enghreifftiol",
    ].map((column) => [column, "varchar"]),
  ),
  completed: "int",
  employed_in_wales_12m: "int",
  closing_date: "date",
  filled_date: "date",
};

const folders: string[] = [];
const warehouses: Warehouse[] = [];

afterAll(async () => {
  for (const warehouse of warehouses) warehouse.close();
  for (const folder of folders) await rm(folder, { recursive: true });
});

async function generate(nation: {
  scale: number;
  seed: number;
  months: number;
  threads?: number;
}): Promise<string> {
  const out = await mkdtemp(join(tmpdir(), "gweithlu-example-"));
  folders.push(out);
  await generateNation({ ...nation, out, pipelines });
  return out;
}

async function readNation(out: string): Promise<Warehouse> {
  const warehouse = await openWarehouse({ path: ":memory:" });
  warehouses.push(warehouse);
  await loadReference(warehouse.connection, join(pipelines, "reference"));
  for (const [dataset, header] of Object.entries(columns)) {
    const known = [...header.split(","), "example_data_enghreifftiol"].flatMap((column) =>
      types[column] ? [`${quoteName(column)}: ${quoteText(types[column])}`] : [],
    );
    await warehouse.connection.run(
      `create table ${quoteName(dataset)} as
       select * from read_csv(${quoteText(filePath(out, dataset))}, header = true, sample_size = -1, types = {${known.join(", ")}})`,
    );
  }
  await warehouse.connection.run(`
    create view in_post as
    select staff.*, profession, staff_type
    from staff
    join reference.occupation_codes on code = occupation_code
    where profession is not null and assignment_category not in ('bank', 'honorary') and assignment_status <> 'career-break'
  `);
  return warehouse;
}

function filePath(out: string, dataset: string): string {
  return join(out, dataset, `example-enghraifft-${dataset}.csv`);
}

async function digest(out: string): Promise<Record<string, string>> {
  const entries = Object.keys(columns).map(async (dataset) => {
    const bytes = await readFile(filePath(out, dataset));
    return [dataset, createHash("sha256").update(bytes).digest("hex")];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function count(nation: Warehouse, sql: string): Promise<number> {
  return readNumber(nation, `select count(*)::double as value from (${sql})`);
}

/** `value` of the only row. */
async function readNumber({ connection }: Warehouse, sql: string): Promise<number> {
  const [row] = await readRows(connection, z.object({ value: z.number() }), sql);
  return row?.value ?? Number.NaN;
}

async function findBroken(nation: Warehouse): Promise<string[]> {
  const found: string[] = [];
  for (const [rule, sql] of Object.entries(broken)) {
    if ((await count(nation, `select 1 ${sql}`)) > 0) found.push(rule);
  }
  return found;
}

describe("a small example nation", () => {
  let out = "";
  let nation: Warehouse;
  beforeAll(async () => {
    out = await generate({ scale: 0.02, seed: 1, months: 36, threads: 2 });
    nation = await readNation(out);
  });

  it("has eight datasets with the contract's columns, every row marked as example data", async () => {
    expect((await readdir(out)).sort()).toEqual(Object.keys(columns));
    for (const [dataset, header] of Object.entries(columns)) {
      expect(await readdir(join(out, dataset))).toEqual([`example-enghraifft-${dataset}.csv`]);
      const [first, ...rows] = (await readFile(filePath(out, dataset), "utf8")).trimEnd().split("\n");
      expect(first).toBe(`${header},example_data_enghreifftiol`);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every((row) => row.endsWith(",1"))).toBe(true);
    }
  });

  it("breaks no rule of the contract", async () => {
    expect(await findBroken(nation)).toEqual([]);
  });

  it("has the same bytes for the same seed on one thread, and others for another seed", async () => {
    const first = await digest(out);
    expect(await digest(await generate({ scale: 0.02, seed: 1, months: 36, threads: 1 }))).toEqual(first);
    const other = await digest(await generate({ scale: 0.02, seed: 2, months: 36 }));
    for (const dataset of Object.keys(columns)) expect(other[dataset]).not.toBe(first[dataset]);
  });

  it("is the end of the same nation's longer history", async () => {
    const long = await readNation(await generate({ scale: 0.02, seed: 1, months: 120 }));
    const rows =
      "select sum(hash(staff) % 1000003)::double as value from staff where snapshot_date >= date '2023-12-31'";
    expect(await readNumber(nation, rows)).toBe(await readNumber(long, rows));
    expect(await count(nation, "select distinct snapshot_date from staff")).toBe(12);
    expect(await count(long, "select distinct snapshot_date from staff")).toBe(40);
  });
});

describe("the whole example nation", () => {
  let nation: Warehouse;
  beforeAll(async () => {
    nation = await readNation(await generate({ scale: 1, seed: 1, months: 120 }));
  });

  it("breaks no rule of the contract", async () => {
    expect(await findBroken(nation)).toEqual([]);
  });

  it("is as large as published facts say", async () => {
    const people =
      "select count(distinct person_id)::double as value from in_post where snapshot_date = date '2026-09-30'";
    expect(Math.abs((await readNumber(nation, people)) / 11_000 - 1)).toBeLessThan(0.03);
    const therapists = (date: string) =>
      `select sum(fte)::double as value from in_post
       where profession = 'speech-and-language-therapist' and staff_type = 'registered' and snapshot_date = date '${date}'`;
    expect(Math.abs((await readNumber(nation, therapists("2022-09-30"))) / 530.4 - 1)).toBeLessThan(0.03);
    expect(Math.abs((await readNumber(nation, therapists("2017-09-30"))) / 463 - 1)).toBeLessThan(0.03);
    const places = (profession: string, year: string) =>
      `select sum(commissioned_places)::double as value from education
       where profession = '${profession}' and academic_year = '${year}'`;
    expect(await readNumber(nation, places("physiotherapist", "2022/23"))).toBe(174);
    expect(await readNumber(nation, places("occupational-therapist", "2023/24"))).toBe(197);
    const graduates = `select sum(completed)::double as value from education
      where profession = 'paramedic' and academic_year = '2022/23'`;
    expect(await readNumber(nation, graduates)).toBe(67);
  });

  it("has every profession of the plan, some with an unknown role, and rows out of scope", async () => {
    const missing = `select code from reference.professions where kind in ('profession', 'shared')
      and code not in (
        select coalesce(job_roles.profession, in_post.profession) from in_post
        left join reference.job_roles on job_roles.code = job_role)`;
    expect(await count(nation, missing)).toBe(0);
    expect(
      await count(nation, "from in_post where occupation_code = 'S1H' and job_role is null"),
    ).toBeGreaterThan(0);
    const outside = `from staff join reference.occupation_codes on code = occupation_code where profession is null`;
    const share = (await count(nation, outside)) / (await count(nation, "from staff"));
    expect(share).toBeGreaterThan(0.005);
    expect(share).toBeLessThan(0.02);
  });

  it("moves, promotes and registers people from one September to the next", async () => {
    const year = `from in_post as before join in_post as later
      on later.person_id = before.person_id
      where before.snapshot_date = date '2024-09-30' and later.snapshot_date = date '2025-09-30'`;
    const movers = `select distinct before.person_id ${year} and before.employer_code <> later.employer_code
      and before.person_id not in (select person_id from in_post where snapshot_date = date '2025-09-30' and employer_code = before.employer_code)`;
    expect(await count(nation, movers)).toBeGreaterThan(100);
    const promoted = `select distinct before.person_id ${year}
      and before.assignment_id = later.assignment_id and before.afc_band = '5' and later.afc_band = '6'`;
    expect(await count(nation, promoted)).toBeGreaterThan(100);
    const registered = `select distinct before.person_id ${year}
      and before.staff_type = 'support' and later.staff_type = 'registered'
      and before.person_id not in (select person_id from in_post where snapshot_date = date '2024-09-30' and staff_type = 'registered')`;
    expect(await count(nation, registered)).toBeGreaterThan(10);
    const apprentices = `${registered} and later.assignment_category = 'apprentice'`;
    expect(await count(nation, apprentices)).toBeGreaterThan(0);
    const changedHours = `select 1 ${year} and before.assignment_id = later.assignment_id and before.fte <> later.fte`;
    expect(await count(nation, changedHours)).toBeGreaterThan(100);
  });

  it("has a leaver rate of about eight per cent that falls with age until retirement", async () => {
    const rate = (bands: string) => `select 100 * avg((after.person_id is null)::int)::double as value
      from (select distinct person_id from in_post where snapshot_date = date '2024-09-30' and age_band in (${bands})) as before
      left join (select distinct person_id from in_post where snapshot_date = date '2025-09-30') as after using (person_id)`;
    const young = await readNumber(nation, rate("'20-24', '25-29'"));
    const middle = await readNumber(nation, rate("'35-39', '40-44', '45-49', '50-54'"));
    const old = await readNumber(nation, rate("'60-64', '65+'"));
    expect(young).toBeGreaterThan(middle);
    expect(old).toBeGreaterThan(young);
    const all = await readNumber(
      nation,
      rate("'20-24', '25-29', '30-34', '35-39', '40-44', '45-49', '50-54', '55-59', '60-64', '65+'"),
    );
    expect(all).toBeGreaterThan(6);
    expect(all).toBeLessThan(10);
  });

  it("recruits most in autumn", async () => {
    const joined = (
      month: number,
    ) => `select 1 from (select person_id, min(snapshot_date) as first from in_post
      where staff_type = 'registered' group by person_id) where month(first) = ${month} and first > date '2017-01-01'`;
    expect(await count(nation, joined(9))).toBeGreaterThan(2 * (await count(nation, joined(6))));
  });

  it("moves about a quarter of one board's staff with Bridgend, people and assignments unchanged", async () => {
    const before = `from in_post as before where snapshot_date = date '2019-03-31' and employer_code = '7A3'`;
    const moved = `${before} and assignment_id in (
      select assignment_id from in_post as later
      where snapshot_date = date '2019-06-30' and employer_code = '7A5' and later.person_id = before.person_id)`;
    const share = (await count(nation, moved)) / (await count(nation, before));
    expect(share).toBeGreaterThan(0.18);
    expect(share).toBeLessThan(0.28);
    const leavers =
      "from leavers where employer_code = '7A3' and leaving_date between date '2019-04-01' and date '2019-06-30'";
    expect(await count(nation, leavers)).toBeLessThan(60);
    expect(
      await count(nation, "from staff where employer_code = 'DHCW' and snapshot_date < date '2021-04-01'"),
    ).toBe(0);
    expect(
      await count(nation, "from staff where employer_code = 'HEIW' and snapshot_date < date '2018-10-01'"),
    ).toBe(0);
  });

  it("misses one return, and only of staff", async () => {
    const powys = (table: string, date: string) =>
      `from ${table} where employer_code = '7A7' and ${table === "staff" ? "snapshot_date" : "quarter_end"} = date '${date}'`;
    expect(await count(nation, powys("staff", "2024-09-30"))).toBeGreaterThan(0);
    expect(await count(nation, powys("staff", "2024-12-31"))).toBe(0);
    expect(await count(nation, powys("staff", "2025-03-31"))).toBeGreaterThan(0);
    expect(await count(nation, powys("establishment", "2024-12-31"))).toBeGreaterThan(0);
  });

  it("retires codes and moves one board's assistants to another", async () => {
    const codes = "from staff where occupation_code in ('S2D', 'A1A')";
    expect(await count(nation, `${codes} and snapshot_date < date '2018-04-01'`)).toBeGreaterThan(0);
    expect(await count(nation, `${codes} and snapshot_date > date '2018-04-01'`)).toBe(0);
    const shared = "from staff where occupation_code = 'S9K' and employer_code = '7A6'";
    expect(await count(nation, `${shared} and snapshot_date = date '2023-09-30'`)).toBeGreaterThan(20);
    expect(await count(nation, `${shared} and snapshot_date = date '2023-12-31'`)).toBe(0);
  });

  it("has vacancies of four to nine per cent of funded posts, and a few services above what is funded", async () => {
    const services = `
      from (from establishment join reference.occupation_codes on code = occupation_code
        select quarter_end as date, employer_code, profession, staff_type, sum(funded_fte) as funded
        where profession is not null group by all)
      left join (from in_post
        select snapshot_date as date, employer_code, profession, staff_type, sum(fte) as held group by all)
        using (date, employer_code, profession, staff_type)`;
    const rates = `select date, 100 * (sum(funded) - sum(held)) / sum(funded) as rate ${services}
      where date <> date '2024-12-31' group by date`;
    expect(await count(nation, `from (${rates}) where rate not between 4 and 9`)).toBe(0);
    const above = await count(
      nation,
      `select 1 ${services} where date = date '2026-09-30' and held > funded`,
    );
    const all = await count(nation, `select 1 ${services} where date = date '2026-09-30'`);
    expect(above).toBeGreaterThan(3);
    expect(above).toBeLessThan(all / 4);
  });

  it("has second assignments, bank, honorary and absent staff, and values nobody stated", async () => {
    const last = "from staff where snapshot_date = date '2026-09-30'";
    const people = await count(nation, `select distinct person_id ${last}`);
    const several =
      "select person_id from in_post where snapshot_date = date '2026-09-30' group by person_id having count(*) > 1";
    expect((await count(nation, several)) / people).toBeGreaterThan(0.02);
    expect((await count(nation, several)) / people).toBeLessThan(0.05);
    for (const category of ["bank", "honorary", "fixed-term", "apprentice", "locum"]) {
      expect(await count(nation, `${last} and assignment_category = '${category}'`)).toBeGreaterThan(0);
    }
    for (const status of ["maternity", "career-break", "acting-up"]) {
      expect(await count(nation, `${last} and assignment_status = '${status}'`)).toBeGreaterThan(0);
    }
    expect(
      await count(nation, `${last} and disability = 'not stated' and ethnic_group = 'Z'`),
    ).toBeGreaterThan(0);
    for (const column of [
      "job_role",
      "recruitment_source",
      "care_setting",
      "age_band",
      "ethnic_group",
      "disability",
    ]) {
      expect(await count(nation, `${last} and ${column} is null`)).toBeGreaterThan(0);
    }
  });

  it("has Welsh levels that follow the area, recorded for ever more people", async () => {
    const latest = `(select person_id, arg_max(listening_speaking, assessed_date) as level from welsh_skills group by person_id)`;
    const speakers = (employer: string) => `select 100 * avg((level in ('3', '4', '5'))::int)::double as value
      from in_post join ${latest} using (person_id)
      where snapshot_date = date '2026-09-30' and employer_code = '${employer}' and level <> 'not-stated'`;
    expect(await readNumber(nation, speakers("7A1"))).toBeGreaterThan(
      1.5 * (await readNumber(nation, speakers("7A6"))),
    );
    const recorded = (date: string) => `select 100 * avg((person_id in (
        select person_id from welsh_skills where assessed_date <= date '${date}'))::int)::double as value
      from in_post where snapshot_date = date '${date}'`;
    expect(await readNumber(nation, recorded("2017-09-30"))).toBeLessThan(60);
    expect(await readNumber(nation, recorded("2026-09-30"))).toBeGreaterThan(80);
  });

  it("has ever more senior posts, with those proposed, vacant and given up", async () => {
    const posts = (date: string, type: string) => `from senior_posts
      where quarter_end = date '${date}' and post_type = '${type}' and status not in ('proposed', 'disestablished')`;
    for (const type of ["advanced", "consultant", "first-contact", "clinical-academic"]) {
      expect(await count(nation, posts("2026-09-30", type))).toBeGreaterThan(
        1.5 * (await count(nation, posts("2016-12-31", type))),
      );
    }
    for (const status of ["proposed", "vacant", "part-filled", "disestablished"]) {
      expect(await count(nation, `from senior_posts where status = '${status}'`)).toBeGreaterThan(0);
    }
  });
});
