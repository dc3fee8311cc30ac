import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { estimateOtherAges, measureRemainder, measureSpread } from "../../src/supply/estimate-joiners.ts";
import type { ObservedCohort } from "../../src/supply/observed.ts";
import { measureRate, shrink, weighWhole } from "../../src/supply/shrink.ts";
import { shrinkOthers } from "../../src/supply/shrink-others.ts";
import { groupSmall, spreadGroups } from "../../src/supply/small-counts.ts";
import { estimateRoutes, joiningYear, knownIn } from "../../src/supply/training.ts";

const counts = fc.array(fc.nat(12), { minLength: 1, maxLength: 10 });

describe("small counts", () => {
  test("are joined to their neighbours until none is left, unless there are fewer in all", () => {
    fc.assert(
      fc.property(counts, (column) => {
        const total = column.reduce((sum, count) => sum + count, 0);
        const groups = groupSmall([column], 5);
        const totals = groups.map(({ from, to }) =>
          column.slice(from, to).reduce((sum, count) => sum + count, 0),
        );
        expect(totals.reduce((sum, count) => sum + count, 0)).toBe(total);
        if (total >= 5) expect(totals.every((count) => count === 0 || count >= 5)).toBe(true);
        expect(groups.map(({ from }) => from)).toEqual([0, ...groups.slice(0, -1).map(({ to }) => to)]);
      }),
    );
  });

  test("are dealt out by the profile, whatever each of them was", () => {
    const profile = [1, 3, 2, 2];
    const first = spreadGroups([1, 7, 2, 0], profile, groupSmall([[1, 7, 2, 0]], 5));
    expect(first).toEqual(spreadGroups([3, 5, 0, 2], profile, groupSmall([[3, 5, 0, 2]], 5)));
    expect(first.reduce((sum, count) => sum + count, 0)).toBeCloseTo(10, 9);
    expect(spreadGroups([9, 8], profile, groupSmall([[9, 8]], 5))).toEqual([9, 8]);
  });
});

describe("shrinking", () => {
  const whole = { mean: 0.1, weight: 10_000 };

  test("lies between the part and the whole, nearer to the part the larger it is", () => {
    const small = shrink({ events: 4, exposed: 20 }, whole, 200);
    const large = shrink({ events: 400, exposed: 2000 }, whole, 200);
    expect(small).toEqual({ mean: 24 / 220, weight: 220 });
    expect(large.mean).toBeCloseTo(420 / 2200, 12);
  });

  test("the whole counts for no more than its other parts", () => {
    expect(shrink({ events: 30, exposed: 300 }, { mean: 0.1, weight: 400 }, 10_000).weight).toBe(400);
  });

  test("parts that differ beyond chance leave the whole little weight", () => {
    const alike = [10, 11, 9, 10].map((events) => ({ events, exposed: 100, rate: 0.1 }));
    const unlike = [4, 16, 6, 14].map((events) => ({ events, exposed: 100, rate: 0.1 }));
    expect(weighWhole(alike)).toBe(9999);
    // Σ(x − 10)² = 104, Σ variance = 36; ρ = (104 − 36) / (36 × 99) = 0.0191.
    expect(weighWhole(unlike)).toBeCloseTo(1 / ((104 - 36) / (36 * 99)) - 1, 9);
  });

  test("a rate of nothing or all is not certain", () => {
    expect(measureRate({ events: 0, exposed: 9 })).toEqual({ mean: 0.05, weight: 10 });
  });
});

