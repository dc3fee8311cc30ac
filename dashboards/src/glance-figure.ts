import { changeCell, readingCell, readYearChange } from "./cells.ts";
import { sparkline } from "./charts/sparkline.ts";
import type { PageContext } from "./context.ts";
import { renderFigure } from "./figure.ts";
import { type Html, html } from "./html.ts";
import { indicatorLink } from "./links.ts";
import { readUnknown, shareDecimals } from "./quality-note.ts";
import { courseNotes, readCourse, readShown, shownYear } from "./reasons.ts";
import type { Indicator } from "./release.ts";
import { allProfessions, lastPeriod, observationAt, selectSeries } from "./select.ts";
import { unitBeside } from "./unit.ts";

export type Glance = {
  readonly id: string;
  readonly title: string;
  readonly place: string;
  readonly area: string;
  readonly profession: string;
  readonly indicators: readonly Indicator[];
  /** What the latest rates are set beside: Wales for an area, all professions for a profession. */
  readonly beside?: { readonly name: string; readonly area: string; readonly profession: string };
};

/**
 * A table of indicators (rows) for one area and profession: latest, a year earlier, change, and the course so far; over
 * all professions also how often something that the indicator needs is unknown.
 */
export function glanceFigure(context: PageContext, glance: Glance): Html {
  const { t, release, link, format } = context;
  const { id, title, place, area, profession, indicators, beside } = glance;
  const isWhole = profession === allProfessions;
  const rows = indicators.map((indicator) => {
    const slice = { indicator, area, profession };
    const { periodEnd } = lastPeriod(release, indicator);
    const observations = selectSeries(release, slice);
    const year = readYearChange(observations, periodEnd, indicator.decimals);
    const besideShown =
      beside && readShown(release, { indicator, area: beside.area, profession: beside.profession });
    const unknown = isWhole ? readUnknown(release, indicator, area) : undefined;
    return {
      indicator,
      year,
      signal: observationAt(observations, periodEnd)?.signal ?? null,
      unknown,
      course: readCourse(release, slice),
      beside: besideShown?.reading,
      shown: [
        ...shownYear(slice, periodEnd, year),
        ...(besideShown === undefined ? [] : [besideShown]),
        ...(unknown === undefined ? [] : [{ reading: unknown }]),
      ],
    };
  });
  return renderFigure(context, {
    id,
    title,
    subtitle: [place, t("period-as-at", { date: format.date(release.manifest.as_at) })],
    indicators,
    table: {
      caption: title,
      rowHeader: t("column-indicator"),
      columns: [
        { header: t("column-latest"), kind: "number" },
        { header: t("column-year-earlier"), kind: "number" },
        { header: t("column-change"), kind: "number" },
        { header: t("column-course"), kind: "text" },
        { header: t("column-signal"), kind: "text" },
        ...(beside === undefined ? [] : [{ header: beside.name, kind: "number" as const }]),
        ...(isWhole ? [{ header: t("column-unknown"), kind: "number" as const }] : []),
      ],
      rows: rows.map((row) => ({
        header: html`${indicatorLink(context, row.indicator)}
          <span class="unit-beside">${unitBeside(context, row.indicator)}</span>`,
        cells: [
          html`<b>${readingCell(context, row.year.latest, row.indicator)}</b>`,
          readingCell(context, row.year.earlier, row.indicator),
          changeCell(context, row.year.change, row.indicator),
          sparkline(row.course.map(({ reading }) => reading)),
          row.signal !== null && t(`signal-${row.signal}`),
          ...(row.beside === undefined ? [] : [readingCell(context, row.beside, row.indicator)]),
          ...(row.unknown === undefined
            ? []
            : [readingCell(context, row.unknown, { decimals: shareDecimals })]),
        ],
      })),
    },
    shown: rows.flatMap(({ shown }) => shown),
    notes: [
      ...courseNotes(
        context,
        rows.flatMap(({ course }) => course),
      ),
      ...(isWhole
        ? [
            html`${t("unknown-note")} <a href="${link("quality", "unknown")}">${t("quality-unknown-title")}</a>`,
          ]
        : []),
    ],
  });
}
