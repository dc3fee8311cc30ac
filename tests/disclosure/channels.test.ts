import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { AuditReport } from "../../src/audit/report.ts";
import type { Indicator } from "../../src/indicators/registry.ts";
import { quoteText } from "../../src/warehouse/connect.ts";
import { computeNation, type NationWarehouse } from "../support/nation.ts";
import { type Declared, declare, protectAndAudit } from "../support/protected.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

interface Channel {
  /** The indicators that open it. */
  ids: string[];
  /** What protection is told that does not know of it. */
  ignore(declared: Declared): Declared;
  /** A column of a reference list that it does not know. */
  forgotten?: { list: string; column: string };
}

const channels: Record<string, Channel> = {
  "totals over areas": {
    ids: ["headcount"],
    ignore: (declared) => declared,
    forgotten: { list: "areas", column: "parent" },
  },
  "totals over professions": {
    ids: ["headcount"],
    ignore: (declared) => declared,
    forgotten: { list: "professions", column: "parent" },
  },
  "indicators that share a population": {
    ids: ["headcount", "fte", "part-time-share"],
    ignore: (declared) => recount(declared, "part-time-share", { people: "part-time", denominator: [] }),
  },
  "categories of a breakdown": {
    ids: ["headcount", "band-mix"],
    ignore: (declared) => retable(declared, "band", { sums: {} }),
  },
  "categories that all persons of an employer have": {
    ids: ["headcount"],
    ignore: (declared) => retable(declared, "sector", { areas: null }),
  },
  "start, leavers, joiners and end": {
    ids: ["headcount", "leaver-rate", "joiner-rate"],
    ignore: (declared) => ({
      ...declared,
      tables: [
        ...declared.tables.map((one) =>
          one.id === "flows" ? { ...one, counts: { "left-cell": 1 as const } } : one,
        ),
        { ...plain, id: "joined", counts: { "joined-cell": 1 as const } },
      ],
    }),
  },
  "parts of an amount that add up": {
    ids: ["gap-change"],
    ignore: (declared) => ({
      ...declared,
      indicators: declared.indicators.map(({ balanced_by: _, ...one }) => one),
    }),
  },
  "the same persons twelve months earlier": {
    ids: ["headcount", "stability"],
    ignore: (declared) => recount(declared, "stability", { people: "stayed", denominator: [] }),
  },
  "a part of a population": {
    ids: ["headcount", "welsh-recorded"],
    ignore: (declared) => retable(declared, "welsh-recorded", { within: null }),
  },
  "everybody else in a sensitive share": {
    ids: ["headcount", "gender-mix"],
    ignore: (declared) => ({
      ...declared,
      indicators: declared.indicators.map((one) =>
        one.id === "gender-mix" ? { ...one, class: "P" as const } : one,
      ),
    }),
  },
};

const plain = { by: null, areas: null, except: [], sums: {}, within: null, within_months: 0 };

let folder: string;
let nation: NationWarehouse;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gweithlu-channels-"));
  const ids = new Set(Object.values(channels).flatMap((one) => one.ids));
  nation = await computeNation(folder, { scale: 0.35, months: 15 }, [...ids]);
  await nation.connection.run(`
    create table everything as from result.ingredient where period_end in (date '2025-09-30', date '2026-09-30')`);
});

afterAll(async () => {
  nation?.close();
  await rm(folder, { recursive: true, force: true });
});

test.each(Object.entries(channels))(
  "%s: nothing is found where it is closed, and where it is not it is",
  async (_, { ids, ignore, forgotten }) => {
    const truth = await choose(ids);
    const closed = await protectAndAudit(nation.connection, truth, { attempts: 4 });
    const open = await protectAndAudit(nation.connection, truth, { declared: ignore(truth), forgotten });
    expect(describe(closed)).toEqual([]);
    expect(closed.total.hidden).toBeGreaterThan(100);
    expect(describe(open)).not.toEqual([]);
  },
);

test("an amount that is found out is protected as well, though protection does not know how", async () => {
  const { ids, ignore } = channels["parts of an amount that add up"] ?? {
    ids: [],
    ignore: (one: Declared) => one,
  };
  const truth = await choose(ids);
  const found = await protectAndAudit(nation.connection, truth, { declared: ignore(truth) });
  expect(found.failures.some(({ found_by }) => found_by === "amount")).toBe(true);
  const mended = await protectAndAudit(nation.connection, truth, { declared: ignore(truth), attempts: 6 });
  expect(describe(mended)).toEqual([]);
});

test("a threshold of ten is kept as well", async () => {
  const { policy, ...rest } = await choose(["headcount", "part-time-share"]);
  const strict = { ...rest, policy: { ...policy, threshold: 10, possible_values: 10 } };
  const report = await protectAndAudit(nation.connection, strict, { attempts: 4 });
  expect(describe(report)).toEqual([]);
  expect(report.threshold).toBe(10);
});

test("numbers rounded to five are kept as well, and found out where rounding is all that is done", async () => {
  const { policy, ...rest } = await choose(["headcount", "gender-mix"]);
  const rounded = { ...rest, policy: { ...policy, round_to: 5 } };
  const kept = await protectAndAudit(nation.connection, rounded);
  expect(describe(kept)).toEqual([]);
  expect(kept.total).toMatchObject({ contradictions: 0 });
  const alone = await protectAndAudit(nation.connection, rounded, { isSecondaryLeftOut: true });
  expect(describe(alone)).not.toEqual([]);
});

async function choose(ids: readonly string[]): Promise<Declared> {
  await nation.connection.run(
    `create or replace table result.ingredient as from everything where indicator in (${ids.map(quoteText).join(", ")})`,
  );
  return declare(nation.indicators.filter(({ id }) => ids.includes(id)));
}

function recount(
  declared: Declared,
  indicator: string,
  counts: { people: string; denominator: [] },
): Declared {
  const counted = { ...counts, people: { population: counts.people, months_earlier: 0, staff_type: null } };
  const change = (one: Indicator): Indicator => (one.id === indicator ? { ...one, counts: [counted] } : one);
  return { ...declared, indicators: declared.indicators.map(change) };
}

function retable(declared: Declared, table: string, change: Partial<Declared["tables"][number]>): Declared {
  return {
    ...declared,
    tables: declared.tables.map((one) => (one.id === table ? { ...one, ...change } : one)),
  };
}

function describe({ failures }: AuditReport): string[] {
  return failures.map((one) => Object.values(one).join(" "));
}