describe("joiners", () => {
  test("other than graduates are the rest", () => {
    expect(measureRemainder([20, 24], [12, 14])).toEqual({ uptake: 1, others: [8, 10] });
  });

  test("fewer than the graduates: that share of them joins and nobody else", () => {
    expect(measureRemainder([10, 20], [20, 20])).toEqual({ uptake: 0.75, others: [-5, 5] });
  });

  test("the ages of others are those of all joiners without the graduates", () => {
    expect(estimateOtherAges([0.5, 0.5], [1, 0], 0.5)).toEqual([0, 1]);
    expect(estimateOtherAges([1, 0], [1, 0], 1)).toEqual([1, 0]);
  });

  test("others of a part are shrunk to those of all parts, and to nothing where the parts are not alike", () => {
    const part = (others: number) => ({ others, exposed: 300, years: 3 });
    expect(shrinkOthers([part(12)], [], 2)).toEqual([
      { mean: expect.closeTo(12.5 / 3, 12), weight: expect.closeTo(1.5, 12) },
    ]);
    const [alone] = shrinkOthers([{ others: 0, exposed: 0, years: 3 }], [], 1);
    expect(alone).toEqual({ mean: expect.closeTo(0.5 / 3, 12), weight: 3 });
    // Parts that differ by chance alone are taken to be one whole: 12.5 a year for 300 person-years of each.
    const same = [part(36), part(38), part(37), part(39)];
    const [first] = shrinkOthers(same, same, 1);
    expect(first?.mean).toBeCloseTo((100 * (36.5 + 900 * 0.125)) / 1200, 9);
    expect(first?.weight).toBeCloseTo(12, 9);
    const different = [part(5), part(90), part(10), part(80)];
    const [low] = shrinkOthers(different, different, 1);
    expect(low?.mean).toBeGreaterThan(5.5 / 3);
    expect(low?.mean).toBeLessThan(10 / 3);
  });

  test("spread over the years is variance over mean, at least that of chance, and none of it is a slow change", () => {
    expect(measureSpread([[10, 10, 10]])).toBe(1);
    expect(measureSpread([[100, 102, 104]])).toBe(1);
    // Differences of 12 and −12 around a mean of 10, and none of a single year: 144 / 20.
    expect(measureSpread([[6, 18, 6], [10]])).toBeCloseTo(7.2, 9);
  });
});

describe("training", () => {
  const times = {
    years: new Map([["undergraduate", 3]]),
    professionYears: new Map([["p", new Map([["undergraduate", 4]])]]),
    monthsToStart: 2,
  };
  const cohort = (startYear: number, completed: number | null, employed: number | null): ObservedCohort => ({
    profession: "q",
    isGroup: false,
    route: "undergraduate",
    startYear,
    places: 20,
    enrolled: 18,
    completed,
    employed,
  });

  test("a cohort joins in the twelve months in which its first autumn after the course lies", () => {
    const september2026 = 2026 * 12 + 8;
    const joins = (profession: string, startYear: number): number =>
      joiningYear({ profession, route: "undergraduate", startYear }, times, september2026);
    expect(joins("q", 2023)).toBe(0);
    expect(joins("q", 2024)).toBe(1);
    expect(joins("p", 2023)).toBe(1);
    const december2026 = september2026 + 3;
    expect(
      joiningYear({ profession: "q", route: "undergraduate", startYear: 2024 }, times, december2026),
    ).toBe(1);
  });

  test("what was not known yet does not count", () => {
    const all = [cohort(2018, 16, 12), cohort(2019, 15, 11), cohort(2020, 14, 10), cohort(2023, null, null)];
    expect(knownIn(all, times, 2023 * 12 + 8)).toEqual([
      cohort(2018, 16, 12),
      cohort(2019, 15, null),
      cohort(2020, null, null),
      cohort(2023, null, null),
    ]);
  });

  test("places go on as in the latest year, and those on their way come one by one", () => {
    const cohorts = [
      cohort(2021, 16, 12),
      cohort(2022, 15, null),
      cohort(2023, null, null),
      cohort(2024, null, null),
    ];
    const [route] = estimateRoutes(cohorts, "q", times, 2025 * 12 + 8);
    expect(route).toMatchObject({
      id: "undergraduate",
      places: 20,
      firstYear: 3,
      cohorts: [
        { year: 1, people: 18, stage: "enrolled" },
        { year: 2, people: 18, stage: "enrolled" },
      ],
    });
    expect(route?.completion.mean).toBeCloseTo(31 / 36, 1);
    expect(route?.employment.mean).toBeCloseTo(12 / 16, 1);
  });
});
