import type { Highs } from "../solver.ts";
import { type Basis, basic, type Program, withProgram } from "./program.ts";
import type { Equation, Unknown } from "./system.ts";

/** What is left to be searched when as little as possible of what a reader supposes is given up. */
export interface Settled {
  /** Its first columns are those of the counts. */
  program: Program;
  /** Where it has a solution. */
  start: Basis;
  /** The counts there. */
  solution: Float64Array;
  /** Equations that hold only as inequalities, as persons are in two cells. */
  overlaps: number;
  /** Equations that hold not at all. */
  contradictions: number;
  /** Counts that may be zero although zeros are shown. */
  zeros: number;
}

const epsilon = 1e-6;
const costs = { overlap: 1, zero: 0.5, contradiction: 100 };

/**
 * Gives up as little as possible of what a reader supposes of the counts of `columns`: that zeros are shown, and that nobody
 * is in two cells. Where the numbers of a table show that persons are in two cells, nothing published says in which: then
 * every total that may be is no more than the sum of its parts.
 * @throws PipelineError `audit-broken`
 */
export function settle(
  highs: Highs,
  unknowns: readonly Unknown[],
  equations: readonly Equation[],
  columns: readonly number[],
): Settled {
  const elastic = buildElastic(unknowns, equations, columns);
  const { solution, basis } = withProgram(highs, elastic.program, null, (solver) => ({
    solution: solver.minimise(),
    basis: solver.readBasis(),
  }));
  return holdOn(elastic, solution, basis);
}

interface Elastic {
  program: Program;
  /** By equation: the column of what its parts overlap by, or null. */
  overlap: (number | null)[];
  /** By equation: the columns of what it is off by, downwards and upwards. */
  off: number[][];
  /** By column of a count that is positive: the column that takes one from it. */
  zero: (number | null)[];
}

/** The system with every equation given some slack at a cost, so that it always has a solution. */
function buildElastic(
  unknowns: readonly Unknown[],
  equations: readonly Equation[],
  columns: readonly number[],
): Elastic {
  const position = new Map(columns.map((unknown, index) => [unknown, index]));
  const program: Program = { cost: [], lower: [], upper: [], columns: [], rowLower: [], rowUpper: [] };
  const add = (cost: number, lower: number, upper: number): number => {
    program.columns.push({ rows: [], coefficients: [] });
    program.lower.push(lower);
    program.upper.push(upper);
    return program.cost.push(cost) - 1;
  };
  const enter = (column: number, row: number, coefficient: number): void => {
    program.columns[column]?.rows.push(row);
    program.columns[column]?.coefficients.push(coefficient);
  };
  const isPositive = columns.map((unknown) => {
    const one = unknowns[unknown];
    return one?.isPositive === true && one.lower < 1 && one.upper >= 1;
  });
  columns.forEach((unknown, index) => {
    const one = unknowns[unknown];
    add(0, isPositive[index] ? 1 : (one?.lower ?? 0), one?.upper ?? 0);
  });
  const zero = isPositive.map((positive) => (positive ? add(costs.zero, 0, 1) : null));
  const overlap = equations.map(({ mayOverlap }) =>
    mayOverlap ? add(costs.overlap, 0, Number.POSITIVE_INFINITY) : null,
  );
  const off = equations.map(({ isEquality }) => [
    add(costs.contradiction, 0, Number.POSITIVE_INFINITY),
    ...(isEquality ? [add(costs.contradiction, 0, Number.POSITIVE_INFINITY)] : []),
  ]);
  equations.forEach((equation, row) => {
    program.rowLower.push(equation.isEquality ? equation.total : Number.NEGATIVE_INFINITY);
    program.rowUpper.push(equation.total);
    equation.unknowns.forEach((unknown, index) => {
      const column = position.get(unknown) ?? 0;
      const coefficient = equation.coefficients[index] ?? 0;
      enter(column, row, coefficient);
      const given = zero[column];
      if (typeof given === "number") enter(given, row, -coefficient);
    });
    const overlapping = overlap[row];
    if (typeof overlapping === "number") enter(overlapping, row, -1);
    off[row]?.forEach((column, direction) => {
      enter(column, row, direction === 0 ? -1 : 1);
    });
  });
  return { program, overlap, off, zero };
}

/** The program without what a reader need not give up, where it was solved. */
function holdOn({ program, overlap, off, zero }: Elastic, solution: Float64Array, basis: Basis): Settled {
  const isUsed = (column: number | null): boolean => column !== null && (solution[column] ?? 0) > epsilon;
  const isOff = off.map((columns) => columns.some(isUsed));
  const overlapping = overlap.filter((column, row) => isUsed(column) && !isOff[row]);
  const kept = [
    ...zero.keys(),
    ...overlap.filter((column) => column !== null && overlapping.length > 0),
    ...off.flatMap((columns, row) => (isOff[row] ? columns : [])),
  ].filter((column) => column !== null);
  const start: Basis = {
    columns: Int32Array.from(kept, (column) => basis.columns[column] ?? 0),
    rows: basis.rows.slice(),
  };
  const stays = new Set(kept);
  // A column that is left out is that of its row, or of its count: what was in the basis for it is one of these now.
  [overlap, ...[0, 1].map((direction) => off.map((columns) => columns[direction] ?? null))].forEach((all) => {
    all.forEach((column, row) => {
      if (column !== null && !stays.has(column) && basis.columns[column] === basic) start.rows[row] = basic;
    });
  });
  const counts = solution.slice(0, zero.length);
  const lower = program.lower.slice();
  zero.forEach((column, index) => {
    if (column === null) return;
    if (basis.columns[column] === basic) start.columns[index] = basic;
    if (!isUsed(column)) return;
    lower[index] = 0;
    counts[index] = (counts[index] ?? 0) - (solution[column] ?? 0);
  });
  const pick = <T>(list: readonly T[]): T[] => kept.flatMap((column) => list.slice(column, column + 1));
  return {
    program: {
      cost: kept.map(() => 0),
      lower: pick(lower),
      upper: pick(program.upper),
      columns: pick(program.columns),
      rowLower: program.rowLower,
      rowUpper: program.rowUpper,
    },
    start,
    solution: counts,
    overlaps: overlapping.length,
    contradictions: isOff.filter((one) => one).length,
    zeros: zero.filter(isUsed).length,
  };
}
