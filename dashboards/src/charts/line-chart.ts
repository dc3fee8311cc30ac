import * as Plot from "@observablehq/plot";
import type { Reading } from "../reading.ts";
import { type Chart, colours, drawSvg, fontSize, textWidth, type Width, widths } from "./svg.ts";

export type LinePoint = { readonly periodEnd: string; readonly reading: Reading };

export type LineSeries = { readonly name: string; readonly points: readonly LinePoint[] };

export type LineChartOptions = {
  readonly title: string;
  readonly describedBy: string;
  readonly words: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly breakLabel: string;
  readonly formatNumber: (value: number) => string;
};

type Dot = { readonly x: Date; readonly y: number; readonly series: number; readonly incomplete: boolean };

const height = 300;
const labelGap = fontSize * 1.25;
const dashes = ["none", "7 4", "2 3", "9 3 2 3"];

/**
 * Draws up to four series over time. A cell without a number leaves a gap, with its shorthand on the time axis; an
 * incomplete one is a hollow point; a break is a marked vertical line. Series differ in colour and dash, and are
 * named at their end (wide) or above the plot (narrow).
 */
export function lineChart(series: readonly LineSeries[], options: LineChartOptions): Chart {
  return {
    wide: draw(series, options, "wide"),
    narrow: draw(series, options, "narrow"),
    words: options.words,
  };
}

function draw(series: readonly LineSeries[], options: LineChartOptions, width: Width) {
  const dots = series.flatMap(toDots);
  const [low, high] = niceDomain(dots.map(({ y }) => y));
  const keyHeight = width === "narrow" ? series.length * labelGap : 0;
  const marginTop = 26 + keyHeight;
  const marginRight = width === "wide" ? 14 + Math.max(...series.map(({ name }) => textWidth(name))) : 14;
  const marginLeft = 8 + Math.max(...[low, high].map((value) => textWidth(options.formatNumber(value))));
  const marginBottom = 36;
  const plotHeight = height - 26 - marginBottom;
  const ends = series.flatMap((_, index) => dots.findLast((dot) => dot.series === index) ?? []);
  const labels = spread(ends, (plotHeight / (high - low || 1)) * 1, labelGap);
  const years = yearTicks(series, width);
  return drawSvg(
    {
      width: widths[width],
      height: height + keyHeight,
      marginTop,
      marginRight,
      marginLeft,
      marginBottom,
      x: { type: "utc" },
      y: { domain: [low, high] },
      marks: [
        Plot.gridY({ stroke: colours.line, strokeOpacity: 1, ticks: 5 }),
        low < 0 && high > 0 ? Plot.ruleY([0], { stroke: colours.muted }) : null,
        Plot.axisY({
          ticks: 5,
          tickSize: 0,
          tickFormat: (value: number) => options.formatNumber(value),
          label: options.yLabel,
          labelAnchor: "top",
          labelArrow: "none",
          labelOffset: marginLeft,
          fill: colours.muted,
        }),
        Plot.axisX(years, {
          tickFormat: (date: Date) => String(date.getUTCFullYear()),
          tickSize: 4,
          stroke: colours.muted,
          label: options.xLabel,
          labelArrow: "none",
          fill: colours.muted,
        }),
        Plot.ruleX(breaks(series), { stroke: colours.ink, strokeDasharray: "1 3" }),
        Plot.text(breaks(series), {
          x: (date: Date) => date,
          text: () => options.breakLabel,
          frameAnchor: "top",
          textAnchor: "start",
          dx: 4,
          dy: 2,
          fill: colours.muted,
        }),
        ...series.map((line, index) =>
          Plot.line(line.points, {
            x: ({ periodEnd }: LinePoint) => toDate(periodEnd),
            y: ({ reading }: LinePoint) => reading.value ?? Number.NaN,
            stroke: seriesColour(index),
            strokeWidth: 2.25,
            strokeDasharray: dashes[index % dashes.length] ?? "none",
          }),
        ),
        Plot.dot(dots.filter(isLone(series)), {
          x: "x",
          y: "y",
          r: 2.5,
          fill: (dot: Dot) => seriesColour(dot.series),
        }),
        Plot.dot(
          dots.filter(({ incomplete }) => incomplete),
          {
            x: "x",
            y: "y",
            r: 4,
            fill: colours.paper,
            stroke: (dot: Dot) => seriesColour(dot.series),
            strokeWidth: 1.75,
          },
        ),
        Plot.dot(
          ends.filter(({ incomplete }) => !incomplete),
          { x: "x", y: "y", r: 3.5, fill: (dot: Dot) => seriesColour(dot.series) },
        ),
        Plot.text(gaps(series), {
          x: "x",
          text: "text",
          frameAnchor: "bottom",
          dy: -4,
          fontSize: 10,
          fill: colours.muted,
        }),
        width === "wide"
          ? Plot.text(labels, {
              x: "x",
              y: "y",
              text: (label: Dot) => series[label.series]?.name ?? "",
              textAnchor: "start",
              dx: 9,
              fill: (label: Dot) => seriesColour(label.series),
              fontWeight: 600,
            })
          : keyMarks(series, marginLeft, keyHeight),
      ],
    },
    options.title,
    options.describedBy,
  );
}

