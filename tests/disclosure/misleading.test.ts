import { expect, test } from "vitest";
import { needMisleading } from "../../src/disclosure/misleading.ts";
import type { TableCells } from "../../src/disclosure/table-cells.ts";
import { cellsOf } from "../support/table-cells.ts";

/** Rows that need nothing yet: shown (1) or hidden (2), and what they count. */
function table(...rows: readonly (readonly [state: 1 | 2, count: number])[]): TableCells {
  return cellsOf(rows.map(([state, count]) => ({ state, count })));
}

const [threshold, persons] = [5, 4];

/** The second divides a part of the first. */
const chain = [
  { total: 0, parts: [1, 2] },
  { total: 1, parts: [3, 4] },
];

test("parts that add up to their total mislead nobody", () => {
  const cells = table([1, 20], [2, 13], [1, 7]);
  expect(needMisleading(cells, [{ total: 0, parts: [1, 2] }], threshold, persons)).toBe(false);
  expect([...cells.up]).toEqual([0, 0, 0]);
});

test("a difference that looks small gives its part a need, once", () => {
  // Two persons are in both parts: 5 looks like 16 - 13 = 3.
  const cells = table([1, 16], [2, 5], [1, 13]);
  const sums = [{ total: 0, parts: [1, 2] }];
  expect(needMisleading(cells, sums, threshold, persons)).toBe(true);
  expect([...cells.up]).toEqual([0, 4, 0]);
  expect(needMisleading(cells, sums, threshold, persons)).toBe(false);
});

test("so does a difference from one that is wrong itself", () => {
  // 12 looks like 20 - 10 = 10, and so 6 like 10 - 7 = 3.
  const cells = table([1, 20], [2, 12], [1, 10], [2, 6], [1, 7]);
  expect(needMisleading(cells, chain, threshold, persons)).toBe(true);
  expect([...cells.up]).toEqual([0, 0, 0, 4, 0]);
});

test("a difference that nobody can be is not gone by", () => {
  const cells = table([1, 9], [2, 6], [1, 12], [2, 3], [1, 3]);
  expect(needMisleading(cells, chain, threshold, persons)).toBe(false);
});

test("in the parts of a total of nobody is nobody, so that a difference is one from them, too", () => {
  // Two persons are in both parts that count: 5 looks like 16 - 13 - 0 = 3.
  const cells = table([1, 0], [2, 0], [2, 0], [1, 16], [2, 5], [1, 13]);
  const sums = [
    { total: 0, parts: [1, 2] },
    { total: 3, parts: [1, 4, 5] },
  ];
  expect(needMisleading(cells, sums, threshold, persons)).toBe(true);
  expect([...cells.up]).toEqual([0, 0, 0, 0, 4, 0]);
});
