import { fanChart } from "./charts/fan-chart.ts";
import type { PageContext } from "./context.ts";
import { renderFigure, wordsId } from "./figure.ts";
import type { Html } from "./html.ts";
import type { Profession } from "./release.ts";
import { walesName } from "./rows.ts";
import { findIndicators, wales } from "./select.ts";
import type { Fan, Outcome } from "./supply-schema.ts";
import { accuracyWords, mainOutcome, percent, rangeText, supplyBasis } from "./supply-words.ts";

export type Course = {
  readonly id: string;
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly fte: readonly Fan[];
  /** What is wanted and what then lacks; left out where the demand is not known. */
  readonly outcome?: Pick<Outcome, "demand" | "gap" | "covered"> | undefined;
  /** The message that tells where the course leads. */
  readonly words: "supply-fan-words" | "model-fan-words";
  readonly notes: readonly string[];
};

/** The projection of one profession in Wales, year by year; false where there is none. */
export function fanFigure(context: PageContext, profession: Profession): Html | false {
  const { t, pick, name, release } = context;
  const { projections, scenarios, settings } = release.supply;
  const projection = projections.find((one) => one.area === wales && one.profession === profession.code);
  const scenario = scenarios.find(({ id }) => id === settings.need.scenario);
  return (
    projection !== undefined &&
    courseFigure(context, {
      id: "supply-course",
      title: t("trend-title", { title: t("supply-fan-title"), place: name(profession) }),
      subtitle: [t("supply-unit"), walesName(context)],
      fte: projection.fte,
      outcome: mainOutcome(context, projection),
      words: "supply-fan-words",
      notes: [
        t("supply-note-fan"),
        ...(scenario === undefined ? [] : [`${pick(scenario.title)}: ${pick(scenario.description)}`]),
        accuracyWords(context, projection.accuracy),
      ],
    })
  );
}

/** FTE in post and wanted year by year, and the gap between them, with their bands; false without two years. */
export function courseFigure(
  context: PageContext,
  { id, title, subtitle, fte, outcome, words, notes }: Course,
): Html | false {
  const { t, format, release } = context;
  const { dates } = release.supply;
  const points = fte.flatMap((fan, year) => {
    const date = dates[year];
    const gap = outcome?.gap[year];
    return date === undefined
      ? []
      : [{ date, ...fan, demand: outcome?.demand[year] ?? null, gap, covered: outcome?.covered[year] }];
  });
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first === last) return false;
  const number = (value: number): string => format.number(value, 0);
  const bands = [0.8, 0.95].map((share) => percent(context, share));
  return renderFigure(context, {
    id,
    title,
    subtitle,
    indicators: findIndicators(release, supplyBasis),
    chart: fanChart(points, {
      title,
      describedBy: wordsId(id),
      words: t(words, {
        start: format.month(first.date),
        now: number(first.median),
        date: format.month(last.date),
        median: number(last.median),
        low: number(last.lower_80),
        high: number(last.upper_80),
      }),
      xLabel: t("axis-year"),
      yLabel: t("supply-unit"),
      medianName: t("supply-fan-median"),
      demandName: t("supply-fan-demand"),
      formatNumber: format.number,
    }),
    table: {
      caption: title,
      rowHeader: t("axis-year"),
      columns: [
        t("supply-fan-median"),
        ...bands.map((band) => t("supply-fan-band", { percent: band })),
        ...(outcome === undefined
          ? []
          : [
              t("supply-fan-demand"),
              t("supply-fan-gap"),
              ...bands.map((band) => t("supply-fan-gap-band", { percent: band })),
              t("supply-column-chance"),
            ]),
      ].map((header) => ({ header, kind: "number" as const })),
      rows: points.map(({ date, demand, gap, covered, ...fan }) => ({
        header: format.month(date),
        cells: [
          number(fan.median),
          rangeText(context, fan.lower_80, fan.upper_80),
          rangeText(context, fan.lower_95, fan.upper_95),
          ...(gap === undefined || demand === null || covered === undefined
            ? []
            : [
                number(demand),
                number(gap.median),
                rangeText(context, gap.lower_80, gap.upper_80),
                rangeText(context, gap.lower_95, gap.upper_95),
                percent(context, covered),
              ]),
        ],
      })),
    },
    shown: [],
    notes,
    folded: true,
  });
}
