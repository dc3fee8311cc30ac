import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { DuckDBConnection } from "@duckdb/node-api";
import { PipelineError } from "../errors.ts";
import type { Table } from "../populations/tables.ts";
import type { Given } from "./grounds.ts";
import { readHierarchies } from "./hierarchy.ts";
import { readKnowledge } from "./knowledge.ts";
import type { AuditedIndicator } from "./meanings.ts";
import { type AuditReport, addEfforts, type Findings } from "./report.ts";
import type { Rules } from "./sensitive.ts";
import { loadSolver } from "./solver.ts";

export interface AuditOptions {
  indicators: readonly AuditedIndicator[];
  tables: readonly Table[];
  policy: Rules;
  /** Told after each task. */
  onProgress?: (done: number, all: number) => void;
}

const toldOf = 20;

/**
 * Tries to find out the hidden counts of the release in `folder`, from its `observations.parquet` and `codes.json` and the
 * declarations of what its numbers count, which are public. The release may appear when `failures` is empty.
 * @throws PipelineError `audit-broken` when something keeps the audit from seeing or proving everything
 */
export async function auditRelease(
  connection: DuckDBConnection,
  folder: string,
  { indicators, tables, policy, onProgress }: AuditOptions,
): Promise<AuditReport> {
  const hierarchies = await readHierarchies(folder);
  const knowledge = await readKnowledge(connection, folder, indicators, tables);
  const tasks = tables.flatMap((_, table) => knowledge.periods.map((_, period) => ({ table, period })));
  const given: Given = { knowledge, tables, hierarchies, rules: policy };
  const findings = await runTasks(given, tasks, onProgress);
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

interface Task {
  table: number;
  period: number;
}

/** Hands the tasks out to threads, one at a time; gives the findings in the order of the tasks. */
async function runTasks(
  given: Given,
  tasks: readonly Task[],
  onProgress: AuditOptions["onProgress"],
): Promise<Findings[]> {
  const findings: Findings[] = [];
  let next = 0;
  let done = 0;
  const threads = Array.from({ length: Math.min(availableParallelism(), 4, tasks.length) }, () => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: given });
    const finished = new Promise<void>((resolve, reject) => {
      let current = -1;
      const hand = (): void => {
        current = next++;
        const task = tasks[current];
        if (task) worker.postMessage(task);
        else resolve();
      };
      worker.on("message", (found: Findings) => {
        findings[current] = found;
        onProgress?.(++done, tasks.length);
        hand();
      });
      worker.on("error", reject);
      worker.on("exit", (code) => reject(new PipelineError("audit-broken", `thread ended with ${code}`)));
      hand();
    });
    return { worker, finished };
  });
  try {
    await Promise.all(threads.map(({ finished }) => finished));
  } finally {
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }
  if (findings.length !== tasks.length) throw new PipelineError("audit-broken", "tasks left over");
  return findings;
}
