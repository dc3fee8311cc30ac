import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { decideConfidentiality } from "../../src/disclosure/decide.ts";
import { protectConfidential } from "../../src/disclosure/secondary.ts";
import { quoteText, readRows } from "../../src/warehouse/connect.ts";
import { computeNation } from "../support/nation.ts";
import { declare, publishShown } from "../support/protected.ts";

test("with a new quarter only those are read that bound its counts and flows, and what is decided is the same", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gweithlu-earlier-"));
  const ids = ["headcount", "leaver-rate", "aged-55-plus"];
  const nation = await computeNation(folder, { scale: 0.01, months: 27 }, ids);
  try {
    const { connection, indicators } = nation;
    const declared = await declare(indicators);
    const periods = ["2024-09-30", "2025-09-30", "2026-06-30", "2026-09-30"];
    const means = { ...declared, threads: 1, arePersonsOpen: false };
    const protect = async (earlier: string | null): Promise<{ hidden: unknown[]; read: string[] }> => {
      await decideConfidentiality(connection, indicators, declared.policy);
      await protectConfidential(connection, means, earlier);
      const hidden = await readRows(
        connection,
        z.unknown(),
        `select * replace (period_end::varchar as period_end, indicator::varchar as indicator) from result.decision
         where reason is not null order by all`,
      );
      const read = await readRows(
        connection,
        z.object({ period: z.string() }),
        "select distinct period_end::varchar as period from person_cell order by period",
      );
      return { hidden, read: read.map(({ period }) => period) };
    };
    await connection.run(`
      create table everything as
        from result.ingredient where period_end in (${periods.map((period) => `date '${period}'`).join(", ")});
      create or replace table result.ingredient as from everything where period_end < date '2026-09-30'`);
    await protect(null);
    await publishShown(connection, declared, folder);
    await connection.run("create or replace table result.ingredient as from everything");
    const before = join(folder, "observations.parquet");
    const incomplete = join(folder, "incomplete.parquet");
    // Without its greatest count, which nothing hides, every quarter has something new.
    await connection.run(`
      copy (
        from read_parquet(${quoteText(before)})
        where not (indicator = 'headcount' and area = 'W92000004' and profession = 'all' and staff_type = 'all'
          and breakdown = 'none'))
      to ${quoteText(incomplete)} (format parquet)`);
    const all = await protect(incomplete);
    const few = await protect(before);
    expect(few.hidden).toEqual(all.hidden);
    expect(few.read).toEqual(periods.filter((period) => period !== "2026-06-30"));
    expect(all.read).toEqual(periods);
  } finally {
    nation.close();
    await rm(folder, { recursive: true, force: true });
  }
});
