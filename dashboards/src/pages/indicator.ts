import { nationalFigures, nationOf, positionPoints } from "../audience.ts";
import type { PageContext } from "../context.ts";
import { definitionList } from "../definition.ts";
import { fileList } from "../file-list.ts";
import { type Html, html } from "../html.ts";
import { exploreLink } from "../links.ts";
import { mapFigure } from "../map-figure.ts";
import { missingNotice } from "../missing.ts";
import { makePage, type Page, pair, section } from "../page.ts";
import { latestPoints, renderPoints } from "../points.ts";
import { qualityNote } from "../quality-note.ts";
import type { Indicator } from "../release.ts";
import { allProfessions, findIndicator, hasTotal, wales } from "../select.ts";

/** The page of one indicator: its latest value and course, areas and professions beside each other, its parts, its definition, its files. */
export function indicatorPage(context: PageContext, indicator: Indicator): Page {
  const { t, release, pick } = context;
  const title = pick(indicator.title);
  const { id } = indicator;
  const isThere = findIndicator(release, id) !== undefined;
  const figures = nationalFigures(context);
  const levels = comparedLevels(context, indicator);
  return makePage(title, pick(indicator.description), [
    renderPoints(context, t("points-title"), [
      ...latestPoints(context, { [id]: `${id}-trend` }, nationOf(context)),
      ...levels.flatMap((level) => positionPoints(context, { [id]: level })),
    ]),
    !isThere && missingNotice(context, [id]),
    isThere &&
      hasTotal(release, indicator) && [
        section("trend", t("trends-title"), figures.trend(`${id}-trend`, [id])),
        section(
          "places",
          t("indicator-places-title"),
          pair(hasAreas(indicator) && figures.byArea(id), figures.byProfession(id)),
          hasAreas(indicator) && mapFigure(context, indicator),
          levels.map((level) => figures.funnel(id, level)),
          html`<p>${exploreLink(context, t("explore-indicator"), {
            indicator,
            areas: [wales],
            professions: [allProfessions],
          })}</p>`,
        ),
      ],
    isThere &&
      indicator.breakdowns.length > 0 &&
      section(
        "parts",
        t("indicator-parts-title"),
        indicator.breakdowns.map((breakdown) => figures.byCategory(id, breakdown, true)),
      ),
    section(
      "definition",
      t("methods-definition"),
      definitionList(context, indicator),
      html`<p>${qualityNote(context, indicator, wales)}</p>`,
    ),
    section("files", t("downloads-title"), fileList(context, indicator.audiences, indicator)),
  ]);
}

/** Every indicator with what it means, by the aim of the plan that it serves. */
export function indicatorsPage(context: PageContext): Page {
  const { t, release, pick } = context;
  return makePage(
    t("indicators-title"),
    t("indicators-introduction"),
    release.plan.aims.map((aim) => {
      const outcomes = aim.outcomes.map(({ id }) => id);
      const own = release.indicators.filter((indicator) =>
        indicator.outcomes.slice(0, 1).some((id) => outcomes.includes(id)),
      );
      return own.length > 0 && section(aim.id, pick(aim.title), indicatorList(context, own));
    }),
  );
}

function indicatorList(context: PageContext, indicators: readonly Indicator[]): Html {
  const { pick, link } = context;
  return html`<dl class="rules">${indicators.map(
    ({ id, title, description }) =>
      html`<dt><a href="${link(`indicators/${id}`)}">${pick(title)}</a></dt><dd>${pick(description)}</dd>`,
  )}</dl>`;
}

/** The levels at which areas can be set beside Wales; one without a name for an indicator without levels; none where they cannot. */
function comparedLevels(
  { release }: PageContext,
  { id, levels }: Indicator,
): readonly (string | undefined)[] {
  const compared = release.funnels.filter(({ indicator }) => indicator === id);
  if (compared.length === 0) return [];
  return levels.length === 0
    ? [undefined]
    : levels.filter((each) => compared.some(({ level }) => level === each)).slice(0, 1);
}

function hasAreas({ area_levels }: Indicator): boolean {
  return area_levels.includes("board");
}
