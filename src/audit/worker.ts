import { workerData } from "node:worker_threads";
import { loadSolver } from "../solver.ts";
import { prepareGrounds } from "./grounds.ts";
import type { Findings } from "./report.ts";
import { auditTable } from "./task.ts";

const grounds = prepareGrounds(workerData);

const highs = await loadSolver();

/** Audits one table in one period. */
export default function audit({ table, period }: { table: number; period: number }): Findings {
  return auditTable(highs, grounds, table, period);
}
