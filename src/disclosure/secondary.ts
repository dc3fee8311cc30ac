import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Indicator } from "../indicators/registry.ts";
import { findWhole, referencedPopulations, type Table } from "../populations/tables.ts";
import { quoteText, readRows } from "../warehouse/connect.ts";
import { readColumns } from "../warehouse/read-columns.ts";
import { findCarriers } from "./carriers.ts";
import { recallEarlier } from "./earlier.ts";
import { findAround, findSums, type Grid, readGrid, type Sum } from "./grid.ts";
import type { Policy } from "./policy.ts";
import { type Memory, openMemory, taskKey } from "./remembered.ts";
import { openSolvers, type Solved, type Solvers, type Task } from "./solvers.ts";
import { inNoCategory, readTableCells, type TableCells } from "./table-cells.ts";
import type { Reach } from "./worlds.ts";

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
  await findCarriers(connection, means.indicators, means.tables, means.arePersonsOpen);
  await recallEarlier(connection, earlier, means.policy.round_to);
  await openTables(connection);
  await hideHiddenBefore(connection);
  await hideSmall(connection, means.policy);
  const memory = await openMemory(connection);
  await settle(connection, means, await readGrid(connection), memory);
  await memory.forget();
  return noteDecisions(connection, means.tables);
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

/** @returns how many cells are hidden to protect others */
async function noteDecisions(connection: DuckDBConnection, tables: readonly Table[]): Promise<number> {
  await connection.run(`
    create or replace table result.decision as
      select decision.* replace (
        coalesce(decision.reason, hidden.reason) as reason, coalesce(decision.channel, hidden.channel) as channel)
      from result.decision
      left join (
        select * exclude (channel), ([${tables.map(({ id }) => quoteText(id)).join(", ")}])[channel + 1] as channel
        from person_cell where reason is not null) as hidden
        using (indicator, period_end, cell, breakdown, category, level)`);
  const [count] = await readRows(
    connection,
    z.object({ hidden: z.int() }),
    "select count(channel)::int as hidden from result.decision",
  );
  return count?.hidden ?? 0;
}

/** A later pass looks again at what an earlier one hid more of; it settles after two or three. */
const mostPasses = 10;

/**
 * Hides further cells of `person_cell` until every confidential count of the tables in `unsettled` can have enough values
 * for a reader who knows all that is shown. Tables come in the order in which they build on each other.
 */
