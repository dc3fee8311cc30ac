import { workerData } from "node:worker_threads";
import { loadSolver } from "../solver.ts";
import { type Given, prepareGrounds } from "./grounds.ts";
import type { Answer, Task } from "./remembered.ts";
import { auditTable } from "./task.ts";

/** Notes which ranges are asked for, also those that are not there. */
class NotingMap extends Map<string, readonly [number, number]> {
  readonly asked = new Set<string>();

  override get(key: string): readonly [number, number] | undefined {
    this.asked.add(key);
    return super.get(key);
  }
}

const given: Given = workerData;
const ranges = new NotingMap(given.knowledge.ranges);
const grounds = prepareGrounds({ ...given, knowledge: { ...given.knowledge, ranges } });

const highs = await loadSolver();

/** Audits one table in one period. */
export default function audit({ table, period }: Task): Answer {
  ranges.asked.clear();
  const findings = auditTable(highs, grounds, table, period);
  return { findings, read: [...ranges.asked].sort() };
}
