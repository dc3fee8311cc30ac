import { createRequire } from "node:module";
import type highs from "highs";

export type Solver = Awaited<ReturnType<typeof highs.default>>;

export type LinearModel = ReturnType<Solver["createModel"]>;

/** The linear solver, compiled once per thread. Its types are those of the CommonJS form. */
export async function loadSolver(): Promise<Solver> {
  const load: typeof highs.default = createRequire(import.meta.url)("highs");
  return load();
}
