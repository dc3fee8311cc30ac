import * as Plot from "@observablehq/plot";
import { document } from "#document";
import { type Html, raw } from "../html.ts";

/** A chart drawn for wide and for narrow places, and what it shows in words. */
export type Chart = {
  readonly wide: Html;
  /** Left out where one drawing fits both. */
  readonly narrow?: Html;
  readonly words: string;
  /** What the narrow drawing, which has no room for names beside its lines, shows by which line. */
  readonly key?: readonly KeyItem[];
};

/** A line by its name and its kind: the place of its series, from 1, or the kind of a level. */
export type KeyItem = { readonly name: string; readonly line: string };

export type Width = "wide" | "narrow";

/** Widths in pixels at which charts are drawn; text keeps its size because the page never shrinks them much. */
export const widths: Record<Width, number> = { wide: 620, narrow: 330 };

/** Colours by role, set in the theme for light and dark; never the only way to tell two series apart. */
export const colours = {
  series: ["var(--chart-1)", "var(--chart-2)", "var(--chart-3)", "var(--chart-4)", "var(--chart-5)"],
  ink: "var(--ink)",
  muted: "var(--muted)",
  line: "var(--line)",
  paper: "var(--paper)",
} as const;

export const fontSize = 12.5;

/** Where a chart shows a row of the figure's table, in the values of its axes; what does not matter is left out. */
export type Spot = { readonly x?: Date | number; readonly y?: string | number };

/**
 * Draws a plot as inline SVG, in a browser or without one. `label` is its accessible name, `describedBy` the id of the element
 * that tells the same in words. `spots` are those of the rows of the figure's table in their order, without a total.
 */
export function drawSvg(
  options: Plot.PlotOptions,
  label: string,
  describedBy: string,
  spots: readonly Spot[],
): Html {
  const svg = Plot.plot({ ...options, document });
  svg.querySelector("style")?.remove();
  // The parts of an image have no names of their own: Plot's are English, and not allowed on a group.
  for (const part of svg.querySelectorAll("[aria-label]")) {
    part.setAttribute("class", part.getAttribute("aria-label") ?? "");
    part.removeAttribute("aria-label");
  }
  svg.setAttribute(
    "data-spots",
    writeSpots(spots.map(({ x, y }) => [pixel(svg, "x", x), pixel(svg, "y", y)])),
  );
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  svg.setAttribute("aria-describedby", describedBy);
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  svg.removeAttribute("style");
  svg.setAttribute("font-size", String(fontSize));
  svg.setAttribute("class", "plot");
  return raw(shorten(svg.outerHTML));
}

/** Writes spots in pixels as the page's script reads them: `12,34 12, ,34`. */
export function writeSpots(spots: readonly (readonly [x: number | null, y: number | null])[]): string {
  return spots
    .map((spot) => spot.map((place) => (place === null ? "" : Math.round(place))).join(","))
    .join(" ");
}

/** Where a value lies on an axis of a plot; in a band, its middle. */
function pixel(plot: ReturnType<typeof Plot.plot>, axis: "x" | "y", value: Spot["x" | "y"]): number | null {
  const scale = plot.scale(axis);
  return value === undefined || scale === undefined ? null : scale.apply(value) + (scale.bandwidth ?? 0) / 2;
}

/** Leaves out line breaks, and decimals of coordinates that nobody can see. */
function shorten(markup: string): string {
  return markup
    .replaceAll(/\s*\n\s*/g, " ")
    .replaceAll(/ (?:[a-z]?[xy]\d?|d|transform|width|height)="[^"]*"/g, (attribute) =>
      attribute.replaceAll(/(\.\d)\d+/g, "$1"),
    );
}

/** The name of an axis, in a corner outside the plot. */
export function axisName(
  text: string,
  corner: "top-left" | "bottom-right",
  dx: number,
  dy: number,
): Plot.Markish {
  return Plot.text([text], {
    text: (name: string) => name,
    frameAnchor: corner,
    textAnchor: corner === "top-left" ? "start" : "end",
    dx,
    dy,
    fill: colours.muted,
  });
}

/** The width in pixels that a text takes in a chart, near enough to set margins. */
export function textWidth(text: string): number {
  return Math.ceil(text.length * fontSize * 0.58);
}

/** The two axes of a chart over time, and their names; `years` are the days at which a year is written. */
export function timeAxes(
  ticks: readonly number[],
  formatTick: (value: number) => string,
  years: readonly Date[],
  marginLeft: number,
  names: { readonly xLabel: string; readonly yLabel: string },
): Plot.Markish[] {
  return [
    Plot.axisY(ticks, { tickSize: 0, tickFormat: formatTick, label: null, fill: colours.muted }),
    Plot.axisX(years, {
      tickFormat: (date: Date) => String(date.getUTCFullYear()),
      tickSize: 4,
      stroke: colours.muted,
      label: null,
      fill: colours.muted,
    }),
    axisName(names.yLabel, "top-left", -marginLeft, -24),
    axisName(names.xLabel, "bottom-right", 0, 36),
  ];
}

/** Midnight, UTC, of an ISO date. */
export function toDate(iso: string): Date {
  return new Date(`${iso}T00:00:00Z`);
}
