import { readingCell } from "./cells.ts";
import type { PageContext } from "./context.ts";
import { renderFigure } from "./figure.ts";
import { type Content, type Html, html } from "./html.ts";
import { readShown } from "./reasons.ts";
import { categoriesOf, lastPeriod, type Slice } from "./select.ts";
import type { Row } from "./table.ts";
import { besideTitle, unitBeside } from "./unit.ts";

export type SummaryRow = {
  readonly header: Content;
  readonly area: string;
  readonly profession: string;
  readonly role?: Row["role"];
};

/** An indicator as a column, of one of its categories or at one of its levels if it has more than one. */
export type SummaryColumn = Omit<Slice, "area" | "profession">;

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
  const [first, ...others] = [...new Set(columns.map(({ indicator }) => indicator))];
  const single = others.length === 0 ? first : undefined;
  const rows = summary.rows.map((row) => ({
    ...row,
    shown: columns.map((column) =>
      readShown(release, { ...column, area: row.area, profession: row.profession }),
    ),
  }));
  return renderFigure(context, {
    id,
    title,
    subtitle:
      single === undefined
        ? [place, t("period-as-at", { date: format.date(release.manifest.as_at) })]
        : [
            ...besideTitle(context, title, single),
            place,
            format.period(single.period, lastPeriod(release, single)),
          ],
    indicators: first === undefined ? [] : [first, ...others],
    table: {
      caption: title,
      rowHeader,
      columns: columns.map((column) => ({
        header: columnHeader(context, column, single !== undefined),
        kind: "number",
      })),
      rows: rows.map(({ header, role, shown }) => ({
        header,
        ...(role !== undefined && { role }),
        cells: columns.map(({ indicator }, index) => {
          const cell = shown[index];
          return cell && readingCell(context, cell.reading, indicator);
        }),
      })),
    },
    shown: rows.flatMap(({ shown }) => shown),
    ...(summary.notes !== undefined && { notes: summary.notes }),
  });
}

function columnHeader(
  context: PageContext,
  { indicator, breakdown, category, level }: SummaryColumn,
  isOnlyIndicator: boolean,
): Html {
  const { pick, name, release } = context;
  const part = [...categoriesOf(release, breakdown), ...release.codes.levels].find(
    ({ code }) => code === (category ?? level),
  );
  if (isOnlyIndicator) return html`${part === undefined ? pick(indicator.title) : name(part)}`;
  return html`${pick(indicator.title)}${part !== undefined && `: ${name(part)}`}
    <span class="unit">${unitBeside(context, indicator)}</span>`;
}
