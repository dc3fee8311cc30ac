import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createUniform } from "../../src/supply/random.ts";
import {
  binomialQuantile,
  drawBeta,
  drawGamma,
  normalQuantile,
  poissonQuantile,
} from "../../src/supply/sampling.ts";

const uniforms = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
const shares = fc.double({ min: 0, max: 1, noNaN: true });

function moments(draws: readonly number[]): { mean: number; variance: number } {
  const mean = draws.reduce((total, one) => total + one, 0) / draws.length;
  return { mean, variance: draws.reduce((total, one) => total + (one - mean) ** 2, 0) / draws.length };
}

function repeat(times: number, draw: () => number): number[] {
  return Array.from({ length: times }, draw);
}

describe("binomial draws", () => {
  test("follow the distribution of 4 tosses of a coin", () => {
    const cumulative = [1, 5, 11, 15, 16].map((count) => count / 16);
    for (const [events, upTo] of cumulative.entries()) {
      expect(binomialQuantile(upTo - 1e-6, 4, 0.5)).toBe(events);
      if (events < 4) expect(binomialQuantile(upTo + 1e-6, 4, 0.5)).toBe(events + 1);
    }
  });

  test.each([
    [100, 0.05595],
    [1000, 0.2],
    [20_000, 0.3],
  ])("have mean np and variance np(1 − p) for n = %d, p = %d", (people, p) => {
    const uniform = createUniform(1, `${people}`);
    const { mean, variance } = moments(repeat(20_000, () => binomialQuantile(uniform(), people, p)));
    const wanted = people * p * (1 - p);
    expect(Math.abs(mean - people * p)).toBeLessThan(4 * Math.sqrt(wanted / 20_000));
    expect(variance / wanted).toBeCloseTo(1, 1);
  });

  test("never fall, nor rise by more than one, with one person more, and never fall with the chance", () => {
    fc.assert(
      fc.property(uniforms, fc.integer({ min: 0, max: 400 }), shares, shares, (u, people, p, other) => {
        const more = binomialQuantile(u, people + 1, p) - binomialQuantile(u, people, p);
        expect([0, 1]).toContain(more);
        expect(binomialQuantile(u, people, Math.min(p, other))).toBeLessThanOrEqual(
          binomialQuantile(u, people, Math.max(p, other)),
        );
      }),
    );
  });

  test("are nobody and everybody at the ends", () => {
    expect([
      binomialQuantile(0.5, 0, 0.5),
      binomialQuantile(0.999, 9, 0),
      binomialQuantile(0.001, 9, 1),
    ]).toEqual([0, 0, 9]);
  });
});

test.each([0.3, 12, 900])("Poisson draws have mean and variance %d", (mean) => {
  const uniform = createUniform(2, `${mean}`);
  const found = moments(repeat(20_000, () => poissonQuantile(uniform(), mean)));
  expect(Math.abs(found.mean - mean)).toBeLessThan(4 * Math.sqrt(mean / 20_000));
  expect(found.variance / mean).toBeCloseTo(1, 1);
});

test.each([0.4, 3, 80])("gamma draws of shape %d have mean 5 and variance 25 / shape", (shape) => {
  const uniform = createUniform(3, `${shape}`);
  const found = moments(repeat(40_000, () => drawGamma(uniform, 5, shape)));
  expect(found.mean / 5).toBeCloseTo(1, 1);
  expect((found.variance * shape) / 25).toBeGreaterThan(0.93);
  expect((found.variance * shape) / 25).toBeLessThan(1.07);
});

test("beta draws have mean a / (a + b), however little they rest on", () => {
  const uniform = createUniform(4, "beta");
  const found = moments(repeat(20_000, () => drawBeta(uniform, 8, 92)));
  expect(found.mean).toBeCloseTo(0.08, 2);
  expect(found.variance / ((0.08 * 0.92) / 101)).toBeCloseTo(1, 1);
  const extreme = moments(repeat(20_000, () => drawBeta(uniform, 1e-4, 3e-4)));
  expect(extreme.mean).toBeCloseTo(0.25, 1);
});

test("normal quantiles are those of the tables", () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 7);
  expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 7);
  expect(normalQuantile(0.5)).toBeCloseTo(0, 9);
});

test("a stream is the same for the same seed and name, and another for any other", () => {
  const first = (seed: number, name: string): number[] => repeat(3, createUniform(seed, name));
  expect(first(1, "a")).toEqual(first(1, "a"));
  expect(first(1, "a")).not.toEqual(first(2, "a"));
  expect(first(1, "a")).not.toEqual(first(1, "b"));
});
