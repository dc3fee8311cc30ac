import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { z } from "zod";
import { type AuditOptions, auditRelease } from "../../src/audit/audit.ts";
import type { AuditedIndicator } from "../../src/audit/meanings.ts";
import type { AuditReport, Failure } from "../../src/audit/report.ts";
import { counts } from "../../src/populations/counts.ts";
import type { Table } from "../../src/populations/tables.ts";
import { openWarehouse, quoteText } from "../../src/warehouse/connect.ts";

/** One published cell; what it leaves out is the whole of Wales in one period. Neither number means confidential. */
export interface Shown {
  indicator?: string;
  period?: string;
  area?: string;
  profession?: string;
  staff?: string;
  breakdown?: string;
  category?: string;
  level?: string;
  value?: number;
  people?: number;
  denominator?: number;
  marker?: string;
}

const policy = { threshold: 5, sensitive_denominator: 10, possible_values: 5, round_to: 1 };

const period = "2025-09-30";

const codes = {
  areas: [
    ["wales", null],
    ["north", "wales"],
    ["south", "wales"],
    ["west", "wales"],
  ],
  professions: [
    ["all", null],
    ["dietitian", "all"],
    ["orthoptist", "all"],
    ["podiatrist", "all"],
  ],
  staff_types: [
    ["all", null],
    ["registered", "all"],
    ["support", "all"],
  ],
};

/** An indicator of persons in post, but for what is said otherwise. */
export function indicator(
  id: string,
  special: Partial<Omit<AuditedIndicator, "counts">> & { counts?: z.input<typeof counts> } = {},
): AuditedIndicator {
  return {
    id,
    kind: "count",
    class: "P",
    period: "quarter",
    breakdowns: [],
    services: [],
    path: `${id}.sql`,
    ...special,
    counts: counts.parse(special.counts ?? [{ people: "in-post" }]),
  };
}

/** A table of one population, but for what is said otherwise. */
export function table(id: string, special: Partial<Table> = {}): Table {
  return {
    id,
    counts: { [id]: 1 },
    by: null,
    areas: null,
    except: [],
    sums: {},
    within: null,
    within_months: 0,
    ...special,
  };
}

/** Audits a release of these cells, after one of others. */
export async function audit(
  cells: readonly Shown[],
  indicators: AuditOptions["indicators"] = [indicator("headcount")],
  tables: AuditOptions["tables"] = [table("in-post")],
  rules: Partial<AuditOptions["policy"]> = {},
  before: readonly Shown[] | null = null,
): Promise<AuditReport> {
  const folder = await mkdtemp(join(tmpdir(), "audit-"));
  const warehouse = await openWarehouse({ path: ":memory:" });
  try {
    const list = Object.entries(codes).map(([name, pairs]) => [
      name,
      pairs.map(([code, parent]) => ({
        code,
        parent,
        level: parent === null ? "country" : "board",
        in_plan: parent !== null,
      })),
    ]);
    await writeFile(join(folder, "codes.json"), JSON.stringify(Object.fromEntries(list)));
    const write = async (file: string, shown: readonly Shown[]): Promise<string> => {
      const path = join(folder, file);
      await warehouse.connection.run(`
        copy (select * from (values ${shown.map(describe).join(",\n")})
          as observation(indicator, period_end, area, profession, staff_type, breakdown, category, level,
            value, denominator, people, marker))
        to ${quoteText(path)} (format parquet)`);
      return path;
    };
    await write("observations.parquet", cells);
    return await auditRelease(warehouse.connection, folder, {
      indicators,
      tables,
      earlier: before && (await write("earlier.parquet", before)),
      threads: 1,
      policy: { ...policy, arePersonsOpen: false, ...rules },
    });
  } finally {
    warehouse.close();
    await rm(folder, { recursive: true });
  }
}

/** Failures as `population: cell category min–max how`, the country and all of a kind left out. */
export function list(failures: readonly Failure[]): string[] {
  return failures.map((one) => {
    const parts = [one.area, one.profession, one.staff_type, one.category];
    const cell = parts.filter((part) => part !== "wales" && part !== "all" && part !== "").join(" ");
    return `${one.population}: ${cell} ${one.min}–${one.max} ${one.found_by}`;
  });
}

function describe(shown: Shown): string {
  const isHidden = shown.people === undefined && shown.denominator === undefined;
  const texts = [
    shown.area ?? "wales",
    shown.profession ?? "all",
    shown.staff ?? "all",
    shown.breakdown ?? "none",
    shown.category ?? "all",
    shown.level ?? "none",
  ].map(quoteText);
  return `(${[
    quoteText(shown.indicator ?? "headcount"),
    `date ${quoteText(shown.period ?? period)}`,
    ...texts,
    `${shown.value ?? "null"}::double`,
    `${shown.denominator ?? "null"}::double`,
    `${shown.people ?? "null"}::integer`,
    quoteText(shown.marker ?? (isHidden ? "c" : "")),
  ].join(", ")})`;
}
