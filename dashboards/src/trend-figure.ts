import { readingCell } from "./cells.ts";
import { lineChart } from "./charts/line-chart.ts";
import type { PageContext } from "./context.ts";
import { minimumNumbers, renderFigure, wordsId } from "./figure.ts";
import type { Html } from "./html.ts";
import { trendLevels } from "./levels.ts";
import { readObservation } from "./reading.ts";
import { type Slice, selectSeries } from "./select.ts";
import { besideTitle, levelBeside, withUnit } from "./unit.ts";
import { describeSeries } from "./words.ts";

export type TrendLine = { readonly name: string; readonly slice: Slice };

export type Trend = {
  readonly id: string;
  readonly title: string;
  /** The lines, all of one unit; the first one's indicator gives unit, decimals and period. */
  readonly lines: readonly [TrendLine, ...TrendLine[]];
  readonly place: string;
  /** Alone in its row, a figure has room for its table beside the chart; elsewhere a long table is folded away. */
  readonly alone?: boolean;
};

/** More lines than this could not be told apart; their table is enough. */
const maximumLines = 5;

/** A line with gaps in more than this share of its periods would show nothing; its table is enough. */
const minimumDrawnShare = 0.5;

/** A table with more rows than this is folded away. */
const openRows = 6;

/**
 * A figure of up to five series over time, with all their values in a table. One series alone is drawn with its mean and limits,
 * and those of one indicator with its threshold.
 */
export function trendFigure(context: PageContext, { id, title, lines, place, alone }: Trend): Html {
  const { t, format, release, pick } = context;
  const { indicator } = lines[0].slice;
  const unit = pick(indicator.unit);
  const series = lines.map(({ name, slice }) => {
    const observations = selectSeries(release, slice);
    return {
      name,
      slice,
      observations,
      points: observations.map((observation) => ({
        periodEnd: observation.periodEnd,
        reading: readObservation(observation),
      })),
    };
  });
  const periods = new Map(
    series.flatMap(({ observations }) =>
      observations.map(({ periodEnd, period }) => [periodEnd, period] as const),
    ),
  );
  const periodEnds = [...periods.keys()].sort();
  const isByDate = indicator.period === "quarter" || indicator.period === "year-to-quarter";
  const first = periodEnds.at(0);
  const last = periodEnds.at(-1);
  const main = series[0]?.points ?? [];
  const drawn = main.filter(({ reading }) => reading.value !== null).length;
  const hasNumbers = drawn >= minimumNumbers && drawn > minimumDrawnShare * main.length;
  const isDrawn = hasNumbers && lines.length <= maximumLines;
  const levels = trendLevels(
    context,
    indicator,
    lines.length === 1 ? (series[0]?.observations.at(-1)?.limits ?? null) : null,
    lines.every(({ slice }) => slice.indicator === indicator) ? indicator.threshold : null,
  );
  const readingAt = (index: number, periodEnd: string) =>
    series[index]?.points.find((point) => point.periodEnd === periodEnd)?.reading ??
    readObservation(undefined);
  return renderFigure(context, {
    id,
    title,
    subtitle: [
      ...besideTitle(context, title, indicator),
      ...levelBeside(context, lines[0].slice),
      place,
      ...(first === undefined || last === undefined
        ? []
        : [t("period-range", { first: format.month(first), last: format.month(last) })]),
    ],
    indicators: [...new Set(lines.map(({ slice }) => slice.indicator))],
    ...(!isDrawn && { notes: [t(hasNumbers ? "explore-too-many" : "figure-too-few")] }),
    ...(isDrawn && {
      chart: lineChart(series, {
        title,
        describedBy: wordsId(id),
        words: [describeSeries(context, series, indicator, levels.lines), ...levels.sentences].join(" "),
        levels: levels.lines,
        xLabel: t(`axis-${indicator.period}`),
        yLabel: unit,
        breakLabel: t("chart-break"),
        decimals: indicator.decimals,
        formatNumber: format.number,
      }),
    }),
    table: {
      caption: withUnit(context, title, indicator),
      rowHeader: t(`axis-${indicator.period}`),
      columns: lines.map(({ name }) => ({ header: name, kind: "number" })),
      rows: periodEnds.toReversed().map((periodEnd, index) => ({
        order: periodEnds.length - index,
        header: isByDate ? format.date(periodEnd) : periods.get(periodEnd),
        cells: lines.map((_, index) => readingCell(context, readingAt(index, periodEnd), indicator)),
      })),
    },
    shown: series.flatMap(({ slice, points }) =>
      points.map(({ periodEnd, reading }) => ({ reading, cell: { slice, periodEnd } })),
    ),
    folded: periodEnds.length > openRows && !(alone === true && isDrawn),
  });
}
