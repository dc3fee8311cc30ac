import { expect, test } from "vitest";
import { readPolicy } from "../../src/disclosure/policy.ts";
import { hideForHidden } from "../../src/disclosure/split-totals.ts";
import type { TableCells } from "../../src/disclosure/table-cells.ts";
import { pipelines } from "../support/given.ts";
import { cellsOf } from "../support/table-cells.ts";

const policy = await readPolicy(pipelines);

/** Categories of one cell: known (0), shown (1) or hidden (2), what they count, what it costs to hide them. */
function categories(
  ...rows: readonly (readonly [state: 0 | 1 | 2, count: number, cost: number])[]
): TableCells {
  return cellsOf(
    rows.map(([state, count, cost], category) => ({ cell: 0, category, hi: 100, state, count, cost })),
  );
}

test("of the categories of a hidden total, all shown, the one that is missed least is hidden and must rise", () => {
  const cells = categories([1, 20, 3], [1, 30, 2], [1, 0, 1]);
  expect(hideForHidden(cells, [[0, 1, 2]], policy)).toEqual([1]);
  expect([...cells.state]).toEqual([1, 2, 1]);
  expect([...cells.up]).toEqual([0, policy.possible_values - 1, 0]);
});

test("what readers know is not hidden", () => {
  const cells = categories([1, 20, 3], [0, 30, 2]);
  expect(hideForHidden(cells, [[0, 1]], policy)).toEqual([0]);
});

test("where a category is hidden already, the total does not follow", () => {
  const cells = categories([1, 20, 3], [2, 2, 2]);
  expect(hideForHidden(cells, [[0, 1]], policy)).toEqual([]);
  expect([...cells.state]).toEqual([1, 2]);
});

test("of two totals with a category in common, one hidden is enough", () => {
  const cells = categories([1, 20, 3], [1, 30, 2], [1, 40, 4]);
  expect(
    hideForHidden(
      cells,
      [
        [0, 1],
        [1, 2],
      ],
      policy,
    ),
  ).toEqual([1]);
});
