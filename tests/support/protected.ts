import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { auditRelease } from "../../src/audit/audit.ts";
import type { AuditReport } from "../../src/audit/report.ts";
import { applyDecisions } from "../../src/disclosure/apply.ts";
import { decideConfidentiality } from "../../src/disclosure/decide.ts";
import { type Policy, readPolicy } from "../../src/disclosure/policy.ts";
import { protectConfidential, protectFound } from "../../src/disclosure/secondary.ts";
import type { Indicator } from "../../src/indicators/registry.ts";
import { readTables, type Table } from "../../src/populations/tables.ts";
import { writeObservationTable } from "../../src/statistics/observations.ts";
import { readStatisticsPolicy } from "../../src/statistics/policy.ts";
import { findSignals } from "../../src/statistics/signals.ts";
import { quoteText, readRows } from "../../src/warehouse/connect.ts";
import { pipelines } from "./given.ts";

/** What protection and audit go by. */
export interface Declared {
  indicators: readonly Indicator[];
  tables: readonly Table[];
  policy: Policy;
}

/** What the definitions say of these indicators. */
export async function declare(indicators: readonly Indicator[]): Promise<Declared> {
  return { indicators, tables: await readTables(pipelines), policy: await readPolicy(pipelines) };
}

export interface Trial {
  /** What protection goes by, if not the truth. */
  declared?: Declared;
  /** How often what the audit finds is protected as well. */
  attempts?: number;
  /** What protection does not know: a column of a reference list. */
  forgotten?: { list: string; column: string } | undefined;
  /** Nothing is hidden but what is small by itself. */
  isSecondaryLeftOut?: boolean;
}

/**
 * Protects the computed cells by what is declared, publishes them and audits them by the truth.
 */
export async function protectAndAudit(
  connection: DuckDBConnection,
  truth: Declared,
  { declared = truth, attempts = 1, forgotten, isSecondaryLeftOut }: Trial = {},
): Promise<AuditReport> {
  const { indicators, tables, policy } = declared;
  const means = { indicators, tables, policy, threads: 1, arePersonsOpen: false };
  await decideConfidentiality(connection, indicators, policy);
  if (forgotten) {
    const { list, column } = forgotten;
    await connection.run(
      `create table kept as from reference.${list}; update reference.${list} set ${column} = null`,
    );
  }
  if (!isSecondaryLeftOut) await protectConfidential(connection, means, null);
  if (forgotten) {
    await connection.run(`create or replace table reference.${forgotten.list} as from kept; drop table kept`);
  }
  for (let attempt = 1; ; attempt++) {
    const report = await auditShown(connection, truth, declared);
    if (report.failures.length === 0 || attempt === attempts) return report;
    await protectFound(connection, means, report.failures, attempt);
  }
}

/** Publishes what was decided and audits it by the truth. */
async function auditShown(
  connection: DuckDBConnection,
  truth: Declared,
  declared: Declared = truth,
): Promise<AuditReport> {
  const folder = await mkdtemp(join(tmpdir(), "gweithlu-protected-"));
  try {
    await publishShown(connection, declared, folder);
    return await auditRelease(connection, folder, {
      ...truth,
      policy: { ...declared.policy, arePersonsOpen: false },
      earlier: null,
      threads: 1,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Writes what was decided to a folder as a release shows it: all that the audit reads. */
export async function publishShown(
  connection: DuckDBConnection,
  { indicators, policy }: Declared,
  folder: string,
): Promise<void> {
  await writeFile(join(folder, "codes.json"), JSON.stringify(await listCodes(connection)));
  await applyDecisions(connection, indicators, { ...policy, arePersonsOpen: false });
  await findSignals(connection, indicators, await readStatisticsPolicy(pipelines));
  await writeObservationTable(connection, indicators, await readStatisticsPolicy(pipelines));
  await connection.run(`
    copy (select * replace (indicator::varchar as indicator, breakdown::varchar as breakdown,
        category::varchar as category, level::varchar as level)
      from result.observation)
    to ${quoteText(join(folder, "observations.parquet"))} (format parquet)`);
}

/** As much of `codes.json` as says what adds up to what. */
async function listCodes(connection: DuckDBConnection): Promise<unknown> {
  const code = z.looseObject({ code: z.string(), parent: z.string().nullable() });
  const lists = {
    areas: "code, parent, sector, level",
    professions: "code, parent, in_plan = 'yes' as in_plan",
    staff_types: "code, parent",
  };
  const entries = Object.entries(lists).map(async ([list, columns]) => {
    return [list, await readRows(connection, code, `select ${columns} from reference.${list}`)];
  });
  return Object.fromEntries(await Promise.all(entries));
}
