import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Indicator } from "../indicators/registry.ts";
import { findWhole, referencedPopulations, type Table } from "../populations/tables.ts";
import { quoteText, readRows } from "../warehouse/connect.ts";
import { findAreaSums, readAreaCategories } from "./area-categories.ts";
import { findCarriers } from "./carriers.ts";
import { recallEarlier } from "./earlier.ts";
import { findAroundFound } from "./found.ts";
import type { FoundCount } from "./found-counts.ts";
import { type Grid, readGrid } from "./grid.ts";
import {
  type HiddenCell,
  hide,
  hideBalancing,
  hideHiddenBefore,
  hideLeavingOut,
  hideOtherParts,
  hideSmall,
  hideTellingServices,
  toHidden,
} from "./hide.ts";
import { findLeftOut } from "./left-out.ts";
import { countPersons } from "./person-counts.ts";
import type { Policy } from "./policy.ts";
import { newReach, type Reached, recallReach } from "./reach.ts";
import { type Memory, openMemory, taskKey } from "./remembered.ts";
import { openSolvers, type Solved, type Solvers, type Task } from "./solvers.ts";
import { findSplitTotals, hideForHidden, readCategoryCodes } from "./split-totals.ts";
import { nameCells, readTableCells, type TableCells } from "./table-cells.ts";

/** How to protect. */
export interface Means {
  indicators: readonly Indicator[];
  tables: readonly Table[];
  policy: Policy;
  /** Null for one per core. */
  threads: number | null;
  /** Readers know the counts of class P. */
  arePersonsOpen: boolean;
}

/**
 * Hides further cells, in `result.decision`, so that no confidential count can be worked out from what is shown: with the
 * reason `secondary` and as `channel` the table of pipelines/populations.yml that they protect.
 * @param arePersonsOpen whether readers see all of class P: nothing of it is hidden, and class S is protected from those who
 *   know it
 * @param earlier the cells of the release before (Parquet), or null: what it hid stays hidden, and what it showed cannot
 *   hide anything any more
 * @returns how many cells are hidden to protect others
 * @throws PipelineError `unplaced-cell`, `solver-failed`
 */
export async function protectConfidential(
  connection: DuckDBConnection,
  means: Means,
  earlier: string | null,
): Promise<number> {
  const { indicators, tables, policy, arePersonsOpen } = means;
  await recallEarlier(connection, indicators, arePersonsOpen, earlier, policy.round_to);
  await findCarriers(connection, indicators, tables);
  await countPersons(connection, policy);
  await findLeftOut(connection);
  await openTables(connection);
  await listSplits(connection, tables);
  await hideHiddenBefore(connection);
  await hideSmall(connection);
  await hideLeavingOut(connection);
  const memory = await openMemory(connection);
  await settle(connection, means, await readGrid(connection), memory);
  await memory.forget();
  return noteDecisions(connection, tables);
}

/**
 * Hides, after `protectConfidential`, what stands in a sum with counts that an audit found all the same, and whatever that
 * makes necessary.
 * @param steps how often what stands in a sum with these is taken with them
 * @returns how many cells are hidden to protect others
 * @throws PipelineError `solver-failed`
 */
export async function protectFound(
  connection: DuckDBConnection,
  means: Means,
  found: readonly FoundCount[],
  steps: number,
): Promise<number> {
  const grid = await readGrid(connection);
  const amounts = found.filter(({ found_by }) => found_by === "amount");
  await hideOtherParts(connection, means.indicators, amounts);
  await hide(connection, await findAroundFound(connection, means, grid, found, steps));
  await settle(connection, means, grid, await openMemory(connection));
  return noteDecisions(connection, means.tables);
}

/**
 * Fills `unsettled` with the tables at the quarter ends at which something can still be hidden. At the others readers know
 * all that is shown: nothing is to be decided.
 */
