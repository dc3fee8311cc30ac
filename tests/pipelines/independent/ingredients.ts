/** What one cell of an indicator is made from; what the contract leaves open is not there. */
export interface Ingredients {
  total?: number;
  numerator?: number | null;
  denominator?: number | null;
  people?: number;
  denominator_people?: number;
}

/** All cells of one period, category and level. */
export interface Slice {
  period: string;
  breakdown: string;
  category: string;
  level: string;
}

/** The cells of one indicator that anything counts in: by slice, then by the cell's number. */
export type Counted = Map<string, { slice: Slice; cells: Map<number, Ingredients> }>;

export const fields = ["total", "numerator", "denominator", "people", "denominator_people"] as const;

/** The cells of a slice, to be filled. */
export function sliceOf(
  counted: Counted,
  slice: Partial<Slice> & { period: string },
): Map<number, Ingredients> {
  const full = { breakdown: "none", category: "all", level: "none", ...slice };
  const name = nameOf(full);
  const found = counted.get(name) ?? { slice: full, cells: new Map<number, Ingredients>() };
  counted.set(name, found);
  return found.cells;
}

export function nameOf({ period, breakdown, category, level }: Slice): string {
  return `${period} ${breakdown} ${category} ${level}`;
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
