import { PipelineError } from "../errors.ts";
import { openThreads } from "../threads.ts";
import type { Grid, Sum } from "./grid.ts";
import type { Policy } from "./policy.ts";
import type { Reach } from "./reach.ts";
import type { TableCells } from "./table-cells.ts";
import type { Partners } from "./worlds.ts";

/** One table at one quarter end to protect. */
export interface Task {
  cells: TableCells;
  /** The sums of its categories of which a reader knows the total. */
  totals: Sum[];
  /** Its categories are those of employers; see `findSums`. */
  areCategoriesOfAreas: boolean;
  reach: Reach;
}

export interface Solved {
  partners: Partners;
  /** Rows that stand in a sum with one that could not be protected. */
  around: number[];
  reach: Reach;
}

/** What the threads are given once. */
export interface Given {
  grid: Grid;
  threshold: number;
  values: number;
}

export interface Solvers {
  /** What each task came to, in their order. @throws PipelineError `solver-failed` */
  solveAll(tasks: readonly Task[]): Promise<Solved[]>;
  close(): Promise<void>;
}

/** Starts threads with a solver each. */
export function openSolvers(
  grid: Grid,
  { threshold, possible_values: values }: Policy,
  threads: number | null,
): Solvers {
  const given: Given = { grid, threshold, values };
  const pool = openThreads<Task, Solved>(new URL("./solve-worker.ts", import.meta.url), given, threads);
  return {
    async solveAll(tasks) {
      try {
        return await Promise.all(tasks.map((task) => pool.run(task)));
      } catch (cause) {
        throw new PipelineError("solver-failed", cause instanceof Error ? cause.message : "", { cause });
      }
    },
    close: () => pool.destroy(),
  };
}
