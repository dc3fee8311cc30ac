import { workerData } from "node:worker_threads";
import { loadSolver } from "../solver.ts";
import { findAround, findSums } from "./grid.ts";
import { needMisleading } from "./misleading.ts";
import type { Given, Solved, Task } from "./solvers.ts";
import { findPartners } from "./worlds.ts";

const { grid, threshold, values }: Given = workerData;

const highs = await loadSolver();

/** Protects one table at one quarter end. */
export default function solve({ cells, totals, areCategoriesOfAreas, reach }: Task): Solved {
  const sums = [...findSums(grid, cells.cell, cells.category, areCategoriesOfAreas), ...totals];
  const hide: number[] = [];
  needMisleading(cells, sums, threshold, values - 1);
  for (;;) {
    const partners = findPartners(highs, cells, sums, threshold, reach);
    hide.push(...partners.hide);
    for (const row of partners.hide) cells.state[row] = 2;
    // What was hidden can mislead as well.
    const isDone = partners.hide.length === 0 || !needMisleading(cells, sums, threshold, values - 1);
    if (isDone)
      return { partners: { hide, unmet: partners.unmet }, around: findAround(sums, partners.unmet), reach };
  }
}
