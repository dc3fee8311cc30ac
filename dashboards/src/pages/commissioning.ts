import { comparisonFigure } from "../comparison-figure.ts";
import type { PageContext } from "../context.ts";
import { coursesFigure } from "../courses-figure.ts";
import { withIndicator, withIndicators } from "../missing.ts";
import { makePage, type Page, pair, section } from "../page.ts";
import { latestPoints, renderPoints } from "../points.ts";
import { professionComparison, professionSummaryRows, walesName } from "../rows.ts";
import { allProfessions, wales } from "../select.ts";
import { summaryFigure } from "../summary-figure.ts";

const headline = {
  headcount: "headcount-courses",
  "aged-55-plus": "aged-55-plus-professions",
  "joiner-rate": "joiner-rate-professions",
  "leaver-rate": "leaver-rate-professions",
};

/** For those who commission education: how each profession grows, ages, gains and loses people. */
export function commissioningPage(context: PageContext): Page {
  const { t, pick } = context;
  const place = walesName(context);
  const byProfession = (id: string, alone = false) =>
    withIndicator(context, id, (indicator) =>
      comparisonFigure(context, {
        id: `${id}-professions`,
        alone,
        title: t("comparison-professions-title", { title: pick(indicator.title) }),
        place,
        rowHeader: t("column-profession"),
        ...professionComparison(context, indicator, wales),
      }),
    );
  return makePage(t("commissioning-title"), t("commissioning-introduction"), [
    renderPoints(
      context,
      t("points-title"),
      latestPoints(context, headline, { name: place, area: wales, profession: allProfessions }),
    ),
    section(
      "growth",
      t("commissioning-growth-title"),
      withIndicator(context, "headcount", (headcount) =>
        coursesFigure(context, { id: "headcount-courses", indicator: headcount, area: wales, place }),
      ),
    ),
    section("age", t("commissioning-age-title"), byProfession("aged-55-plus", true)),
    section("flows", t("flows-title"), pair(byProfession("joiner-rate"), byProfession("leaver-rate"))),
    section(
      "gaps",
      t("commissioning-gaps-title"),
      withIndicators(context, ["funded-fte", "fte", "vacancy-fte", "vacancy-rate"], (indicators) =>
        summaryFigure(context, {
          id: "gaps-professions",
          title: t("gaps-establishment-professions-title"),
          place,
          rowHeader: t("column-profession"),
          rows: professionSummaryRows(context, wales),
          columns: indicators.map((indicator) => ({ indicator })),
          notes: [t("gaps-vacancy-note")],
        }),
      ),
    ),
  ]);
}
