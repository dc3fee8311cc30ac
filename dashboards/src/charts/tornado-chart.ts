import * as Plot from "@observablehq/plot";
import type { Html } from "../html.ts";
import { axisName, type Chart, colours, drawSvg, textWidth, type Width, widths } from "./svg.ts";
import { ticksBetween } from "./ticks.ts";

/** What comes of one assumption at either end of its range. */
export type TornadoRow = {
  readonly name: string;
  readonly atLow: number;
  readonly atHigh: number;
  /** The ends of the range as they are written beside the bar. */
  readonly low: string;
  readonly high: string;
};

export type TornadoOptions = {
  readonly title: string;
  readonly describedBy: string;
  readonly words: string;
  readonly xLabel: string;
  /** What is expected with every assumption as it is, drawn as a vertical line with its name. */
  readonly middle: { readonly value: number; readonly label: string };
  readonly formatNumber: (value: number, decimals: number) => string;
};

/** Draws how far each assumption moves an outcome, in the order given, each end of a bar with the value that leads there. */
export function tornadoChart(rows: readonly TornadoRow[], options: TornadoOptions): Chart {
  return { wide: draw(rows, options, "wide"), narrow: draw(rows, options, "narrow"), words: options.words };
}

function draw(rows: readonly TornadoRow[], options: TornadoOptions, width: Width): Html {
  const { middle } = options;
  const wide = width === "wide";
  const ends = rows.flatMap((row) => [
    { name: row.name, at: row.atLow, text: row.low, isLeft: row.atLow <= row.atHigh },
    { name: row.name, at: row.atHigh, text: row.high, isLeft: row.atLow > row.atHigh },
  ]);
  const values = [middle.value, ...ends.map(({ at }) => at)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const { values: ticks, decimals } = ticksBetween(low, high, wide ? 6 : 4, 0);
  const room = 14 + Math.max(...ends.map(({ text }) => textWidth(text)));
  const dy = wide ? 0 : 8;
  const label = (isLeft: boolean) =>
    Plot.text(
      ends.filter((end) => end.isLeft === isLeft),
      {
        x: "at",
        y: "name",
        text: "text",
        textAnchor: isLeft ? "end" : "start",
        dx: isLeft ? -6 : 6,
        dy,
        stroke: colours.paper,
        strokeWidth: 4,
        fill: colours.ink,
      },
    );
  return drawSvg(
    {
      width: widths[width],
      height: 66 + rows.length * (wide ? 27 : 42),
      marginTop: 24,
      marginBottom: 42,
      marginLeft: room + (wide ? 12 + Math.max(...rows.map(({ name }) => textWidth(name))) : 0),
      marginRight: room,
      x: { domain: low === high ? [low - 1, high + 1] : [low, high], label: null },
      y: { type: "band", domain: rows.map(({ name }) => name), padding: 0.32, axis: null, label: null },
      marks: [
        Plot.gridX(ticks, { stroke: colours.line, strokeOpacity: 1 }),
        Plot.axisX(ticks, {
          tickSize: 0,
          tickFormat: (value: number) => options.formatNumber(value, decimals),
          label: null,
          fill: colours.muted,
        }),
        axisName(options.xLabel, "bottom-right", room - 4, 36),
        Plot.barX(rows, {
          x1: "atLow",
          x2: "atHigh",
          y: "name",
          fill: colours.series[0],
          fillOpacity: 0.3,
          stroke: colours.series[0],
          insetTop: wide ? 0 : 14,
          insetBottom: wide ? 0 : -3,
        }),
        Plot.ruleX([middle.value], { stroke: colours.ink, strokeDasharray: "4 3" }),
        Plot.text([middle], {
          x: "value",
          text: "label",
          frameAnchor: "top",
          dy: -18,
          fill: colours.ink,
          textAnchor: middle.value > (low + high) / 2 ? "end" : "start",
        }),
        wide
          ? Plot.text(rows, {
              y: "name",
              text: "name",
              frameAnchor: "left",
              textAnchor: "end",
              dx: -room,
              fill: colours.ink,
            })
          : Plot.text(rows, {
              y: "name",
              text: "name",
              frameAnchor: "left",
              textAnchor: "start",
              dx: 8 - room,
              dy: -12,
              stroke: colours.paper,
              strokeWidth: 4,
              fill: colours.ink,
            }),
        label(true),
        label(false),
      ],
    },
    options.title,
    options.describedBy,
    rows.map(({ name }) => ({ y: name })),
  );
}
