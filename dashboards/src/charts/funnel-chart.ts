import * as Plot from "@observablehq/plot";
import type { Html } from "../html.ts";
import { axisName, type Chart, colours, drawSvg, type Width, widths } from "./svg.ts";
import { ticksBetween } from "./ticks.ts";

export type FunnelPoint = {
  /** What stands in its mark; the key gives the name that belongs to it. */
  readonly number: string;
  readonly size: number;
  readonly value: number;
  readonly lower998: number;
  readonly lower95: number;
  readonly upper95: number;
  readonly upper998: number;
  readonly isBeyond: boolean;
};

export type FunnelChartOptions = {
  readonly title: string;
  readonly describedBy: string;
  readonly words: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly total: { readonly value: number; readonly label: string };
  readonly limitLabels: { readonly inner: string; readonly outer: string };
  readonly decimals: number;
  readonly formatNumber: (value: number, decimals: number) => string;
};

const lines = [
  { key: "lower998", isOuter: true },
  { key: "lower95", isOuter: false },
  { key: "upper95", isOuter: false },
  { key: "upper998", isOuter: true },
] as const;

/** Draws values by their size between the limits at their sizes, which lines join; what lies beyond the outer ones is filled. */
export function funnelChart(points: readonly FunnelPoint[], options: FunnelChartOptions): Chart {
  return {
    wide: draw(points, options, "wide"),
    narrow: draw(points, options, "narrow"),
    words: options.words,
  };
}

function draw(points: readonly FunnelPoint[], options: FunnelChartOptions, width: Width): Html {
  const wide = width === "wide";
  const bySize = points.toSorted((a, b) => a.size - b.size);
  const values = points.flatMap(({ value, lower998, upper998 }) => [value, lower998, upper998]);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = (high - low) * 0.06;
  const { values: ticks, decimals } = ticksBetween(low, high, 5, options.decimals);
  const sizes = ticksBetween(0, Math.max(...points.map(({ size }) => size)), wide ? 6 : 4, 0);
  const last = bySize.at(-1);
  return drawSvg(
    {
      width: widths[width],
      height: wide ? 330 : 300,
      marginTop: 26,
      marginBottom: 42,
      marginLeft: 46,
      marginRight: wide ? 76 : 70,
      x: { domain: [0, (last?.size ?? 1) * 1.04], label: null },
      y: { domain: [low - margin, high + margin], label: null },
      marks: [
        Plot.gridY(ticks, { stroke: colours.line, strokeOpacity: 1 }),
        Plot.axisY(ticks, {
          tickSize: 0,
          tickFormat: (value: number) => options.formatNumber(value, decimals),
          label: null,
          fill: colours.muted,
        }),
        Plot.axisX([...sizes.values], {
          tickSize: 0,
          tickFormat: (value: number) => options.formatNumber(value, 0),
          label: null,
          fill: colours.muted,
        }),
        axisName(options.xLabel, "bottom-right", 0, 36),
        axisName(options.yLabel, "top-left", -46, -18),
        Plot.ruleY([options.total.value], { stroke: colours.ink }),
        ...lines.map(({ key, isOuter }) =>
          Plot.line(bySize, {
            x: "size",
            y: key,
            stroke: colours.muted,
            strokeDasharray: isOuter ? "" : "4 3",
          }),
        ),
        last === undefined
          ? null
          : Plot.text(
              [
                { value: options.total.value, label: options.total.label },
                { value: last.upper95, label: options.limitLabels.inner },
                { value: last.upper998, label: options.limitLabels.outer },
              ],
              {
                x: () => last.size,
                y: "value",
                text: "label",
                textAnchor: "start",
                dx: 16,
                fill: colours.muted,
              },
            ),
        Plot.dot(points, {
          x: "size",
          y: "value",
          r: 9,
          fill: ({ isBeyond }: FunnelPoint) => (isBeyond ? colours.series[0] : colours.paper),
          stroke: colours.series[0],
          strokeWidth: 2,
        }),
        Plot.text(points, {
          x: "size",
          y: "value",
          text: "number",
          fontWeight: "bold",
          fill: ({ isBeyond }: FunnelPoint) => (isBeyond ? colours.paper : colours.ink),
        }),
      ],
    },
    options.title,
    options.describedBy,
    points.map(({ size, value }) => ({ x: size, y: value })),
  );
}
