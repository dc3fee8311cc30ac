import type { DuckDBConnection } from "@duckdb/node-api";
import { PipelineError } from "../errors.ts";
import type { Table } from "../populations/tables.ts";
import { loadSolver } from "../solver.ts";
import { openThreads } from "../threads.ts";
import type { Given } from "./grounds.ts";
import { readHierarchies } from "./hierarchy.ts";
import { readKnowledge } from "./knowledge.ts";
import { findLeftOut } from "./left-out.ts";
import type { AuditedIndicator } from "./meanings.ts";
import { type Answer, type AuditMemory, openAuditMemory, type Task } from "./remembered.ts";
import { type AuditReport, addEfforts, type Findings } from "./report.ts";
import type { Rules } from "./sensitive.ts";

export interface AuditOptions {
  indicators: readonly AuditedIndicator[];
  tables: readonly Table[];
  policy: Rules;
  /** Cells of the release before (Parquet), which readers have as well, or null for none. */
  earlier: string | null;
  /** Null for one per core. */
  threads: number | null;
  /** Where what was found before is remembered, and a hash of the code; without it everything is attacked. */
  memory?: { warehouse: DuckDBConnection; code: string };
  /** Told after each task. */
  onProgress?: (done: number, all: number) => void;
}

const toldOf = 20;

/**
 * Tries to find out the hidden counts of the release in `folder`, from its `observations.parquet` and `codes.json` and the
 * declarations of what its numbers count, which are public, and the cells of the release before. The release may appear when
 * `failures` is empty.
 * @throws PipelineError `audit-broken` when something keeps the audit from seeing or proving everything
 */
export async function auditRelease(
  connection: DuckDBConnection,
  folder: string,
  options: AuditOptions,
): Promise<AuditReport> {
  const { indicators, tables, policy, earlier } = options;
  const hierarchies = await readHierarchies(folder);
  const knowledge = await readKnowledge(
    connection,
    { folder, earlier },
    indicators,
    tables,
    policy.round_to === 1,
  );
  const tasks = tables.flatMap((_, table) => knowledge.periods.map((_, period) => ({ table, period })));
  const given: Given = { knowledge, tables, hierarchies, rules: policy };
  const { memory } = options;
  const known = memory && (await openAuditMemory(memory.warehouse, given, memory.code));
  const findings = [
    ...(await findLeftOut(connection, given)),
    ...(await runTasks(given, tasks, options, known)),
  ];
  await known?.save();
  const version = (await loadSolver()).version;
  const failures = findings.flatMap((one) => one.failures);
  return {
    solver: `HiGHS ${JSON.stringify(version)}`,
    threshold: policy.threshold,
    total: addEfforts(findings.map((one) => one.effort)),
    tables: tables.map(({ id }, index) => ({
      table: id,
      ...addEfforts(findings.filter(({ table }) => table === index).map((one) => one.effort)),
    })),
    narrowest: findings
      .flatMap((one) => one.narrowest)
      .sort((a, b) => a.max - a.min - (b.max - b.min))
      .slice(0, toldOf),
    disagreements: knowledge.disagreements,
    failures,
  };
}

/** Hands the tasks that are not known out to threads; gives the findings in the order of the tasks. */
async function runTasks(
  given: Given,
  tasks: readonly Task[],
  { threads, onProgress }: AuditOptions,
  known: AuditMemory | undefined,
): Promise<Findings[]> {
  const pool = openThreads<Task, Answer>(new URL("./worker.ts", import.meta.url), given, threads);
  const attack = async (task: Task): Promise<Findings> => {
    const answer = await pool.run(task);
    known?.add(task, answer);
    return answer.findings;
  };
  let done = 0;
  try {
    return await Promise.all(
      tasks.map(async (task) => {
        const found = known?.find(task) ?? (await attack(task));
        onProgress?.(++done, tasks.length);
        return found;
      }),
    );
  } catch (cause) {
    throw new PipelineError("audit-broken", cause instanceof Error ? cause.message : "", { cause });
  } finally {
    await pool.destroy();
  }
}
