import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Assumptions, certain, moveLevers, type Route } from "../../src/supply/assumptions.ts";
import { expectPath } from "../../src/supply/expected.ts";
import { measureFan, quantile, sortYear, turnIntoGap } from "../../src/supply/fans.ts";
import { type Paths, simulate } from "../../src/supply/simulate.ts";

const run = { years: 5, simulations: 2000, seed: 1, name: "test" };

/** One age band, everything certain but who leaves. */
const plain: Assumptions = {
  stock: [1000],
  hours: [1],
  leaving: [certain(0.1)],
  leavingSpread: 0,
  ageing: [0],
  others: { mean: certain(0), spread: 1, ages: [1] },
  routes: [],
  graduateAges: [1],
  entering: 1,
};

const route: Route = {
  id: "undergraduate",
  places: 120,
  firstYear: 1,
  cohorts: [],
  fill: certain(1),
  completion: certain(1),
  employment: certain(1),
};

/** Ten age bands, nothing certain. */
const rich: Assumptions = {
  stock: [40, 90, 80, 70, 60, 60, 50, 40, 20, 5],
  hours: [0.97, 0.95, 0.85, 0.8, 0.82, 0.84, 0.86, 0.85, 0.75, 0.7],
  leaving: [0.12, 0.1, 0.08, 0.06, 0.05, 0.05, 0.06, 0.07, 0.15, 0.35].map((mean) => ({ mean, weight: 400 })),
  leavingSpread: 0.02,
  ageing: [0.3, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0],
  others: {
    mean: { mean: 12, weight: 4 },
    spread: 1.4,
    ages: [0.05, 0.2, 0.25, 0.2, 0.1, 0.1, 0.05, 0.05, 0, 0],
  },
  routes: [
    {
      id: "undergraduate",
      places: 40,
      firstYear: 3,
      cohorts: [
        { year: 1, people: 35, stage: "completed" },
        { year: 2, people: 38, stage: "enrolled" },
      ],
      fill: { mean: 0.94, weight: 300 },
      completion: { mean: 0.9, weight: 250 },
      employment: { mean: 0.78, weight: 200 },
    },
    {
      id: "part-time",
      places: 6,
      firstYear: 4,
      cohorts: [{ year: 1, people: 4, stage: "employed" }],
      fill: { mean: 0.9, weight: 50 },
      completion: { mean: 0.85, weight: 50 },
      employment: { mean: 0.9, weight: 50 },
    },
  ],
  graduateAges: [0.6, 0.25, 0.1, 0.05, 0, 0, 0, 0, 0, 0],
  entering: 0.95,
};

