import type { DuckDBConnection } from "@duckdb/node-api";
import { readColumns } from "../warehouse/read-columns.ts";

/** For each dimension (area, profession, staff type) the cell that each cell is part of, or -1. */
export type Grid = readonly Int32Array[];

/** Rows of a table that add up: the first is the sum of the others, or with no total their sum does not change. */
export interface Sum {
  total: number | null;
  parts: number[];
}

export async function readGrid(connection: DuckDBConnection): Promise<Grid> {
  const reader = await connection.runAndReadAll(`
    select one.cell::integer as cell,
      coalesce(by_area.cell, -1)::integer as by_area, coalesce(by_profession.cell, -1)::integer as by_profession,
      coalesce(by_staff_type.cell, -1)::integer as by_staff_type
    from marts.cell as one
    join reference.areas on areas.code = one.area
    join reference.professions on professions.code = one.profession
    left join marts.cell as by_area
      on by_area.area = areas.parent and by_area.profession = one.profession and by_area.staff_type = one.staff_type
    left join marts.cell as by_profession
      on by_profession.area = one.area and by_profession.profession = professions.parent
      and by_profession.staff_type = one.staff_type
    left join marts.cell as by_staff_type
      on by_staff_type.area = one.area and by_staff_type.profession = one.profession
      and by_staff_type.staff_type = 'all' and one.staff_type <> 'all'`);
  const { integers } = readColumns(reader);
  const cells = integers("cell");
  const size = cells.reduce((most, cell) => Math.max(most, cell), 0) + 1;
  return ["by_area", "by_profession", "by_staff_type"].map((name) => {
    const parents = new Int32Array(size).fill(-1);
    const column = integers(name);
    cells.forEach((cell, index) => {
      parents[cell] = column[index] ?? -1;
    });
    return parents;
  });
}

/** The sums of a table over areas, professions and staff types, by the places of its rows. */
export function findSums(grid: Grid, cell: Int32Array, category: Int32Array): Sum[] {
  const key = (of: number, at: number): number => of * 1024 + at + 1;
  const rows = new Map<number, number>();
  cell.forEach((one, row) => {
    rows.set(key(one, category[row] ?? -1), row);
  });
  return grid.flatMap((parents) => {
    const parts = new Map<number, number[]>();
    cell.forEach((one, row) => {
      const parent = parents[one] ?? -1;
      const total = parent === -1 ? undefined : rows.get(key(parent, category[row] ?? -1));
      if (total === undefined) return;
      const found = parts.get(total);
      if (found) found.push(row);
      else parts.set(total, [row]);
    });
    return [...parts].map(([total, of]) => ({ total, parts: of }));
  });
}

/** How often each row counts in a sum, the total negatively: signs times changes come to 0. */
export function findSigns({ total, parts }: Sum): Map<number, number> {
  const signs = new Map<number, number>(total === null ? [] : [[total, -1]]);
  for (const part of parts) signs.set(part, (signs.get(part) ?? 0) + 1);
  return signs;
}

/** Rows that stand in a sum with one of these, and these. */
export function findAround(sums: readonly Sum[], rows: readonly number[]): number[] {
  const sought = new Set(rows);
  const around = sums
    .map(({ total, parts }) => (total === null ? parts : [total, ...parts]))
    .filter((all) => all.some((row) => sought.has(row)));
  return [...new Set(around.flat())];
}
