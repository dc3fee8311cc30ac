import fc from "fast-check";
import { expect, test } from "vitest";
import { findSigns, type Sum } from "../../src/disclosure/grid.ts";
import { type Bounds, tighten } from "../../src/disclosure/tighten.ts";

function narrow(rows: Bounds, sums: readonly Sum[], canMove = (_row: number): boolean => true): Bounds {
  return tighten(rows, sums.map(findSigns), canMove);
}

test("a row moves no further than the others of its sum allow", () => {
  const rows = { hi: Float64Array.of(9, 2, 1), lo: Float64Array.of(9, 9, 0) };
  const { hi, lo } = narrow(rows, [{ total: 0, parts: [1, 2] }]);
  expect([...hi]).toEqual([3, 2, 1]);
  expect([...lo]).toEqual([9, 9, 0]);
});

test("what follows from one sum counts in the next", () => {
  const sums: Sum[] = [
    { total: null, parts: [0, 1] },
    { total: null, parts: [1, 2] },
  ];
  const { hi, lo } = narrow({ hi: Float64Array.of(9, 9, 1), lo: Float64Array.of(9, 9, 0) }, sums);
  expect([...hi]).toEqual([1, 0, 1]);
  expect([...lo]).toEqual([0, 1, 0]);
});

test("what stays as it is moves nothing", () => {
  const rows = { hi: Float64Array.of(9, 9), lo: Float64Array.of(9, 9) };
  const { hi, lo } = narrow(rows, [{ total: 0, parts: [1] }], (row) => row === 0);
  expect([...hi, ...lo]).toEqual([0, 0, 0, 0]);
});

test("no change that leaves all sums as they are is ruled out", () => {
  const size = 4;
  const bound = fc.integer({ min: 0, max: 3 });
  const sum = fc.record({
    total: fc.option(fc.nat(size - 1)),
    parts: fc.uniqueArray(fc.nat(size - 1), { minLength: 1 }),
  });
  fc.assert(
    fc.property(
      fc.array(bound, { minLength: size, maxLength: size }),
      fc.array(bound, { minLength: size, maxLength: size }),
      fc.array(sum, { maxLength: 4 }),
      (most, least, sums) => {
        const { hi, lo } = narrow({ hi: Float64Array.from(most), lo: Float64Array.from(least) }, sums);
        for (const change of changes(most, least)) {
          const isWorld = sums.every(
            (one) =>
              [...findSigns(one)].reduce((all, [row, sign]) => all + sign * (change[row] ?? 0), 0) === 0,
          );
          if (!isWorld) continue;
          change.forEach((persons, row) => {
            expect(persons).toBeLessThanOrEqual(hi[row] ?? 0);
            expect(-persons).toBeLessThanOrEqual(lo[row] ?? 0);
          });
        }
      },
    ),
    { numRuns: 200 },
  );
});

/** Every change within the bounds. */
function changes(hi: readonly number[], lo: readonly number[]): number[][] {
  return hi.reduce<number[][]>(
    (all, most, row) => {
      const least = -(lo[row] ?? 0);
      const own = Array.from({ length: most - least + 1 }, (_, at) => least + at);
      return all.flatMap((change) => own.map((persons) => [...change, persons]));
    },
    [[]],
  );
}
