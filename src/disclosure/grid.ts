import type { DuckDBConnection } from "@duckdb/node-api";
import { readColumns } from "../warehouse/read-columns.ts";

/** For each dimension (area, profession, staff type) the cell that each cell is part of, or -1. */
export type Grid = readonly Int32Array[];

/** Rows of a table that add up: the first is the sum of the others, or with no total their sum does not change. */
export interface Sum {
  total: number | null;
  parts: number[];
}

/** Fills the temporary table `part_of`, which tells of each cell the `total` that it is part of by each dimension. */
export async function readGrid(connection: DuckDBConnection): Promise<Grid> {
  await connection.run(`
    create or replace temp table part_of as
      select 0 as dimension, part.cell, whole.cell as total
      from marts.cell as part join reference.areas on areas.code = part.area
      join marts.cell as whole
        on whole.area = areas.parent and whole.profession = part.profession and whole.staff_type = part.staff_type
      union all
      select 1, part.cell, whole.cell
      from marts.cell as part join reference.professions on professions.code = part.profession
      join marts.cell as whole
        on whole.area = part.area and whole.profession = professions.parent and whole.staff_type = part.staff_type
      union all
      select 2, part.cell, whole.cell
      from marts.cell as part
      join marts.cell as whole
        on whole.area = part.area and whole.profession = part.profession and whole.staff_type = 'all'
      where part.staff_type <> 'all'`);
  const { integers } = await readColumns(
    connection,
    `select dimension::integer as dimension, cell::integer as cell, total::integer as total from part_of
    union all
    select -1, max(cell)::integer, -1 from marts.cell`,
  );
  const [dimension, cell, total] = [integers("dimension"), integers("cell"), integers("total")];
  const size = cell.reduce((most, one) => Math.max(most, one), 0) + 1;
  const grid = [0, 1, 2].map(() => new Int32Array(size).fill(-1));
  dimension.forEach((one, row) => {
    const parents = grid[one];
    if (parents) parents[cell[row] ?? 0] = total[row] ?? -1;
  });
  return grid;
}

/**
 * The sums of a table over areas, professions and staff types, by the places of its rows.
 * @param areCategoriesOfAreas whether its categories are those of employers: then they do not add up over the areas between
 */
export function findSums(
  grid: Grid,
  cell: Int32Array,
  category: Int32Array,
  areCategoriesOfAreas = false,
): Sum[] {
  const key = (of: number, at: number): number => of * 1024 + at + 1;
  const rows = new Map<number, number>();
  cell.forEach((one, row) => {
    rows.set(key(one, category[row] ?? -1), row);
  });
  return grid.flatMap((parents, dimension) => {
    const parts = new Map<number, number[]>();
    cell.forEach((one, row) => {
      if (areCategoriesOfAreas && dimension === 0 && category[row] !== -1) return;
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

/** How often each row counts in a sum, the total negatively. */
export type Signs = ReadonlyMap<number, number>;

/** A sum as an equation of changes: signs times changes come to 0. */
export function findSigns({ total, parts }: Sum): Signs {
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
