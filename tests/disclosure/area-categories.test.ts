import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findAreaSums, protectingTable } from "../../src/disclosure/area-categories.ts";
import { findSums, type Grid } from "../../src/disclosure/grid.ts";
import type { TableCells } from "../../src/disclosure/table-cells.ts";
import { readTables } from "../../src/populations/tables.ts";
import { table } from "../audit/release.ts";

/** A country (0) with a board (1), of which an employer of category 7 (2) and one of category 8 (3) are part. */
const grid: Grid = [Int32Array.from([-1, 0, 1, 1]), new Int32Array(4).fill(-1), new Int32Array(4).fill(-1)];
const categoryOf = new Map([
  [2, 7],
  [3, 8],
]);

const rows: [cell: number, category: number][] = [
  [0, -1],
  [0, 7],
  [0, 8],
  [1, -1],
  [1, 7],
  [2, -1],
  [3, -1],
];
const cells = {
  table: 0,
  cell: Int32Array.from(rows, ([cell]) => cell),
  category: Int32Array.from(rows, ([, category]) => category),
} as TableCells;

const names = (row: number | null): string => (row === null ? "" : (rows[row] ?? []).join("/"));
const list = (sums: ReturnType<typeof findSums>): string[] =>
  sums.map(({ total, parts }) => `${names(total)} = ${parts.map(names).join(" + ")}`).sort();

test("a category is the sum of the employers below that have it, and all are the count of their cell", () => {
  expect(list(findAreaSums(cells, grid, new Map([[0, categoryOf]])))).toEqual([
    "0/-1 = 0/7 + 0/8",
    "0/7 = 2/-1",
    "0/8 = 3/-1",
    "1/-1 = 1/7",
    "1/7 = 2/-1",
  ]);
  expect(findAreaSums(cells, grid, new Map([[1, categoryOf]]))).toEqual([]);
});

test("such categories do not add up over the areas between: some have none", () => {
  expect(list(findSums(grid, cells.cell, cells.category, true))).toEqual([
    "0/-1 = 1/-1",
    "1/-1 = 2/-1 + 3/-1",
  ]);
  expect(list(findSums(grid, cells.cell, cells.category))).toContain("0/7 = 1/7");
});

test("a table that names a column of the areas must split one population", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gweithlu-tables-"));
  const read = async (sector: string) => {
    await writeFile(
      join(folder, "populations.yml"),
      `- {id: in-post, counts: {in-post: 1}}\n- {id: sector, areas: sector, within: in-post, ${sector}}\n`,
    );
    return readTables(folder);
  };
  try {
    expect(await read("counts: {in-post: 1}, by: sector")).toHaveLength(2);
    for (const wrong of ["counts: {in-post: 1}", "counts: {in-post: 1, other: -1}, by: sector"]) {
      await expect(read(wrong)).rejects.toMatchObject({ code: "invalid-setting" });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the table of the whole protects them, every other table itself", () => {
  const tables = [
    table("in-post"),
    table("sector", { counts: { "in-post": 1 }, by: "sector", areas: "sector", within: "in-post" }),
    table("band", { counts: { "in-post": 1 }, by: "band", within: "in-post" }),
  ];
  expect(tables.map((_, index) => protectingTable(tables, index))).toEqual([0, 0, 2]);
});
