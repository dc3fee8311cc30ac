import { comparisonFigure } from "../comparison-figure.ts";
import type { PageContext } from "../context.ts";
import { matrixFigure } from "../matrix-figure.ts";
import { withIndicator, withIndicators } from "../missing.ts";
import { makePage, type Page, pair, placeOf, section } from "../page.ts";
import { latestPoints, type Point, renderPoints } from "../points.ts";
import type { Indicator } from "../release.ts";
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
      withIndicator(context, "vacancy-rate", (rate) =>
        trendFigure(context, {
          id: "vacancy-rate-trend",
          alone: true,
          title: t("trend-title", { title: pick(rate.title), place }),
          place: everyone,
          lines: [{ name: place, slice: { indicator: rate, ...all } }],
        }),
      ),
      withIndicator(context, "vacancy-rate", (rate) =>
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
      ),
      withIndicator(context, "vacancy-rate", (rate) =>
        matrixFigure(context, {
          id: "vacancy-rate-matrix",
          title: t("matrix-title", { title: pick(rate.title) }),
          place,
          indicator: rate,
          areas: pageAreas(release),
          threshold: { value: gapThreshold, note: t("gaps-threshold-note", { threshold: gapThreshold }) },
        }),
      ),
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
  const areas = pageAreas(release).filter(({ code }) => hasGap(context, rate, code, allProfessions));
  const professions = splitProfessions(release, rate, [wales]).shown.filter(
    ({ code, kind }) => kind !== "shared" && hasGap(context, rate, wales, code),
  );
  return [
    ...points,
    {
      text: t("gaps-point-areas", {
        threshold: gapThreshold,
        count: areas.length,
        names: areas.map(shortName).join("; "),
      }),
      anchor: "vacancy-rate-areas",
    },
    {
      text: t("gaps-point-professions", {
        threshold: gapThreshold,
        count: professions.length,
        names: professions.map(name).join("; "),
      }),
      anchor: "vacancy-rate-professions",
    },
  ];
}

function hasGap({ release }: PageContext, indicator: Indicator, area: string, profession: string): boolean {
  const reading = readLatest(release, { indicator, area, profession });
  return reading.value !== null && reading.value >= gapThreshold;
}
