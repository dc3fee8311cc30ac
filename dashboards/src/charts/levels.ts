import * as Plot from "@observablehq/plot";
import { colours, toDate } from "./svg.ts";

/** A horizontal line to compare the values of a chart over time with: across the chart, or over its periods (ISO dates). */
export type Level = {
  readonly kind: "mean" | "limit" | "threshold";
  readonly name: string;
  readonly value: number;
  readonly span?: { readonly from: string; readonly to: string };
};

const strokes: Record<Level["kind"], Plot.RuleYOptions> = {
  mean: { stroke: colours.muted },
  limit: { stroke: colours.muted, strokeDasharray: "5 3" },
  threshold: { stroke: colours.ink, strokeWidth: 1.5, strokeDasharray: "1 3", strokeLinecap: "round" },
};

/** The lines of levels, within the first and last date of the chart. */
export function levelMarks(levels: readonly Level[], [first, last]: readonly [Date, Date]): Plot.Markish[] {
  return levels.map(({ kind, value, span }) => {
    const from = span === undefined ? first : toDate(span.from);
    const to = span === undefined ? last : toDate(span.to);
    return Plot.ruleY([value], { x1: from < first ? first : from, x2: to, ...strokes[kind] });
  });
}
