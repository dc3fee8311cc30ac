import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { findWhole, type Table } from "../populations/tables.ts";
import { readRows } from "../warehouse/connect.ts";
import { readColumns } from "../warehouse/read-columns.ts";
import type { Sum } from "./grid.ts";
import type { Policy } from "./policy.ts";
import { inNoCategory, type TableCells } from "./table-cells.ts";

/** Sums of the categories of a split table: their total is what a reader knows, or it is hidden. */
export interface SplitTotals {
  shown: Sum[];
  /** The parts of each. */
  hidden: number[][];
}

/**
 * Hides, in each sum of which all categories that count anybody are shown although the total is hidden, the one that is missed
 * least: they would give it away. It must be able to rise.
 * @returns the rows
 */
export function hideForHidden(cells: TableCells, totals: readonly number[][], policy: Policy): number[] {
  return totals.flatMap((parts) => {
    const counting = parts.filter((row) => (cells.count[row] ?? 0) > 0);
    if (counting.some((row) => cells.state[row] === 2)) return [];
    const [row] = counting
      .filter((one) => cells.state[one] === 1)
      .sort((a, b) => (cells.cost[a] ?? 0) - (cells.cost[b] ?? 0));
    if (row === undefined) return [];
    cells.state[row] = 2;
    cells.up[row] = Math.max(cells.up[row] ?? 0, Math.min(policy.possible_values - 1, cells.hi[row] ?? 0));
    return [row];
  });
}

/** The number of each category. After `findCarriers`. */
export async function readCategoryCodes(connection: DuckDBConnection): Promise<ReadonlyMap<string, number>> {
  const codes = await readRows(
    connection,
    z.object({ category: z.string(), code: z.int() }),
    "select distinct category::varchar as category, enum_code(category)::int as code from person_cell",
  );
  return new Map(codes.map(({ category, code }) => [category, code]));
}

/**
 * For split tables: the sums of categories whose total a reader knows, also where the total is hidden but a reader knows
 * what it and the row of those who are in no category come to; and those whose total is hidden.
 */
export async function findSplitTotals(
  connection: DuckDBConnection,
  tables: readonly Table[],
  codes: ReadonlyMap<string, number>,
  open: readonly TableCells[],
): Promise<(cells: TableCells) => SplitTotals> {
  const split = [...new Set(open.map(({ table }) => table))].filter(
    (index) => tables[index]?.by && Object.keys(tables[index]?.sums ?? {}).length > 0,
  );
  if (split.length === 0) return () => ({ shown: [], hidden: [] });
  const sums = split.flatMap((index) =>
    Object.entries(tables[index]?.sums ?? {}).map(([population, categories]) => ({
      index,
      whole: findWhole(tables, population),
      isWhole: population === tables[index]?.within,
      codes: new Set(categories.flatMap((category) => codes.get(category) ?? [])),
    })),
  );
  const wholes = [...new Set(sums.map(({ whole }) => whole))];
  const quarters = [...new Set(open.map(({ quarter }) => `date '1970-01-01' + ${quarter}`))];
  const { integers } = await readColumns(
    connection,
    `select tbl::integer as tbl, date_diff('day', date '1970-01-01', quarter_end)::integer as quarter, cell::integer as cell,
      (shown = 0)::integer as is_hidden
    from person_count
    where tbl in (${wholes.join(", ")}) and category = -1 and quarter_end in (${quarters.join(", ")})`,
  );
  const [tbl, quarter, cell] = [integers("tbl"), integers("quarter"), integers("cell")];
  const isHidden = integers("is_hidden");
  const hiddenAt = new Map(
    Array.from(tbl, (one, row) => [`${one} ${quarter[row]} ${cell[row]}`, isHidden[row] === 1]),
  );
  return (cells) => {
    const byCell = new Map<number, number[]>();
    cells.cell.forEach((one, row) => {
      const rows = byCell.get(one);
      if (rows) rows.push(row);
      else byCell.set(one, [row]);
    });
    const found: SplitTotals = { shown: [], hidden: [] };
    for (const { whole, isWhole, codes: wanted } of sums.filter(({ index }) => index === cells.table)) {
      for (const [one, rows] of byCell) {
        const parts = rows.filter((row) => wanted.has(cells.category[row] ?? -1));
        if (parts.length === 0) continue;
        const isWholeHidden = hiddenAt.get(`${whole} ${cells.quarter} ${one}`);
        const isShown = isWholeHidden === false;
        const others = isShown || !isWhole ? [] : rows.filter((row) => cells.category[row] === inNoCategory);
        if (isShown || others.length > 0) found.shown.push({ total: null, parts: [...parts, ...others] });
        else if (isWholeHidden) found.hidden.push(parts);
      }
    }
    return found;
  };
}
