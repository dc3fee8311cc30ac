import { expect, test } from "vitest";
import { type Backcast, backtest, measureAccuracy } from "../../src/supply/backtest.ts";
import { generateNation, type Truth, training } from "./generated.ts";

function backcast(horizon: number, actual: number, median: number): Backcast {
  return {
    area: "W",
    profession: "p",
    month: 0,
    horizon,
    actual,
    fan: {
      lower_95: median - 20,
      lower_80: median - 10,
      median,
      upper_80: median + 10,
      upper_95: median + 20,
    },
    noChange: 100,
    trend: actual,
  };
}

test("accuracy is bias, mean absolute error and coverage, by horizon", () => {
  expect(measureAccuracy([backcast(1, 100, 105), backcast(1, 200, 180), backcast(2, 0, 9)])).toEqual([
    {
      horizon: 1,
      cases: 2,
      bias: expect.closeTo((0.05 - 0.1) / 2, 12),
      error: expect.closeTo((0.05 + 0.1) / 2, 12),
      no_change_error: 0.25,
      trend_error: 0,
      within_80: 0.5,
      within_95: 1,
    },
  ]);
});

const truth: Truth = {
  professions: 3,
  people: 300,
  leaving: [0.1, 0.06],
  ageing: [0.1, 0],
  hours: [1, 0.8],
  othersPerHundred: 5,
  places: 12,
  fill: 1,
  completion: 0.9,
  employment: 0.8,
  years: 8,
  observed: 8,
};

test("projects from every past year that has enough before it, and knows nothing of what came later", () => {
  const { nation } = generateNation(truth, 3);
  const settings = {
    estimate: { times: training, leavingYears: 8, joiningYears: 3, threshold: 5, profileWeight: 20 },
    run: { simulations: 100, seed: 1 },
    horizons: 3,
    leastYears: 3,
    leastLeavers: 0,
    publishing: { noise: () => 0, roundTo: 1 },
  };
  const found = backtest(nation, settings);
  const months = [...new Set(found.map(({ month }) => month))];
  expect(months).toEqual([2015, 2016, 2017, 2018, 2019].map((year) => year * 12 + 8));
  expect(found.filter(({ profession }) => profession === "p0").map(({ horizon }) => horizon)).toEqual([
    1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 1,
  ]);
  const shifted = nation.professions.map((cell) => ({
    ...cell,
    years: cell.years.map((year) =>
      year.month > 2015 * 12 + 8
        ? { ...year, leavers: year.exposed, joiners: year.people.map(() => 99) }
        : year,
    ),
  }));
  const cohorts = nation.cohorts.map((cohort) =>
    cohort.startYear > 2015 ? { ...cohort, places: 999, enrolled: 999 } : { ...cohort },
  );
  const again = backtest({ ...nation, professions: shifted, cohorts }, settings);
  const first = (all: readonly Backcast[]) =>
    all.filter(({ month }) => month === months[0]).map(({ fan }) => fan);
  expect(first(again)).toEqual(first(found));
});

test("says nothing where too few left or too few years were complete", () => {
  const { nation } = generateNation(truth, 3);
  const settings = {
    estimate: { times: training, leavingYears: 8, joiningYears: 3, threshold: 5, profileWeight: 20 },
    run: { simulations: 100, seed: 1 },
    horizons: 3,
    leastYears: 3,
    leastLeavers: 0,
    publishing: { noise: () => 0, roundTo: 1 },
  };
  expect(backtest(nation, { ...settings, leastLeavers: 10_000 })).toEqual([]);
  expect(backtest(nation, { ...settings, leastYears: 9 })).toEqual([]);
});
