import { type Highs, type LinearModel, solverOptions } from "../solver.ts";
import { findSigns, type Signs, type Sum } from "./grid.ts";
import { mergeEqual } from "./merge.ts";
import { mapReach, type Reach } from "./reach.ts";
import { type Bounds, tighten } from "./tighten.ts";

/** Rows that may change and how: see `TableCells`, of which these are columns. */
export interface Movable {
  hi: Float64Array;
  lo: Float64Array;
  up: Float64Array;
  down: Float64Array;
  cost: Float64Array;
  state: Int32Array;
}

/** Rows to hide besides those that are hidden, and rows that can still not be protected. */
export interface Partners {
  hide: number[];
  unmet: number[];
}

/** A row that must be able to rise (1) or to fall (-1) by so many persons. */
interface Need {
  row: number;
  by: 1 | -1;
  persons: number;
}

/**
 * How dear a person is by whom a count falls short of what it must be able to change. For the first nothing more is hidden;
 * then it rises until all is met.
 */
const free = 0.05;
const shortfallCosts = [500, 5e3, 1e5];
const dearest = 1e6;

/** What a person's change costs in a row that is hidden already, so that no more rows move than must. */
const hiddenCost = 1e-3;

/** How many needs a change must meet for another at the same cost to be tried before each is met by itself. */
const worthwhile = 2;

const smallest = 1e-6;

/**
 * Finds other worlds: changes of the hidden counts that leave every shown number as it is. In one of them at least each
 * hidden count must rise by its `up`, in another fall by its `down`, or it must have as wide a range otherwise. Where the
 * hidden rows do not allow that, the rows with the least cost are hidden too. One linear programme looks for a change that
 * serves many rows at once; it is solved again for those that are left, with what is hidden by then for nothing.
 * @param threshold what a count must be able to reach
 * @param reach gets what is found
 * @throws Error when the solver fails
 */
export function findPartners(
  solver: Highs,
  rows: Movable,
  sums: readonly Sum[],
  threshold: number,
  reach: Reach,
): Partners {
  const merged = mergeEqual(rows, sums);
  const rowsOf = (index: number): number[] => merged.members[index] ?? [];
  const known = mapReach(reach, (column) =>
    Uint8Array.from(merged.members, (all) => Math.max(...all.map((row) => column[row] ?? 0))),
  );
  const found = findMergedPartners(solver, merged.rows, merged.sums.map(findSigns), threshold, known);
  const expand = (column: Uint8Array): Uint8Array => {
    const all = new Uint8Array(rows.state.length);
    merged.members.forEach((members, index) => {
      for (const row of members) all[row] = column[index] ?? 0;
    });
    return all;
  };
  Object.assign(reach, mapReach(known, expand));
  const needed = merged.members.filter((_, index) => merged.rows.state[index] === 2).flat();
  return {
    hide: [...needed, ...found.hide.flatMap(rowsOf)].filter((row) => rows.state[row] !== 2),
    unmet: found.unmet.flatMap(rowsOf).filter((row) => (rows.up[row] ?? 0) + (rows.down[row] ?? 0) > 0),
  };
}

