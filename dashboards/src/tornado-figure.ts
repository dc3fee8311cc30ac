import { tornadoChart } from "./charts/tornado-chart.ts";
import type { PageContext } from "./context.ts";
import { renderFigure, wordsId } from "./figure.ts";
import type { Html } from "./html.ts";
import { leverTitle, leverValue } from "./levers.ts";
import { findIndicators } from "./select.ts";
import type { Outcome } from "./supply-schema.ts";
import { supplyBasis } from "./supply-words.ts";

export type Tornado = {
  readonly id: string;
  readonly title: string;
  readonly place: string;
  /** Day of the gap, and the middle of the simulations then. */
  readonly date: string;
  readonly gap: number;
  readonly sensitivity: Outcome["sensitivity"];
};

/** How far each assumption moves the gap, as a drawing and a table; false where none does. */
export function tornadoFigure(
  context: PageContext,
  { id, title, place, date, gap, sensitivity: all }: Tornado,
): Html | false {
  const { t, format, release } = context;
  // What is certain moves nothing.
  const sensitivity = all.filter(({ low, high }) => low !== high);
  const [first] = sensitivity;
  if (first === undefined) return false;
  const number = (value: number): string => format.number(value, 0);
  return renderFigure(context, {
    id,
    title,
    subtitle: [t("supply-sensitivity-unit", { date: format.month(date) }), place],
    indicators: findIndicators(release, supplyBasis),
    chart: tornadoChart(
      sensitivity.map((one) => ({
        name: leverTitle(context, one.lever),
        atLow: one.gap_at_low,
        atHigh: one.gap_at_high,
        low: leverValue(context, one.lever, one.low),
        high: leverValue(context, one.lever, one.high),
      })),
      {
        title,
        describedBy: wordsId(id),
        words: mostImportant(context, first),
        xLabel: t("supply-tornado-axis"),
        middle: { value: gap, label: t("supply-tornado-middle", { gap: number(gap) }) },
        formatNumber: format.number,
      },
    ),
    table: {
      caption: title,
      rowHeader: t("supply-tornado-assumption"),
      columns: [
        t("supply-tornado-low"),
        t("supply-tornado-high"),
        t("supply-tornado-at-low"),
        t("supply-tornado-at-high"),
      ].map((header) => ({ header, kind: "number" as const })),
      rows: sensitivity.map((one) => ({
        header: leverTitle(context, one.lever),
        cells: [
          leverValue(context, one.lever, one.low),
          leverValue(context, one.lever, one.high),
          number(one.gap_at_low),
          number(one.gap_at_high),
        ],
      })),
    },
    shown: [],
    folded: true,
  });
}

/** Which assumption matters most for the gap, in words. */
export function mostImportant(context: PageContext, first: Outcome["sensitivity"][number]): string {
  const { t, format } = context;
  return t("supply-tornado-words", {
    title: leverTitle(context, first.lever),
    low: leverValue(context, first.lever, first.low),
    high: leverValue(context, first.lever, first.high),
    from: format.number(first.gap_at_low, 0),
    to: format.number(first.gap_at_high, 0),
  });
}
