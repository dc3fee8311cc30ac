import type { Equation } from "./system.ts";

/**
 * Numbers of the parts that the unknowns fall into, none of which an equation ties to another: what holds for one part
 * says nothing of the others.
 */
export function findComponents(
  unknowns: readonly number[],
  equations: readonly Equation[],
): Map<number, number> {
  const parents = new Map(unknowns.map((unknown) => [unknown, unknown]));
  const root = (unknown: number): number => {
    let top = unknown;
    for (let above = parents.get(top); above !== undefined && above !== top; above = parents.get(top))
      top = above;
    parents.set(unknown, top);
    return top;
  };
  for (const { unknowns: tied } of equations) {
    for (const unknown of tied) parents.set(root(unknown), root(tied[0] ?? unknown));
  }
  return new Map(unknowns.map((unknown) => [unknown, root(unknown)]));
}