function findMergedPartners(
  solver: Highs,
  rows: Movable,
  sums: readonly Signs[],
  threshold: number,
  reach: Reach,
): Partners {
  const state = rows.state.slice();
  const hide: number[] = [];
  const isMet = (row: number): boolean =>
    isEnough(rows, row, threshold, reach.rise[row] ?? 0, reach.fall[row] ?? 0);
  const open = new Set<number>();
  const vain: number[] = [];
  state.forEach((one, row) => {
    if (one !== 2 || isMet(row)) return;
    if (isVain(reach, rows, row)) vain.push(row);
    else open.add(row);
  });
  if (open.size === 0) return { hide, unmet: vain };
  // As long as nothing more is to be hidden, only what is hidden can move.
  let bounds = tighten(rows, sums, (row) => state[row] === 2);
  let programme = buildProgramme(solver, rows, sums, bounds);
  const meet = (asked: readonly Need[], shortfall: number): number => {
    if (asked.length === 0) return 0;
    programme.solve(state, asked, shortfall).forEach((persons, row) => {
      if (Math.abs(persons) < smallest) return;
      reach.rise[row] = Math.max(reach.rise[row] ?? 0, Math.min(255, Math.floor(persons + smallest)));
      reach.fall[row] = Math.max(reach.fall[row] ?? 0, Math.min(255, Math.floor(smallest - persons)));
      if (state[row] === 2) return;
      state[row] = 2;
      hide.push(row);
      open.add(row);
    });
    const before = open.size;
    for (const row of open) if (isMet(row)) open.delete(row);
    return before - open.size;
  };
  const ask = (row: number): Need[] => {
    const [up, down] = [rows.up[row] ?? 0, rows.down[row] ?? 0];
    const [rise, fall] = [Math.min(up, bounds.hi[row] ?? 0), Math.min(down, bounds.lo[row] ?? 0)];
    const asked: Need[] = [];
    if (rise > (reach.rise[row] ?? 0)) asked.push({ row, by: 1, persons: rise });
    if (fall > (reach.fall[row] ?? 0)) asked.push({ row, by: -1, persons: fall });
    return asked;
  };
  const canMeet = (row: number): boolean =>
    isEnough(rows, row, threshold, bounds.hi[row] ?? 0, bounds.lo[row] ?? 0);
  const meetAlone = (row: number, shortfall: number): boolean => {
    const [up, down] = [rows.up[row] ?? 0, rows.down[row] ?? 0];
    const isRising = up > 0;
    meet([{ row, by: isRising ? 1 : -1, persons: isRising ? up : down }], shortfall);
    if (isMet(row)) return true;
    // What it cannot rise it may fall, or the other way round.
    if ((isRising ? bounds.lo[row] : bounds.hi[row]) === 0) return false;
    const reached = (isRising ? reach.rise[row] : reach.fall[row]) ?? 0;
    meet([{ row, by: isRising ? -1 : 1, persons: up + down - reached }], shortfall);
    return isMet(row);
  };
  try {
    let met: number;
    do met = meet([...open].flatMap(ask), free);
    while (met > 0);
    for (const row of open) if (canMeet(row) && !meetAlone(row, free)) break;
    if (open.size > 0) {
      bounds = tighten(rows, sums, (row) => (state[row] ?? 0) > 0);
      const whole = buildProgramme(solver, rows, sums, bounds);
      programme.model.dispose();
      programme = whole;
    }
    for (const shortfall of shortfallCosts) {
      do met = meet([...open].flatMap(ask), shortfall);
      while (met >= worthwhile);
    }
    for (const row of open) if (canMeet(row)) meetAlone(row, dearest);
  } finally {
    programme.model.dispose();
  }
  for (const row of open) {
    reach.vainRise[row] = rows.up[row] ?? 0;
    reach.vainFall[row] = rows.down[row] ?? 0;
  }
  return { hide, unmet: [...vain, ...open] };
}

/** Whether a row that can rise and fall by so many persons can have the values that it must. */
function isEnough(
  { up, down, lo }: Movable,
  row: number,
  threshold: number,
  rise: number,
  fall: number,
): boolean {
  const [asRise, asFall] = [up[row] ?? 0, down[row] ?? 0];
  if (rise >= asRise && fall >= asFall) return true;
  return rise + fall >= asRise + asFall && (asRise === 0 || (lo[row] ?? 0) + 1 + rise >= threshold);
}

/** Whether a row was asked in vain for no more than it needs. */
function isVain({ vainRise, vainFall }: Reach, { up, down }: Movable, row: number): boolean {
  const [rise, fall] = [vainRise[row] ?? 0, vainFall[row] ?? 0];
  return rise + fall > 0 && (up[row] ?? 0) >= rise && (down[row] ?? 0) >= fall;
}

interface Programme {
  model: LinearModel;
  /** The cheapest change of the rows for some needs, each of which may fall short at a cost. */
  solve(state: Int32Array, needs: readonly Need[], shortfall: number): Float64Array;
}

