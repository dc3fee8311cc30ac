import { changeCell, readingCell, readYearChange } from "./cells.ts";
import { type RowValue, rowChart } from "./charts/row-chart.ts";
import type { PageContext } from "./context.ts";
import { minimumNumbers, renderFigure, wordsId } from "./figure.ts";
import type { Content, Html } from "./html.ts";
import { shownYear } from "./reasons.ts";
import { lastPeriod, observationAt, type Slice, selectSeries } from "./select.ts";
import { besideTitle, levelBeside, withUnit } from "./unit.ts";
import { describeRows } from "./words.ts";

export type ComparisonRow = {
  readonly name: string;
  readonly header: Content;
  readonly slice: Slice;
};

export type Comparison = {
  readonly id: string;
  readonly title: string;
  readonly place: string;
  readonly rowHeader: string;
  readonly rows: readonly [ComparisonRow, ...ComparisonRow[]];
  /** The total that the rows belong to, if there is one: a reference line in the chart, the first row of the table. */
  readonly total?: ComparisonRow;
  readonly notes?: readonly Content[];
  /** Alone in its row, a figure has room for its table beside the chart; elsewhere the table is folded away. */
  readonly alone?: boolean;
};

/** A figure that sets areas, professions or categories side by side at the indicator's last period, in their own order. */
export function comparisonFigure(context: PageContext, comparison: Comparison): Html {
  const { t, format, release, pick } = context;
  const { id, title, place, rowHeader, rows, total, notes, alone } = comparison;
  const { indicator } = rows[0].slice;
  const unit = pick(indicator.unit);
  const last = lastPeriod(release, indicator);
  const read = ({ name, header, slice }: ComparisonRow) => {
    const observations = selectSeries(release, slice);
    const observation = observationAt(observations, last.periodEnd);
    return {
      name,
      header,
      slice,
      observation,
      ...readYearChange(observations, last.periodEnd, indicator.decimals),
    };
  };
  const readRows = rows.map(read);
  const readTotal = total === undefined ? undefined : read(total);
  const isRate = indicator.kind === "rate";
  const values: RowValue[] = readRows.map(({ name, latest, observation }) => ({
    name,
    value: latest.value,
    lower: latest.value === null ? null : (observation?.lower ?? null),
    upper: latest.value === null ? null : (observation?.upper ?? null),
    label: format.reading(latest, indicator.decimals),
    incomplete: latest.notes.includes("incomplete"),
  }));
  const isDrawn = values.filter(({ value }) => value !== null).length >= minimumNumbers;
  const hasInterval = values.some(({ lower, upper }) => lower !== null && upper !== null);
  const reference =
    isRate && readTotal !== undefined && readTotal.latest.value !== null
      ? { name: readTotal.name, value: readTotal.latest.value }
      : undefined;
  const number = (value: number): string => format.number(value, indicator.decimals);
  const period = format.period(indicator.period, last);
  const toRow = ({ header, observation, latest, earlier, change }: (typeof readRows)[number]) => ({
    header,
    cells: [
      readingCell(context, latest, indicator),
      ...(hasInterval ? [interval(latest.value, observation?.lower, observation?.upper, number)] : []),
      readingCell(context, earlier, indicator),
      changeCell(context, change, indicator),
    ],
  });
  return renderFigure(context, {
    id,
    title,
    subtitle: [
      ...besideTitle(context, title, indicator),
      ...levelBeside(context, rows[0].slice),
      place,
      period,
    ],
    indicators: [indicator],
    notes: [...(isDrawn ? [] : [t("figure-too-few")]), ...(notes ?? [])],
    ...(isDrawn && {
      chart: rowChart(values, {
        title,
        describedBy: wordsId(id),
        words: describeRows(context, values, indicator, reference),
        xLabel: unit,
        mark: isRate ? "point" : "bar",
        ...(reference !== undefined && {
          reference: { value: reference.value, label: `${reference.name}: ${number(reference.value)}` },
        }),
        decimals: indicator.decimals,
        formatNumber: format.number,
      }),
    }),
    table: {
      caption: withUnit(context, title, indicator),
      rowHeader,
      columns: [
        { header: period, kind: "number" },
        ...(hasInterval ? [{ header: t("column-interval"), kind: "number" as const }] : []),
        { header: t("column-year-earlier"), kind: "number" },
        { header: t("column-change"), kind: "number" },
      ],
      rows: [
        ...(readTotal === undefined ? [] : [{ ...toRow(readTotal), role: "total" as const }]),
        ...readRows.map(toRow),
      ],
    },
    shown: [...(readTotal === undefined ? [] : [readTotal]), ...readRows].flatMap(({ slice, ...year }) =>
      shownYear(slice, last.periodEnd, year),
    ),
    folded: alone !== true && isDrawn,
  });
}

function interval(
  value: number | null,
  lower: number | null | undefined,
  upper: number | null | undefined,
  number: (value: number) => string,
): string {
  if (value === null || lower === null || lower === undefined || upper === null || upper === undefined) {
    return "";
  }
  return `${number(lower)}–${number(upper)}`;
}
