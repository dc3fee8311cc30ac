import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { PipelineError } from "../errors.ts";
import type { Grid, Sum } from "./grid.ts";
import type { Policy } from "./policy.ts";
import type { TableCells } from "./table-cells.ts";
import type { Partners, Reach } from "./worlds.ts";

/** One table at one quarter end to protect. */
export interface Task {
  cells: TableCells;
  /** The sums of its categories of which a reader knows the total. */
  totals: Sum[];
  reach: Reach;
}

export interface Solved {
  partners: Partners;
  /** Rows that stand in a sum with one that could not be protected. */
  around: number[];
  reach: Reach;
}

export interface Solvers {
  /** What each task came to, in their order. @throws PipelineError `solver-failed` */
  solveAll(tasks: readonly Task[]): Promise<Solved[]>;
  close(): Promise<void>;
}

const mostThreads = 8;

/** Starts threads with a solver each. */
export function openSolvers(
  grid: Grid,
  { threshold, possible_values: values }: Policy,
  threads: number | null,
): Solvers {
  const count = Math.min(threads ?? availableParallelism(), mostThreads);
  const workers = Array.from(
    { length: count },
    () =>
      new Worker(new URL("./solve-worker.ts", import.meta.url), { workerData: { grid, threshold, values } }),
  );
  return {
    async solveAll(tasks) {
      const solved: Solved[] = [];
      let next = 0;
      const work = async (worker: Worker): Promise<void> => {
        for (let index = next++; index < tasks.length; index = next++) {
          worker.postMessage(tasks[index]);
          const [answer]: Solved[] = await once(worker, "message");
          if (answer) solved[index] = answer;
        }
      };
      try {
        await Promise.all(workers.map(work));
      } catch (cause) {
        throw new PipelineError("solver-failed", cause instanceof Error ? cause.message : "", { cause });
      }
      return solved;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
