import { comparisonFigure } from "../comparison-figure.ts";
import type { PageContext } from "../context.ts";
import { matrixFigure } from "../matrix-figure.ts";
import { withIndicator, withIndicators } from "../missing.ts";
import { makePage, type Page, pair, placeOf, section } from "../page.ts";
import { latestPoints, type Point, renderPoints } from "../points.ts";
import type { Reading } from "../reading.ts";
import {
  areaComparison,
  areaSummaryRows,
  professionComparison,
  professionSummaryRows,
  splitProfessions,
  walesName,
} from "../rows.ts";
import { allProfessions, findIndicator, pageAreas, readLatest, wales } from "../select.ts";
import { summaryFigure } from "../summary-figure.ts";
import { trendFigure } from "../trend-figure.ts";

/** From this vacancy rate on (per cent) the indicator contract counts a service as having a gap. */
const gapThreshold = 10;

const gapIndicators = ["headcount", "fte", "funded-fte", "vacancy-fte", "vacancy-rate", "registered-share"];

/** For directors of workforce: where the gaps are, whether they close, who joins and leaves. */
export function gapsPage(context: PageContext): Page {
  const { t, release, pick } = context;
  const place = walesName(context);
  const everyone = placeOf(context, place);
  const all = { area: wales, profession: allProfessions };
  return makePage(t("gaps-title"), t("gaps-introduction"), [
    renderPoints(context, t("points-title"), gapPoints(context)),
    section(
      "vacancies",
      t("gaps-vacancies-title"),
      withIndicator(context, "vacancy-rate", (rate) => [
        trendFigure(context, {
          id: "vacancy-rate-trend",
          alone: true,
          title: t("trend-title", { title: pick(rate.title), place }),
          place: everyone,
          lines: [{ name: place, slice: { indicator: rate, ...all } }],
        }),

        pair(
          comparisonFigure(context, {
            id: "vacancy-rate-areas",
            title: t("comparison-areas-title", { title: pick(rate.title) }),
            place: t("all-professions"),
            rowHeader: t("column-area"),
            ...areaComparison(context, rate, allProfessions),
          }),
          comparisonFigure(context, {
            id: "vacancy-rate-professions",
            title: t("comparison-professions-title", { title: pick(rate.title) }),
            place,
            rowHeader: t("column-profession"),
            ...professionComparison(context, rate, wales),
          }),
        ),

        matrixFigure(context, {
          id: "vacancy-rate-matrix",
          title: t("matrix-title", { title: pick(rate.title) }),
          place,
          indicator: rate,
          areas: pageAreas(release),
          threshold: { value: gapThreshold, note: t("gaps-threshold-note", { threshold: gapThreshold }) },
        }),
      ]),
    ),
    section(
      "establishment",
      t("gaps-establishment-title"),
      withIndicators(context, gapIndicators, (indicators) => [
        summaryFigure(context, {
          id: "establishment-areas",
          title: t("gaps-establishment-areas-title"),
          place: t("all-professions"),
          rowHeader: t("column-area"),
          rows: areaSummaryRows(context, allProfessions),
          columns: indicators.map((indicator) => ({ indicator })),
          notes: [t("gaps-vacancy-note")],
        }),
        summaryFigure(context, {
          id: "establishment-professions",
          title: t("gaps-establishment-professions-title"),
          place,
          rowHeader: t("column-profession"),
          rows: professionSummaryRows(context, wales),
          columns: indicators.map((indicator) => ({ indicator })),
        }),
      ]),
    ),
    section(
      "flows",
      t("flows-title"),
      withIndicators(context, ["joiner-rate", "leaver-rate"], ([first, ...others]) => [
        trendFigure(context, {
          id: "flows-trend",
          alone: true,
          title: t("trend-title", { title: t("flows-title"), place }),
          place: everyone,
          lines: [
            { name: pick(first.title), slice: { indicator: first, ...all } },
            ...others.map((indicator) => ({ name: pick(indicator.title), slice: { indicator, ...all } })),
          ],
        }),
        summaryFigure(context, {
          id: "flows-areas",
          title: t("flows-areas-title"),
          place: t("all-professions"),
          rowHeader: t("column-area"),
          rows: areaSummaryRows(context, allProfessions),
          columns: [first, ...others].flatMap((indicator) =>
            indicator.levels.map((level) => ({ indicator, level })),
          ),
        }),
        pair(
          [first, ...others].map((indicator) =>
            comparisonFigure(context, {
              id: `${indicator.id}-areas`,
              title: t("comparison-areas-title", { title: pick(indicator.title) }),
              place: t("all-professions"),
              rowHeader: t("column-area"),
              ...areaComparison(context, indicator, allProfessions),
            }),
          ),
        ),
      ]),
    ),
    section(
      "skill-mix",
      t("gaps-skill-mix-title"),
      withIndicator(context, "registered-share", (share) =>
        pair(
          comparisonFigure(context, {
            id: "registered-share-areas",
            title: t("comparison-areas-title", { title: pick(share.title) }),
            place: t("all-professions"),
            rowHeader: t("column-area"),
            ...areaComparison(context, share, allProfessions),
          }),
          comparisonFigure(context, {
            id: "registered-share-professions",
            title: t("comparison-professions-title", { title: pick(share.title) }),
            place,
            rowHeader: t("column-profession"),
            ...professionComparison(context, share, wales),
          }),
        ),
      ),
    ),
  ]);
}

function gapPoints(context: PageContext): readonly Point[] {
  const { t, release, name, shortName } = context;
  const points = latestPoints(
    context,
    {
      "vacancy-rate": "vacancy-rate-trend",
      "vacancy-fte": "establishment-areas",
      "leaver-rate": "flows-trend",
    },
    { name: walesName(context), area: wales, profession: allProfessions },
  );
  const rate = findIndicator(release, "vacancy-rate");
  if (rate === undefined) return points;
  const areas = withNumber(pageAreas(release), shortName, ({ code }) =>
    readLatest(release, { indicator: rate, area: code, profession: allProfessions }),
  );
  const professions = withNumber(
    splitProfessions(release, rate, [wales]).shown.filter(({ kind }) => kind !== "shared"),
    name,
    ({ code }) => readLatest(release, { indicator: rate, area: wales, profession: code }),
  );
  const gapPoint = (key: string, known: readonly Known[], anchor: string): readonly Point[] => {
    const gaps = known.filter(({ value }) => value >= gapThreshold);
    const names = gaps.map((gap) => gap.name).join("; ");
    return known.length === 0
      ? []
      : [{ text: t(key, { threshold: gapThreshold, count: gaps.length, names }), anchor }];
  };
  return [
    ...points,
    ...gapPoint("gaps-point-areas", areas, "vacancy-rate-areas"),
    ...gapPoint("gaps-point-professions", professions, "vacancy-rate-professions"),
  ];
}

type Known = { readonly name: string; readonly value: number };

/** The items that have a number; a sentence says nothing of the others. */
function withNumber<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  read: (item: Item) => Reading,
): readonly Known[] {
  return items.flatMap((item) => {
    const { value } = read(item);
    return value === null ? [] : [{ name: nameOf(item), value }];
  });
}
