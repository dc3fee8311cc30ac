import type { Assumptions } from "./assumptions.ts";
import { createCourse, drawRates, liveYear, restart } from "./course.ts";
import { createFill, createUniform } from "./random.ts";

export interface Run {
  years: number;
  simulations: number;
  seed: number;
  /** Names the streams of random numbers, so that each cell has its own. */
  name: string;
}

/**
 * Simulated numbers, year by year: entry `year × simulations + simulation`, year 0 being the start. `joined` and `left` are
 * those of the twelve months before, and `people` is that of the year before + joined − left.
 */
export interface Paths {
  years: number;
  simulations: number;
  people: Float64Array;
  fte: Float64Array;
  joined: Float64Array;
  left: Float64Array;
}

/**
 * Simulates the stock year by year. Every simulation draws its own rates from what is known of them, so that the paths
 * spread by both chance and ignorance. Each event has its own number of a stream that nothing else draws from: with the
 * same run, more places never give fewer people in any simulation of any year.
 */
export function simulate(assumptions: Assumptions, { years, simulations, seed, name }: Run): Paths {
  const events = createFill(seed, `${name}/events`);
  const rates = createUniform(seed, `${name}/rates`);
  const course = createCourse(assumptions, years);
  const size = (years + 1) * simulations;
  const people = new Float64Array(size);
  const fte = new Float64Array(size);
  const joined = new Float64Array(size);
  const left = new Float64Array(size);
  for (let simulation = 0; simulation < simulations; simulation++) {
    drawRates(course, assumptions, rates);
    restart(course, assumptions, events);
    for (let year = 0; year <= years; year++) {
      if (year > 0) liveYear(course, assumptions, year, rates);
      const at = year * simulations + simulation;
      people[at] = course.people;
      fte[at] = course.fte;
      joined[at] = course.joined;
      left[at] = course.left;
    }
  }
  return { years, simulations, people, fte, joined, left };
}
