import type { Equation, System, Unknown } from "./system.ts";

/** A system in which hidden counts that are the same stand once. */
export interface Merged extends System {
  /** By unknown of the original system: its place in this one. */
  places: number[];
  /** Counts that published numbers put both above and below something. */
  contradictions: number;
}

/**
 * Makes one unknown of a hidden total and its only hidden part where all other parts are empty: nobody can be in two of them.
 * Equations that say the same stay once.
 */
export function mergeSame({ unknowns, equations }: System): Merged {
  const same = unknowns.map((_, index) => index);
  const first = (index: number): number => {
    let found = index;
    while (same[found] !== found) found = same[found] ?? found;
    same[index] = found;
    return found;
  };
  for (const { unknowns: tied, coefficients, total, isEquality } of equations) {
    const [one, other] = tied;
    const isSame = isEquality && total === 0 && tied.length === 2 && coefficients[0] !== coefficients[1];
    if (isSame && one !== undefined && other !== undefined) same[first(other)] = first(one);
  }
  const positions = new Map<number, number>();
  const merged: Unknown[] = [];
  const places = unknowns.map((unknown, index) => {
    const position = positions.get(first(index));
    if (position === undefined) {
      positions.set(first(index), merged.length);
      return merged.push({ ...unknown }) - 1;
    }
    const found = merged[position];
    if (found) {
      found.lower = Math.max(found.lower, unknown.lower);
      found.upper = Math.min(found.upper, unknown.upper);
      found.isProtected ||= unknown.isProtected;
      found.isPositive ||= unknown.isPositive;
    }
    return position;
  });
  const distinct = new Map<string, Equation>();
  for (const equation of equations) {
    const rewritten = rewrite(equation, places);
    if (rewritten.unknowns.length > 0) distinct.set(describe(rewritten), rewritten);
  }
  let contradictions = 0;
  for (const one of merged) {
    if (one.lower <= one.upper) continue;
    contradictions++;
    one.upper = one.lower;
    one.lower = 0;
  }
  return { unknowns: merged, equations: [...distinct.values()], places, contradictions };
}

function rewrite(equation: Equation, places: readonly number[]): Equation {
  const sums = new Map<number, number>();
  equation.unknowns.forEach((unknown, index) => {
    const place = places[unknown] ?? unknown;
    sums.set(place, (sums.get(place) ?? 0) + (equation.coefficients[index] ?? 0));
  });
  const terms = [...sums].filter(([, coefficient]) => coefficient !== 0).sort(([a], [b]) => a - b);
  return {
    ...equation,
    unknowns: terms.map(([place]) => place),
    coefficients: terms.map(([, coefficient]) => coefficient),
  };
}

function describe({ unknowns, coefficients, total, isEquality, mayOverlap }: Equation): string {
  return [unknowns, coefficients, total, isEquality, mayOverlap].join(";");
}
