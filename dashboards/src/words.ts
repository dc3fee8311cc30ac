import type { Level } from "./charts/levels.ts";
import { breaksOf, type LineSeries, lineDomain } from "./charts/line-chart.ts";
import type { RowValue } from "./charts/row-chart.ts";
import type { PageContext } from "./context.ts";
import type { Indicator } from "./release.ts";

/**
 * Tells a line chart in words: for each series its ends, its lowest and highest value, its gaps and breaks; and whether the
 * axis, which reaches all levels, starts at zero.
 */
export function describeSeries(
  context: PageContext,
  series: readonly LineSeries[],
  indicator: Indicator,
  levels: readonly Level[],
): string {
  return [
    ...series.map((line) => describeLine(context, line, indicator)),
    ...(lineDomain(series, levels)[0] > 0 ? [context.t("words-axis")] : []),
  ].join(" ");
}

/** Tells a chart of rows in words: the range of the values, what they are compared with, and what has no number. */
export function describeRows(
  { t, format }: PageContext,
  rows: readonly RowValue[],
  indicator: Indicator,
  reference?: { readonly name: string; readonly value: number },
): string {
  const number = (value: number): string => format.number(value, indicator.decimals);
  const known = rows.flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]));
  const unknown = rows.filter(({ value }) => value === null).map(({ name }) => name);
  const ordered = known.toSorted((a, b) => a.value - b.value);
  const [low, high] = [ordered.at(0), ordered.at(-1)];
  return [
    low !== undefined &&
      high !== undefined &&
      t("words-range", {
        low: number(low.value),
        lowName: low.name,
        high: number(high.value),
        highName: high.name,
      }),
    reference !== undefined && t("words-reference", { name: reference.name, value: number(reference.value) }),
    unknown.length > 0 && t("words-without", { names: unknown.join("; ") }),
  ]
    .filter((part) => part !== false)
    .join(" ");
}

function describeLine(
  { t, format }: PageContext,
  { name, points }: LineSeries,
  indicator: Indicator,
): string {
  const numbers = points.flatMap(({ periodEnd, reading: { value, notes } }) =>
    value === null ? [] : [{ periodEnd, value, incomplete: notes.includes("incomplete") }],
  );
  const complete = numbers.filter(({ incomplete }) => !incomplete);
  const known = complete.length > 0 ? complete : numbers;
  const [first, last] = [known.at(0), known.at(-1)];
  if (first === undefined || last === undefined) return t("words-line-empty", { name });
  const ordered = known.toSorted((a, b) => a.value - b.value);
  const low = ordered.at(0) ?? first;
  const high = ordered.at(-1) ?? last;
  const number = (value: number): string => format.number(value, indicator.decimals);
  const breaks = breaksOf(points);
  const missing = points.length - numbers.length;
  const incomplete = numbers.length - complete.length;
  return [
    t("words-line", {
      name,
      first: number(first.value),
      firstDate: format.month(first.periodEnd),
      last: number(last.value),
      lastDate: format.month(last.periodEnd),
      low: number(low.value),
      lowDate: format.month(low.periodEnd),
      high: number(high.value),
      highDate: format.month(high.periodEnd),
    }),
    missing > 0 && t("words-line-gaps", { count: missing }),
    incomplete > 0 && t("words-line-incomplete", { count: incomplete }),
    breaks.length > 0 && t("words-line-breaks", { dates: breaks.map(format.month).join(", ") }),
  ]
    .filter((part) => part !== false)
    .join(" ");
}
