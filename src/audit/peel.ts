import type { Equation, System } from "./system.ts";

/** A count that an equation with no other hidden one gives away. */
interface Peeled {
  unknown: number;
  value: number;
}

/** What remains of a system after all that follows equation by equation. */
export interface Rest {
  peeled: Peeled[];
  /** Equations between at least two counts that are still hidden. */
  equations: Equation[];
  /** Equations that cannot hold as nobody's being in two cells would have it. */
  contradictions: number;
}

/**
 * Solves what can be solved one count at a time, as a reader with a pencil would: nobody is in two cells unless the numbers
 * contradict it.
 */
export function peel({ unknowns, equations }: System): Rest {
  const values = new Map(
    unknowns.flatMap(({ lower, upper }, unknown): [number, number][] =>
      lower === upper ? [[unknown, lower]] : [],
    ),
  );
  const uses = new Map<number, number[]>();
  const open = equations.map(({ unknowns }) => new Set(unknowns.filter((unknown) => !values.has(unknown))));
  equations.forEach(({ unknowns }, index) => {
    for (const unknown of unknowns) uses.set(unknown, [...(uses.get(unknown) ?? []), index]);
  });
  const waiting = equations.flatMap((_, index) => (open[index]?.size === 1 ? [index] : []));
  const spent = new Set<number>();
  let contradictions = 0;
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const equation = equations[index];
    const [unknown] = open[index] ?? [];
    if (unknown === undefined || !equation?.isEquality || spent.has(index)) continue;
    spent.add(index);
    const limits = unknowns[unknown];
    const value = solve(equation, unknown, values);
    if (!limits || value < limits.lower || value > limits.upper) {
      contradictions++;
      continue;
    }
    values.set(unknown, value);
    for (const used of uses.get(unknown) ?? []) {
      open[used]?.delete(unknown);
      if (open[used]?.size === 1) waiting.push(used);
    }
  }
  return {
    peeled: [...values].map(([unknown, value]) => ({ unknown, value })),
    equations: equations.flatMap((equation, index) =>
      spent.has(index) || open[index]?.size === 0 ? [] : [substitute(equation, values)],
    ),
    contradictions,
  };
}

function solve(equation: Equation, unknown: number, values: ReadonlyMap<number, number>): number {
  const { unknowns, coefficients, total } = substitute(equation, values);
  return total / (coefficients[unknowns.indexOf(unknown)] ?? 1);
}

function substitute(equation: Equation, values: ReadonlyMap<number, number>): Equation {
  const rest: Equation = { ...equation, unknowns: [], coefficients: [] };
  equation.unknowns.forEach((unknown, index) => {
    const coefficient = equation.coefficients[index] ?? 0;
    const value = values.get(unknown);
    if (value !== undefined) rest.total -= coefficient * value;
    else {
      rest.unknowns.push(unknown);
      rest.coefficients.push(coefficient);
    }
  });
  return rest;
}