/** Columns of a row: how far it rises, how far it falls, and where it can have a need how far it goes beyond that. */
interface Columns {
  rise: number;
  fall: number;
  beyond: number | null;
}

/**
 * The linear programme of the rows of one table that can move. What a need falls short by is a convex function of the change
 * of its row, so it is told by the costs of the row's columns: each person up to the need saves the shortfall, each the other
 * way adds to it.
 */
function buildProgramme(solver: Highs, rows: Movable, sums: readonly Signs[], { hi, lo }: Bounds): Programme {
  const at = new Map<number, Columns>();
  let numCols = 0;
  for (const row of rows.state.keys()) {
    if ((hi[row] ?? 0) + (lo[row] ?? 0) === 0) continue;
    const hasNeed = (rows.up[row] ?? 0) + (rows.down[row] ?? 0) > 0;
    at.set(row, { rise: numCols++, fall: numCols++, beyond: hasNeed ? numCols++ : null });
  }
  const { starts, indices, values } = listEquations(sums, at);
  const numRows = starts.length - 1;
  const costs = new Float64Array(numCols);
  const lower = new Float64Array(numCols);
  const upper = new Float64Array(numCols);
  const model = solver.createModel({
    numCols,
    numRows,
    colCost: costs,
    colLower: lower,
    colUpper: upper,
    rowLower: new Float64Array(numRows),
    rowUpper: new Float64Array(numRows),
    matrix: {
      format: "csr",
      numRows,
      numCols,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
  });
  model.options.set(solverOptions);
  const all = { kind: "range", from: 0, to: numCols - 1 } as const;
  return {
    model,
    solve(state, needs, shortfall) {
      for (const [row, { rise, fall, beyond }] of at) {
        const cost = state[row] === 2 ? hiddenCost : (rows.cost[row] ?? 0);
        costs[rise] = cost;
        costs[fall] = cost;
        upper[rise] = hi[row] ?? 0;
        upper[fall] = lo[row] ?? 0;
        if (beyond !== null) lower[beyond] = upper[beyond] = 0;
      }
      for (const { row, by, persons } of needs) {
        const columns = at.get(row);
        if (!columns || columns.beyond === null) continue;
        const { rise, fall, beyond } = columns;
        const [towards, away] = by === 1 ? [rise, fall] : [fall, rise];
        const most = Math.max(0, (upper[towards] ?? 0) - persons);
        if (most > 0) costs[beyond] = by * (costs[towards] ?? 0);
        if (by === 1) upper[beyond] = most;
        else lower[beyond] = -most;
        upper[towards] = Math.min(persons, upper[towards] ?? 0);
        costs[towards] = (costs[towards] ?? 0) - shortfall;
        costs[away] = (costs[away] ?? 0) + shortfall;
      }
      model.changeColsCost(all, costs);
      model.changeColsBounds(all, lower, upper);
      // From no change it takes no longer than from the last one, and nothing that is left of that can lead astray.
      model.clearSolver();
      const { modelStatus } = model.run();
      if (modelStatus !== solver.constants.modelStatus.optimal) {
        throw new Error(`the solver ended with status ${modelStatus}`);
      }
      const { colValue } = model.getSolution();
      const change = new Float64Array(rows.state.length);
      for (const [row, { rise, fall, beyond }] of at) {
        change[row] =
          (colValue[rise] ?? 0) - (colValue[fall] ?? 0) + (beyond === null ? 0 : (colValue[beyond] ?? 0));
      }
      return change;
    },
  };
}

/** The sums as equations between the columns of their rows, each 0: a matrix by rows. */
function listEquations(
  sums: readonly Signs[],
  at: ReadonlyMap<number, Columns>,
): { starts: number[]; indices: number[]; values: number[] } {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const signs of sums) {
    for (const [row, sign] of signs) {
      const columns = at.get(row);
      if (!columns || sign === 0) continue;
      indices.push(columns.rise, columns.fall);
      values.push(sign, -sign);
      if (columns.beyond === null) continue;
      indices.push(columns.beyond);
      values.push(sign);
    }
    if (indices.length > (starts.at(-1) ?? 0)) starts.push(indices.length);
  }
  return { starts, indices, values };
}
