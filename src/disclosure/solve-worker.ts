import { parentPort, workerData } from "node:worker_threads";
import { findSums, type Grid, type Sum } from "./grid.ts";
import { needMisleading } from "./misleading.ts";
import { loadSolver } from "./solver.ts";
import type { Task } from "./solvers.ts";
import { findPartners } from "./worlds.ts";

const { grid, threshold, values }: { grid: Grid; threshold: number; values: number } = workerData;

const solver = await loadSolver();

parentPort?.on("message", ({ cells, totals, reach }: Task) => {
  const bySum = findSums(grid, cells.cell, cells.category);
  needMisleading(cells, bySum, threshold, values - 1);
  const sums = [...bySum, ...totals];
  const partners = findPartners(solver, cells, sums, threshold, reach);
  parentPort?.postMessage({ partners, around: findAround(sums, partners.unmet), reach });
});

/** Rows that stand in a sum with one of these. */
function findAround(sums: readonly Sum[], rows: readonly number[]): number[] {
  const sought = new Set(rows);
  const around = sums
    .map(({ total, parts }) => (total === null ? parts : [total, ...parts]))
    .filter((all) => all.some((row) => sought.has(row)));
  return [...new Set(around.flat())];
}
