import type { Highs, LinearModel } from "../solver.ts";
import type { Sum } from "./grid.ts";
import { mergeEqual } from "./merge.ts";

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
const shortfallCosts = [50, 500, 5e3, 1e5];
const dearest = 1e6;

/** What a person's change costs in a row that is hidden already, so that no more rows move than must. */
const hiddenCost = 1e-3;

/** Share of the needs that a change must meet for another at the same cost to be tried. */
const worthwhile = 0.1;

const smallest = 1e-6;

/** Far more than any programme of a release has needed. */
const mostSeconds = 300;

/**
 * How many persons each row of a table was seen to rise and to fall in other worlds; what it could once, it can ever
 * after. More than 255 are told as 255.
 */
export interface Reach {
  rise: Uint8Array;
  fall: Uint8Array;
}

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
  const seen = (column: Uint8Array): Uint8Array =>
    Uint8Array.from(merged.members, (all) => Math.max(...all.map((row) => column[row] ?? 0)));
  const known = { rise: seen(reach.rise), fall: seen(reach.fall) };
  const found = findMergedPartners(solver, merged.rows, merged.sums, threshold, known);
  merged.members.forEach((all, index) => {
    for (const row of all) {
      reach.rise[row] = known.rise[index] ?? 0;
      reach.fall[row] = known.fall[index] ?? 0;
    }
  });
  const needed = merged.members.filter((_, index) => merged.rows.state[index] === 2).flat();
  return {
    hide: [...needed, ...found.hide.flatMap(rowsOf)].filter((row) => rows.state[row] !== 2),
    unmet: found.unmet.flatMap(rowsOf).filter((row) => (rows.up[row] ?? 0) + (rows.down[row] ?? 0) > 0),
  };
}

function findMergedPartners(
  solver: Highs,
  rows: Movable,
  sums: readonly Sum[],
  threshold: number,
  reach: Reach,
): Partners {
  const state = rows.state.slice();
  const hide: number[] = [];
  const isMet = (row: number): boolean => {
    const [up, down] = [rows.up[row] ?? 0, rows.down[row] ?? 0];
    const [rise, fall] = [reach.rise[row] ?? 0, reach.fall[row] ?? 0];
    if (rise >= up && fall >= down) return true;
    return rise + fall >= up + down && (up === 0 || (rows.lo[row] ?? 0) + 1 + rise >= threshold);
  };
  const open = new Set<number>();
  state.forEach((one, row) => {
    if (one === 2 && !isMet(row)) open.add(row);
  });
  if (open.size === 0) return { hide, unmet: [] };
  const programme = buildProgramme(solver, rows, sums);
  const meet = (asked: readonly Need[], shortfall: number): number => {
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
    const asked: Need[] = [];
    if (up > (reach.rise[row] ?? 0)) asked.push({ row, by: 1, persons: up });
    if (down > (reach.fall[row] ?? 0)) asked.push({ row, by: -1, persons: down });
    return asked;
  };
  const meetAlone = (row: number, shortfall: number): boolean => {
    const [up, down] = [rows.up[row] ?? 0, rows.down[row] ?? 0];
    const isRising = up > 0;
    meet([{ row, by: isRising ? 1 : -1, persons: isRising ? up : down }], shortfall);
    if (isMet(row)) return true;
    // What it cannot rise it may fall, or the other way round.
    const reached = (isRising ? reach.rise[row] : reach.fall[row]) ?? 0;
    meet([{ row, by: isRising ? -1 : 1, persons: up + down - reached }], shortfall);
    return isMet(row);
  };
  try {
    for (const row of open) {
      while (meet([...open].flatMap(ask), free) > 0) {
        // The needs that are left stood in the way of those that are met.
      }
      if (open.has(row) && !meetAlone(row, free)) break;
    }
    for (const shortfall of shortfallCosts) {
      let before = open.size;
      while (open.size > 0 && meet([...open].flatMap(ask), shortfall) > before * worthwhile)
        before = open.size;
    }
    for (const row of open) meetAlone(row, dearest);
  } finally {
    programme.model.dispose();
  }
  return { hide, unmet: [...open] };
}

