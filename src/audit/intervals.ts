import type { Highs } from "../solver.ts";
import { findComponents } from "./components.ts";
import { type Settled, settle } from "./elastic.ts";
import { type Solver, withProgram } from "./program.ts";
import type { Equation, Unknown } from "./system.ts";

/** What a hidden count can be: proven wide by solutions that were found, or its least and greatest value. */
interface Interval {
  unknown: number;
  min: number;
  max: number;
}

/** By unknown, values of which it matters whether it can be as small, and as great. */
export type Wanted = ReadonlyMap<number, { low: number; high: number }>;

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
/** Rounds in which counts move as far as they can; in later ones no further than proves them, so that more can at once. */
const unlimited = 2;
/** Rounds end when more than this share of the counts is left open by one. */
const worthwhile = 0.97;

/**
 * What a reader can find out of hidden counts who supposes that zeros are shown, and that nobody is in two cells unless
 * the numbers of the table say so: then a total is no more than the sum of its parts. Two solutions that are `width`
 * apart prove a count; only the others need programs of their own.
 * @param wanted what is to be known of some besides
 */
export function findIntervals(
  highs: Highs,
  unknowns: readonly Unknown[],
  equations: readonly Equation[],
  width: number,
  wanted: Wanted = new Map(),
): Intervals {
  const used = new Set(equations.flatMap((one) => one.unknowns));
  const columns = [...used].sort((a, b) => a - b);
  const free = unknowns.flatMap((one, index) =>
    one.isProtected && !used.has(index) ? [{ unknown: index, min: one.lower, max: one.upper }] : [],
  );
  if (columns.length === 0) {
    return { intervals: free, overlaps: 0, contradictions: 0, zeros: 0, programs: 0 };
  }
  const settled = settle(highs, unknowns, equations, columns);
  return withProgram(highs, settled.program, settled.start, (solver) => {
    const search = searchIntervals(solver, settled, columns, unknowns, equations, width, wanted);
    return {
      intervals: [...free, ...search.intervals],
      overlaps: settled.overlaps,
      contradictions: settled.contradictions,
      zeros: settled.zeros,
      programs: search.programs + 1,
    };
  });
}

/**
 * Least and greatest values found: first of many counts at once, then of some that no equation ties directly, at last of one
 * of each component, and of those of which it is wanted.
 */
function searchIntervals(
  solver: Solver,
  { program, solution: first }: Settled,
  columns: readonly number[],
  unknowns: readonly Unknown[],
  equations: readonly Equation[],
  width: number,
  wanted: Wanted,
): { intervals: Interval[]; programs: number } {
  const least = first.slice();
  const greatest = first.slice();
  const isOpen = (index: number): boolean =>
    (unknowns[columns[index] ?? -1]?.isProtected ?? false) &&
    spread(least[index] ?? 0, greatest[index] ?? 0) < width;
  let open = [...columns.keys()].filter(isOpen);
  let programs = 0;
  const improve = (over: readonly number[], cost: (index: number, position: number) => number): void => {
    if (over.length === 0) return;
    const all = new Float64Array(program.cost.length);
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
  const improveBothWays = (over: readonly number[]): void => {
    improve(
      over.filter((index) => (least[index] ?? 0) > (program.lower[index] ?? 0) + epsilon),
      () => 1,
    );
    improve(
      over.filter((index) => isOpen(index) && (greatest[index] ?? 0) < (program.upper[index] ?? 0) - epsilon),
      () => -1,
    );
    open = open.filter(isOpen);
  };
  const lower = Float64Array.from(program.lower);
  const upper = Float64Array.from(program.upper);
  const setLimits = (limited: readonly number[]): void => {
    lower.set(program.lower);
    upper.set(program.upper);
    for (const index of limited) {
      const [low, high] = [least[index] ?? 0, greatest[index] ?? 0];
      lower[index] = Math.max(lower[index] ?? 0, Math.min(low, Math.ceil(high - epsilon) - width));
      upper[index] = Math.min(upper[index] ?? 0, Math.max(high, Math.floor(low + epsilon) + width));
    }
    solver.setBounds(lower, upper);
  };
  for (let round = 0; round < rounds && open.length > 0; round++) {
    const before = open.length;
    if (round >= unlimited) setLimits(open);
    improve(open, (index, position) => direction(round, index, position));
    open = open.filter(isOpen);
    if (round > 3 && open.length > before * worthwhile) break;
  }
  setLimits([]);
  const equationsOf = listEquations(columns, equations);
  for (let untried = open; untried.length > 1; ) {
    const apart = chooseApart(untried, (index) => equationsOf[index] ?? []);
    improveBothWays(apart);
    const tried = new Set(apart);
    untried = untried.filter((index) => isOpen(index) && !tried.has(index));
  }
  const components = findComponents(columns, equations);
  // The least sum over one count of each component has the least value of each of them.
  for (let unproven = open; unproven.length > 0; ) {
    const alone = new Set(chooseApart(unproven, (index) => [components.get(columns[index] ?? -1) ?? -1]));
    improveBothWays([...alone]);
    unproven = unproven.filter((index) => isOpen(index) && !alone.has(index));
  }
  columns.forEach((unknown, index) => {
    const { low, high } = wanted.get(unknown) ?? { low: Number.POSITIVE_INFINITY, high: 0 };
    if ((least[index] ?? 0) > low + epsilon) improve([index], () => 1);
    if ((greatest[index] ?? 0) < high - epsilon) improve([index], () => -1);
  });
  const intervals = columns.flatMap((unknown, index) =>
    unknowns[unknown]?.isProtected ? [{ unknown, min: least[index] ?? 0, max: greatest[index] ?? 0 }] : [],
  );
  return { intervals, programs };
}

/** The equations that each column is in. */
function listEquations(columns: readonly number[], equations: readonly Equation[]): number[][] {
  const place = new Map(columns.map((unknown, index) => [unknown, index]));
  const equationsOf: number[][] = columns.map(() => []);
  equations.forEach(({ unknowns }, equation) => {
    for (const unknown of unknowns) equationsOf[place.get(unknown) ?? -1]?.push(equation);
  });
  return equationsOf;
}

/** Some of these columns, the first ones, no two of which have a part in common. */
function chooseApart(columns: readonly number[], partsOf: (index: number) => readonly number[]): number[] {
  const taken = new Set<number>();
  return columns.filter((index) => {
    const own = partsOf(index);
    if (own.some((part) => taken.has(part))) return false;
    for (const part of own) taken.add(part);
    return true;
  });
}

/** Whole numbers from `min` to `max`, less one. */
export function spread(min: number, max: number): number {
  return Math.floor(max + epsilon) - Math.ceil(min - epsilon);
}

/** Costs of a round: all down, all up twice, all down, then every other one up, in ways that differ from round to round. */
function direction(round: number, index: number, position: number): number {
  if (round < 4) return round === 0 || round === 3 ? 1 : -1;
  const mixed = Math.imul(index * 2654435761 + round * 40503 + position, 2246822519) >>> 0;
  return ((mixed >>> 13) & 1) === 1 ? 1 : -1;
}
