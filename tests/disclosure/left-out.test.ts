import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import type { Failure } from "../../src/audit/report.ts";
import { readRows } from "../../src/warehouse/connect.ts";
import { computeNation, type NationWarehouse } from "../support/nation.ts";
import { type Declared, declare, protectAndAudit } from "../support/protected.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

let folder: string;
let nation: NationWarehouse;
let truth: Declared;

/** One staff return of 31 December 2024 never came, so that its employer cannot be followed over the year after it. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gweithlu-left-out-"));
  const ids = ["headcount", "vacancy-rate", "gap-change", "joiner-rate", "leaver-rate"];
  nation = await computeNation(folder, { scale: 0.3, months: 24 }, ids);
  await nation.connection.run(
    "delete from result.ingredient where period_end not in (date '2024-12-31', date '2025-12-31')",
  );
  truth = await declare(nation.indicators);
});

afterAll(async () => {
  nation?.close();
  await rm(folder, { recursive: true, force: true });
});

test("what flows leave out with an employer is found, unless they are hidden where a count of the employer is", async () => {
  const open = await protectAndAudit(nation.connection, truth, {
    forgotten: { list: "areas", column: "level" },
  });
  const told = open.failures.filter(({ found_by }) => found_by === "left-out");
  const ofYear = told.filter((one) => one.population === "in-post" && one.period === "2025-12-31");
  const truths = await Promise.all(ofYear.map(countPeople));
  // Who is at another employer as well is not left out.
  expect(ofYear.every(({ min }, index) => min <= (truths[index] ?? 0))).toBe(true);
  expect(ofYear.some(({ min, max }, index) => min === max && min < 5 && min === truths[index])).toBe(true);
  const closed = await protectAndAudit(nation.connection, truth, { attempts: 4 });
  expect(closed.failures).toEqual([]);
});

test("what they leave out is no secret where the employer's own count is shown", async () => {
  await protectAndAudit(nation.connection, truth);
  const [count] = await readRows(
    nation.connection,
    z.object({ shown: z.int() }),
    `with shown as (
       select indicator, area, profession, staff_type, people
       from result.ingredient
       join result.decision using (indicator, period_end, cell, breakdown, category, level)
       join marts.cell using (cell)
       where period_end = date '2025-12-31' and category in ('all', 'funded') and is_available and reason is null)
     select count(*)::int as shown
     from shown as whole join shown as part using (profession, staff_type)
     where whole.indicator = 'gap-change' and whole.area = 'W92000004'
       and part.indicator = 'headcount' and part.area = '7A7' and part.people > 0`,
  );
  expect(count?.shown).toBeGreaterThan(0);
});

async function countPeople({ area, profession, staff_type, period }: Failure): Promise<number> {
  const [count] = await readRows(
    nation.connection,
    z.object({ people: z.int() }),
    `select people from result.ingredient join marts.cell using (cell)
     where indicator = 'headcount'
       and (area, profession, staff_type, period_end::varchar) = ($area, $profession, $staff_type, $period)`,
    { area, profession, staff_type, period },
  );
  return count?.people ?? 0;
}
