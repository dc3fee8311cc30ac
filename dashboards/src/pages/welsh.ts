import { nationalFigures, nationOf, positionPoints } from "../audience.ts";
import type { PageContext } from "../context.ts";
import type { Content } from "../html.ts";
import { lacksSection } from "../lacks.ts";
import { missingNotice } from "../missing.ts";
import { makePage, type Page, pair, section } from "../page.ts";
import { latestPoints, renderPoints } from "../points.ts";
import { findIndicator } from "../select.ts";

const shares = ["welsh-recorded", "welsh-level-3-plus", "welsh-reach", "welsh-offer-coverage"];
const indicators = [...shares, "welsh-levels", "welsh-essential-fill", "welsh-medium-share"];
const skills = ["listening-speaking", "reading", "writing"];

/** Which levels of Welsh staff have, how many speakers they reach, where a service can be offered in Welsh, and what is recruited. */
export function welshPage(context: PageContext): Page {
  const { t, release } = context;
  const figures = nationalFigures(context);
  if (indicators.every((id) => findIndicator(release, id) === undefined)) {
    return makePage(t("welsh-title"), t("welsh-introduction"), [missingNotice(context, indicators)]);
  }
  /** A question with its figures; nothing where the release does not have its indicator, as the page says at its end. */
  const answer = (id: string, ...content: readonly Content[]) =>
    findIndicator(release, id) !== undefined && section(id, t(`${id}-heading`), ...content);
  const courseAndAreas = (id: string) => [figures.trend(`${id}-trend`, [id]), figures.byArea(id, true)];
  return makePage(t("welsh-title"), t("welsh-introduction"), [
    renderPoints(context, t("points-title"), [
      ...latestPoints(
        context,
        Object.fromEntries(shares.map((id) => [id, `${id}-areas`])),
        nationOf(context),
      ),
      ...positionPoints(context, { "welsh-level-3-plus": undefined }),
    ]),
    answer("welsh-recorded", courseAndAreas("welsh-recorded")),
    answer(
      "welsh-levels",
      skills.map((skill) => figures.byCategory("welsh-levels", skill, true)),
    ),
    answer(
      "welsh-level-3-plus",
      figures.trend("welsh-level-3-plus-trend", ["welsh-level-3-plus"]),
      pair(figures.byArea("welsh-level-3-plus"), figures.byProfession("welsh-level-3-plus")),
      figures.funnel("welsh-level-3-plus"),
    ),
    answer("welsh-reach", courseAndAreas("welsh-reach")),
    answer("welsh-offer-coverage", courseAndAreas("welsh-offer-coverage")),
    answer("welsh-essential-fill", figures.byCategory("welsh-essential-fill", "welsh-requirement", true)),
    answer("welsh-medium-share", figures.trend("welsh-medium-share-trend", ["welsh-medium-share"])),
    section(
      "professions",
      t("professions-title"),
      figures.professionTable("welsh-professions", "welsh-professions-title", shares),
    ),
    lacksSection(context, indicators),
  ]);
}
