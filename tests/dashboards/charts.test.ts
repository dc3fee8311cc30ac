import fc from "fast-check";
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { breaksOf, type LinePoint, lineChart, lineDomain } from "../../dashboards/src/charts/line-chart.ts";
import { type RowValue, rowChart } from "../../dashboards/src/charts/row-chart.ts";
import { sparkline } from "../../dashboards/src/charts/sparkline.ts";
import { ticksBetween } from "../../dashboards/src/charts/ticks.ts";
import { type Tile, tileMap } from "../../dashboards/src/charts/tile-map.ts";
import { tornadoChart } from "../../dashboards/src/charts/tornado-chart.ts";
import type { Html } from "../../dashboards/src/html.ts";
import type { Reading } from "../../dashboards/src/reading.ts";

const options = {
  title: "Headcount <Wales>",
  describedBy: "figure-words",
  words: "In words.",
  xLabel: "Diwedd y chwarter",
  yLabel: "pobl",
  breakLabel: "toriad yn y gyfres",
  levels: [],
  decimals: 0,
  formatNumber: (value: number, decimals: number) => `n${value.toFixed(decimals)}`,
};

test("a line chart has a name, a description, axis names and its own number format", () => {
  const { wide } = lineChart([{ name: "Cymru", points: points([100, 120, 140, 160]) }], options);
  const svg = parse(wide);
  expect(svg.getAttribute("role")).toBe("img");
  expect(svg.getAttribute("aria-label")).toBe(options.title);
  expect(svg.getAttribute("aria-describedby")).toBe("figure-words");
  expect(svg.querySelector("style")).toBeNull();
  const texts = textsOf(wide);
  expect(texts).toContain("Diwedd y chwarter");
  expect(texts).toContain("pobl");
  expect(texts).toContain("Cymru");
  expect(texts).toContain("n50");
  expect(texts.filter((text) => /^[\d,.]+$/.test(text) && !/^20\d\d$/.test(text))).toEqual([]);
});

test("a tornado has a bar from one outcome to the other, each end with the value that leads there", () => {
  const { wide, narrow } = tornadoChart(
    [
      { name: "Leaving", atLow: -40, atHigh: 70, low: "90%", high: "110%" },
      { name: "Places", atLow: 22, atHigh: 8, low: "108", high: "132" },
    ],
    { ...options, xLabel: "bwlch", middle: { value: 15, label: "fel y rhagdybir: 15" } },
  );
  for (const drawing of [wide, narrow]) {
    if (drawing === undefined) throw new Error("no narrow drawing");
    const texts = [...parse(drawing).querySelectorAll("text")].map((text) => ({
      text: text.textContent,
      x: Number(/translate\(([\d.]+)/.exec(text.getAttribute("transform") ?? "")?.[1]),
    }));
    const at = (wanted: string): number => texts.find(({ text }) => text === wanted)?.x ?? Number.NaN;
    expect(at("90%")).toBeLessThan(at("110%"));
    expect(at("132")).toBeLessThan(at("108"));
    expect(texts.map(({ text }) => text)).toContain("fel y rhagdybir: 15");
    expect(parse(drawing).querySelectorAll("rect")).toHaveLength(2);
  }
});

test("a cell without a number is a gap with its shorthand", () => {
  const hidden: Reading = { value: null, shorthand: "c", notes: [] };
  const { wide } = lineChart([{ name: "Powys", points: points([1, 2, hidden, hidden, 5, 6]) }], options);
  expect(textsOf(wide)).toContain("[c]");
  expect(linesOf(wide)).toEqual([2]);
});

test("an incomplete cell is a hollow point that the line does not touch", () => {
  const missing: Reading = { value: 1, notes: ["incomplete"] };
  const { wide } = lineChart([{ name: "Powys", points: points([50, 51, missing, 53, 54]) }], options);
  const hollow = [...parse(wide).querySelectorAll("circle")].filter(
    (circle) =>
      (circle.getAttribute("fill") ?? circle.parentElement?.getAttribute("fill")) === "var(--paper)",
  );
  expect(hollow).toHaveLength(1);
  expect(linesOf(wide)).toEqual([2]);
});

test("a break is marked where it begins", () => {
  const broken = (value: number): Reading => ({ value, notes: ["b"] });
  const series = points([1, 2, broken(3), broken(4), 5]);
  expect(breaksOf(series)).toEqual(["2021-09-30"]);
  expect(textsOf(lineChart([{ name: "Powys", points: series }], options).wide)).toContain(
    "toriad yn y gyfres",
  );
});

test("several series are named at their ends, apart from one another, and in the key of the narrow drawing", () => {
  const chart = lineChart(
    [
      { name: "Powys", points: points([9, 10]) },
      { name: "Cymru", points: points([9, 10]) },
    ],
    options,
  );
  expect(chart.key).toEqual([
    { name: "Powys", line: "1" },
    { name: "Cymru", line: "2" },
  ]);
  const places = [...parse(chart.wide).querySelectorAll("text")]
    .filter((text) => ["Powys", "Cymru"].includes(text.textContent ?? ""))
    .map((text) => Number(/,([\d.]+)\)/.exec(text.getAttribute("transform") ?? "")?.[1]));
  expect(Math.abs((places[0] ?? 0) - (places[1] ?? 0))).toBeGreaterThan(12);
  expect(textsOf(chart.narrow)).not.toContain("Powys");
});

