import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { auditRelease } from "../../src/audit/audit.ts";
import { decideConfidentiality } from "../../src/disclosure/decide.ts";
import { hasSameRules } from "../../src/disclosure/policy.ts";
import { protectConfidential } from "../../src/disclosure/secondary.ts";
import { quoteText, readRows } from "../../src/warehouse/connect.ts";
import { computeNation, type NationWarehouse } from "../support/nation.ts";
import { type Declared, declare, publishShown } from "../support/protected.ts";

let folder: string;
let nation: NationWarehouse;
let declared: Declared;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gweithlu-remembered-"));
  nation = await computeNation(folder, { scale: 0.05, months: 9 }, ["headcount", "part-time-share"]);
  declared = await declare(nation.indicators);
  await nation.connection.run("create table everything as from result.ingredient");
});

beforeEach(async () => {
  await nation.connection.run(
    "create or replace table result.ingredient as from everything; drop table if exists history.protected_table",
  );
});

afterAll(async () => {
  nation?.close();
  await rm(folder, { recursive: true, force: true });
});

test("what is remembered is not worked out again, and gives the same", async () => {
  const first = await protect();
  expect(first.filter(({ reason }) => reason === "secondary").length).toBeGreaterThan(50);
  const remembered = await countRemembered();
  expect(await protect()).toEqual(first);
  expect(await countRemembered()).toBe(remembered);
  const nothing = JSON.stringify({ partners: { hide: [], unmet: [] }, around: [] });
  await nation.connection.run(
    `update history.protected_table set answer = json_merge_patch(answer, '${nothing}')`,
  );
  expect(await protect()).not.toEqual(first);
});

test("a later quarter leaves what is decided of the others as it is, and what is not needed is forgotten", async () => {
  const last = "(select max(period_end) from everything)";
  await nation.connection.run(`delete from result.ingredient where period_end = ${last}`);
  const before = await protect();
  const remembered = await countRemembered();
  await nation.connection.run("create or replace table result.ingredient as from everything");
  const after = await protect();
  expect(after.filter(({ period }) => before.some((one) => one.period === period))).toEqual(before);
  expect(await countRemembered()).toBeGreaterThan(remembered);
  await nation.connection.run(`delete from result.ingredient where period_end < ${last}`);
  await protect();
  expect(await countRemembered()).toBeLessThan(remembered);
});

test("what the release before hid stays hidden, whatever it counts now", async () => {
  const first = await protect();
  const earlier = await publish();
  await nation.connection.run(`
    update result.ingredient set people = people + 20, denominator_people = denominator_people + 40
    where people between 1 and 8`);
  const hidden = (await protect(earlier)).map(({ key }) => key);
  expect(hidden).toEqual(expect.arrayContaining(first.map(({ key }) => key)));
  expect((await protect()).length).toBeLessThan(first.length);
});

test("where a release before showed the same, nothing is worked out again", async () => {
  const first = await protect();
  const earlier = await publish();
  await nation.connection.run("delete from history.protected_table");
  expect((await protect(earlier)).map(({ key }) => key)).toEqual(first.map(({ key }) => key));
  expect(await countRemembered()).toBe(0);
});

test("what the release before showed is not hidden to protect others, as readers know it", async () => {
  const first = await protect();
  const own = first.filter(({ reason }) => reason !== "secondary");
  const earlier = await publish("coalesce(reason, 'secondary') = 'secondary'");
  expect(await protect(earlier)).toEqual(own);
});

test("the audit finds what two releases show together that hide other cells of the same counts", async () => {
  await protect();
  const shown = join(folder, "shown");
  const earlier = join(folder, "before", "observations.parquet");
  for (const path of [shown, dirname(earlier)]) await mkdir(path, { recursive: true });
  await publishShown(nation.connection, declared, dirname(earlier));
  const others = {
    ...declared,
    policy: { ...declared.policy, keep_country: 1, keep_all_professions: 1, keep_employer: 300 },
  };
  const attack = async (before: string | null): Promise<number> => {
    await protect(before, others);
    await publishShown(nation.connection, declared, shown);
    const { total } = await auditRelease(nation.connection, shown, {
      ...declared,
      policy: { ...declared.policy, arePersonsOpen: false },
      earlier,
      threads: 1,
    });
    return total.failures;
  };
  expect(await attack(null)).toBeGreaterThan(10);
  expect(await attack(earlier)).toBe(0);
});

