import { parentPort, workerData } from "node:worker_threads";
import { prepareGrounds } from "./grounds.ts";
import { loadSolver } from "./solver.ts";
import { auditTable } from "./task.ts";

/** A thread of the audit: does one task after another as it is told, and gives back what it found. */
const grounds = prepareGrounds(workerData);
const highs = await loadSolver();
parentPort?.on("message", ({ table, period }) => {
  parentPort?.postMessage(auditTable(highs, grounds, table, period));
});
