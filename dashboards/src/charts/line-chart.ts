import * as Plot from "@observablehq/plot";
import type { Html } from "../html.ts";
import type { Reading } from "../reading.ts";
import { type Level, levelMarks } from "./levels.ts";
import {
  type Chart,
  colours,
  drawSvg,
  fontSize,
  type KeyItem,
  textWidth,
  timeAxes,
  toDate,
  type Width,
  widths,
} from "./svg.ts";
import { ticksBetween } from "./ticks.ts";

export type LinePoint = { readonly periodEnd: string; readonly reading: Reading };

export type LineSeries = { readonly name: string; readonly points: readonly LinePoint[] };

export type LineChartOptions = {
  /** What the values are compared with. */
  readonly levels: readonly Level[];
  readonly title: string;
  readonly describedBy: string;
  readonly words: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly breakLabel: string;
  readonly decimals: number;
  readonly formatNumber: (value: number, decimals: number) => string;
};

/** A name beside the end of its line. */
type Label = { readonly y: number; readonly text: string; readonly fill: string; readonly isSeries: boolean };

type Dot = { readonly x: Date; readonly y: number; readonly series: number; readonly incomplete: boolean };

const height = 300;
const marginTop = 34;
const marginBottom = 42;
const dashes = ["none", "7 4", "2 3", "9 3 2 3", "12 4"];

/** Values that differ by less than this share of the highest are drawn without zero, or their change could not be seen. */
const closeShare = 0.15;

/**
 * Draws up to five series over time. A cell without a number leaves a gap, with its shorthand on the time axis. An
 * incomplete one is a hollow point that the line of complete ones does not touch. A break is a vertical line. Series differ in colour and dash, and they
 * and the levels are named at their end (wide) or in a key (narrow).
 */
export function lineChart(series: readonly LineSeries[], options: LineChartOptions): Chart {
  return {
    wide: draw(series, options, "wide"),
    narrow: draw(series, options, "narrow"),
    words: options.words,
    ...(series.length + options.levels.length > 1 && { key: keyOf(series, options.levels) }),
  };
}

/** The values that the vertical axis of a line chart spans: from zero, unless the values lie close together. */
export function lineDomain(
  series: readonly LineSeries[],
  levels: readonly Level[],
): readonly [number, number] {
  const values = [...series.flatMap(toDots).map(({ y }) => y), ...levels.map(({ value }) => value)];
  if (values.length === 0) return [0, 1];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const close = low > 0 && (high - low) / high < closeShare;
  const bottom = close ? low : Math.min(0, low);
  const spare = (high - bottom) * 0.06 || 1;
  return [bottom === 0 ? 0 : bottom - spare, high + spare];
}

/** The period ends at which a series starts to be marked as broken. */
export function breaksOf(points: readonly LinePoint[]): readonly string[] {
  return points.flatMap(({ periodEnd, reading }, index) =>
    reading.notes.includes("b") && points[index - 1]?.reading.notes.includes("b") !== true ? [periodEnd] : [],
  );
}

/** Every line that the chart has, those of one kind and name once. */
function keyOf(series: readonly LineSeries[], levels: readonly Level[]): readonly KeyItem[] {
  const items = [
    ...series.map(({ name }, index) => ({ name, line: String(index + 1) })),
    ...levels.map(({ name, kind }) => ({ name, line: kind })),
  ];
  return [...new Map(items.map((item) => [`${item.line} ${item.name}`, item])).values()];
}

