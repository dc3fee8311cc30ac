import * as Plot from "@observablehq/plot";
import type { Html } from "../html.ts";
import { type Chart, colours, drawSvg, textWidth, timeAxes, toDate, type Width, widths } from "./svg.ts";
import { ticksBetween } from "./ticks.ts";

/** One year of a projection: the middle, and the bands that hold 80 % and 95 % of what may come. */
export type FanPoint = {
  readonly date: string;
  readonly median: number;
  readonly lower_80: number;
  readonly upper_80: number;
  readonly lower_95: number;
  readonly upper_95: number;
  /** What is wanted; null where it is not known. */
  readonly demand: number | null;
};

export type FanChartOptions = {
  readonly title: string;
  readonly describedBy: string;
  readonly words: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly medianName: string;
  readonly demandName: string;
  readonly formatNumber: (value: number, decimals: number) => string;
};

const height = 300;
const marginTop = 34;
const marginBottom = 42;

/** Draws a projection as bands around its middle, and what is wanted as a dashed line. The bands also differ in their edges. */
export function fanChart(points: readonly FanPoint[], options: FanChartOptions): Chart {
  const hasDemand = points.some(({ demand }) => demand !== null);
  return {
    wide: draw(points, options, "wide"),
    narrow: draw(points, options, "narrow"),
    words: options.words,
    key: [
      { name: options.medianName, line: "1" },
      ...(hasDemand ? [{ name: options.demandName, line: "2" }] : []),
    ],
  };
}

function draw(points: readonly FanPoint[], options: FanChartOptions, width: Width): Html {
  const values = points.flatMap(({ lower_95, upper_95, demand }) => [lower_95, upper_95, demand ?? upper_95]);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const spare = (highest - lowest) * 0.06 || 1;
  const [low, high] = [Math.max(0, lowest - spare), highest + spare];
  const { values: ticks, decimals } = ticksBetween(low, high, 5, 0);
  const formatTick = (value: number): string => options.formatNumber(value, decimals);
  const marginLeft = 12 + Math.max(...ticks.map((tick) => textWidth(formatTick(tick))));
  const names = [options.medianName, options.demandName];
  const marginRight = width === "wide" ? 16 + Math.max(...names.map(textWidth)) : 12;
  const x = ({ date }: FanPoint): Date => toDate(date);
  const [first = colours.ink, second = colours.ink] = colours.series;
  const last = points.slice(-1);
  const band = (lower: "lower_80" | "lower_95", upper: "upper_80" | "upper_95", opacity: number) => [
    Plot.areaY(points, { x, y1: lower, y2: upper, fill: first, fillOpacity: opacity }),
    Plot.line(points, { x, y: lower, stroke: first, strokeWidth: 0.75, strokeDasharray: "2 3" }),
    Plot.line(points, { x, y: upper, stroke: first, strokeWidth: 0.75, strokeDasharray: "2 3" }),
  ];
  const label = (y: "median" | "demand", text: string, fill: string) =>
    width === "wide"
      ? Plot.text(last, { x, y, text: () => text, textAnchor: "start", dx: 9, fill, fontWeight: 600 })
      : null;
  return drawSvg(
    {
      width: widths[width],
      height,
      marginTop,
      marginRight,
      marginLeft,
      marginBottom,
      x: { type: "utc", label: null },
      y: { domain: [low, high], label: null },
      marks: [
        Plot.gridY(ticks, { stroke: colours.line, strokeOpacity: 1 }),
        ...timeAxes(ticks, formatTick, yearTicks(points, width), marginLeft, options),
        ...band("lower_95", "upper_95", 0.15),
        ...band("lower_80", "upper_80", 0.25),
        Plot.line(points, { x, y: "median", stroke: first, strokeWidth: 2.25 }),
        Plot.line(
          points.filter(({ demand }) => demand !== null),
          { x, y: "demand", stroke: second, strokeWidth: 2, strokeDasharray: "7 4" },
        ),
        label("median", options.medianName, first),
        label("demand", options.demandName, second),
      ],
    },
    options.title,
    options.describedBy,
    points.map((point) => ({ x: x(point) })),
  );
}

function yearTicks(points: readonly FanPoint[], width: Width): Date[] {
  const step = Math.max(1, Math.ceil(points.length / (width === "wide" ? 11 : 5)));
  return points.filter((_, index) => index % step === 0).map(({ date }) => toDate(date));
}
