import * as Plot from "@observablehq/plot";
import type { Html } from "../html.ts";
import { axisName, type Chart, colours, drawSvg, textWidth, type Width, widths } from "./svg.ts";
import { ticksBetween } from "./ticks.ts";

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
  readonly decimals: number;
  readonly formatNumber: (value: number, decimals: number) => string;
};

/** Draws one value for each row (area, profession), in the order given; a row without a number shows its shorthand. */
export function rowChart(rows: readonly RowValue[], options: RowChartOptions): Chart {
  return { wide: draw(rows, options, "wide"), narrow: draw(rows, options, "narrow"), words: options.words };
}

function draw(rows: readonly RowValue[], options: RowChartOptions, width: Width): Html {
  const { mark, reference } = options;
  const wide = width === "wide";
  const marginTop = reference === undefined ? 8 : 24;
  const marginBottom = 42;
  const marginLeft = wide ? 12 + Math.max(...rows.map(({ name }) => textWidth(name))) : 10;
  const marginRight = 14 + Math.max(...rows.map(({ label }) => textWidth(label)));
  const [low, high] = rowDomain(rows, options);
  const { values: ticks, decimals } = ticksBetween(low, high, wide ? 6 : 4, options.decimals);
  const shown = rows.filter(({ value }) => value !== null);
  // In a narrow chart the name stands above its mark, not beside it.
  const dy = wide ? 0 : 8;
  return drawSvg(
    {
      width: widths[width],
      height: marginTop + marginBottom + rows.length * (wide ? 25 : 40),
      marginTop,
      marginBottom,
      marginLeft,
      marginRight,
      x: { domain: [low, high], label: null },
      y: { type: "band", domain: rows.map(({ name }) => name), padding: 0.32, axis: null, label: null },
      marks: [
        Plot.gridX(ticks, { stroke: colours.line, strokeOpacity: 1 }),
        Plot.axisX(ticks, {
          tickSize: 0,
          tickFormat: (value: number) => options.formatNumber(value, decimals),
          label: null,
          fill: colours.muted,
        }),
        axisName(options.xLabel, "bottom-right", 0, 36),
        wide
          ? Plot.axisY({ tickSize: 0, label: null, fill: colours.ink })
          : Plot.text(rows, {
              y: "name",
              text: "name",
              frameAnchor: "left",
              textAnchor: "start",
              dx: 3,
              dy: -12,
              stroke: colours.paper,
              strokeWidth: 4,
              fill: colours.ink,
            }),
        mark === "bar"
          ? Plot.barX(shown, {
              x: "value",
              y: "name",
              fill: colours.series[0],
              fillOpacity: ({ incomplete }: RowValue) => (incomplete ? 0.3 : 1),
              stroke: colours.series[0],
              insetTop: wide ? 0 : 14,
              insetBottom: wide ? 0 : -3,
            })
          : null,
        low < 0 || mark === "bar" ? Plot.ruleX([0], { stroke: colours.ink }) : null,
        reference === undefined ? null : referenceMarks(reference, reference.value > (low + high) / 2),
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
          x: (row: RowValue) => endOf(row, mark),
          y: "name",
          text: "label",
          textAnchor: "start",
          dx: 8,
          dy,
          stroke: colours.paper,
          strokeWidth: 4,
          fill: ({ value }: RowValue) => (value === null ? colours.muted : colours.ink),
        }),
      ],
    },
    options.title,
    options.describedBy,
    rows.map(({ name }) => ({ y: name })),
  );
}

function referenceMarks(reference: { value: number; label: string }, onTheRight: boolean): Plot.Markish {
  return [
    Plot.ruleX([reference.value], { stroke: colours.ink, strokeDasharray: "4 3" }),
    Plot.text([reference], {
      x: "value",
      text: "label",
      frameAnchor: "top",
      dy: -18,
      fill: colours.ink,
      textAnchor: onTheRight ? "end" : "start",
    }),
  ];
}

function rowDomain(rows: readonly RowValue[], { mark, reference }: RowChartOptions): [number, number] {
  const values = rows.flatMap(({ value, lower, upper }) => [
    value,
    ...(mark === "point" ? [lower, upper] : []),
  ]);
  const known = [0, reference?.value ?? 0, ...values.filter((value) => value !== null)];
  return [Math.min(...known), Math.max(...known) || 1];
}

/** Where a row's mark ends on the right, for its label. */
function endOf({ value, upper }: RowValue, mark: RowChartOptions["mark"]): number {
  return Math.max(0, value ?? 0, mark === "point" && value !== null ? (upper ?? 0) : 0);
}
