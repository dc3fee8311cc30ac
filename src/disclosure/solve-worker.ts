import { workerData } from "node:worker_threads";
import { loadSolver } from "../solver.ts";
import { findAround, findSums } from "./grid.ts";
import { needMisleading } from "./misleading.ts";
import type { Given, Solved, Task } from "./solvers.ts";
import { findPartners } from "./worlds.ts";

const { grid, threshold, values }: Given = workerData;

const highs = await loadSolver();

/** Protects one table at one quarter end. */
export default function solve({ cells, totals, reach }: Task): Solved {
  const bySum = findSums(grid, cells.cell, cells.category);
  needMisleading(cells, bySum, threshold, values - 1);
  const sums = [...bySum, ...totals];
  const partners = findPartners(highs, cells, sums, threshold, reach);
  return { partners, around: findAround(sums, partners.unmet), reach };
}
