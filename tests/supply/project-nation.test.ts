import { describe, expect, test } from "vitest";
import { measureAccuracy } from "../../src/supply/backtest.ts";
import { estimateNation } from "../../src/supply/estimate.ts";
import { keepPublished, projectNation } from "../../src/supply/project-nation.ts";
import { readSupplySettings } from "../../src/supply/settings.ts";
import { simulate } from "../../src/supply/simulate.ts";
import { pipelines } from "../support/given.ts";
import { readExampleNation } from "./example-nation.ts";
import { generateNation, lastObserved, type Truth, training } from "./generated.ts";

const settings = await readSupplySettings(pipelines);
const nation = await readExampleNation();
const exact = { noise: () => 0, roundTo: 1 };
const projection = projectNation(
  nation,
  { ...settings, simulations: 400, search_simulations: 200 },
  5,
  exact,
);
const of = (profession: string) => projection.projections.find((one) => one.profession === profession);

describe("the example nation", () => {
  test("professions of which too few left have no number, and say why", () => {
    expect(projection.unprojected).toContainEqual({
      area: nation.whole.area,
      profession: "drama-therapist",
      reason: "few-leavers",
    });
    expect(of("drama-therapist")).toBeUndefined();
  });

  test("starts from what is in post and funded, and its bands hold each other", () => {
    const physiotherapists = of("physiotherapist");
    expect(physiotherapists?.start).toEqual({ people: 2018, fte: 1714.8, posts: 1793.5 });
    expect(physiotherapists?.people[0]?.median).toBe(2018);
    for (const { lower_95, lower_80, median, upper_80, upper_95 } of physiotherapists?.fte ?? []) {
      expect([lower_95, lower_80, median, upper_80, upper_95]).toEqual(
        [lower_95, lower_80, median, upper_80, upper_95].sort((a, b) => a - b),
      );
    }
  });

  test("a higher demand or certainty never needs fewer places", () => {
    for (const { scenarios } of projection.projections) {
      for (const { required } of scenarios) {
        const places = required.map((one) => ("places" in one ? one.places : Number.POSITIVE_INFINITY));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }
    }
  });

  test("projections of the past were at least as near as no change and the straight line", () => {
    const accuracy = measureAccuracy(projection.backcasts);
    const cases = accuracy.reduce((total, one) => total + one.cases, 0);
    const average = (measure: "error" | "no_change_error" | "trend_error" | "within_95"): number =>
      accuracy.reduce((total, one) => total + one[measure] * one.cases, 0) / cases;
    expect(accuracy.map(({ horizon }) => horizon)).toEqual([1, 2, 3]);
    expect(average("error")).toBeLessThan(average("trend_error"));
    expect(average("error")).toBeLessThan(average("no_change_error") / 2);
    expect(average("within_95")).toBeGreaterThan(0.93);
  });

  test("what is not published is in none of the numbers", () => {
    const published = new Set([`${nation.whole.area}/physiotherapist`, `${nation.whole.area}/orthotist`]);
    const kept = keepPublished(projection, published);
    expect(kept.projections.map(({ profession }) => profession)).toEqual(["physiotherapist"]);
    expect(kept.unprojected.find(({ profession }) => profession === "orthotist")?.reason).toBe("few-leavers");
    expect(kept.unprojected.find(({ profession }) => profession === "dietitian")?.reason).toBe(
      "not-published",
    );
    expect(kept.accuracy.country).toEqual(kept.projections[0]?.accuracy);
  });

  test("an assumption put in the place of an estimate is used", () => {
    const lever = { profession: "dietitian", source: { en: "a", cy: "b" } } as const;
    const changed = projectNation(
      { ...nation, professions: nation.professions.filter(({ profession }) => profession === "dietitian") },
      {
        ...settings,
        simulations: 200,
        search_simulations: 100,
        overrides: [{ ...lever, lever: "places", value: 0 }],
      },
      5,
      exact,
    );
    const [dietitians] = changed.projections;
    expect(dietitians?.levers.some(({ lever: name }) => name === "places")).toBe(false);
    expect(dietitians?.fte[10]?.median).toBeLessThan(of("dietitian")?.fte[10]?.lower_95 ?? 0);
  });
});

describe("extremes", () => {
  const truth: Truth = {
    professions: 3,
    people: 300,
    leaving: [0.1, 0.06],
    ageing: [0.1, 0],
    hours: [1, 0.8],
    othersPerHundred: 6,
    places: 0,
    fill: 1,
    completion: 1,
    employment: 1,
    years: 8,
    observed: 8,
  };
  const rules = { times: training, leavingYears: 8, joiningYears: 3, threshold: 5, profileWeight: 20 };
  const run = { years: 10, simulations: 100, seed: 1, name: "extreme" };

  test("a profession of four people, without cohorts, of whom nobody ever left", () => {
    const { nation: generated } = generateNation(truth, 1);
    const tiny = {
      area: "W",
      profession: "tiny",
      isGroup: false,
      years: generated.whole.years.map(({ month }) => ({
        month,
        isComplete: true,
        people: [4, 0],
        fte: [4, 0],
        exposed: [4, 0],
        leavers: [0, 0],
        joiners: [0, 0],
        newlyQualified: [0, 0],
      })),
    };
    const cells = estimateNation(
      { ...generated, professions: [...generated.professions, tiny], cohorts: [] },
      rules,
      lastObserved,
    );
    const found = cells.find(({ profession }) => profession === "tiny");
    if (!found) throw new Error("tiny is missing");
    expect(found.evidence).toMatchObject({ people: 4, leavers: 0, exposed: 32, graduates: 0 });
    expect(found.assumptions.stock.reduce((sum, people) => sum + people, 0)).toBe(4);
    expect(found.assumptions.leaving.every(({ mean }) => mean > 0 && mean < 0.11)).toBe(true);
    const { people, fte } = simulate(found.assumptions, run);
    expect(people.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
    expect(fte.every(Number.isFinite)).toBe(true);
    expect(fte[0]).toBeCloseTo(4, 9);
  });

  test("nobody at all", () => {
    const { nation: generated } = generateNation(truth, 1);
    const empty = { ...generated.whole, years: [] };
    expect(estimateNation({ ...generated, whole: empty }, rules, lastObserved)).toEqual([]);
  });
});