/** The key of a narrow chart: one row a series, a piece of its line and its name. */
function keyMarks(series: readonly LineSeries[], marginLeft: number, keyHeight: number): Plot.Markish[] {
  return series.flatMap((line, index) => {
    const dy = -26 - keyHeight + (index + 0.5) * labelGap;
    const place = { frameAnchor: "top-left" as const, dy, fill: seriesColour(index) };
    const dash = ["━━", "━ ━", "┅┅", "━ ·"][index % 4] ?? "━━";
    return [
      Plot.text([dash], { ...place, dx: -marginLeft + 4, textAnchor: "start", text: (text: string) => text }),
      Plot.text([line.name], {
        ...place,
        dx: -marginLeft + 36,
        textAnchor: "start",
        fontWeight: 600,
        text: (text: string) => text,
      }),
    ];
  });
}

function toDots(line: LineSeries, series: number): Dot[] {
  return line.points.flatMap(({ periodEnd, reading }) =>
    reading.value === null
      ? []
      : [{ x: toDate(periodEnd), y: reading.value, series, incomplete: reading.notes.includes("incomplete") }],
  );
}

/** A point between two gaps has no line: it needs a dot to be seen. */
function isLone(series: readonly LineSeries[]): (dot: Dot) => boolean {
  return (dot) => {
    const points = series[dot.series]?.points ?? [];
    const index = points.findIndex(({ periodEnd }) => toDate(periodEnd).getTime() === dot.x.getTime());
    const hasValue = (at: number): boolean => (points[at]?.reading.value ?? null) !== null;
    return !hasValue(index - 1) && !hasValue(index + 1);
  };
}

/** The dates at which a series starts to be marked as broken. */
function breaks(series: readonly LineSeries[]): Date[] {
  const dates = series.flatMap(({ points }) =>
    points.flatMap(({ periodEnd, reading }, index) =>
      reading.notes.includes("b") && points[index - 1]?.reading.notes.includes("b") !== true
        ? [periodEnd]
        : [],
    ),
  );
  return [...new Set(dates)].sort().map(toDate);
}

function gaps(series: readonly LineSeries[]): { x: Date; text: string }[] {
  const texts = new Map<string, string>();
  for (const { points } of series) {
    for (const { periodEnd, reading } of points) {
      if (reading.value === null) texts.set(periodEnd, reading.shorthand);
    }
  }
  return [...texts].map(([periodEnd, text]) => ({ x: toDate(periodEnd), text }));
}

function yearTicks(series: readonly LineSeries[], width: Width): Date[] {
  const years = series.flatMap(({ points }) => points.map(({ periodEnd }) => Number(periodEnd.slice(0, 4))));
  const first = Math.min(...years) + 1;
  const last = Math.max(...years);
  const step = Math.max(1, Math.ceil((last - first + 1) / (width === "wide" ? 10 : 5)));
  const ticks: Date[] = [];
  for (let year = last; year >= first; year -= step) ticks.unshift(new Date(Date.UTC(year, 0, 1)));
  return ticks;
}

/** From zero, unless the values lie so close together that their change could not be seen. */
function niceDomain(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const close = low > 0 && (high - low) / high < 0.25;
  const spare = (high - (close ? low : Math.min(0, low))) * 0.08 || 1;
  return [close ? low - spare : Math.min(0, low < 0 ? low - spare : 0), high + spare];
}

/** Moves the labels of line ends apart so that none covers another; `pixels` is the height of one unit. */
function spread(ends: readonly Dot[], pixels: number, gap: number): Dot[] {
  const placed: Dot[] = [];
  for (const end of ends.toSorted((a, b) => a.y - b.y)) {
    const below = placed.at(-1);
    const y = below === undefined ? end.y : Math.max(end.y, below.y + gap / pixels);
    placed.push({ ...end, y });
  }
  return placed;
}

function seriesColour(index: number): string {
  return colours.series[index % colours.series.length] ?? colours.ink;
}

function toDate(iso: string): Date {
  return new Date(`${iso}T00:00:00Z`);
}