function name({ row, by }: Pick<Need, "row" | "by">): string {
  return `${by} ${row}`;
}

interface Programme {
  model: LinearModel;
  /** The cheapest change of the rows for some needs, each of which may fall short at a cost. */
  solve(state: Int32Array, needs: readonly Need[], shortfall: number): Float64Array;
}

/**
 * The linear programme of one table: for each row that is not fixed a rise, a fall, and how far it falls short of a need
 * to rise and of a need to fall.
 */
function buildProgramme(solver: Highs, rows: Movable, sums: readonly Sum[]): Programme {
  const active: number[] = [];
  rows.state.forEach((state, row) => {
    if (state > 0) active.push(row);
  });
  const count = active.length;
  const at = new Map(active.map((row, index) => [row, index]));
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { total, parts } of sums) {
    const signs = new Map<number, number>(total === null ? [] : [[total, -1]]);
    for (const part of parts) signs.set(part, (signs.get(part) ?? 0) + 1);
    const before = indices.length;
    for (const [row, sign] of signs) {
      const index = at.get(row);
      if (index === undefined || sign === 0) continue;
      indices.push(index, count + index);
      values.push(sign, -sign);
    }
    if (indices.length > before) starts.push(indices.length);
  }
  const equations = starts.length - 1;
  const asked = active.flatMap((row) =>
    (rows.up[row] ?? 0) > 0 || (rows.down[row] ?? 0) > 0
      ? [1 as const, -1 as const].map((by) => name({ row, by }))
      : [],
  );
  const place = new Map(asked.map((one, index) => [one, index]));
  for (const row of active) {
    for (const by of [1, -1] as const) {
      const index = at.get(row) ?? 0;
      const shortfall = place.get(name({ row, by }));
      if (shortfall === undefined) continue;
      indices.push(index, count + index, 2 * count + shortfall);
      values.push(by, -by, 1);
      starts.push(indices.length);
    }
  }
  const numCols = 2 * count + asked.length;
  const upper = new Float64Array(numCols).fill(solver.infinity);
  active.forEach((row, index) => {
    upper[index] = rows.hi[row] ?? 0;
    upper[count + index] = rows.lo[row] ?? 0;
  });
  const numRows = equations + asked.length;
  const idle = new Float64Array(numRows).fill(-solver.infinity).fill(0, 0, equations);
  const model = solver.createModel({
    numCols,
    numRows,
    colCost: new Float64Array(numCols),
    colLower: new Float64Array(numCols),
    colUpper: upper,
    rowLower: idle,
    rowUpper: new Float64Array(numRows).fill(solver.infinity).fill(0, 0, equations),
    matrix: {
      format: "csr",
      numRows,
      numCols,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
  });
  model.options.set({ output_flag: false, presolve: "off", time_limit: mostSeconds });
  const costs = new Float64Array(numCols);
  const isSolved = (status: number): boolean => status === solver.constants.modelStatus.optimal;
  const least = new Float64Array(asked.length);
  const unbounded = new Float64Array(asked.length).fill(solver.infinity);
  return {
    model,
    solve(state, needs, shortfall) {
      active.forEach((row, index) => {
        costs[index] = costs[count + index] = state[row] === 2 ? hiddenCost : (rows.cost[row] ?? 0);
      });
      costs.fill(shortfall, 2 * count);
      model.changeColsCost({ kind: "range", from: 0, to: numCols - 1 }, costs);
      if (asked.length > 0) {
        least.fill(-solver.infinity);
        for (const need of needs) least[place.get(name(need)) ?? 0] = need.persons;
        model.changeRowsBounds({ kind: "range", from: equations, to: numRows - 1 }, least, unbounded);
      }
      if (!isSolved(model.run().modelStatus)) {
        // What is left of the last solution can lead it astray.
        model.clearSolver();
        const { modelStatus } = model.run();
        if (!isSolved(modelStatus)) throw new Error(`the solver ended with status ${modelStatus}`);
      }
      const { colValue } = model.getSolution();
      const change = new Float64Array(rows.state.length);
      active.forEach((row, index) => {
        change[row] = (colValue[index] ?? 0) - (colValue[count + index] ?? 0);
      });
      return change;
    },
  };
}
