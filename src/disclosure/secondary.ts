import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { findWhole, referencedPopulations, type Table } from "../populations/tables.ts";
import { readRows } from "../warehouse/connect.ts";
import { integers } from "../warehouse/read-columns.ts";
import { findSums, readGrid, type Sum } from "./grid.ts";
import type { Policy } from "./policy.ts";
import { loadSolver } from "./solver.ts";
import { readTableCells, type TableCells } from "./table-cells.ts";
import { findPartners, type Reach } from "./worlds.ts";

/** What protecting the confidential cells took. */
export interface Protection {
  /** Cells hidden to protect others. */
  hidden: number;
  /** Counts that nothing could protect: the audit must refuse what they lead to. */
  unmet: number;
}

/** A later pass looks again at what an earlier one hid more of; it settles after two or three. */
const mostPasses = 6;

/**
 * Hides further cells of `person_cell` until every confidential count can have enough values for a reader who knows all
 * that is shown. Tables come in the order in which they build on each other.
 */
export async function protectTables(
  connection: DuckDBConnection,
  tables: readonly Table[],
  policy: Policy,
): Promise<Protection> {
  const grid = await readGrid(connection);
  const solver = await loadSolver();
  const settled = new Map<string, number>();
  const reaches = new Map<string, Reach>();
  const unmet = new Map<string, HiddenCell[]>();
  const waves = findWaves(tables);
  for (let pass = 0, isChanging = true; isChanging && pass < mostPasses; pass++) {
    isChanging = false;
    for (const wave of waves) {
      const all = await readTableCells(connection, tables, wave, policy);
      const totals = await findShownTotals(connection, tables, wave);
      const hidden: HiddenCell[] = [];
      for (const cells of all) {
        const size = cells.cell.length;
        const reach = reaches.get(name(cells)) ?? {
          rise: new Float64Array(size),
          fall: new Float64Array(size),
        };
        reaches.set(name(cells), reach);
        if (settled.get(name(cells)) === countHidden(cells)) continue;
        const sums = [...findSums(grid, cells.cell, cells.category), ...totals(cells)];
        const partners = findPartners(solver, cells, sums, policy.threshold, reach);
        settled.set(name(cells), countHidden(cells) + partners.hide.length);
        unmet.set(
          name(cells),
          partners.unmet.map((row) => toHidden(cells, row)),
        );
        hidden.push(...partners.hide.map((row) => toHidden(cells, row)));
      }
      if (await hide(connection, hidden)) isChanging = true;
    }
    if (await hide(connection, findWholes(tables, [...unmet.values()].flat()))) isChanging = true;
  }
  const [count] = await readRows(
    connection,
    z.object({ hidden: z.int() }),
    "select count(channel)::int as hidden from person_cell",
  );
  return { hidden: count?.hidden ?? 0, unmet: [...unmet.values()].flat().length };
}

/**
 * What holds the cells of some tables down: the counts of the same cells that they are within or add up to. Those that are
 * within no others, which readers need most, stay.
 */
function findWholes(tables: readonly Table[], cells: readonly HiddenCell[]): HiddenCell[] {
  return cells.flatMap((cell) => {
    const table = tables[cell.table];
    if (!table) return [];
    const parts = Object.keys(table.sums).filter((population) => population !== table.within);
    const within = table.within === null || table.within_months > 0 ? [] : [table.within];
    return [...parts, ...within]
      .map((population) => findWhole(tables, population))
      .filter((whole) => tables[whole]?.within)
      .map((whole) => ({ ...cell, table: whole, category: -1 }));
  });
}

function toHidden({ table, quarter, cell, category }: TableCells, row: number): HiddenCell {
  return { table, quarter, cell: cell[row] ?? 0, category: category[row] ?? -1 };
}

interface HiddenCell {
  table: number;
  quarter: number;
  cell: number;
  category: number;
}

function name({ table, quarter }: TableCells): string {
  return `${table} ${quarter}`;
}

function countHidden({ state }: TableCells): number {
  return state.reduce((count, one) => count + (one === 2 ? 1 : 0), 0);
}

