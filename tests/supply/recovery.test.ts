import { describe, expect, test } from "vitest";
import { type EstimateSettings, estimateNation } from "../../src/supply/estimate.ts";
import { measureFan, sortYear } from "../../src/supply/fans.ts";
import { simulate } from "../../src/supply/simulate.ts";
import { generateNation, lastObserved, type Truth, training } from "./generated.ts";

const truth: Truth = {
  professions: 10,
  people: 200,
  leaving: [0.12, 0.07, 0.05, 0.15],
  ageing: [0.2, 0.1, 0.1, 0],
  hours: [0.95, 0.85, 0.85, 0.75],
  othersPerHundred: 4,
  places: 16,
  fill: 0.95,
  completion: 0.88,
  employment: 0.78,
  years: 11,
  observed: 8,
};

const settings: EstimateSettings = {
  times: training,
  leavingYears: 8,
  joiningYears: 8,
  threshold: 5,
  profileWeight: 20,
};

describe("generated nations", () => {
  const nations = Array.from({ length: 200 }, (_, seed) => generateNation(truth, seed + 1));
  const estimated = nations.map(({ nation }) => estimateNation(nation, settings, lastObserved));

  test("95 % fans hold 93 to 97 % of what then happened, 80 % fans 77 to 83 %", () => {
    let cases = 0;
    const held = { wide: 0, narrow: 0 };
    for (const [seed, cells] of estimated.entries()) {
      for (const [index, { assumptions, profession }] of cells.entries()) {
        const paths = simulate(assumptions, { years: 3, simulations: 250, seed, name: profession });
        for (const year of [1, 3]) {
          const fan = measureFan(sortYear(paths.people, paths, year));
          const actual = nations[seed]?.future[index]?.[year - 1] ?? Number.NaN;
          cases++;
          held.wide += holds(fan.lower_95, actual, fan.upper_95);
          held.narrow += holds(fan.lower_80, actual, fan.upper_80);
        }
      }
    }
    expect(cases).toBe(200 * 10 * 2);
    expect(held.wide / cases).toBeGreaterThan(0.93);
    expect(held.wide / cases).toBeLessThan(0.97);
    expect(held.narrow / cases).toBeGreaterThan(0.77);
    expect(held.narrow / cases).toBeLessThan(0.83);
  });

  test("rates come back: the true ones lie within two standard errors as often as they should", () => {
    const distances = estimated.flatMap((cells) =>
      cells.flatMap(({ assumptions: { leaving, routes } }) => [
        ...leaving.map((rate, band) => distance(rate, truth.leaving[band] ?? 0)),
        ...routes.flatMap(({ fill, completion, employment }) => [
          distance(fill, truth.fill),
          distance(completion, truth.completion),
          distance(employment, truth.employment),
        ]),
      ]),
    );
    const within = distances.filter((one) => one < 1.96).length / distances.length;
    expect(within).toBeGreaterThan(0.93);
    expect(within).toBeLessThan(0.98);
  });

  test("others who join come back without bias", () => {
    const found = estimated.flatMap((cells) =>
      cells.map(({ assumptions, evidence }) => assumptions.others.mean.mean / evidence.people),
    );
    const wanted = nations.flatMap(({ nation }) =>
      nation.professions.map(({ years }, index) => {
        const size = truth.people * (0.5 + index / truth.professions);
        const people = years.at(-1)?.people.reduce((sum, one) => sum + one, 0) ?? 0;
        return (truth.othersPerHundred * size) / 100 / people;
      }),
    );
    const average = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(average(found) / average(wanted)).toBeCloseTo(1, 1);
  });
});

/** People are whole numbers: one on the edge of a band is half in it. */
function holds(lower: number, actual: number, upper: number): number {
  if (actual === lower || actual === upper) return 0.5;
  return actual > lower && actual < upper ? 1 : 0;
}

function distance({ mean, weight }: { mean: number; weight: number }, actual: number): number {
  return Math.abs(mean - actual) / Math.sqrt((actual * (1 - actual)) / weight);
}