test("levels span their periods, are named once in the key, and the axis reaches them", () => {
  const span = { from: "2021-06-30", to: "2021-12-31" };
  const levels = [
    { kind: "limit", name: "terfyn", value: 30, span },
    { kind: "mean", name: "cymedr", value: 20, span: { ...span, from: "2019-03-31" } },
    { kind: "limit", name: "terfyn", value: -5, span },
    { kind: "threshold", name: "trothwy 40", value: 40 },
  ] as const;
  const series = [{ name: "Cymru", points: points([18, 21, 20, 19, 22]) }];
  const { wide, key } = lineChart(series, { ...options, levels });
  expect(key).toEqual([
    { name: "Cymru", line: "1" },
    { name: "terfyn", line: "limit" },
    { name: "cymedr", line: "mean" },
    { name: "trothwy 40", line: "threshold" },
  ]);
  const [low, high] = lineDomain(series, levels);
  expect([low < -5, high > 40]).toEqual([true, true]);
  expect(textsOf(wide).filter((text) => ["terfyn", "cymedr", "trothwy 40"].includes(text))).toHaveLength(4);
  const ends = (line: Element): string[] => ["x1", "x2"].map((name) => line.getAttribute(name) ?? "");
  const [upper, mean, lower, threshold] = [...parse(wide).querySelectorAll(".rule line")].slice(1).map(ends);
  expect(upper).toEqual(lower);
  expect(mean?.[0]).toBe(threshold?.[0]);
  expect(Number(upper?.[0])).toBeGreaterThan(Number(threshold?.[0]));
  expect(Number(upper?.[1])).toBeLessThan(Number(threshold?.[1]));
});

test("the axis starts at zero unless the values lie close together", () => {
  const domain = (...values: number[]) => lineDomain([{ name: "", points: points(values) }], []);
  expect(domain(4, 8)[0]).toBe(0);
  expect(domain(95, 100)[0]).toBeGreaterThan(90);
  expect(domain(-3, 8)[0]).toBeLessThan(-3);
  expect(domain()).toEqual([0, 1]);
});

test("a map shows every area: its number, or why there is none, and no tint without a whole number", () => {
  const tile = (name: string, column: number, value: number | null, label: string): Tile => ({
    name,
    place: [column, 0],
    value,
    label,
    incomplete: label.includes("[i]"),
  });
  const drawing = tileMap(
    [
      tile("Powys", 0, 8, "8.0"),
      tile("Cwm Taf Morgannwg", 1, null, "[c]"),
      tile("Hywel Dda", 2, 4, "4.0 [i]"),
      tile("Caerdydd", 3, 6, "6.0"),
    ],
    "map",
    "words",
  );
  expect(textsOf(drawing)).toEqual([
    "Powys",
    "8.0",
    "Cwm Taf",
    "Morgannwg",
    "[c]",
    "Hywel Dda",
    "4.0 [i]",
    "Caerdydd",
    "6.0",
  ]);
  const tints = [...parse(drawing).querySelectorAll("rect")].map((rect) =>
    Number(rect.getAttribute("fill-opacity")),
  );
  expect(tints[1]).toBe(0);
  expect(tints[2]).toBe(0);
  expect(tints[0]).toBeGreaterThan(tints[3] ?? 1);
});