async function openTables(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create or replace temp table unsettled as
      select distinct tbl, quarter_end from carrier
      where quarter_end in (
        select quarter_end from carrier join person_cell using (row) where reason is null and not is_known)`);
}

/** Fills `split_of`: the tables whose categories give away the `total` of another when all of them are shown. */
async function listSplits(connection: DuckDBConnection, tables: readonly Table[]): Promise<void> {
  const pairs = tables.flatMap(({ sums }, index) =>
    Object.keys(sums).map((population) => `(${index}, ${findWhole(tables, population)})`),
  );
  await connection.run(`
    create or replace temp table split_of (tbl integer, total integer);
    ${pairs.length > 0 ? `insert into split_of values ${pairs.join(", ")}` : ""}`);
}

/** @returns how many cells are hidden to protect others */
async function noteDecisions(connection: DuckDBConnection, tables: readonly Table[]): Promise<number> {
  await connection.run(`
    create or replace table result.decision as
      select decision.* replace (
        coalesce(decision.reason, hidden.reason) as reason, coalesce(decision.channel, hidden.channel) as channel)
      from result.decision
      left join (
        select indicator, period_end, cell, breakdown, category, level, reason,
          ([${tables.map(({ id }) => quoteText(id)).join(", ")}])[channel + 1] as channel
        from person_cell where reason is not null
        union all
        select indicator, period_end, cell, breakdown, category, level, reason, null
        from recalled where reason = 'hidden-before' and period_end not in (select period_end from person_cell)) as hidden
        using (indicator, period_end, cell, breakdown, category, level)`);
  const [count] = await readRows(
    connection,
    z.object({ hidden: z.int() }),
    "select count(channel)::int as hidden from result.decision",
  );
  return count?.hidden ?? 0;
}

/**
 * Hides further cells of `person_cell` until every confidential count of the tables in `unsettled` can have enough values
 * for a reader who knows all that is shown. Tables come in the order in which they build on each other.
 */
async function settle(
  connection: DuckDBConnection,
  { indicators, tables, policy, threads, arePersonsOpen }: Means,
  grid: Grid,
  memory: Memory,
): Promise<void> {
  const areas = await readAreaCategories(connection, tables);
  const codes = await readCategoryCodes(connection);
  const solvers = openSolvers(grid, policy, threads);
  const reached = new Map<string, Reached>();
  const unmet = new Map<string, { cells: HiddenCell[]; around: HiddenCell[] }>();
  const protect = async (wave: readonly number[]): Promise<HiddenCell[]> => {
    const open = await readTableCells(connection, tables, wave, policy);
    await connection.run(`delete from unsettled where tbl in (${wave.join(", ")})`);
    const findTotals = await findSplitTotals(connection, tables, codes, open);
    const forced: number[][] = [];
    const tasks = open.map((cells) => {
      const { shown, hidden } = findTotals(cells);
      const totals = [...shown, ...findAreaSums(cells, grid, areas)];
      forced.push(hideForHidden(cells, hidden, policy));
      const before = reached.get(nameCells(cells));
      const reach = before ? recallReach(before, cells, totals) : newReach(cells.cell.length);
      return { cells, totals, areCategoriesOfAreas: areas.has(cells.table), reach };
    });
    const solved = await solveOrRecall(solvers, memory, tasks, grid, policy);
    return tasks.flatMap(({ cells, totals }, index) => {
      const { partners, around, reach } = solved[index] ?? nothingSolved(cells);
      const toCells = (rows: readonly number[]): HiddenCell[] => rows.map((row) => toHidden(cells, row));
      reached.set(nameCells(cells), { cells, totals, reach });
      unmet.set(nameCells(cells), { cells: toCells(partners.unmet), around: toCells(around) });
      return toCells([...(forced[index] ?? []), ...partners.hide]);
    });
  };
  try {
    for (let isChanging = true; isChanging; ) {
      isChanging = false;
      for (const wave of findWaves(tables)) {
        if (await hide(connection, await protect(wave))) isChanging = true;
      }
      const left = [...unmet.values()];
      const wholes = findWholes(
        tables,
        left.flatMap(({ cells }) => cells),
      );
      if (await hide(connection, wholes)) {
        isChanging = true;
        for (const one of left) one.cells = [];
      } else {
        const around = left.flatMap((one) => one.around);
        if (await hide(connection, around)) isChanging = true;
        unmet.clear();
      }
      if (await hideBalancing(connection, indicators)) isChanging = true;
      if (await hideLeavingOut(connection)) isChanging = true;
      if (!isChanging) isChanging = await hideTellingServices(connection, indicators, tables, arePersonsOpen);
    }
  } finally {
    await solvers.close();
  }
  await memory.save();
}

/** Answers that are remembered, and for the other tasks those of the solvers. */
async function solveOrRecall(
  solvers: Solvers,
  memory: Memory,
  tasks: readonly Task[],
  grid: Grid,
  policy: Policy,
): Promise<Solved[]> {
  const keys = tasks.map((task) => taskKey(task, grid, policy));
  const known = keys.map((key) => memory.find(key));
  const found = await solvers.solveAll(tasks.filter((_, index) => !known[index]));
  return keys.flatMap((key, index) => {
    const solved = known[index] ?? found.shift();
    if (!solved) return [];
    if (!known[index]) memory.add(key, solved);
    return [solved];
  });
}

function nothingSolved({ cell }: TableCells): Solved {
  return { partners: { hide: [], unmet: [] }, around: [], reach: newReach(cell.length) };
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
