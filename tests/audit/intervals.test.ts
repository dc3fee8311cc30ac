import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { findIntervals } from "../../src/audit/intervals.ts";
import type { Equation, System, Unknown } from "../../src/audit/system.ts";
import { loadSolver } from "../../src/solver.ts";
import { project } from "../support/folders.ts";

const vector = z.object({
  cells: z.array(
    z.object({
      table: z.string(),
      key: z.string(),
      members: z.array(z.int()),
      value: z.int(),
      suppressed: z.boolean(),
    }),
  ),
  intervals: z.array(z.object({ table: z.string(), key: z.string(), lo: z.number(), up: z.number() })),
});

const folder = join(project, "tests", "fixtures", "sdc");
const highs = await loadSolver();

/** So wide that no two solutions prove it: every interval is exact. */
const allExact = Number.POSITIVE_INFINITY;

test.each(await readdir(folder))("the known intervals of %s", async (name) => {
  const { cells, intervals } = vector.parse(JSON.parse(await readFile(join(folder, name), "utf8")));
  const inner = 1 + Math.max(...cells.flatMap(({ members }) => members));
  const system: System = {
    unknowns: Array.from({ length: inner + cells.length }, () => unknown({})),
    equations: cells.map(({ members, value, suppressed }, index) =>
      equation([...members, ...(suppressed ? [inner + index] : [])], suppressed ? 0 : value, members.length),
    ),
  };
  const found = findIntervals(highs, system.unknowns, system.equations, allExact).intervals;
  for (const { table, key, lo, up } of intervals) {
    const index = cells.findIndex((cell) => cell.table === table && cell.key === key);
    const { min, max } = found.find((one) => one.unknown === inner + index) ?? { min: Number.NaN, max: 0 };
    expect([key, min, max]).toEqual([key, expect.closeTo(lo, 5), expect.closeTo(up, 5)]);
  }
});

test("intervals are those of all whole solutions that there are", () => {
  fc.assert(
    fc.property(smallTable, ({ values, hidden, columns }) => {
      const cap = 5;
      const numbers = values.map((_, index) => hidden.slice(0, index).filter(Boolean).length);
      const lines = listLines(values.length, columns);
      const equations = lines.flatMap((line) => {
        const open = line.filter((cell) => hidden[cell]);
        const total = open.reduce((sum, cell) => sum + (values[cell] ?? 0), 0);
        const unknowns = open.map((cell) => numbers[cell] ?? 0);
        return open.length === 0 ? [] : [equation(unknowns, total, open.length)];
      });
      const count = hidden.filter(Boolean).length;
      const unknowns = Array.from({ length: count }, () => unknown({ upper: cap }));
      const solutions = listSolutions(count, cap, equations);
      const { intervals } = findIntervals(highs, unknowns, equations, allExact);
      for (let index = 0; index < count; index++) {
        const possible = solutions.map((solution) => solution[index] ?? 0);
        const found = intervals.find((one) => one.unknown === index);
        expect(found?.min).toBeCloseTo(Math.min(...possible), 5);
        expect(found?.max).toBeCloseTo(Math.max(...possible), 5);
      }
    }),
    { numRuns: 200 },
  );
});

test("equations that only persons in two cells can explain become inequalities", () => {
  const overlapping = { ...equation([0], -1, 1), mayOverlap: true };
  const other = { ...equation([0, 1], 20, 2), mayOverlap: true };
  const unknowns = [unknown({ upper: 10 }), unknown({ upper: 20 })];
  const found = findIntervals(highs, unknowns, [overlapping, other], allExact);
  expect(found.overlaps).toBe(1);
  expect(found.intervals.map(({ min, max }) => [min + 0, max])).toEqual([
    [0, 10],
    [10, 20],
  ]);
});

test("that zeros would be shown narrows what is hidden, unless it cannot be", () => {
  const positive = [unknown({ isPositive: true }), unknown({ isPositive: true })];
  const two = findIntervals(highs, positive, [equation([0, 1], 2, 2)], allExact);
  expect(two.intervals.map(({ min, max }) => [min, max])).toEqual([
    [1, 1],
    [1, 1],
  ]);
  const one = findIntervals(highs, positive, [equation([0, 1], 1, 2)], allExact);
  expect(one.zeros).toBe(1);
});

const smallTable = fc
  .record({ rows: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 1, max: 3 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      columns: fc.constant(columns),
      values: fc.array(fc.integer({ min: 0, max: 5 }), {
        minLength: rows * columns,
        maxLength: rows * columns,
      }),
      hidden: fc
        .uniqueArray(fc.integer({ min: 0, max: rows * columns - 1 }), { minLength: 1, maxLength: 6 })
        .map((cells) => Array.from({ length: rows * columns }, (_, cell) => cells.includes(cell))),
    }),
  );

/** Cells of each row and each column of a table. */
function listLines(cells: number, columns: number): number[][] {
  const all = [...Array(cells).keys()];
  const rows = Array.from({ length: cells / columns }, (_, row) =>
    all.filter((cell) => Math.floor(cell / columns) === row),
  );
  return [
    ...rows,
    ...Array.from({ length: columns }, (_, column) => all.filter((cell) => cell % columns === column)),
  ];
}

function listSolutions(count: number, cap: number, equations: readonly Equation[]): number[][] {
  let solutions: number[][] = [[]];
  for (let index = 0; index < count; index++) {
    solutions = solutions.flatMap((solution) =>
      [...Array(cap + 1).keys()].map((value) => [...solution, value]),
    );
    solutions = solutions.filter((solution) =>
      equations.every(({ unknowns, total }) => {
        const sum = unknowns.reduce((all, unknown) => all + (solution[unknown] ?? 0), 0);
        return unknowns.every((unknown) => unknown < solution.length) ? sum === total : sum <= total;
      }),
    );
  }
  return solutions;
}

/** The first `parts` of the unknowns add up to the total and the others. */
function equation(unknowns: number[], total: number, parts: number): Equation {
  const coefficients = unknowns.map((_, index) => (index < parts ? 1 : -1));
  return { unknowns, coefficients, total, isEquality: true, mayOverlap: false };
}

function unknown(special: Partial<Unknown>): Unknown {
  const nothing = new Int32Array(0);
  const layer = {
    population: 0,
    category: 0,
    period: 0,
    state: nothing,
    value: nothing,
    isIncomplete: nothing,
    isBreak: nothing,
    isOwnHidden: nothing,
  };
  return {
    layer,
    cell: 0,
    lower: 0,
    upper: 100_000,
    isProtected: true,
    isPositive: false,
    whole: null,
    openTotal: null,
    ...special,
  };
}
