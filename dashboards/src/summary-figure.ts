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

/** An indicator as a column, at one of its levels if it has more than one. */
type SummaryColumn = { readonly indicator: Indicator; readonly level?: string };

export type Summary = {
  readonly id: string;
  readonly title: string;
  readonly place: string;
  readonly rowHeader: string;
  readonly rows: readonly SummaryRow[];
  readonly columns: readonly SummaryColumn[];
  readonly notes?: readonly Content[];
};

/** A table of several indicators (columns) for areas or professions (rows), each at the indicator's last period. */
export function summaryFigure(context: PageContext, summary: Summary): Html {
  const { t, release, format } = context;
  const { id, title, place, rowHeader, columns } = summary;
  const rows = summary.rows.map((row) => ({
    ...row,
    readings: columns.map((column) =>
      readLatest(release, { ...column, area: row.area, profession: row.profession }),
    ),
  }));
  return renderFigure(context, {
    id,
    title,
    subtitle: [place, t("period-as-at", { date: format.date(release.manifest.as_at) })],
    indicators: [...new Set(columns.map(({ indicator }) => indicator))],
    table: {
      caption: title,
      rowHeader,
      columns: columns.map((column) => ({ header: columnHeader(context, column), kind: "number" })),
      rows: rows.map(({ header, role, readings }) => ({
        header,
        ...(role !== undefined && { role }),
        cells: columns.map(({ indicator }, index) => {
          const reading = readings[index];
          return reading && readingCell(context, reading, indicator);
        }),
      })),
    },
    readings: rows.flatMap(({ readings }) => readings),
    ...(summary.notes !== undefined && { notes: summary.notes }),
  });
}

function columnHeader({ pick, name, release }: PageContext, { indicator, level }: SummaryColumn): Html {
  const named = release.codes.levels.find(({ code }) => code === level);
  return html`${pick(indicator.title)}${named !== undefined && `: ${name(named)}`}
    <span class="unit">${pick(indicator.unit)}</span>`;
}
