import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { findSums, type Grid, type Sum } from "../../src/disclosure/grid.ts";
import { newReach } from "../../src/disclosure/reach.ts";
import { findPartners, type Movable } from "../../src/disclosure/worlds.ts";
import { type Highs, loadSolver } from "../../src/solver.ts";

const threshold = 5;
const values = 5;

let solver: Highs;
beforeAll(async () => {
  solver = await loadSolver();
});

/** A table of `levels` over each dimension: the parents of each place in it, the first being the total. */
function gridOf(parents: readonly (readonly number[])[]): { grid: Grid; cells: number[][] } {
  const cells = parents.reduce<number[][]>(
    (all, dimension) => all.flatMap((cell) => dimension.map((_, at) => [...cell, at])),
    [[]],
  );
  const number = new Map(cells.map((cell, index) => [cell.join(), index]));
  const grid = parents.map((dimension, axis) =>
    Int32Array.from(cells, (cell) => {
      const parent = dimension[cell[axis] ?? 0] ?? -1;
      return parent === -1 ? -1 : (number.get(cell.with(axis, parent).join()) ?? -1);
    }),
  );
  return { grid, cells };
}

interface Table {
  counts: number[];
  sums: Sum[];
}

/** The whole table of the counts of its finest cells, without those that count nobody, which are shown. */
function tableOf(parents: readonly (readonly number[])[], finest: (cell: number[]) => number): Table {
  const { grid, cells } = gridOf(parents);
  const isFinest = (cell: number[]): boolean => cell.every((at, axis) => !(parents[axis] ?? []).includes(at));
  const counts = cells.map(() => 0);
  for (const cell of cells.filter(isFinest)) {
    const count = finest(cell);
    const over = cell.map((at, axis) => ancestors(parents[axis] ?? [], at));
    for (const [other, ancestor] of cells.entries()) {
      if (ancestor.every((at, axis) => over[axis]?.includes(at))) {
        counts[other] = (counts[other] ?? 0) + count;
      }
    }
  }
  const places = Int32Array.from([...counts.keys()].filter((place) => (counts[place] ?? 0) > 0));
  const sums = findSums(grid, places, new Int32Array(places.length).fill(-1));
  return { counts: Array.from(places, (place) => counts[place] ?? 0), sums };
}

function ancestors(parents: readonly number[], at: number): number[] {
  const parent = parents[at] ?? -1;
  return parent === -1 ? [at] : [at, ...ancestors(parents, parent)];
}

/** The rows of a table in which the small counts are hidden, and further ones on request. */
function rowsOf(counts: readonly number[], hidden: ReadonlySet<number> = new Set()): Movable {
  const isSmall = (count: number): boolean => count > 0 && count < threshold;
  const numbers = (pick: (count: number) => number): Float64Array => Float64Array.from(counts, pick);
  return {
    hi: numbers(() => 1e6),
    lo: numbers((count) => Math.max(0, count - 1)),
    up: numbers((count) => (isSmall(count) ? values - 1 : 0)),
    down: numbers(() => 0),
    cost: numbers((count) => 1 + count),
    state: Int32Array.from(counts, (count, row) => (isSmall(count) || hidden.has(row) ? 2 : 1)),
  };
}

function solve(rows: Movable, sums: readonly Sum[]): ReturnType<typeof findPartners> {
  return findPartners(solver, rows, sums, threshold, newReach(rows.state.length));
}

/** What a reader can narrow a hidden count to, who knows the shown ones, all sums, and that what is hidden is not nothing. */
function narrow({ counts, sums }: Table, hidden: ReadonlySet<number>, row: number): [number, number] {
  const size = counts.length;
  const entries = sums.flatMap(({ total, parts }, equation) => [
    ...(total === null ? [] : [{ equation, at: total, sign: -1 }]),
    ...parts.map((at) => ({ equation, at, sign: 1 })),
  ]);
  const starts = sums.map((_, equation) => entries.filter((one) => one.equation < equation).length);
  const bound = (side: number): Float64Array =>
    Float64Array.from(counts, (count, at) => (hidden.has(at) ? (side < 0 ? 1 : 1e6) : count));
  const ends = [1, -1].map((sign) => {
    const model = solver.createModel({
      numCols: size,
      numRows: sums.length,
      colCost: Float64Array.from(counts, (_, at) => (at === row ? sign : 0)),
      colLower: bound(-1),
      colUpper: bound(1),
      rowLower: new Float64Array(sums.length),
      rowUpper: new Float64Array(sums.length),
      matrix: {
        format: "csr",
        numRows: sums.length,
        numCols: size,
        starts: Int32Array.from([...starts, entries.length]),
        indices: Int32Array.from(entries, ({ at }) => at),
        values: Float64Array.from(entries, ({ sign: one }) => one),
      },
    });
    model.options.set({ output_flag: false });
    model.run();
    const value = model.getSolution().colValue[row] ?? Number.NaN;
    model.dispose();
    return value;
  });
  return [Math.ceil((ends[0] ?? 0) - 1e-6), Math.floor((ends[1] ?? 0) + 1e-6)];
}

