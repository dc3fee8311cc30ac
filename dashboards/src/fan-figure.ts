import { fanChart } from "./charts/fan-chart.ts";
import type { PageContext } from "./context.ts";
import { renderFigure, wordsId } from "./figure.ts";
import type { Html } from "./html.ts";
import type { Profession } from "./release.ts";
import { walesName } from "./rows.ts";
import { findIndicators, wales } from "./select.ts";
import { mainOutcome, rangeText, supplyBasis } from "./supply-figures.ts";

/** The projection of one profession in Wales, year by year; false where there is none. */
export function fanFigure(context: PageContext, profession: Profession): Html | false {
  const { t, pick, name, format, release } = context;
  const { projections, dates, scenarios, settings } = release.supply;
  const projection = projections.find((one) => one.area === wales && one.profession === profession.code);
  const last = projection?.fte.at(-1);
  const closing = dates.at(-1);
  if (projection === undefined || last === undefined || closing === undefined) return false;
  const outcome = mainOutcome(context, projection);
  const points = projection.fte.flatMap((fan, year) => {
    const date = dates[year];
    return date === undefined ? [] : [{ date, ...fan, demand: outcome?.demand[year] ?? null }];
  });
  const number = (value: number): string => format.number(value, 0);
  const scenario = scenarios.find(({ id }) => id === settings.need.scenario);
  const id = "supply-course";
  const title = t("trend-title", { title: t("supply-fan-title"), place: name(profession) });
  return renderFigure(context, {
    id,
    title,
    subtitle: [t("supply-unit"), walesName(context)],
    indicators: findIndicators(release, supplyBasis),
    chart: fanChart(points, {
      title,
      describedBy: wordsId(id),
      words: t("supply-fan-words", {
        start: format.month(points[0]?.date ?? closing),
        now: number(projection.start.fte),
        date: format.month(closing),
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
        t("supply-fan-band", { percent: "80%" }),
        t("supply-fan-band", { percent: "95%" }),
        t("supply-fan-demand"),
      ].map((header) => ({ header, kind: "number" as const })),
      rows: points.map((point) => ({
        header: format.month(point.date),
        cells: [
          number(point.median),
          rangeText(context, point.lower_80, point.upper_80),
          rangeText(context, point.lower_95, point.upper_95),
          point.demand === null ? "" : number(point.demand),
        ],
      })),
    },
    shown: [],
    notes: [
      t("supply-note-fan"),
      ...(scenario === undefined ? [] : [`${pick(scenario.title)}: ${pick(scenario.description)}`]),
    ],
    folded: true,
  });
}
