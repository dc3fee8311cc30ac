import { createRequire } from "node:module";
import type highs from "highs";

export type Highs = Awaited<ReturnType<typeof highs.default>>;

export type LinearModel = ReturnType<Highs["createModel"]>;

/** The linear solver, compiled once per thread. Its types are those of the CommonJS form. */
export async function loadSolver(): Promise<Highs> {
  const load: typeof highs.default = createRequire(import.meta.url)("highs");
  return load();
}