function expectSafe(table: Table): void {
  const rows = rowsOf(table.counts);
  const { hide, unmet } = solve(rows, table.sums);
  expect(unmet).toEqual([]);
  const hidden = new Set(
    [...hide, ...table.counts.keys()].filter((row) => rows.state[row] === 2 || hide.includes(row)),
  );
  for (const row of hidden) {
    const count = table.counts[row] ?? 0;
    if (count >= threshold) continue;
    const [least, most] = narrow(table, hidden, row);
    expect(most - least + 1).toBeGreaterThanOrEqual(values);
    expect(most).toBeGreaterThanOrEqual(threshold);
  }
  expect(solve(rowsOf(table.counts, hidden), table.sums)).toEqual({ hide: [], unmet: [] });
}

const small = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 60 }));

/** Random counts of the finest cells of a table, whatever its shape. */
function tables(parents: readonly (readonly number[])[]): fc.Arbitrary<Table> {
  const size = parents.reduce((product, dimension) => product * dimension.length, 1);
  return fc
    .array(small, { minLength: size, maxLength: size })
    .map((counts) => {
      let next = 0;
      return tableOf(parents, () => counts[next++ % size] ?? 0);
    })
    .filter(({ counts }) => (counts[0] ?? 0) >= threshold + values);
}

describe("no small count can be narrowed, and nothing more is hidden the second time", () => {
  test.each<[string, number[][], number]>([
    ["one row", [[-1, 0, 0, 0, 0]], 1000],
    [
      "rows and columns",
      [
        [-1, 0, 0, 0],
        [-1, 0, 0, 0, 0],
      ],
      1000,
    ],
    [
      "a hierarchy of rows",
      [
        [-1, 0, 0, 1, 1, 2, 2],
        [-1, 0, 0, 0],
      ],
      300,
    ],
    [
      "three dimensions",
      [
        [-1, 0, 0, 1, 1],
        [-1, 0, 0, 0],
        [-1, 0, 0],
      ],
      100,
    ],
  ])(
    "%s",
    (_, parents, runs) => {
      fc.assert(fc.property(tables(parents), expectSafe), { numRuns: runs });
    },
    60_000,
  );
});

test("a single small part takes another with it", () => {
  const { counts, sums } = tableOf([[-1, 0, 0, 0]], ([at]) => [0, 3, 20, 30][at ?? 0] ?? 0);
  expect(counts).toEqual([53, 3, 20, 30]);
  expect(solve(rowsOf(counts), sums)).toEqual({ hide: [2], unmet: [] });
});

test("what is shown already is not needed when two small parts hide each other but not enough", () => {
  const { counts, sums } = tableOf([[-1, 0, 0, 0]], ([at]) => [0, 1, 2, 30][at ?? 0] ?? 0);
  expect(solve(rowsOf(counts), sums)).toEqual({ hide: [3], unmet: [] });
});

test("a total with one part shares its fate", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 3, maxLength: 3 }), (parts) => {
      const { counts, sums } = tableOf([[-1, 0, 0, 1, 2, 2]], ([at]) => parts[(at ?? 0) - 3] ?? 0);
      if ((counts[0] ?? 0) < threshold + values) return;
      const rows = rowsOf(counts);
      const { hide } = solve(rows, sums);
      const isHidden = (row: number): boolean => rows.state[row] === 2 || hide.includes(row);
      expect(isHidden(1)).toBe(isHidden(3));
    }),
  );
});

test("where nothing can move it says so", () => {
  const rows = { ...rowsOf([3]), hi: Float64Array.of(0) };
  expect(solve(rows, []).unmet).toEqual([0]);
});