async function settle(
  connection: DuckDBConnection,
  { indicators, tables, policy, threads }: Means,
  grid: Grid,
  memory: Memory,
): Promise<void> {
  const solvers = openSolvers(grid, policy, threads);
  const reaches = new Map<string, Reach>();
  const unmet = new Map<string, { cells: HiddenCell[]; around: HiddenCell[] }>();
  const protect = async (wave: readonly number[]): Promise<HiddenCell[]> => {
    const open = await readTableCells(connection, tables, wave, policy);
    await connection.run(`delete from unsettled where tbl in (${wave.join(", ")})`);
    const findTotals = await findSplitTotals(connection, tables, open);
    const forced: number[][] = [];
    const tasks = open.map((cells) => {
      const { shown, hidden } = findTotals(cells);
      forced.push(hideForHidden(cells, hidden, policy));
      return { cells, totals: shown, reach: reaches.get(name(cells)) ?? newReach(cells) };
    });
    const solved = await solveOrRecall(solvers, memory, tasks, grid, policy);
    return open.flatMap((cells, index) => {
      const { partners, around, reach } = solved[index] ?? nothingSolved(cells);
      const toCells = (rows: readonly number[]): HiddenCell[] => rows.map((row) => toHidden(cells, row));
      reaches.set(name(cells), reach);
      unmet.set(name(cells), { cells: toCells(partners.unmet), around: toCells(around) });
      return toCells([...(forced[index] ?? []), ...partners.hide]);
    });
  };
  try {
    for (let pass = 0, isChanging = true; isChanging && pass < mostPasses; pass++) {
      isChanging = false;
      for (const wave of findWaves(tables)) {
        if (await hide(connection, await protect(wave))) isChanging = true;
      }
      const left = [...unmet.values()];
      const wholes = findWholes(
        tables,
        left.flatMap(({ cells }) => cells),
      );
      const around = left.flatMap((one) => one.around);
      if ((await hide(connection, wholes)) || (await hide(connection, around))) isChanging = true;
      if (await hideBalancing(connection, indicators)) isChanging = true;
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

/** A count of persons by the names of its table, cell and category. */
export interface FoundCount {
  table: string;
  population: string;
  period: string;
  area: string;
  profession: string;
  staff_type: string;
  category: string;
}

/** How often a count must be found for what it is within to be hidden with it. */
const withinFrom = 3;

/**
 * What stands in a sum with counts that an audit found: in the tables of their populations, but where categories gave away
 * a total that is hidden, those of the table that is split.
 */
async function findAroundFound(
  connection: DuckDBConnection,
  { tables, policy }: Means,
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
    const own = category === "" ? findWhole(tables, population) : told;
    const within = steps < withinFrom ? null : tables[own]?.within;
    const whole = within ? [findWhole(tables, within)] : [];
    return [own, ...whole].map((index) => ({ index, split: own === told ? null : told, quarter, cell }));
  });
  const opened = places.flatMap(({ index, split, quarter }) =>
    [index, split ?? index].map((one) => `(${one}, date '1970-01-01' + ${quarter})`),
  );
  await connection.run(`insert into unsettled select distinct * from (values ${opened.join(", ")})`);
  const all = new Map(
    (await readTableCells(connection, tables, [...tables.keys()], policy)).map((cells) => [
      name(cells),
      cells,
    ]),
  );
  return places.flatMap(({ index, split, quarter, cell }) => {
    const cells = all.get(name({ table: index, quarter }));
    if (!cells) return [];
    const sums = findSums(grid, cells.cell, cells.category);
    let around = [...cells.cell.keys()].filter((row) => cells.cell[row] === cell);
    for (let step = 0; step < steps; step++) around = findAround(sums, around);
    const own = around.map((row) => toHidden(cells, row));
    const parts = split === null ? undefined : all.get(name({ table: split, quarter }));
    if (!parts) return own;
    const sought = new Set(own.map((one) => one.cell));
    const categories = [...parts.cell.keys()].filter(
      (row) => sought.has(parts.cell[row] ?? -1) && parts.state[row] === 1,
    );
    return categories.length > 0 ? categories.map((row) => toHidden(parts, row)) : own;
  });
}

function nothingSolved(cells: TableCells): Solved {
  return { partners: { hide: [], unmet: [] }, around: [], reach: newReach(cells) };
}

function newReach({ cell }: TableCells): Reach {
  return { rise: new Uint8Array(cell.length), fall: new Uint8Array(cell.length) };
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

function name({ table, quarter }: Pick<TableCells, "table" | "quarter">): string {
  return `${table} ${quarter}`;
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

/** Sums of the categories of a split table: their total is what a reader knows, or it is hidden. */
interface SplitTotals {
  shown: Sum[];
  /** The parts of each. */
  hidden: number[][];
}

/**
 * Hides, in each sum of which all categories that count anybody are shown although the total is hidden, the one that is missed
 * least: they would give it away. It must be able to rise.
 * @returns the rows
 */
function hideForHidden(cells: TableCells, totals: readonly number[][], policy: Policy): number[] {
  return totals.flatMap((parts) => {
    const counting = parts.filter((row) => (cells.count[row] ?? 0) > 0);
    if (counting.some((row) => cells.state[row] !== 1)) return [];
    const [row] = counting.sort((a, b) => (cells.cost[a] ?? 0) - (cells.cost[b] ?? 0));
    if (row === undefined) return [];
    cells.state[row] = 2;
    cells.up[row] = Math.max(cells.up[row] ?? 0, Math.min(policy.possible_values - 1, cells.hi[row] ?? 0));
    return [row];
  });
}

/**
 * For split tables: the sums of categories whose total a reader knows, also where the total is hidden but a reader knows
 * what it and the row of those who are in no category come to; and those whose total is hidden.
 */
async function findSplitTotals(
  connection: DuckDBConnection,
  tables: readonly Table[],
  open: readonly TableCells[],
): Promise<(cells: TableCells) => SplitTotals> {
  const split = [...new Set(open.map(({ table }) => table))].filter((index) => tables[index]?.by);
  if (split.length === 0) return () => ({ shown: [], hidden: [] });
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
      isWhole: population === tables[index]?.within,
      codes: new Set(categories.flatMap((category) => codeOf.get(category) ?? [])),
    })),
  );
  const wholes = [...new Set(sums.map(({ whole }) => whole))];
  const quarters = [...new Set(open.map(({ quarter }) => `date '1970-01-01' + ${quarter}`))];
  const reader = await connection.runAndReadAll(`
    select tbl::integer as tbl, date_diff('day', date '1970-01-01', quarter_end)::integer as quarter, carrier.cell::integer as cell,
      bool_and(reason is not null)::integer as is_hidden
    from carrier join person_cell using (row)
    where tbl in (${wholes.join(", ")}) and carrier.category = -1 and quarter_end in (${quarters.join(", ")})
    group by tbl, quarter_end, carrier.cell`);
  const { integers } = readColumns(reader);
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

