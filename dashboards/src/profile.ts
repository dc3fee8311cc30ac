import type { PageContext } from "./context.ts";
import { glanceFigure } from "./glance-figure.ts";
import type { Html } from "./html.ts";
import { withIndicator, withIndicators } from "./missing.ts";
import { pair, section } from "./page.ts";
import { latestPoint, renderPoints } from "./points.ts";
import type { Indicator } from "./release.ts";
import { findIndicator } from "./select.ts";
import { type TrendLine, trendFigure } from "./trend-figure.ts";

export type Subject = {
  /** The short name in lines and titles. */
  readonly name: string;
  /** The place line of its figures: `Powys · All allied health professionals`. */
  readonly place: string;
  readonly area: string;
  readonly profession: string;
  readonly beside: { readonly name: string; readonly area: string; readonly profession: string };
};

const headline = ["headcount", "vacancy-rate", "leaver-rate", "aged-55-plus"];

/** What the page of an area and that of a profession have in common: main points, all indicators, main trends. */
export function profileSections(context: PageContext, subject: Subject): readonly (Html | false)[] {
  const { t, release, pick } = context;
  const { name, place, area, profession, beside } = subject;
  const own = (indicator: Indicator): TrendLine => ({ name, slice: { indicator, area, profession } });
  const trend = (id: string) =>
    withIndicator(context, id, (indicator) =>
      trendFigure(context, {
        id: `${id}-trend`,
        title: t("trend-title", { title: pick(indicator.title), place: name }),
        place,
        lines:
          indicator.kind === "rate"
            ? [
                own(indicator),
                { name: beside.name, slice: { indicator, area: beside.area, profession: beside.profession } },
              ]
            : [own(indicator)],
      }),
    );
  return [
    renderPoints(
      context,
      t("points-title"),
      headline.flatMap((id) => {
        const indicator = findIndicator(release, id);
        return indicator === undefined
          ? []
          : [{ text: latestPoint(context, { indicator, area, profession }, name), anchor: "at-a-glance" }];
      }),
    ),
    section(
      "glance",
      t("glance-heading"),
      withIndicators(
        context,
        release.indicators.map(({ id }) => id),
        (indicators) =>
          glanceFigure(context, {
            id: "at-a-glance",
            title: t("glance-title", { place: name }),
            place,
            area,
            profession,
            indicators,
            beside,
          }),
      ),
    ),
    section(
      "trends",
      t("trends-title"),
      pair(trend("headcount"), trend("vacancy-rate")),
      pair(
        withIndicators(context, ["joiner-rate", "leaver-rate"], ([first, ...others]) =>
          trendFigure(context, {
            id: "flows-trend",
            title: t("trend-title", { title: t("flows-title"), place: name }),
            place,
            lines: [
              { ...own(first), name: pick(first.title) },
              ...others.map((indicator) => ({ ...own(indicator), name: pick(indicator.title) })),
            ],
          }),
        ),
        trend("aged-55-plus"),
      ),
    ),
  ];
}
