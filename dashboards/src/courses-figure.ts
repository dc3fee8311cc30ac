import { changeCell, difference, readingCell, readYearChange } from "./cells.ts";
import { sparkline } from "./charts/sparkline.ts";
import type { PageContext } from "./context.ts";
import { renderFigure } from "./figure.ts";
import type { Html } from "./html.ts";
import { readObservation } from "./reading.ts";
import { courseNotes, readCourse, shownYear } from "./reasons.ts";
import type { Indicator } from "./release.ts";
import { professionSummaryRows } from "./rows.ts";
import { lastPeriod, selectSeries } from "./select.ts";
import { besideTitle, withUnit } from "./unit.ts";

export type Courses = {
  readonly id: string;
  readonly indicator: Indicator;
  readonly area: string;
  readonly place: string;
};

/** A table of one indicator's course in each profession: start of the series, a year ago, latest, changes. */
export function coursesFigure(context: PageContext, { id, indicator, area, place }: Courses): Html {
  const { t, pick, release, format } = context;
  const last = lastPeriod(release, indicator);
  const title = t("courses-title", { title: pick(indicator.title) });
  const rows = professionSummaryRows(context, area).map((row) => {
    const slice = { indicator, area, profession: row.profession };
    const observations = selectSeries(release, slice);
    const year = readYearChange(observations, last.periodEnd, indicator.decimals);
    const course = readCourse(release, slice);
    const start = readObservation(observations[0]);
    const sinceStart = difference(year.latest, start, indicator.decimals);
    return {
      ...row,
      ...year,
      start,
      sinceStart,
      course,
      first: observations[0],
      shown: [...course.slice(0, 1), ...shownYear(slice, last.periodEnd, year), { reading: sinceStart }],
    };
  });
  const first = rows[0]?.first;
  return renderFigure(context, {
    id,
    title,
    subtitle: [
      ...besideTitle(context, title, indicator),
      place,
      ...(first === undefined
        ? []
        : [t("period-range", { first: format.month(first.periodEnd), last: format.month(last.periodEnd) })]),
    ],
    indicators: [indicator],
    table: {
      caption: withUnit(context, title, indicator),
      rowHeader: t("column-profession"),
      columns: [
        {
          header: first === undefined ? t("column-start") : format.month(first.periodEnd),
          kind: "number",
        },
        { header: t("column-year-earlier"), kind: "number" },
        { header: format.month(last.periodEnd), kind: "number" },
        { header: t("column-change-year"), kind: "number" },
        { header: t("column-change-start"), kind: "number" },
        { header: t("column-course"), kind: "text" },
      ],
      rows: rows.map(({ header, role, start, earlier, latest, change, sinceStart, course }) => ({
        header,
        ...(role !== undefined && { role }),
        cells: [
          readingCell(context, start, indicator),
          readingCell(context, earlier, indicator),
          readingCell(context, latest, indicator),
          changeCell(context, change, indicator),
          changeCell(context, sinceStart, indicator),
          sparkline(course.map(({ reading }) => reading)),
        ],
      })),
    },
    shown: rows.flatMap(({ shown }) => shown),
    notes: courseNotes(
      context,
      rows.flatMap(({ course }) => course),
    ),
  });
}
