import { expect, test } from "vitest";
import { difference, readYearChange } from "../../dashboards/src/cells.ts";
import type { Observation } from "../../dashboards/src/observations.ts";
import { markersOf, readObservation } from "../../dashboards/src/reading.ts";
import { yearBefore } from "../../dashboards/src/select.ts";

test("a confidential, unavailable or inapplicable cell has no number, even if one were there", () => {
  expect(readObservation(observation("2025-03-31", 3, "c"))).toEqual({
    value: null,
    shorthand: "c",
    notes: [],
  });
  expect(readObservation(observation("2025-03-31", null, "x b"))).toEqual({
    value: null,
    shorthand: "x",
    notes: ["b"],
  });
  expect(readObservation(observation("2025-03-31", null, "z"))).toMatchObject({ shorthand: "z" });
});

test("a cell that the release does not have is not available", () => {
  expect(readObservation(undefined)).toEqual({ value: null, shorthand: "x", notes: [] });
  expect(readObservation(observation("2025-03-31", null, ""))).toMatchObject({ shorthand: "x" });
});

test("a zero is a number", () => {
  expect(readObservation(observation("2025-03-31", 0, ""))).toEqual({ value: 0, notes: [] });
});

test("the legend names each marker once", () => {
  const readings = [observation("a", 1, "b incomplete"), observation("b", null, "c b")].map(readObservation);
  expect([...markersOf(readings)].sort()).toEqual(["b", "c", "incomplete"]);
});

test("a difference without both numbers has the reason of the one that is missing", () => {
  const known = { value: 5, notes: [] };
  const hidden = { value: null, shorthand: "c", notes: [] } as const;
  expect(difference(known, { value: 3, notes: ["p"] })).toEqual({ value: 2, notes: ["p"] });
  expect(difference(known, hidden)).toEqual(hidden);
  expect(difference(hidden, known)).toEqual(hidden);
});

test("a year before a month end is a month end", () => {
  expect(["2025-09-30", "2024-02-29", "2025-02-28"].map(yearBefore)).toEqual([
    "2024-09-30",
    "2023-02-28",
    "2024-02-29",
  ]);
});

test("a change over a break says so, one after it does not", () => {
  const series = [
    observation("2023-12-31", 10, ""),
    observation("2024-03-31", 10, ""),
    observation("2024-06-30", 30, "b"),
    observation("2024-12-31", 31, ""),
    observation("2025-06-30", 33, ""),
  ];
  expect(readYearChange(series, "2024-12-31").change).toEqual({ value: 21, notes: ["b"] });
  expect(readYearChange(series, "2025-06-30").change).toEqual({ value: 3, notes: [] });
  expect(readYearChange(series, "2024-03-31").change).toMatchObject({ value: null, shorthand: "x" });
});

function observation(periodEnd: string, value: number | null, marker: string): Observation {
  return {
    periodEnd,
    period: periodEnd,
    numerator: null,
    denominator: null,
    value,
    lower: null,
    upper: null,
    markers: marker.split(" ").filter((each) => each !== ""),
  };
}
