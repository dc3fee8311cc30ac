import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Assumptions, certain, moveLevers, shareOut } from "../../src/supply/assumptions.ts";
import { projectDemand } from "../../src/supply/demand.ts";
import { shareCovering, sortYear } from "../../src/supply/fans.ts";
import { createRequirements, findRoot } from "../../src/supply/require.ts";
import { measureSensitivity } from "../../src/supply/sensitivity.ts";
import { simulate } from "../../src/supply/simulate.ts";

/** Nobody leaves or joins but the graduates of the places from the second year on: 100 people now. */
const certainSupply: Assumptions = {
  stock: [100],
  hours: [1],
  leaving: [certain(0)],
  leavingSpread: 0,
  ageing: [0],
  others: { mean: certain(0), spread: 1, ages: [1] },
  routes: [
    {
      id: "undergraduate",
      places: 5,
      firstYear: 2,
      cohorts: [],
      fill: certain(1),
      completion: certain(1),
      employment: certain(1),
    },
  ],
  graduateAges: [1],
  entering: 1,
};

const uncertain: Assumptions = {
  ...certainSupply,
  stock: [400],
  leaving: [{ mean: 0.08, weight: 1500 }],
  others: { mean: { mean: 10, weight: 5 }, spread: 1.5, ages: [1] },
  routes: certainSupply.routes.map((route) => ({
    ...route,
    places: 25,
    completion: { mean: 0.9, weight: 200 },
    employment: { mean: 0.8, weight: 200 },
  })),
};

const run = { simulations: 1000, seed: 1, name: "test" };

describe("required places", () => {
  test("with everything certain, the gap shared out over the years in which somebody graduates", () => {
    const require = createRequirements(certainSupply, run, 1000);
    expect(require({ year: 5, demand: 140, certainty: 0.8 })).toEqual({ places: 10 });
    expect(require({ year: 5, demand: 141, certainty: 0.8 })).toEqual({ places: 11 });
    expect(require({ year: 5, demand: 90, certainty: 0.8 })).toEqual({ places: 0 });
  });

  test("are the fewest with which the demand is met with the certainty asked for", () => {
    const require = createRequirements(uncertain, run, 1000);
    for (const certainty of [0.5, 0.8]) {
      const found = require({ year: 6, demand: 450, certainty });
      const places = "places" in found ? found.places : Number.NaN;
      const chance = (given: number): number => {
        const paths = simulate(moveLevers(uncertain, { places: given }), { ...run, years: 6 });
        return shareCovering(sortYear(paths.fte, paths, 6), 450);
      };
      expect(chance(places)).toBeGreaterThanOrEqual(certainty - 0.001);
      expect(chance(places - 1)).toBeLessThan(certainty);
    }
  });

  test("never fall with the demand or the certainty", () => {
    const require = createRequirements(uncertain, { ...run, simulations: 200 }, 1000);
    const placesFor = (demand: number, certainty: number): number => {
      const found = require({ year: 6, demand, certainty });
      return "places" in found ? found.places : Number.POSITIVE_INFINITY;
    };
    for (const demand of [380, 420, 460]) {
      expect(placesFor(demand, 0.5)).toBeLessThanOrEqual(placesFor(demand, 0.9));
      expect(placesFor(demand, 0.8)).toBeLessThanOrEqual(placesFor(demand + 20, 0.8));
    }
  });

  test("have no number where nobody is trained, it is too soon, or no number of places is enough", () => {
    const require = (assumptions: Assumptions, year: number, demand: number) =>
      createRequirements(assumptions, run, 50)({ year, demand, certainty: 0.8 });
    expect(require({ ...certainSupply, routes: [] }, 5, 140)).toEqual({ reason: "no-routes" });
    expect(require(certainSupply, 1, 140)).toEqual({ reason: "too-soon" });
    expect(require(certainSupply, 5, 10_000)).toEqual({ reason: "out-of-reach" });
  });

  test("the root of any function that never falls is found", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 2, maxLength: 60 }), fc.nat(300), (steps, wanted) => {
        const sums = steps.map((_, at) => steps.slice(0, at + 1).reduce((total, step) => total + step, 0));
        const at = sums.findIndex((sum) => sum >= wanted);
        expect(
          findRoot(
            (place) => (sums[place] ?? 0) - wanted,
            [0, Math.min(8, steps.length - 1)],
            steps.length - 1,
          ),
        ).toBe(at < 0 ? null : at);
      }),
    );
  });
});

test("whole places are dealt so that one more takes none away", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { minLength: 1, maxLength: 5 }), fc.nat(150), (weights, places) => {
      const fewer = shareOut(places, weights);
      const more = shareOut(places + 1, weights);
      expect(fewer.reduce((total, one) => total + one, 0)).toBe(places);
      expect(more.every((count, route) => count >= (fewer[route] ?? 0))).toBe(true);
    }),
  );
  expect(shareOut(100, [3, 1, 0])).toEqual([75, 25, 0]);
});

describe("demand", () => {
  const still = { growth: 0, vacancy: 0, extra: { share: 0, inYears: 1 } };

  test("posts as funded now", () => {
    expect(projectDemand(200, still, 2)).toEqual([200, 200, 200]);
  });

  test("grows by the year, may leave posts vacant, and comes to extra posts step by step", () => {
    expect(projectDemand(200, { ...still, growth: 0.1 }, 2)[2]).toBeCloseTo(242, 9);
    expect(projectDemand(200, { ...still, vacancy: 0.05 }, 1)).toEqual([190, 190]);
    const extra = { share: 0.1, inYears: 4 };
    const posts = projectDemand(200, { ...still, extra }, 5).map((fte) => Math.round(fte * 1e9) / 1e9);
    expect(posts).toEqual([200, 205, 210, 215, 220, 220]);
  });
});

test("the lever that moves the outcome most comes first", () => {
  const found = measureSensitivity(
    uncertain,
    [
      { lever: "completion", low: 0.88, high: 0.92 },
      { lever: "leaving", low: 0.8, high: 1.2 },
      { lever: "hours", low: 0.99, high: 1.01 },
    ],
    6,
  );
  expect(found.map(({ lever }) => lever)).toEqual(["leaving", "hours", "completion"]);
  const [leaving, hours] = found;
  expect(leaving && leaving.fteAtLow > leaving.fteAtHigh).toBe(true);
  expect(hours && hours.fteAtHigh / hours.fteAtLow).toBeCloseTo(1.01 / 0.99, 9);
});
