import { parentPort, workerData } from "node:worker_threads";
import { findSums, type Grid } from "./grid.ts";
import { loadSolver } from "./solver.ts";
import type { Task } from "./solvers.ts";
import { findPartners } from "./worlds.ts";

const { grid, threshold }: { grid: Grid; threshold: number } = workerData;

const solver = await loadSolver();

parentPort?.on("message", ({ cells, totals, reach }: Task) => {
  const sums = [...findSums(grid, cells.cell, cells.category), ...totals];
  parentPort?.postMessage({ partners: findPartners(solver, cells, sums, threshold, reach), reach });
});
