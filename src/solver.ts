import { createRequire } from "node:module";
import type highs from "highs";

export type Highs = Awaited<ReturnType<typeof highs.default>>;

export type LinearModel = ReturnType<Highs["createModel"]>;

/** The programmes are small, their coefficients ±1, and solved again and again: preparations cost more than they bring. */
export const solverOptions = {
  output_flag: false,
  presolve: "off",
  simplex_scale_strategy: 0,
  dual_simplex_cost_perturbation_multiplier: 0,
  random_seed: 0,
  // Seconds; far more than any programme of a release has needed.
  time_limit: 300,
};

/** The linear solver, compiled once per thread. Its types are those of the CommonJS form. */
export async function loadSolver(): Promise<Highs> {
  const load: typeof highs.default = createRequire(import.meta.url)("highs");
  return load();
}
