import type { Highs } from "../solver.ts";
import { findComponents } from "./components.ts";
import { type Program, type Solver, withProgram } from "./program.ts";
import type { Equation, Unknown } from "./system.ts";

/** What a hidden count can be: proven wide by solutions that were found, or its least and greatest value. */
interface Interval {
  unknown: number;
  min: number;
  max: number;
  isExact: boolean;
}

/** The intervals of all protected counts, and how the program came by them. */
export interface Intervals {
  intervals: Interval[];
  /** Equations that hold only as inequalities, as persons are in two cells. */
  overlaps: number;
  /** Equations that hold not at all. */
  contradictions: number;
  /** Counts that may be zero although zeros are shown. */
  zeros: number;
  programs: number;
}

const epsilon = 1e-6;
const rounds = 12;
const costs = { overlap: 1, zero: 0.5, contradiction: 100 };

/**
 * What a reader can find out of hidden counts who supposes that zeros are shown, and that nobody is in two cells unless
 * the numbers of the table say so: then a total is no more than the sum of its parts. Two solutions that are `width`
 * apart prove a count; only the others need programs of their own.
 */
export function findIntervals(
  highs: Highs,
  unknowns: readonly Unknown[],
  equations: readonly Equation[],
  width: number,
): Intervals {
  const used = new Set(equations.flatMap((one) => one.unknowns));
  const columns = [...used].sort((a, b) => a - b);
  const free = unknowns.flatMap((one, index) =>
    one.isProtected && !used.has(index)
      ? [{ unknown: index, min: one.lower, max: one.upper, isExact: true }]
      : [],
  );
  if (columns.length === 0) {
    return { intervals: free, overlaps: 0, contradictions: 0, zeros: 0, programs: 0 };
  }
  const components = findComponents(columns, equations);
  const elastic = buildElastic(unknowns, equations, columns);
  return withProgram(highs, elastic.program, (solver) => {
    const settled = settle(solver, elastic);
    const search = searchIntervals(solver, settled.solution, columns, unknowns, components, width);
    return {
      intervals: [...free, ...search.intervals],
      overlaps: settled.overlaps,
      contradictions: settled.contradictions,
      zeros: settled.zeros,
      programs: search.programs + 1,
    };
  });
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

/**
 * Gives up as little as possible of what the reader supposes, and holds on to the rest. Where the numbers of a table show
 * that persons are in two cells, nothing published says in which.
 */
function settle(
  solver: Solver,
  { program, overlap, off, zero }: Elastic,
): { solution: Float64Array; overlaps: number; contradictions: number; zeros: number } {
  const solution = solver.minimise();
  const isUsed = (column: number | null | undefined): boolean =>
    typeof column === "number" && (solution[column] ?? 0) > epsilon;
  const close = (column: number): void => solver.setBounds(column, 0, 0);
  let zeros = 0;
  zero.forEach((column, index) => {
    if (column === null) return;
    if (isUsed(column)) {
      zeros++;
      solver.setBounds(index, 0, program.upper[index] ?? 0);
      solution[index] = (solution[index] ?? 0) - (solution[column] ?? 0);
    }
    close(column);
  });
  let overlaps = 0;
  let contradictions = 0;
  overlap.forEach((overlapping, row) => {
    const isOff = off[row]?.some(isUsed) ?? false;
    if (isOff) contradictions++;
    else for (const column of off[row] ?? []) close(column);
    if (isUsed(overlapping) && !isOff) overlaps++;
  });
  if (overlaps === 0) for (const column of overlap) if (column !== null) close(column);
  solver.setCosts(new Float64Array(program.cost.length));
  return { solution, overlaps, contradictions, zeros };
}

/** Least and greatest values found, first of many counts at once, then of each that is still open. */
function searchIntervals(
  solver: Solver,
  first: Float64Array,
  columns: readonly number[],
  unknowns: readonly Unknown[],
  components: ReadonlyMap<number, number>,
  width: number,
): { intervals: Interval[]; programs: number } {
  const least = Float64Array.from(columns, (_, index) => first[index] ?? 0);
  const greatest = Float64Array.from(least);
  const isOpen = (index: number): boolean =>
    (unknowns[columns[index] ?? -1]?.isProtected ?? false) &&
    spread(least[index] ?? 0, greatest[index] ?? 0) < width;
  let open = [...columns.keys()].filter(isOpen);
  let programs = 0;
  const improve = (cost: (index: number, position: number) => number, over: readonly number[]): void => {
    const all = new Float64Array(columns.length);
    over.forEach((index, position) => {
      all[index] = cost(index, position);
    });
    solver.setCosts(all);
    const solution = solver.minimise();
    programs++;
    for (let index = 0; index < columns.length; index++) {
      least[index] = Math.min(least[index] ?? 0, solution[index] ?? 0);
      greatest[index] = Math.max(greatest[index] ?? 0, solution[index] ?? 0);
    }
  };
  for (let round = 0; round < rounds && open.length > 0; round++) {
    const before = open.length;
    improve((index, position) => direction(round, index, position), open);
    open = open.filter(isOpen);
    if (round > 3 && open.length > before * 0.9) break;
  }
  const exact = new Set<number>();
  // The least sum over one count of each component has the least value of each of them.
  while (open.length > 0) {
    const component = (index: number): number => components.get(columns[index] ?? -1) ?? -1;
    const batch = [...new Map(open.map((index) => [component(index), index])).values()];
    improve(() => 1, batch);
    const rest = batch.filter(isOpen);
    if (rest.length > 0) improve(() => -1, rest);
    for (const index of rest.filter(isOpen)) exact.add(index);
    open = open.filter((index) => isOpen(index) && !exact.has(index));
  }
  const intervals = columns.flatMap((unknown, index) =>
    unknowns[unknown]?.isProtected
      ? [{ unknown, min: least[index] ?? 0, max: greatest[index] ?? 0, isExact: exact.has(index) }]
      : [],
  );
  return { intervals, programs };
}

/** Whole numbers from `min` to `max`, less one. */
export function spread(min: number, max: number): number {
  return Math.floor(max + epsilon) - Math.ceil(min - epsilon);
}

/** Costs of a round: all down, all up, then every other one up, in ways that differ from round to round. */
function direction(round: number, index: number, position: number): number {
  if (round < 2) return round === 0 ? 1 : -1;
  const mixed = Math.imul(index * 2654435761 + round * 40503 + position, 2246822519) >>> 0;
  return ((mixed >>> 13) & 1) === 1 ? 1 : -1;
}