/** Hides every cell that is new and shows a count that the release before hid. */
async function hideHiddenBefore(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create or replace temp table hidden_cell as
      select tbl, quarter_end, carrier.cell, carrier.category from carrier join person_cell using (row)
      group by all having bool_and(was_hidden)`);
  await hideCells(connection, "is_known", "hidden-before");
}

/** Hides every cell that shows a confidential count, whatever indicator it belongs to. */
async function hideSmall(connection: DuckDBConnection, policy: Policy): Promise<void> {
  await connection.run(`
    create or replace temp table hidden_cell as
      select distinct tbl, quarter_end, cell, category from carrier
      where value between 1 and ${policy.threshold - 1} or is_all_or_none`);
  await hideCells(connection, "is_open");
}

/**
 * Hides every cell that shows one of these counts, but what readers know.
 * @returns whether anything was hidden that was shown before
 */
async function hide(connection: DuckDBConnection, cells: readonly HiddenCell[]): Promise<boolean> {
  if (cells.length === 0) return false;
  const shape = `[{"table":"INTEGER","quarter":"INTEGER","cell":"INTEGER","category":"INTEGER"}]`;
  await connection.run(
    `create or replace temp table hidden_cell as
      select "table" as tbl, date '1970-01-01' + quarter as quarter_end, cell, category
      from (select unnest(from_json($cells, '${shape}'), max_depth := 2))`,
    { cells: JSON.stringify(cells) },
  );
  return hideCells(connection, "is_known");
}

/**
 * Hides what shows the counts of `hidden_cell`, and notes which other tables that changes.
 * @param spared the column of `person_cell` that tells what is not hidden
 */
async function hideCells(
  connection: DuckDBConnection,
  spared: "is_open" | "is_known",
  reason: "secondary" | "hidden-before" = "secondary",
): Promise<boolean> {
  await connection.run(`
    create or replace temp table newly_hidden as
      select carrier.row, min(carrier.tbl) as channel
      from carrier join hidden_cell using (tbl, quarter_end, cell, category)
      where carrier.row in (select row from person_cell where reason is null and not ${spared})
      group by carrier.row`);
  return hideRows(connection, reason);
}

/** Hides the categories that balance others wherever one of these, or the whole, is hidden. */
async function hideBalancing(
  connection: DuckDBConnection,
  indicators: readonly Indicator[],
): Promise<boolean> {
  const pairs = indicators.flatMap(({ id, balanced_by = [] }) =>
    balanced_by.map((category) => `(${quoteText(id)}, ${quoteText(category)})`),
  );
  if (pairs.length === 0) return false;
  await connection.run(`
    create or replace temp table hidden_cell as select tbl, quarter_end, cell, category from carrier limit 0;
    create or replace temp table newly_hidden as
      with balancing (indicator, category) as (values ${pairs.join(", ")}),
      beside as (
        select one.row, other.row as hidden_row
        from person_cell as one join balancing using (indicator, category)
        join person_cell as other using (indicator, period_end, cell, level)
        where one.reason is null and not one.is_known and other.reason is not null)
      select row, min(tbl) as channel
      from (select distinct row from beside) join carrier using (row)
      group by row`);
  return hideRows(connection, "secondary");
}

/** Hides `newly_hidden`, and notes which tables that changes but for what is asked for by `hidden_cell`. */
async function hideRows(
  connection: DuckDBConnection,
  reason: "secondary" | "hidden-before",
): Promise<boolean> {
  await connection.run(`
    update person_cell set reason = '${reason}', channel = ${reason === "secondary" ? "newly_hidden.channel" : "null"}
      from newly_hidden where newly_hidden.row = person_cell.row;
    insert into unsettled
      with touched as (
        select distinct tbl, quarter_end, cell, category from carrier semi join newly_hidden using (row)),
      hidden as (
        select tbl, quarter_end, carrier.cell, carrier.category
        from carrier join person_cell using (row)
        semi join touched
          on touched.tbl = carrier.tbl and touched.quarter_end = carrier.quarter_end and touched.cell = carrier.cell
          and touched.category = carrier.category
        group by all having bool_and(reason is not null))
      select distinct tbl, quarter_end from hidden anti join hidden_cell using (tbl, quarter_end, cell, category)
      except from unsettled`);
  const [count] = await readRows(
    connection,
    z.object({ hidden: z.int() }),
    "select count(*)::int as hidden from newly_hidden",
  );
  return (count?.hidden ?? 0) > 0;
}
