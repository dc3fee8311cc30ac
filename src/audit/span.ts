import type { Equation } from "./system.ts";

/** A count that a combination of equations gives away. */
export interface Spanned {
  unknown: number;
  value: number;
}

const epsilon = 1e-9;

/**
 * The counts that lie in the span of the equations, by Gaussian elimination: those that a reader can work out by adding
 * equations up and taking them from each other, whatever the numbers are, who supposes that nobody is in two cells.
 * Inequalities are left out.
 */
export function findSpanned(equations: readonly Equation[]): Spanned[] {
  const exact = equations.filter(({ isEquality }) => isEquality);
  const rows = exact.map(
    ({ unknowns, coefficients }) => new Map(unknowns.map((unknown, at) => [unknown, coefficients[at] ?? 0])),
  );
  const totals = Float64Array.from(exact, ({ total }) => total);
  const rowsOf = new Map<number, Set<number>>();
  rows.forEach((row, index) => {
    for (const unknown of row.keys()) {
      const found = rowsOf.get(unknown);
      if (found) found.add(index);
      else rowsOf.set(unknown, new Set([index]));
    }
  });
  const pivots = new Map<number, number>();
  const order = [...rows.keys()].sort((a, b) => (rows[a]?.size ?? 0) - (rows[b]?.size ?? 0));
  for (const index of order) {
    const row = rows[index];
    if (!row) continue;
    const pivot = choosePivot(row, rowsOf);
    if (pivot === null) continue;
    pivots.set(pivot, index);
    const own = row.get(pivot) ?? 1;
    for (const other of [...(rowsOf.get(pivot) ?? [])]) {
      if (other !== index) subtract(other, index, (rows[other]?.get(pivot) ?? 0) / own);
    }
  }
  return [...pivots].flatMap(([unknown, index]) => {
    const row = rows[index];
    return row?.size === 1 ? [{ unknown, value: (totals[index] ?? 0) / (row.get(unknown) ?? 1) }] : [];
  });

  function subtract(from: number, what: number, times: number): void {
    const row = rows[from];
    if (!row) return;
    totals[from] = (totals[from] ?? 0) - times * (totals[what] ?? 0);
    for (const [unknown, coefficient] of rows[what] ?? []) {
      const left = (row.get(unknown) ?? 0) - times * coefficient;
      if (Math.abs(left) > epsilon) {
        row.set(unknown, left);
        rowsOf.get(unknown)?.add(from);
      } else {
        row.delete(unknown);
        rowsOf.get(unknown)?.delete(from);
      }
    }
  }
}

/** The unknown of a row that is in the fewest others, or null where nothing is left of the row. */
function choosePivot(
  row: ReadonlyMap<number, number>,
  rowsOf: ReadonlyMap<number, ReadonlySet<number>>,
): number | null {
  let chosen: number | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const unknown of row.keys()) {
    const uses = rowsOf.get(unknown)?.size ?? 0;
    if (uses < fewest) [chosen, fewest] = [unknown, uses];
  }
  return chosen;
}