function yearOf(values: Float64Array, paths: Pick<Paths, "simulations">, year: number): number[] {
  return [...values.slice(year * paths.simulations, (year + 1) * paths.simulations)];
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

describe("closed forms", () => {
  // S(t) = J/a + (S0 − J/a)(1 − a)^t with S0 = 1000, a = 0.1, J = 120: the stock goes to 1200.
  const stockFlow = [1000, 1020, 1038, 1054.2, 1068.78, 1081.902];

  test("constant rates: expected and, on average, simulated", () => {
    const assumptions = { ...plain, routes: [route] };
    const { people } = expectPath(assumptions, 5);
    const paths = simulate(assumptions, run);
    for (const [year, wanted] of stockFlow.entries()) {
      expect(people[year]).toBeCloseTo(wanted, 9);
      expect(Math.abs(mean(yearOf(paths.people, paths, year)) - wanted)).toBeLessThan(1);
    }
  });

  test("leavers of one year have the variance of the binomial distribution", () => {
    // Two causes of leaving, 0.01 and then 0.05, are one of 0.01 + 0.99 × 0.05: mean 5.95, variance 5.595975 of 100.
    const simulations = 40_000;
    const assumptions = { ...plain, stock: [100], leaving: [certain(0.0595)] };
    const left = yearOf(simulate(assumptions, { ...run, years: 1, simulations }).left, { simulations }, 1);
    const average = mean(left);
    expect(average).toBeCloseTo(5.95, 1);
    expect(mean(left.map((count) => (count - average) ** 2)) / 5.595975).toBeCloseTo(1, 1);
  });

  test("a share that is not certain adds the variance of the beta-binomial distribution", () => {
    const weight = 50;
    const assumptions = { ...plain, stock: [100], leaving: [{ mean: 0.2, weight }] };
    const paths = simulate(assumptions, { ...run, years: 1, simulations: 40_000 });
    const left = yearOf(paths.left, paths, 1);
    const average = mean(left);
    const wanted = (100 * 0.2 * 0.8 * (weight + 100)) / (weight + 1);
    expect(mean(left.map((count) => (count - average) ** 2)) / wanted).toBeCloseTo(1, 1);
  });

  test("with every rate different, simulations average to what is expected", () => {
    const paths = simulate({ ...rich, leavingSpread: 0 }, { ...run, years: 10 });
    const expected = expectPath(rich, 10);
    for (const year of [1, 4, 10]) {
      expect(mean(yearOf(paths.people, paths, year)) / (expected.people[year] ?? 0)).toBeCloseTo(1, 2);
      expect(mean(yearOf(paths.fte, paths, year)) / (expected.fte[year] ?? 0)).toBeCloseTo(1, 2);
    }
  });
});

test("start + joined − left = end, in every simulation of every year", () => {
  const paths = simulate(rich, { ...run, simulations: 300 });
  for (let at = 300; at < paths.people.length; at++) {
    const change = (paths.joined[at] ?? 0) - (paths.left[at] ?? 0);
    expect(paths.people[at]).toBe((paths.people[at - 300] ?? 0) + change);
  }
});

test("more places never give fewer people or FTE in any simulation of any year, so never a larger gap", () => {
  fc.assert(
    fc.property(fc.nat(150), fc.nat(40), fc.nat(1000), (places, more, seed) => {
      const some = simulate(moveLevers(rich, { places }), { ...run, years: 8, simulations: 20, seed });
      const most = simulate(moveLevers(rich, { places: places + more }), {
        ...run,
        years: 8,
        simulations: 20,
        seed,
      });
      expect(some.people.every((people, at) => people <= (most.people[at] ?? 0))).toBe(true);
      expect(some.fte.every((fte, at) => fte <= (most.fte[at] ?? 0) + 1e-9)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("the same seed gives the same paths, another seed others", () => {
  const first = simulate(rich, { ...run, simulations: 50 });
  expect(simulate(rich, { ...run, simulations: 50 })).toEqual(first);
  expect(simulate(rich, { ...run, simulations: 50, seed: 2 }).people).not.toEqual(first.people);
  expect(simulate(rich, { ...run, simulations: 50, name: "other" }).people).not.toEqual(first.people);
});

describe("extremes", () => {
  test("a profession of four people stays between nobody and four without joiners", () => {
    const assumptions: Assumptions = { ...plain, stock: [4], leaving: [{ mean: 0.1, weight: 12 }] };
    const { people } = simulate(assumptions, { ...run, years: 15 });
    expect(people.every((count) => count >= 0 && count <= 4 && Number.isInteger(count))).toBe(true);
  });

  test("nobody leaves, nobody joins: nothing changes", () => {
    const { people } = simulate({ ...plain, leaving: [certain(0)] }, run);
    expect(new Set(people)).toEqual(new Set([1000]));
  });

  test("everybody leaves", () => {
    const paths = simulate({ ...plain, leaving: [certain(1)] }, run);
    expect(yearOf(paths.people, paths, 1).every((people) => people === 0)).toBe(true);
  });

  test("nobody in post: only graduates join, and all of them when everything is certain", () => {
    const paths = simulate({ ...plain, stock: [0], leaving: [certain(0)], routes: [route] }, run);
    expect(new Set(yearOf(paths.people, paths, 2))).toEqual(new Set([240]));
  });
});

test("fans hold the quantiles, and the gap's fan is the demand less the FTE's, turned round", () => {
  const fte = Float64Array.from({ length: 41 }, (_, index) => 40 - index);
  const sorted = sortYear(fte, { simulations: 41 }, 0);
  const fan = measureFan(sorted);
  expect(fan).toEqual({ lower_95: 1, lower_80: 4, median: 20, upper_80: 36, upper_95: 39 });
  expect(turnIntoGap(fan, 50)).toEqual({
    lower_95: 11,
    lower_80: 14,
    median: 30,
    upper_80: 46,
    upper_95: 49,
  });
  expect(quantile(Float64Array.from([1, 2]), 0.25)).toBe(1.25);
});