/** Tables by how many others they build on, one after the other. */
function findWaves(tables: readonly Table[]): number[][] {
  const depth: number[] = [];
  tables.forEach((table, index) => {
    const below = referencedPopulations(table).map((population) => depth[findWhole(tables, population)] ?? 0);
    depth[index] = below.length === 0 ? 0 : Math.max(...below) + 1;
  });
  return Array.from({ length: Math.max(-1, ...depth) + 1 }, (_, wave) =>
    depth.flatMap((one, index) => (one === wave ? [index] : [])),
  );
}

/** For split tables: the sums of categories whose total a reader knows. */
async function findShownTotals(
  connection: DuckDBConnection,
  tables: readonly Table[],
  wave: readonly number[],
): Promise<(cells: TableCells) => Sum[]> {
  const split = wave.filter((index) => tables[index]?.by);
  if (split.length === 0) return () => [];
  const codes = await readRows(
    connection,
    z.object({ category: z.string(), code: z.int() }),
    "select distinct category::varchar as category, enum_code(category)::int as code from person_cell",
  );
  const codeOf = new Map(codes.map(({ category, code }) => [category, code]));
  const sums = split.flatMap((index) =>
    Object.entries(tables[index]?.sums ?? {}).map(([population, categories]) => ({
      index,
      whole: findWhole(tables, population),
      codes: new Set(categories.flatMap((category) => codeOf.get(category) ?? [])),
    })),
  );
  const wholes = [...new Set(sums.map(({ whole }) => whole))];
  const reader = await connection.runAndReadAll(`
    select tbl::integer as tbl, date_diff('day', date '1970-01-01', quarter_end)::integer as quarter, carrier.cell::integer as cell
    from carrier join person_cell using (row)
    where tbl in (${wholes.join(", ")}) and carrier.category = -1
    group by tbl, quarter_end, carrier.cell
    having not bool_and(reason is not null)`);
  const [tbl, quarter, cell] = [
    integers(reader, "tbl"),
    integers(reader, "quarter"),
    integers(reader, "cell"),
  ];
  const shown = new Set<string>();
  tbl.forEach((one, row) => shown.add(`${one} ${quarter[row]} ${cell[row]}`));
  return (cells) => {
    const byCell = new Map<number, number[]>();
    cells.cell.forEach((one, row) => {
      const rows = byCell.get(one);
      if (rows) rows.push(row);
      else byCell.set(one, [row]);
    });
    return sums
      .filter(({ index }) => index === cells.table)
      .flatMap(({ whole, codes: wanted }) =>
        [...byCell].flatMap(([one, rows]) => {
          if (!shown.has(`${whole} ${cells.quarter} ${one}`)) return [];
          const parts = rows.filter((row) => wanted.has(cells.category[row] ?? -1));
          return parts.length > 0 ? [{ total: null, parts }] : [];
        }),
      );
  };
}

/** @returns whether anything was hidden that was shown before */
async function hide(connection: DuckDBConnection, cells: readonly HiddenCell[]): Promise<boolean> {
  if (cells.length === 0) return false;
  const list = (column: keyof HiddenCell): string =>
    `unnest([${cells.map((one) => one[column]).join(", ")}])`;
  await connection.run(`
    create or replace temp table newly_hidden as
      with hidden as (
        select ${list("table")}::integer as tbl, date '1970-01-01' + ${list("quarter")}::integer as quarter_end,
          ${list("cell")}::integer as cell, ${list("category")}::integer as category)
      select carrier.row, min(carrier.tbl) as channel
      from carrier join hidden using (tbl, quarter_end, cell, category)
      where carrier.row in (select row from person_cell where reason is null)
      group by carrier.row;
    update person_cell set reason = 'secondary', channel = newly_hidden.channel
      from newly_hidden where newly_hidden.row = person_cell.row`);
  const [count] = await readRows(
    connection,
    z.object({ hidden: z.int() }),
    "select count(*)::int as hidden from newly_hidden",
  );
  return (count?.hidden ?? 0) > 0;
}
