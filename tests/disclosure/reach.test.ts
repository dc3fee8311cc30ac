import { describe, expect, test } from "vitest";
import { newReach, type Reached, recallReach } from "../../src/disclosure/reach.ts";
import type { TableCells } from "../../src/disclosure/table-cells.ts";
import { cellsOf } from "../support/table-cells.ts";

/** Hidden rows of these cells. */
function hidden(cells: readonly number[], hi: readonly number[] = cells.map(() => 9)): TableCells {
  return cellsOf(cells.map((cell, row) => ({ cell, hi: hi[row] ?? 0, state: 2 })));
}

function reachedBy(cells: TableCells): Reached {
  const reach = newReach(cells.cell.length);
  cells.cell.forEach((cell, row) => {
    reach.rise[row] = cell;
    reach.fall[row] = cell + 100;
    reach.vainRise[row] = 4;
  });
  return { cells, totals: [], reach };
}

describe("what is known of a table that is read again", () => {
  test("stands with its cell, also where a row has come in between", () => {
    const found = recallReach(reachedBy(hidden([3, 7])), hidden([3, 5, 7]), []);
    expect([...found.rise]).toEqual([3, 0, 7]);
    expect([...found.fall]).toEqual([103, 0, 107]);
  });

  test("tells categories of a cell apart", () => {
    const before = reachedBy(hidden([3]));
    const cells = hidden([3, 3]);
    cells.category.set([0, 1]);
    expect([...recallReach(before, cells, []).rise]).toEqual([0, 0]);
  });

  test("holds of what was asked in vain only while the same can move", () => {
    const before = reachedBy(hidden([3, 7]));
    const vain = (cells: TableCells, totals: Reached["totals"] = []): number[] => [
      ...recallReach(before, cells, totals).vainRise,
    ];
    expect(vain(hidden([3, 7]))).toEqual([4, 4]);
    expect(vain(hidden([3, 5, 7]))).toEqual([0, 0, 0]);
    expect(vain(hidden([3, 7], [9, 10]))).toEqual([0, 0]);
    expect(vain(hidden([3, 7]), [{ total: null, parts: [0, 1] }])).toEqual([0, 0]);
  });
});
