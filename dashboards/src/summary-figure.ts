import { readingCell } from "./cells.ts";
import type { PageContext } from "./context.ts";
import { renderFigure } from "./figure.ts";
import { type Content, type Html, html } from "./html.ts";
import type { Indicator } from "./release.ts";
import { readLatest } from "./select.ts";
import type { Row } from "./table.ts";

export type SummaryRow = {
  readonly header: Content;
  readonly area: string;
  readonly profession: string;
  readonly role?: Row["role"];
};

export type Summary = {
  readonly id: string;
  readonly title: string;
  readonly place: string;
  readonly rowHeader: string;
  readonly rows: readonly SummaryRow[];
  readonly indicators: readonly Indicator[];
  readonly notes?: readonly Content[];
};

/** A table of several indicators (columns) for areas or professions (rows), each at the indicator's last period. */
export function summaryFigure(context: PageContext, summary: Summary): Html {
  const { t, pick, release, format } = context;
  const { id, title, place, rowHeader, indicators } = summary;
  const rows = summary.rows.map((row) => ({
    ...row,
    readings: indicators.map((indicator) =>
      readLatest(release, { indicator, area: row.area, profession: row.profession }),
    ),
  }));
  return renderFigure(context, {
    id,
    title,
    subtitle: [place, t("period-as-at", { date: format.date(release.manifest.as_at) })],
    indicators,
    table: {
      caption: title,
      rowHeader,
      columns: indicators.map((indicator) => ({
        header: html`${pick(indicator.title)} <span class="unit">${pick(indicator.unit)}</span>`,
        kind: "number",
      })),
      rows: rows.map(({ header, role, readings }) => ({
        header,
        ...(role !== undefined && { role }),
        cells: readings.map((reading, index) => {
          const indicator = indicators[index];
          return indicator === undefined ? "" : readingCell(context, reading, indicator);
        }),
      })),
    },
    readings: rows.flatMap(({ readings }) => readings),
    ...(summary.notes !== undefined && { notes: summary.notes }),
  });
}
