import { expect, test } from "vitest";
import { changeCell, difference, readingCell, readYearChange } from "../../dashboards/src/cells.ts";
import type { Observation } from "../../dashboards/src/observations.ts";
import { latestPoints } from "../../dashboards/src/points.ts";
import { markersOf, readObservation } from "../../dashboards/src/reading.ts";
import { selectSeries, yearBefore } from "../../dashboards/src/select.ts";
import { contextOf, indicatorOf, readFixture } from "./fixture-site.ts";

const release = readFixture();

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

test("a confidential cell tells in short what that means, and its text is the shorthand alone", () => {
  const cell = (language: "en" | "cy", marker: string) =>
    readingCell(contextOf(release, language), readObservation(observation("a", null, marker)), {
      decimals: 0,
    }).text;
  expect(cell("en", "c b")).toBe(
    '<abbr class="no-value" title="Confidential, to protect single people; not missing, not 0">[c] [b]</abbr>',
  );
  expect(cell("cy", "c")).toMatch(/title="Cyfrinachol, .+">\[c\]<\/abbr>$/);
  expect(cell("en", "x")).toBe('<span class="no-value">[x]</span>');
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
  expect(difference(known, { value: 3, notes: ["p"] }, 0)).toEqual({ value: 2, notes: ["p"] });
  expect(difference(known, hidden, 0)).toEqual(hidden);
  expect(difference(hidden, known, 0)).toEqual(hidden);
});

test("a difference is that of the numbers as they are shown", () => {
  const change = (later: number, earlier: number) =>
    difference({ value: later, notes: [] }, { value: earlier, notes: [] }, 1).value;
  expect(change(16.449, 16.451)).toBe(-0.1);
  expect(change(3.049, 2.951)).toBe(0);
  expect(change(-0.01, 0.04)).toBe(0);
  expect(change(0.35, 0.25)).toBe(0.1);
});

test("sentences and tables have the same change", () => {
  const indicator = indicatorOf(release, "leaver-rate");
  const slice = { indicator, area: "W92000004", profession: "all" };
  const { change } = readYearChange(selectSeries(release, slice), "2025-09-30", indicator.decimals);
  const english = contextOf(release, "en");
  const [point] = latestPoints(english, { "leaver-rate": "table" }, { ...slice, name: "Wales" });
  expect(point?.text).toContain(`Up ${change.value} percentage points`);
  expect(changeCell(english, change, indicator).text).toBe(`+${change.value}`);
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
  expect(readYearChange(series, "2024-12-31", 0).change).toEqual({ value: 21, notes: ["b"] });
  expect(readYearChange(series, "2025-06-30", 0).change).toEqual({ value: 3, notes: [] });
  expect(readYearChange(series, "2024-03-31", 0).change).toMatchObject({ value: null, shorthand: "x" });
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
    signal: null,
    limits: null,
    change: null,
  };
}
