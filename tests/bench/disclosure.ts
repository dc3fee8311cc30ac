import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { auditRelease } from "../../src/audit/audit.ts";
import type { AuditReport } from "../../src/audit/report.ts";
import { decideConfidentiality } from "../../src/disclosure/decide.ts";
import { protectConfidential } from "../../src/disclosure/secondary.ts";
import { readIndicators } from "../../src/indicators/registry.ts";
import { readRows } from "../../src/warehouse/connect.ts";
import { pipelines } from "../support/given.ts";
import { computeNation } from "../support/nation.ts";
import { declare, publishShown } from "../support/protected.ts";
import { showTime, time } from "./measure.ts";

/** Times protection and audit of the example nation by how many quarters there are, and of one quarter more after a release. */

const quarters = [10, 20, 40];
const folder = await mkdtemp(join(tmpdir(), "gweithlu-bench-"));
const ids = (await readIndicators(pipelines)).map(({ id }) => id);
const { connection, indicators, close } = await computeNation(folder, { scale: 1, months: 120 }, ids);
const truth = await declare(indicators);
await connection.run("create table everything as from result.ingredient");

console.log("| quarters | cells | hidden | protect | audit | found |\n|---|---|---|---|---|---|");
for (const count of quarters) {
  await choose(count, 0);
  await forget();
  const protection = await time(() => protect(null));
  const shown = await publish(String(count));
  let found = 0;
  const attack = await time(async () => {
    found = (await audit(shown)).total.failures;
  });
  const [size] = await readRows(
    connection,
    z.object({ cells: z.int(), hidden: z.int() }),
    "select count(*)::int as cells, count(reason)::int as hidden from result.decision",
  );
  const figures = [count, size?.cells, size?.hidden, showTime(protection), showTime(attack), found];
  console.log(`| ${figures.join(" | ")} |`);
}
await choose(Math.max(...quarters), 1);
await protect(null);
const before = await publish("before");
await audit(before, true);
await choose(Math.max(...quarters), 0);
const earlier = join(before, "observations.parquet");
const protection = await time(() => protect(earlier));
const after = await publish("after");
const attack = await time(() => audit(after, true, earlier));
console.log(
  `one quarter more after a release: protect ${showTime(protection)} s, audit ${showTime(attack)} s`,
);
close();
await rm(folder, { recursive: true });

/** Takes the cells of the latest quarters but the last few. */
async function choose(count: number, last: number): Promise<void> {
  await connection.run(`
    create or replace table result.ingredient as
      with quarter as (
        select quarter_end, row_number() over (order by quarter_end desc) as place from marts.quarter)
      from everything
      where period_end > coalesce((select quarter_end from quarter where place = ${count + 1}), date '1900-01-01')
        and period_end <= (select quarter_end from quarter where place = ${last + 1})`);
}

/** Forgets the answers for quarters that a shorter release had, too. */
async function forget(): Promise<void> {
  await connection.run("drop table if exists history.protected_table");
}

/** @param earlier the cells of the release before, or null */
async function protect(earlier: string | null): Promise<void> {
  await decideConfidentiality(connection, indicators, truth.policy);
  await protectConfidential(connection, { ...truth, threads: null, arePersonsOpen: false }, earlier);
}

/** Writes what was decided as a release shows it; gives the folder. */
async function publish(name: string): Promise<string> {
  const shown = join(folder, name);
  await mkdir(shown);
  await publishShown(connection, truth, shown);
  return shown;
}

function audit(shown: string, isRemembered = false, earlier: string | null = null): Promise<AuditReport> {
  return auditRelease(connection, shown, {
    ...truth,
    policy: { ...truth.policy, arePersonsOpen: false },
    earlier,
    threads: null,
    ...(isRemembered && { memory: { warehouse: connection, code: "" } }),
  });
}
