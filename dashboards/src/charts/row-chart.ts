import * as Plot from "@observablehq/plot";
import type { Html } from "../html.ts";
import { type Chart, colours, drawSvg, textWidth, type Width, widths } from "./svg.ts";

export type RowValue = {
  readonly name: string;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** The value as it is written beside its mark: a number with notes, or a shorthand. */
  readonly label: string;
  readonly incomplete: boolean;
};

export type RowChartOptions = {
  readonly title: string;
  readonly describedBy: string;
  readonly words: string;
  readonly xLabel: string;
  /** Counts are bars from zero, rates are points with their interval. */
  readonly mark: "bar" | "point";
  /** A value to compare with, drawn as a vertical line with its name. */
  readonly reference?: { readonly value: number; readonly label: string };
  readonly formatNumber: (value: number) => string;
};

/** Draws one value for each row (area, profession), in the order given; a row without a number shows its shorthand. */
export function rowChart(rows: readonly RowValue[], options: RowChartOptions): Chart {
  return { wide: draw(rows, options, "wide"), narrow: draw(rows, options, "narrow"), words: options.words };
}

function draw(rows: readonly RowValue[], options: RowChartOptions, width: Width): Html {
  const { mark, reference, formatNumber } = options;
  const wide = width === "wide";
  const step = wide ? 25 : 40;
  const marginTop = reference === undefined ? 8 : 24;
  const marginBottom = 40;
  const values = [
    0,
    reference?.value ?? 0,
    ...rows.flatMap(({ value, lower, upper }) =>
      [value, ...(mark === "point" ? [lower, upper] : [])].filter((number) => number !== null),
    ),
  ];
  const low = Math.min(...values);
  const high = Math.max(...values) || 1;
  const shown = rows.filter(({ value }) => value !== null);
  const end = ({ value, upper }: RowValue): number =>
    mark === "point" ? Math.max(upper ?? 0, value ?? 0) : Math.max(value ?? 0, 0);
  const dy = wide ? 0 : 7;
  return drawSvg(
    {
      width: widths[width],
      height: marginTop + marginBottom + rows.length * step,
      marginTop,
      marginBottom,
      marginLeft: wide ? 12 + Math.max(...rows.map(({ name }) => textWidth(name))) : 10,
      marginRight: 14 + Math.max(...rows.map(({ label }) => textWidth(label))),
      x: { domain: [low, high], nice: true },
      y: { type: "band", domain: rows.map(({ name }) => name), padding: 0.32 },
      marks: [
        Plot.gridX({ stroke: colours.line, strokeOpacity: 1, ticks: wide ? 6 : 4 }),
        Plot.axisX({
          ticks: wide ? 6 : 4,
          tickSize: 0,
          tickFormat: (value: number) => formatNumber(value),
          label: options.xLabel,
          labelArrow: "none",
          labelAnchor: "right",
          fill: colours.muted,
        }),
        wide ? Plot.axisY({ tickSize: 0, label: null, fill: colours.ink }) : narrowNames(rows),
        mark === "bar"
          ? Plot.barX(shown, {
              x: "value",
              y: "name",
              fill: colours.series[0],
              fillOpacity: ({ incomplete }: RowValue) => (incomplete ? 0.35 : 1),
              stroke: colours.series[0],
              insetTop: wide ? 0 : 12,
              insetBottom: wide ? 0 : -2,
            })
          : null,
        low < 0 || mark === "bar" ? Plot.ruleX([0], { stroke: colours.ink }) : null,
        reference === undefined
          ? null
          : [
              Plot.ruleX([reference.value], { stroke: colours.ink, strokeDasharray: "4 3" }),
              Plot.text([reference], {
                x: "value",
                text: "label",
                frameAnchor: "top",
                dy: -18,
                fill: colours.ink,
                textAnchor: reference.value > (low + high) / 2 ? "end" : "start",
              }),
            ],
        mark === "point"
          ? [
              Plot.ruleY(
                shown.filter(({ lower, upper }) => lower !== null && upper !== null),
                { y: "name", x1: "lower", x2: "upper", stroke: colours.series[0], strokeWidth: 2, dy },
              ),
              Plot.dot(shown, {
                x: "value",
                y: "name",
                r: 4.5,
                dy,
                fill: ({ incomplete }: RowValue) => (incomplete ? colours.paper : colours.series[0]),
                stroke: colours.series[0],
                strokeWidth: 2,
              }),
            ]
          : null,
        Plot.text(rows, {
          x: (row: RowValue) => (row.value === null ? Math.max(low, 0) : end(row)),
          y: "name",
          text: "label",
          textAnchor: "start",
          dx: 8,
          dy,
          fill: ({ value }: RowValue) => (value === null ? colours.muted : colours.ink),
        }),
      ],
    },
    options.title,
    options.describedBy,
  );
}

/** In a narrow chart the name stands above its mark, not beside it. */
function narrowNames(rows: readonly RowValue[]): Plot.Markish {
  return Plot.text(rows, {
    y: "name",
    text: "name",
    frameAnchor: "left",
    textAnchor: "start",
    dy: -10,
    fill: colours.ink,
  });
}