test("a row chart shows every row: its number, or why there is none", () => {
  const rows: RowValue[] = [
    { name: "Powys", value: 8, lower: 7, upper: 9, label: "8.0", incomplete: false },
    { name: "Bae Abertawe", value: null, lower: null, upper: null, label: "[c]", incomplete: false },
    { name: "Hywel Dda", value: 0, lower: null, upper: null, label: "0.0", incomplete: false },
  ];
  const { wide, narrow } = rowChart(rows, {
    ...options,
    mark: "point",
    reference: { value: 6, label: "Cymru: 6.0" },
  });
  for (const drawing of [wide, narrow]) {
    const texts = textsOf(drawing);
    for (const { name, label } of rows) expect(texts).toEqual(expect.arrayContaining([name, label]));
    expect(texts).toContain("Cymru: 6.0");
    expect(parse(drawing).querySelectorAll("circle")).toHaveLength(2);
  }
});

test("names from the data cannot break out of a chart", () => {
  const { wide } = lineChart([{ name: `</svg><script>x</script>"`, points: points([1, 2]) }], options);
  expect(wide.text).not.toContain("<script>");
});

test("a sparkline leaves gaps and is hidden from assistive technology", () => {
  const readings = points([1, 2, { value: null, shorthand: "c", notes: [] }, 4, 5]).map(
    ({ reading }) => reading,
  );
  const { text } = sparkline(readings) || { text: "" };
  expect(text).toContain('aria-hidden="true"');
  expect(text.match(/[ML]/g)?.join("")).toBe("MLML");
  expect(sparkline(readings.slice(0, 1))).toBe("");
});

test("ticks lie inside the axis, at even steps, never finer than the data", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 0.001, max: 1e6, noNaN: true }),
      fc.integer({ min: 0, max: 2 }),
      (low, range, decimals) => {
        const high = low + range;
        const ticks = ticksBetween(low, high, 5, decimals);
        expect(ticks.values.length).toBeLessThanOrEqual(7);
        expect(ticks.decimals).toBeLessThanOrEqual(decimals);
        for (const tick of ticks.values) {
          expect(tick).toBeGreaterThanOrEqual(low - range * 1e-6);
          expect(tick).toBeLessThanOrEqual(high + range * 1e-6);
        }
        const labels = ticks.values.map((tick) => tick.toFixed(ticks.decimals));
        expect(new Set(labels).size).toBe(labels.length);
      },
    ),
  );
});

/** Points at quarter ends from March 2021 on. */
function points(values: readonly (number | Reading)[]): LinePoint[] {
  return values.map((value, index) => ({
    periodEnd: new Date(Date.UTC(2021, 3 + 3 * index, 0)).toISOString().slice(0, 10),
    reading: typeof value === "number" ? { value, notes: [] } : value,
  }));
}

function parse(drawing: Html | undefined) {
  const svg = parseHTML(`<html><body>${drawing?.text ?? ""}</body></html>`).document.querySelector("svg");
  if (svg === null) throw new Error("no svg");
  return svg;
}

function textsOf(drawing: Html | undefined): string[] {
  return [...parse(drawing).querySelectorAll("text")].map((text) => text.textContent ?? "");
}

/** How many pieces each drawn line has that joins at least two points. */
function linesOf(drawing: Html): number[] {
  return [...parse(drawing).querySelectorAll(".line path")]
    .map((path) => path.getAttribute("d")?.match(/M[^M]*L/g)?.length ?? 0)
    .filter((pieces) => pieces > 0);
}
