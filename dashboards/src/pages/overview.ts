import { compareIn } from "../alphabet.ts";
import type { PageContext } from "../context.ts";
import { glanceFigure } from "../glance-figure.ts";
import { html } from "../html.ts";
import { professionLink } from "../links.ts";
import { mapFigure } from "../map-figure.ts";
import { withFound, withIndicator, withIndicators } from "../missing.ts";
import { outcomesFigure } from "../outcomes-figure.ts";
import { makePage, type Page, placeOf, section } from "../page.ts";
import { latestPoints, renderPoints } from "../points.ts";
import { areaSummaryRows, walesName } from "../rows.ts";
import { allProfessions, comparedIndicators, indicatorsOf, pageProfessions, wales } from "../select.ts";
import { summaryFigure } from "../summary-figure.ts";
import { trendFigure } from "../trend-figure.ts";

const headline = {
  headcount: "at-a-glance",
  "vacancy-rate": "at-a-glance",
  "leaver-rate": "at-a-glance",
  "aged-55-plus": "at-a-glance",
};
const audiences = ["gaps", "commissioning", "senior", "welsh"];

/** What a reader sees first: the state of the workforce of Wales, and the ways on from here. */
export function overviewPage(context: PageContext): Page {
  const { t, release, link, name, language } = context;
  const compare = compareIn(language);
  const all = { area: wales, profession: allProfessions };
  const place = walesName(context);
  return makePage(t("overview-title"), t("overview-introduction"), [
    renderPoints(context, t("points-title"), latestPoints(context, headline, { name: place, ...all })),
    section(
      "audiences",
      t("audiences-title"),
      html`<ul class="cards">${audiences.map(
        (path) =>
          html`<li><a href="${link(path)}">${t(`${path}-title`)}</a><p>${t(`${path}-introduction`)}</p></li>`,
      )}</ul>`,
    ),
    section(
      "plan",
      t("plan-title"),
      outcomesFigure(context, "outcomes"),
      html`<p><a href="${link("plan")}">${t("outcomes-more")}</a></p>`,
    ),
    section(
      "wales",
      place,
      withIndicators(
        context,
        indicatorsOf(release, wales).map(({ id }) => id),
        (indicators) =>
          glanceFigure(context, {
            id: "at-a-glance",
            title: t("glance-title", { place }),
            place: placeOf(context, place),
            ...all,
            indicators,
          }),
      ),
      withIndicator(context, "fte", (fte) =>
        trendFigure(context, {
          id: "fte-trend",
          alone: true,
          title: t("trend-title", { title: context.pick(fte.title), place }),
          place: placeOf(context, place),
          lines: [{ name: place, slice: { indicator: fte, ...all } }],
        }),
      ),
    ),
    section(
      "areas",
      t("areas-title"),
      withIndicators(context, comparedIndicators, (indicators) =>
        summaryFigure(context, {
          id: "by-area",
          title: t("by-area-title"),
          place: placeOf(context, place),
          rowHeader: t("column-area"),
          rows: areaSummaryRows(context, allProfessions),
          columns: indicators.map((indicator) => ({ indicator })),
        }),
      ),
      withFound(context, ["vacancy-rate"], ([rate]) => mapFigure(context, rate)),
    ),
    section(
      "professions",
      t("professions-title"),
      html`<ul class="link-list">${pageProfessions(release)
        .toSorted((a, b) => compare(name(a), name(b)))
        .map((profession) => html`<li>${professionLink(context, profession)}</li>`)}</ul>`,
    ),
  ]);
}