function draw(series: readonly LineSeries[], options: LineChartOptions, width: Width): Html {
  const { levels } = options;
  const dots = series.flatMap(toDots);
  const [low, high] = lineDomain(series, levels);
  const { values: ticks, decimals } = ticksBetween(low, high, 5, options.decimals);
  const formatTick = (value: number): string => options.formatNumber(value, decimals);
  const marginLeft = 12 + Math.max(...ticks.map((tick) => textWidth(formatTick(tick))));
  const names = [...series, ...levels].map(({ name }) => textWidth(name));
  const marginRight = width === "wide" ? 16 + Math.max(...names) : 12;
  const ends = series.flatMap((_, index) => dots.findLast((dot) => dot.series === index) ?? []);
  const [firstDate, lastDate] = dateRange(series);
  const labels = spread(
    labelsOf(series, ends, levels),
    (height - marginTop - marginBottom) / (high - low),
    fontSize * 1.25,
  );
  const breaks = [...new Set(series.flatMap(({ points }) => breaksOf(points)))].map(toDate);
  return drawSvg(
    {
      width: widths[width],
      height,
      marginTop,
      marginRight,
      marginLeft,
      marginBottom,
      x: { type: "utc", domain: [firstDate, lastDate], label: null },
      y: { domain: [low, high], label: null },
      marks: [
        Plot.gridY(ticks, { stroke: colours.line, strokeOpacity: 1 }),
        low < 0 && high > 0 ? Plot.ruleY([0], { stroke: colours.muted }) : null,
        ...timeAxes(ticks, formatTick, yearTicks(series, width), marginLeft, options),
        ...levelMarks(levels, [firstDate, lastDate]),
        Plot.ruleX(breaks, { stroke: colours.ink, strokeDasharray: "1 3" }),
        Plot.text(breaks.slice(0, 1), {
          x: (date: Date) => date,
          text: () => options.breakLabel,
          frameAnchor: "top",
          textAnchor: "start",
          dx: 4,
          dy: -2,
          fill: colours.muted,
        }),
        ...series.flatMap(({ points }, index) =>
          [false, true].map((incomplete) =>
            Plot.line(points, {
              x: ({ periodEnd }: LinePoint) => toDate(periodEnd),
              y: ({ reading }: LinePoint) =>
                isIncomplete(reading) === incomplete ? (reading.value ?? Number.NaN) : Number.NaN,
              stroke: seriesColour(index),
              strokeWidth: incomplete ? 1 : 2.25,
              strokeDasharray: dashes[index % dashes.length] ?? "none",
            }),
          ),
        ),
        Plot.dot([...dots.filter(isLone(series)), ...ends], {
          x: "x",
          y: "y",
          r: 3.5,
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
        Plot.text(gapLabels(series), {
          x: "x",
          text: "text",
          frameAnchor: "bottom",
          dy: -2,
          fill: colours.muted,
        }),
        ...(width === "wide"
          ? [true, false].map((isSeries) =>
              Plot.text(
                labels.filter((label) => label.isSeries === isSeries),
                {
                  x: lastDate,
                  y: "y",
                  text: "text",
                  textAnchor: "start",
                  dx: 9,
                  fill: "fill",
                  ...(isSeries && { fontWeight: 600 }),
                },
              ),
            )
          : []),
      ],
    },
    options.title,
    options.describedBy,
    periodEndsOf(series)
      .toReversed()
      .map((periodEnd) => ({ x: toDate(periodEnd) })),
  );
}

function toDots(line: LineSeries, series: number): Dot[] {
  return line.points.flatMap(({ periodEnd, reading }) =>
    reading.value === null
      ? []
      : [
          {
            x: toDate(periodEnd),
            y: reading.value,
            series,
            incomplete: isIncomplete(reading),
          },
        ],
  );
}

/** A point that no line reaches on either side needs a dot to be seen. */
function isLone(series: readonly LineSeries[]): (dot: Dot) => boolean {
  return (dot) => {
    const points = series[dot.series]?.points ?? [];
    const index = points.findIndex(({ periodEnd }) => toDate(periodEnd).getTime() === dot.x.getTime());
    const isReached = (from: LinePoint | undefined): boolean =>
      from !== undefined && from.reading.value !== null && isIncomplete(from.reading) === dot.incomplete;
    return !isReached(points[index - 1]) && !isReached(points[index + 1]);
  };
}

/** One label for each run of cells without a number: the shorthand, in the middle of the gap. */
function gapsOf(points: readonly LinePoint[]): { x: Date; text: string }[] {
  const runs: { shorthand: string; periodEnds: string[] }[] = [];
  let run: (typeof runs)[number] | undefined;
  for (const { periodEnd, reading } of points) {
    if (reading.value !== null) run = undefined;
    else if (run?.shorthand === reading.shorthand) run.periodEnds.push(periodEnd);
    else {
      run = { shorthand: reading.shorthand, periodEnds: [periodEnd] };
      runs.push(run);
    }
  }
  return runs.flatMap(({ shorthand, periodEnds }) => {
    const middle = periodEnds[Math.floor(periodEnds.length / 2)];
    return middle === undefined ? [] : [{ x: toDate(middle), text: `[${shorthand}]` }];
  });
}

/** The gaps of all series, each labelled unless it lies too near another. */
function gapLabels(series: readonly LineSeries[]): { x: Date; text: string }[] {
  const [first, last] = dateRange(series);
  const apart = (last.getTime() - first.getTime()) / 16;
  const gaps = series.flatMap(({ points }) => gapsOf(points)).sort((a, b) => a.x.getTime() - b.x.getTime());
  const labels: { x: Date; text: string }[] = [];
  for (const gap of gaps) {
    const before = labels.at(-1);
    if (before === undefined || gap.x.getTime() - before.x.getTime() > apart) labels.push(gap);
  }
  return labels;
}

function dateRange(series: readonly LineSeries[]): readonly [Date, Date] {
  const periodEnds = periodEndsOf(series);
  return [toDate(periodEnds[0] ?? "2000-01-01"), toDate(periodEnds.at(-1) ?? "2000-01-01")];
}

/** The period ends of all series, each once, in order of time. */
function periodEndsOf(series: readonly LineSeries[]): readonly string[] {
  return [...new Set(series.flatMap(({ points }) => points.map(({ periodEnd }) => periodEnd)))].sort();
}

function isIncomplete({ notes }: Reading): boolean {
  return notes.includes("incomplete");
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

function labelsOf(series: readonly LineSeries[], ends: readonly Dot[], levels: readonly Level[]): Label[] {
  return [
    ...ends.map((end) => ({
      y: end.y,
      text: series[end.series]?.name ?? "",
      fill: seriesColour(end.series),
      isSeries: true,
    })),
    ...levels.map(({ value, name }) => ({ y: value, text: name, fill: colours.muted, isSeries: false })),
  ];
}

/**
 * Moves the labels of lines apart so that none covers another, as little as may be in all: those that would touch stand
 * together around their middle. `pixels` is the height of one unit.
 */
function spread(labels: readonly Label[], pixels: number, gap: number): Label[] {
  const step = gap / pixels;
  const blocks: { labels: Label[]; bottom: number }[] = [];
  for (const label of labels.toSorted((a, b) => a.y - b.y)) {
    let block = { labels: [label], bottom: label.y };
    let below = blocks.at(-1);
    while (below && below.bottom + below.labels.length * step > block.bottom) {
      blocks.pop();
      const joined = [...below.labels, ...block.labels];
      const bottoms = joined.map(({ y }, index) => y - index * step);
      block = { labels: joined, bottom: bottoms.reduce((sum, one) => sum + one, 0) / joined.length };
      below = blocks.at(-1);
    }
    blocks.push(block);
  }
  return blocks.flatMap((block) =>
    block.labels.map((label, index) => ({ ...label, y: block.bottom + index * step })),
  );
}

function seriesColour(index: number): string {
  return colours.series[index % colours.series.length] ?? colours.ink;
}