test.each(["new", "not available before"])(
  "what is %s does not show a count that the release before hid",
  async (kind) => {
    await protect();
    const earlier = await publish("reason is null", kind === "new" ? "indicator = 'headcount'" : "true");
    if (kind !== "new") {
      await nation.connection.run(`
      copy (
        select * replace (
          if(indicator = 'part-time-share', null, people) as people,
          if(indicator = 'part-time-share', null, denominator) as denominator,
          if(indicator = 'part-time-share', 'x', marker) as marker)
        from read_parquet(${quoteText(earlier)}))
      to ${quoteText(`${earlier}.x`)} (format parquet)`);
    }
    const shown = `(from everything where indicator = 'headcount' or people >= 20 and denominator_people - people >= 20)`;
    await nation.connection.run(`create or replace table result.ingredient as from ${shown}`);
    const hidden = (await protect(kind === "new" ? earlier : `${earlier}.x`)).map(({ key }) => key);
    const ofHidden = hidden.map((key) => key.replace("headcount", "part-time-share"));
    const given = await readRows(
      nation.connection,
      z.object({ key: z.string() }),
      `select concat_ws(' ', indicator, period_end, cell, breakdown, category, level) as key from ${shown}
     where indicator = 'part-time-share'`,
    );
    const expected = given.map(({ key }) => key).filter((key) => ofHidden.includes(key));
    expect(expected.length).toBeGreaterThan(0);
    expect(hidden).toEqual(expect.arrayContaining(expected));
  },
);

test("a share is known only while the number that it is of is the same", async () => {
  await protect();
  const earlier = await publish();
  const known = async (): Promise<number> => {
    await protect(earlier);
    const [count] = await readRows(
      nation.connection,
      z.object({ known: z.int() }),
      "select count(*) filter (is_known)::int as known from recalled where indicator = 'part-time-share'",
    );
    return count?.known ?? 0;
  };
  expect(await known()).toBeGreaterThan(0);
  await nation.connection.run("update result.ingredient set denominator = denominator + 1");
  expect(await known()).toBe(0);
});

test("the release before counts under the same rules, whatever is kept rather than hidden", () => {
  const { policy } = declared;
  expect(hasSameRules(policy, { ...policy, keep_country: 1 })).toBe(true);
  expect(hasSameRules(policy, { ...policy, threshold: 10 })).toBe(false);
  expect(hasSameRules(policy, { ...policy, round_to: 5 })).toBe(false);
});

/** Writes the cells as a release does that shows those where `isShown` (SQL) holds; gives the path. */
async function publish(isShown = "reason is null", of = "true"): Promise<string> {
  const path = join(folder, "earlier.parquet");
  await nation.connection.run(`
    copy (
      select indicator::varchar as indicator, period_end, area, profession, staff_type, breakdown::varchar as breakdown,
        category::varchar as category, level::varchar as level, if(${isShown}, people, null) as people,
        if(${isShown}, denominator, null) as denominator,
        if(${isShown}, '', 'c') as marker
      from result.ingredient join result.decision using (indicator, period_end, cell, breakdown, category, level)
      join marts.cell using (cell)
      where ${of})
    to ${quoteText(path)} (format parquet)`);
  return path;
}

interface Hidden {
  key: string;
  period: string;
  reason: string;
}

/** Protects the cells; gives those that are hidden. */
async function protect(earlier: string | null = null, by: Declared = declared): Promise<Hidden[]> {
  const { connection, indicators } = nation;
  await decideConfidentiality(connection, indicators, by.policy);
  const means = { ...by, threads: 1, arePersonsOpen: false };
  await protectConfidential(connection, means, earlier);
  return readRows(
    connection,
    z.object({ key: z.string(), period: z.string(), reason: z.string() }),
    `select concat_ws(' ', indicator, period_end, cell, breakdown, category, level) as key,
       period_end::varchar as period, reason
     from result.decision where reason is not null order by key`,
  );
}

async function countRemembered(): Promise<number> {
  const [count] = await readRows(
    nation.connection,
    z.object({ answers: z.int() }),
    "select count(*)::int as answers from history.protected_table",
  );
  return count?.answers ?? 0;
}
