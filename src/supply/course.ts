import type { Assumptions, Cohort, Estimate, Route } from "./assumptions.ts";
import type { Fill, Uniform } from "./random.ts";
import { binomialQuantile, drawBeta, drawGamma, poissonQuantile } from "./sampling.ts";

/** One simulation as it goes on: what is in post, its own rates, and the numbers that decide its events. */
export interface Course {
  /** Persons in post by age band, and what the last year made of them. */
  stock: Float64Array;
  people: number;
  fte: number;
  joined: number;
  left: number;
  leaving: Float64Array;
  others: number;
  /** Chance of one of each cohort to join, in the order of `cohorts`. */
  chances: Float64Array[];
  cohorts: JoiningCohort[][];
  /** Of each band in what the ones before it left. */
  otherAges: Float64Array;
  graduateAges: Float64Array;
  /** Uniform numbers, one for each event that may be; `at` is the next. */
  numbers: Float64Array;
  at: number;
}

export type Stage = Cohort["stage"] | "offered";

interface JoiningCohort {
  people: number;
  stage: Stage;
  route: number;
}

export function createCourse(assumptions: Assumptions, years: number): Course {
  const { routes, stock } = assumptions;
  const cohorts = listCohorts(routes, years);
  const events = cohorts.map((year) => 4 * stock.length + 1 + year.length);
  return {
    stock: Float64Array.from(stock),
    people: 0,
    fte: 0,
    joined: 0,
    left: 0,
    leaving: new Float64Array(stock.length),
    others: 0,
    chances: cohorts.map((year) => new Float64Array(year.length)),
    cohorts,
    otherAges: toConditional(assumptions.others.ages),
    graduateAges: toConditional(assumptions.graduateAges),
    numbers: new Float64Array(events.slice(1).reduce((total, count) => total + count, 0)),
    at: 0,
  };
}

/** The cohorts by the year they join in: those on their way, and those on the places still to be filled. */
export function listCohorts(routes: readonly Route[], years: number): JoiningCohort[][] {
  return Array.from({ length: years + 1 }, (_, year) =>
    routes.flatMap(({ cohorts, places, firstYear }, route) => [
      ...cohorts.filter((one) => one.year === year).map(({ people, stage }) => ({ people, stage, route })),
      ...(year >= firstYear ? [{ people: places, stage: "offered" as const, route }] : []),
    ]),
  );
}

/** Rates that hold throughout the simulation. */
export function drawRates(course: Course, assumptions: Assumptions, uniform: Uniform): void {
  const { leaving, others, routes, entering } = assumptions;
  for (const [band, rate] of leaving.entries()) course.leaving[band] = drawShare(uniform, rate);
  course.others = drawMean(uniform, others.mean);
  const joining = routes.map(({ fill, completion, employment }) => {
    const employed = drawShare(uniform, employment) * entering;
    const enrolled = drawShare(uniform, completion) * employed;
    const offered = drawShare(uniform, fill) * enrolled;
    return { offered, enrolled, completed: employed, employed: entering };
  });
  for (const [year, cohorts] of course.cohorts.entries()) {
    for (const [index, { route, stage }] of cohorts.entries()) {
      const chances = course.chances[year];
      if (chances) chances[index] = joining[route]?.[stage] ?? 0;
    }
  }
}

/** Back to the start, with new numbers for all events to come. */
export function restart(course: Course, { stock, hours }: Assumptions, events: Fill): void {
  events(course.numbers);
  course.at = 0;
  course.joined = 0;
  course.left = 0;
  for (const [band, people] of stock.entries()) course.stock[band] = people;
  count(course, hours);
}

/** Each person leaves, or stays and may come into the next age band; then others and graduates join. */
export function liveYear(course: Course, assumptions: Assumptions, year: number, rates: Uniform): void {
  const { ageing, hours, leavingSpread, others } = assumptions;
  course.left = loseAndAge(course, ageing, drawFactor(rates, leavingSpread));
  const joiners = poissonQuantile(next(course), drawYear(rates, course.others, others.spread));
  const graduates = graduate(course, year);
  join(course, joiners, course.otherAges);
  join(course, graduates, course.graduateAges);
  course.joined = joiners + graduates;
  count(course, hours);
}

/** @returns leavers */
function loseAndAge(course: Course, ageing: readonly number[], factor: number): number {
  const { stock, leaving } = course;
  let left = 0;
  let arriving = 0;
  for (let band = 0; band < stock.length; band++) {
    const people = stock[band] ?? 0;
    const leavers = countEvents(course, people, Math.min(1, (leaving[band] ?? 0) * factor));
    const older = countEvents(course, people - leavers, ageing[band] ?? 0);
    left += leavers;
    stock[band] = people - leavers - older + arriving;
    arriving = older;
  }
  return left;
}

/** @returns those who join from training */
function graduate(course: Course, year: number): number {
  const cohorts = course.cohorts[year] ?? [];
  const chances = course.chances[year];
  let graduates = 0;
  for (let index = 0; index < cohorts.length; index++) {
    graduates += countEvents(course, cohorts[index]?.people ?? 0, chances?.[index] ?? 0);
  }
  return graduates;
}

/** Adds `people` to the bands by chance. */
function join(course: Course, people: number, ages: Float64Array): void {
  const { stock } = course;
  let rest = people;
  for (let band = 0; band < stock.length; band++) {
    const here = countEvents(course, rest, ages[band] ?? 0);
    stock[band] = (stock[band] ?? 0) + here;
    rest -= here;
  }
}

function count(course: Course, hours: readonly number[]): void {
  const { stock } = course;
  let people = 0;
  let fte = 0;
  for (let band = 0; band < stock.length; band++) {
    people += stock[band] ?? 0;
    fte += (stock[band] ?? 0) * (hours[band] ?? 0);
  }
  course.people = people;
  course.fte = fte;
}

function countEvents(course: Course, people: number, chance: number): number {
  return binomialQuantile(next(course), people, chance);
}

function next(course: Course): number {
  return course.numbers[course.at++] ?? 0;
}

/** Shares of a whole as the share of each in what the ones before it left. */
function toConditional(shares: readonly number[]): Float64Array {
  let rest = shares.reduce((total, share) => total + share, 0);
  const last = shares.findLastIndex((share) => share > 0);
  return Float64Array.from(shares, (share, band) => {
    const chance = rest > 0 ? Math.min(1, share / rest) : 0;
    rest -= share;
    return band === last ? 1 : chance;
  });
}

function drawShare(uniform: Uniform, { mean, weight }: Estimate): number {
  if (mean <= 0 || mean >= 1 || weight === Number.POSITIVE_INFINITY) return Math.min(1, Math.max(0, mean));
  return drawBeta(uniform, mean * weight, (1 - mean) * weight);
}

function drawMean(uniform: Uniform, { mean, weight }: Estimate): number {
  if (mean <= 0 || weight === Number.POSITIVE_INFINITY) return mean;
  return drawGamma(uniform, mean, mean * weight);
}

/** A factor with mean 1 and the given variance. */
function drawFactor(uniform: Uniform, variance: number): number {
  return variance > 0 ? drawGamma(uniform, 1, 1 / variance) : 1;
}

/** The mean of one year, so that the number drawn from it has the variance `spread` × mean. */
function drawYear(uniform: Uniform, mean: number, spread: number): number {
  return spread > 1 && mean > 0 ? drawGamma(uniform, mean, mean / (spread - 1)) : mean;
}
