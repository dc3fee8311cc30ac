import { expect, test } from "vitest";
import { z } from "zod";
import type { Indicator } from "../../src/indicators/registry.ts";
import { writeObservationTable } from "../../src/statistics/observations.ts";
import { readStatisticsPolicy } from "../../src/statistics/policy.ts";
import { findSignals } from "../../src/statistics/signals.ts";
import { readRows } from "../../src/warehouse/connect.ts";
import { pipelines } from "../support/given.ts";
import { rate, shownCells } from "./shown-cells.ts";
import { number, text } from "./vectors.ts";

const policy = await readStatisticsPolicy(pipelines);
const observation = z.object({
  lower: number.nullable(),
  upper: number.nullable(),
  marker: text,
  signal: text.nullable(),
});

async function observe(
  row: Record<string, string | number | boolean | null>,
  indicator: Indicator = rate(),
): Promise<z.infer<typeof observation>> {
  const warehouse = await shownCells([row]);
  try {
    await findSignals(warehouse.connection, [indicator], policy);
    await writeObservationTable(warehouse.connection, [indicator], policy);
    const [found] = await readRows(
      warehouse.connection,
      observation,
      "select lower, upper, marker, signal from result.observation",
    );
    if (!found) throw new Error("no observation");
    return found;
  } finally {
    warehouse.close();
  }
}

test("the policy is complete", () => {
  expect(policy).toEqual({
    signal_points: 12,
    signal_mean: 5,
    reliable_denominator: 30,
    reliable_events: 10,
    reliable_values: 10,
  });
});

test("a cell without a value has no interval, no signal and is not called unreliable", async () => {
  const hidden = { numerator: null, denominator: null, value: null, people: null };
  const none = { lower: null, upper: null, signal: null };
  expect(await observe({ ...hidden, state: "c", is_incomplete: true })).toEqual({
    ...none,
    marker: "c incomplete",
  });
  expect(await observe({ ...hidden, state: "x", is_break: true, is_incomplete: true })).toEqual({
    ...none,
    marker: "x b",
  });
  expect(await observe({ numerator: 0, denominator: 0, value: null, people: 0, state: "z" })).toEqual({
    ...none,
    marker: "z",
  });
});

test("a shown rate has its interval, and its signal stands beside it", async () => {
  const found = await observe({});
  expect(found).toMatchObject({ marker: "", signal: "too-short" });
  expect(found.lower).toBeCloseTo(40.38, 2);
  expect(found.upper).toBeCloseTo(59.62, 2);
});

test.each([
  ["a share of 29", { interval: "wilson" }, { denominator: 29, numerator: 20 }, true],
  ["a share of 30", { interval: "wilson" }, { denominator: 30, numerator: 20 }, false],
  ["9 events", { interval: "poisson" }, { numerator: 9 }, true],
  ["10 events", { interval: "poisson" }, { numerator: 10, denominator: 12 }, false],
  ["a ratio over 29.9 FTE", { interval: "none" }, { denominator: 29.9 }, true],
  ["a ratio over 30 FTE", { interval: "none" }, { denominator: 30 }, false],
  ["a median of 9", { kind: "median" }, { numerator: null, denominator: 9 }, true],
  ["a mean of 10", { kind: "mean" }, { denominator: 10 }, false],
  ["a count", { kind: "count" }, { numerator: null, denominator: null, value: 1 }, false],
] as const)("low reliability: %s", async (_, changes, row, isUnreliable) => {
  const interval = "interval" in changes ? changes : { ...changes, interval: "none" as const };
  const found = await observe({ ...row, is_break: true, is_incomplete: true }, rate(interval));
  expect(found.marker).toBe(isUnreliable ? "b u incomplete" : "b incomplete");
});
