import { expect, test } from "vitest";
import { findSpanned } from "../../src/audit/span.ts";
import type { Equation } from "../../src/audit/system.ts";

/** `terms` as coefficients of the unknowns 0, 1, 2 … add up to `total`. */
function equation(terms: readonly number[], total: number, isEquality = true): Equation {
  const unknowns = [...terms.keys()].filter((unknown) => terms[unknown] !== 0);
  const coefficients = unknowns.map((unknown) => terms[unknown] ?? 0);
  return { unknowns, coefficients, total, isEquality, mayOverlap: false };
}

test("equations that give nothing away one by one do so together", () => {
  // a + b = 7, b + c = 9, a + c = 8
  const found = findSpanned([equation([1, 1, 0], 7), equation([0, 1, 1], 9), equation([1, 0, 1], 8)]);
  expect(found.sort((one, other) => one.unknown - other.unknown)).toEqual([
    { unknown: 0, value: 3 },
    { unknown: 1, value: 4 },
    { unknown: 2, value: 5 },
  ]);
});

test("two lines and two columns of hidden counts give nothing away", () => {
  const lines = [equation([1, 1, 0, 0], 7), equation([0, 0, 1, 1], 9)];
  const columns = [equation([1, 0, 1, 0], 6), equation([0, 1, 0, 1], 10)];
  expect(findSpanned([...lines, ...columns])).toEqual([]);
});

test("what is said twice says no more, and what may be less says nothing", () => {
  expect(findSpanned([equation([1, 1], 7), equation([1, 1], 7)])).toEqual([]);
  expect(findSpanned([equation([1, 1], 7), equation([1, -1], 1, false)])).toEqual([]);
  expect(findSpanned([equation([1, 1], 7), equation([1, -1], 1)])).toHaveLength(2);
});

test("what it finds is what every solution has, and nothing else is", () => {
  let seed = 1;
  const random = (below: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  for (let round = 0; round < 300; round++) {
    const truth = Array.from({ length: 6 }, () => random(20));
    const equations = Array.from({ length: 4 }, () => {
      const terms = truth.map(() => random(3) - 1);
      return equation(
        terms,
        terms.reduce((sum, term, unknown) => sum + term * (truth[unknown] ?? 0), 0),
      );
    });
    const found = new Map(findSpanned(equations).map(({ unknown, value }) => [unknown, value]));
    truth.forEach((value, unknown) => {
      const fixed = equation(
        truth.map((_, other) => (other === unknown ? 1 : 0)),
        value,
      );
      const isSpanned = rank([...equations, fixed], truth.length) === rank(equations, truth.length);
      expect(found.has(unknown)).toBe(isSpanned);
      if (isSpanned) expect(found.get(unknown)).toBeCloseTo(value, 6);
    });
  }
});

/** Rank of the coefficients, by elimination of a dense matrix. */
function rank(equations: readonly Equation[], size: number): number {
  const matrix = equations.map(({ unknowns, coefficients }) => {
    const row = new Array<number>(size).fill(0);
    unknowns.forEach((unknown, at) => {
      row[unknown] = coefficients[at] ?? 0;
    });
    return row;
  });
  let found = 0;
  for (let column = 0; column < size; column++) {
    const pivot = matrix.findIndex((row, index) => index >= found && Math.abs(row[column] ?? 0) > 1e-9);
    const chosen = matrix[pivot];
    if (!chosen) continue;
    matrix.splice(pivot, 1);
    matrix.splice(found++, 0, chosen);
    for (const row of matrix.slice(found)) {
      const times = (row[column] ?? 0) / (chosen[column] ?? 1);
      for (let at = 0; at < size; at++) row[at] = (row[at] ?? 0) - times * (chosen[at] ?? 0);
    }
  }
  return found;
}
