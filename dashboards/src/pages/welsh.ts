import { comparisonFigure } from "../comparison-figure.ts";
import type { PageContext } from "../context.ts";
import { missingNotice, withIndicator, withIndicators } from "../missing.ts";
import { makePage, type Page, pair, placeOf, section } from "../page.ts";
import { latestPoints, renderPoints } from "../points.ts";
import { areaComparison, professionComparison, professionSummaryRows, walesName } from "../rows.ts";
import { allProfessions, findIndicator, wales } from "../select.ts";
import { summaryFigure } from "../summary-figure.ts";
import { trendFigure } from "../trend-figure.ts";

const welshIndicators = ["welsh-recorded", "welsh-level-3-plus", "welsh-reach"];

/** How many staff have a recorded level of Welsh, how many can hold a conversation, and how many speakers they reach. */
export function welshPage(context: PageContext): Page {
  const { t, pick } = context;
  const place = walesName(context);
  const all = { area: wales, profession: allProfessions };
  if (welshIndicators.every((id) => findIndicator(context.release, id) === undefined)) {
    return makePage(t("welsh-title"), t("welsh-introduction"), [missingNotice(context, welshIndicators)]);
  }
  const level = findIndicator(context.release, "welsh-level-3-plus");
  return makePage(t("welsh-title"), t("welsh-introduction"), [
    renderPoints(
      context,
      t("points-title"),
      latestPoints(context, Object.fromEntries(welshIndicators.map((id) => [id, `${id}-areas`])), {
        name: place,
        ...all,
      }),
    ),
    ...welshIndicators.map((id) =>
      section(
        id,
        t(`${id}-heading`),
        withIndicator(context, id, (indicator) =>
          pair(
            trendFigure(context, {
              id: `${id}-trend`,
              title: t("trend-title", { title: pick(indicator.title), place }),
              place: placeOf(context, place),
              lines: [{ name: place, slice: { indicator, ...all } }],
            }),
            comparisonFigure(context, {
              id: `${id}-areas`,
              title: t("comparison-areas-title", { title: pick(indicator.title) }),
              place: t("all-professions"),
              rowHeader: t("column-area"),
              ...areaComparison(context, indicator, allProfessions),
            }),
          ),
        ),
      ),
    ),
    section(
      "professions",
      t("professions-title"),
      level !== undefined &&
        comparisonFigure(context, {
          id: `${level.id}-professions`,
          alone: true,
          title: t("comparison-professions-title", { title: pick(level.title) }),
          place,
          rowHeader: t("column-profession"),
          ...professionComparison(context, level, wales),
        }),
      withIndicators(context, welshIndicators, (indicators) =>
        summaryFigure(context, {
          id: "welsh-professions",
          title: t("welsh-professions-title"),
          place,
          rowHeader: t("column-profession"),
          rows: professionSummaryRows(context, wales),
          columns: indicators.map((indicator) => ({ indicator })),
        }),
      ),
    ),
  ]);
}
