import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  type Bounds,
  byarBounds,
  type Confidence,
  exactBounds,
  poissonBounds,
  valueBounds,
  wilsonBounds,
} from "../../src/statistics/intervals.ts";
import { sum } from "../../src/sum.ts";
import { fixture, number, query, text, unitsFrom } from "./vectors.ts";

const bounds = z.object({ lower: number.nullable(), upper: number.nullable() });
const confidences = ["95", "99.8"] as const;

/** PHEindicatormethods 2.0 (commit 093fd28), test data of Byar's and Wilson's intervals, proportions and rates. */
describe("published intervals", () => {
  const methods: Record<string, (confidence: Confidence) => Bounds> = {
    wilson: (confidence) => wilsonBounds("numerator", "denominator", confidence),
    poisson: (confidence) => poissonBounds("numerator", confidence),
    byar: (confidence) => byarBounds("numerator", confidence),
  };
  test.each(Object.entries(methods))("%s", async (method, boundsOf) => {
    for (const confidence of confidences) {
      const { lower, upper } = boundsOf(confidence);
      const per = method === "poisson" ? "/ denominator" : "";
      const rows = await query(
        z.object({ lower: number, upper: number, printed_lower: text, printed_upper: text }),
        `select scale * (${lower}) ${per} as lower, scale * (${upper}) ${per} as upper, printed_lower, printed_upper
         from (select numerator::double as numerator, denominator::double as denominator, scale::double as scale,
           lower as printed_lower, upper as printed_upper
           from ${fixture("intervals")} where method = '${method}' and confidence = '${confidence}')`,
      );
      expect(rows.length).toBeGreaterThan(2);
      for (const row of rows) {
        expect(unitsFrom(row.printed_lower, row.lower)).toBeLessThan(10);
        expect(unitsFrom(row.printed_upper, row.upper)).toBeLessThan(10);
      }
    }
  });
});

describe("exact bounds", () => {
  /** Probability of at most so many events where `mean` are expected. */
  const atMost = (events: number, mean: number): number =>
    sum(Array.from({ length: events + 1 }, (_, x) => (Math.exp(-mean) * mean ** x) / factorial(x)));

  test.each(confidences)("leave the tails that %s % leaves", (confidence) => {
    const tail = { "95": 0.025, "99.8": 0.001 }[confidence];
    const { lower, upper } = exactBounds[confidence];
    expect([lower.length, upper.length, lower[0]]).toEqual([10, 10, 0]);
    for (let events = 0; events < 10; events += 1) {
      expect(atMost(events, upper[events] ?? Number.NaN)).toBeCloseTo(tail, 13);
      if (events > 0) expect(1 - atMost(events - 1, lower[events] ?? Number.NaN)).toBeCloseTo(tail, 13);
    }
  });

  function factorial(x: number): number {
    return x < 2 ? 1 : x * factorial(x - 1);
  }
});

describe("the interval of a value", () => {
  async function intervals(method: string, rows: readonly (readonly [number, number])[]) {
    const { lower, upper } = valueBounds();
    const values = rows.map(([numerator, denominator], index) => `(${index}, ${numerator}, ${denominator})`);
    return query(
      bounds,
      `select ${lower} as lower, ${upper} as upper
       from (select position, numerator::double as numerator, denominator::double as denominator, 100::double as scale,
         '${method}' as interval from (values ${values.join(", ")}) as given(position, numerator, denominator))
       order by position`,
    );
  }

  test("of nobody starts at exactly 0, of everybody ends at exactly 100", async () => {
    const pairs = [1, 7, 30, 12345].flatMap((n) => [[0, n] as const, [n, n] as const]);
    for (const [index, { lower, upper }] of (await intervals("wilson", pairs)).entries()) {
      expect(index % 2 === 0 ? lower : upper).toBe(index % 2 === 0 ? 0 : 100);
    }
    expect((await intervals("poisson", [[0, 20]]))[0]?.lower).toBe(0);
  });

  test("is none for parts of a person, for no method, without a base, with more persons than there are", async () => {
    const none = { lower: null, upper: null };
    expect(
      await intervals("wilson", [
        [2.5, 10],
        [0, 0],
        [11, 10],
      ]),
    ).toEqual([none, none, none]);
    expect(
      await intervals("poisson", [
        [2.5, 10],
        [3, 0],
        [-1, 10],
      ]),
    ).toEqual([none, none, none]);
    expect(await intervals("none", [[2, 10]])).toEqual([none]);
  });

  const pair = fc
    .integer({ min: 1, max: 5000 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

  test.each(["wilson", "poisson"])(
    "%s contains the value and lies in the range of values",
    async (method) => {
      await fc.assert(
        fc.asyncProperty(fc.array(pair, { minLength: 50, maxLength: 200 }), async (pairs) => {
          for (const [index, { lower, upper }] of (await intervals(method, pairs)).entries()) {
            const [numerator = 0, denominator = 1] = pairs[index] ?? [];
            const value = (100 * numerator) / denominator;
            expect(lower).toBeLessThanOrEqual(value);
            expect(upper).toBeGreaterThanOrEqual(value);
            expect(lower).toBeGreaterThanOrEqual(0);
            if (method === "wilson") expect(upper).toBeLessThanOrEqual(100);
          }
        }),
        { numRuns: 20 },
      );
    },
  );

  test.each(["wilson", "poisson"])("%s narrows as the base of the same value grows", async (method) => {
    await fc.assert(
      fc.asyncProperty(pair, async ([numerator, denominator]) => {
        const times = [1, 2, 3, 5, 8, 20];
        const found = await intervals(
          method,
          times.map((n) => [n * numerator, n * denominator] as const),
        );
        const widths = found.map(({ lower, upper }) => (upper ?? 0) - (lower ?? 0));
        expect(widths).toEqual([...widths].sort((a, b) => b - a));
      }),
      { numRuns: 30 },
    );
  });

  test("poisson rises with the number of events, also from exact to approximate", async () => {
    const found = await intervals(
      "poisson",
      Array.from({ length: 60 }, (_, events) => [events, 100] as const),
    );
    for (const side of ["lower", "upper"] as const) {
      const ends = found.map((one) => one[side] ?? Number.NaN);
      expect(ends).toEqual([...ends].sort((a, b) => a - b));
    }
  });
});
