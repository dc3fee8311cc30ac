import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { auditRelease } from "../../src/audit/audit.ts";
import type { AuditReport } from "../../src/audit/report.ts";
import { decideConfidentiality } from "../../src/disclosure/decide.ts";
import { quoteText, readRows } from "../../src/warehouse/connect.ts";
import { computeNation, type NationWarehouse } from "../support/nation.ts";
import { type Declared, declare, publishShown } from "../support/protected.ts";

/** The tables that these indicators count in. */
const counted = ["in-post", "flows", "left-wales", "joined-wales"];

let folder: string;
let cells: string;
let nation: NationWarehouse;
let declared: Declared;
/** What the first audit said, which is remembered. */
let first: AuditReport;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gweithlu-remembered-audit-"));
  cells = quoteText(join(folder, "observations.parquet"));
  const ids = ["headcount", "leaver-rate", "joiner-rate", "stability", "fragile-services"];
  nation = await computeNation(folder, { scale: 0.01, months: 15 }, ids);
  const all = await declare(nation.indicators);
  declared = { ...all, tables: all.tables.filter(({ id }) => counted.includes(id)) };
  await decideConfidentiality(nation.connection, nation.indicators, declared.policy);
  await publishShown(nation.connection, declared, folder);
  await nation.connection.run(`create table shown as from read_parquet(${cells})`);
  first = await audit("some code");
  await nation.connection.run("create table remembered as from history.audit");
});

beforeEach(async () => {
  await nation.connection.run("create or replace table history.audit as from remembered");
  await show("");
});

afterAll(async () => {
  nation?.close();
  await rm(folder, { recursive: true, force: true });
});

test("what rests on the same is not attacked again, and the report is the same", async () => {
  expect(first.failures.length).toBeGreaterThan(10);
  expect(first.total.remembered).toBe(0);
  expect(withoutEffort(first)).toEqual(withoutEffort(await audit(null)));
  const second = await audit("some code");
  expect(second.total.linear_programs).toBe(first.total.linear_programs);
  expect(second.total.remembered).toBe(await countRemembered());
  expect(withoutEffort(second)).toEqual(withoutEffort(first));
});

test.each([
  ["a number that is shown now", "max", "headcount", false, "marker = '', people = 7"],
  ["a number that is hidden now", "min", "headcount", true, "marker = 'c', people = null"],
  [
    "a flow that is hidden now",
    "max",
    "leaver-rate",
    true,
    "marker = 'c', people = null, denominator = null",
  ],
  ["a number of services that is another one now", "max", "fragile-services", true, "value = value + 1"],
])("%s is attacked, and what rests on it", async (_, period, indicator, isShown, change) => {
  const all = await countRemembered();
  await show(`
    update changed set ${change} where rowid = (
      select arg_min(rowid, hash(area, profession, category)) from changed
      where indicator = '${indicator}' and (people is not null) = ${isShown} and people is distinct from 0
        and period_end = (select ${period}(period_end) from changed where indicator = '${indicator}'))`);
  const again = await audit("some code");
  expect(again.total.remembered).toBeGreaterThan(0);
  expect(again.total.remembered).toBeLessThan(all);
  expect(withoutEffort(again)).toEqual(withoutEffort(await audit(null)));
});

test("other code and another policy attack everything", async () => {
  expect((await audit("other code")).total.remembered).toBe(0);
  const strict = { ...declared, policy: { ...declared.policy, threshold: 4 } };
  expect((await audit("other code", strict)).total.remembered).toBe(0);
});

test("a period more at the start gives what an audit from nothing gives", async () => {
  await show("delete from changed where period_end = (select min(period_end) from changed)");
  await audit("some code");
  await show("");
  expect(withoutEffort(await audit("some code"))).toEqual(withoutEffort(first));
});

/** Publishes the cells after a change of the table `changed`. */
async function show(change: string): Promise<void> {
  await nation.connection.run(`
    create or replace table changed as from shown;
    ${change};
    copy changed to ${cells} (format parquet)`);
}

/** @param code null: nothing is remembered */
function audit(code: string | null, { indicators, tables, policy } = declared): Promise<AuditReport> {
  return auditRelease(nation.connection, folder, {
    indicators,
    tables,
    policy: { ...policy, arePersonsOpen: false },
    earlier: null,
    threads: 1,
    ...(code !== null && { memory: { warehouse: nation.connection, code } }),
  });
}

function withoutEffort({ failures, narrowest, disagreements }: AuditReport) {
  return { failures, narrowest, disagreements };
}

async function countRemembered(): Promise<number> {
  const [count] = await readRows(
    nation.connection,
    z.object({ answers: z.int() }),
    "select count(*)::int as answers from history.audit",
  );
  return count?.answers ?? 0;
}
