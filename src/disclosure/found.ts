import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { findWhole, type Table } from "../populations/tables.ts";
import { readRows } from "../warehouse/connect.ts";
import { protectingTable } from "./area-categories.ts";
import type { FoundCount } from "./found-counts.ts";
import { findAround, findSums, type Grid } from "./grid.ts";
import { type HiddenCell, toHidden } from "./hide.ts";
import type { Policy } from "./policy.ts";
import { nameCells, readTableCells } from "./table-cells.ts";

/** From which attempt on what a count is within is hidden with it. */
const withinFrom = 3;

/**
 * What stands in a sum with counts that an audit found: in the tables of their populations, but where categories gave away
 * a total that is hidden, those of the table that is split.
 */
export async function findAroundFound(
  connection: DuckDBConnection,
  { tables, policy }: { tables: readonly Table[]; policy: Policy },
  grid: Grid,
  found: readonly FoundCount[],
  steps: number,
): Promise<HiddenCell[]> {
  const cellKeys = await readRows(
    connection,
    z.object({ key: z.string(), cell: z.int() }),
    "select area || ' ' || profession || ' ' || staff_type as key, cell from marts.cell",
  );
  const cellOf = new Map(cellKeys.map(({ key, cell }) => [key, cell]));
  const places = found.flatMap(({ table, population, period, area, profession, staff_type, category }) => {
    const quarter = Date.parse(period) / 86_400_000;
    const cell = cellOf.get(`${area} ${profession} ${staff_type}`) ?? -1;
    const told = tables.findIndex(({ id }) => id === table);
    const own = category === "" ? findWhole(tables, population) : protectingTable(tables, told);
    const within = steps < withinFrom ? null : tables[own]?.within;
    const whole = within ? [findWhole(tables, within)] : [];
    return [own, ...whole].map((index) => ({
      index,
      split: own === told || tables[told]?.by === null ? null : told,
      quarter,
      cell,
    }));
  });
  const opened = places.flatMap(({ index, split, quarter }) =>
    [index, split ?? index].map((one) => `(${one}, date '1970-01-01' + ${quarter})`),
  );
  await connection.run(`insert into unsettled select distinct * from (values ${opened.join(", ")})`);
  const all = new Map(
    (await readTableCells(connection, tables, [...tables.keys()], policy)).map((cells) => [
      nameCells(cells),
      cells,
    ]),
  );
  const sumsOf = new Map(
    [...new Set(places.map(({ index, quarter }) => all.get(nameCells({ table: index, quarter }))))].flatMap(
      (cells) => (cells ? [[cells, findSums(grid, cells.cell, cells.category)] as const] : []),
    ),
  );
  return places.flatMap(({ index, split, quarter, cell }) => {
    const cells = all.get(nameCells({ table: index, quarter }));
    const sums = cells && sumsOf.get(cells);
    if (!sums) return [];
    let around = [...cells.cell.keys()].filter((row) => cells.cell[row] === cell);
    for (let step = 0; step < steps; step++) around = findAround(sums, around);
    const own = around.map((row) => toHidden(cells, row));
    const parts = split === null ? undefined : all.get(nameCells({ table: split, quarter }));
    if (!parts) return own;
    const sought = new Set(own.map((one) => one.cell));
    const categories = [...parts.cell.keys()].filter(
      (row) => sought.has(parts.cell[row] ?? -1) && parts.state[row] === 1,
    );
    return categories.length > 0 ? categories.map((row) => toHidden(parts, row)) : own;
  });
}
