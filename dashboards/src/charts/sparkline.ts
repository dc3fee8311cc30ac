import { type Html, html } from "../html.ts";
import type { Reading } from "../reading.ts";

const width = 112;
const height = 26;
const inset = 3;

/**
 * Draws the course of a series in a table cell, without axes. What has no number or is incomplete leaves a gap. Hidden from assistive technology,
 * because the row beside it tells the numbers.
 */
export function sparkline(readings: readonly Reading[]): Html | "" {
  const values = readings.map(({ value, notes }) => (notes.includes("incomplete") ? null : value));
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return "";
  const low = Math.min(...known);
  const range = Math.max(...known) - low || 1;
  const x = (index: number): string =>
    (inset + (index / (values.length - 1)) * (width - 2 * inset)).toFixed(1);
  const y = (value: number): string =>
    (height - inset - ((value - low) / range) * (height - 2 * inset)).toFixed(1);
  let pen = "M";
  let path = "";
  let last = { x: "0", y: "0" };
  values.forEach((value, index) => {
    if (value === null) {
      pen = "M";
      return;
    }
    path += `${pen}${x(index)},${y(value)}`;
    pen = "L";
    last = { x: x(index), y: y(value) };
  });
  return html`<svg class="sparkline" viewBox="0 0 ${width} ${height}" aria-hidden="true"><path d="${path}"/><circle cx="${last.x}" cy="${last.y}" r="2.5"/></svg>`;
}
