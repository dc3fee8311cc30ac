import type { PageContext } from "../context.ts";
import { glanceFigure } from "../glance-figure.ts";
import { type Html, html, joinContent } from "../html.ts";
import { indicatorLink } from "../links.ts";
import { makePage, type Page, placeOf, section } from "../page.ts";
import type { Release } from "../release.ts";
import { walesName } from "../rows.ts";
import { allProfessions, outcomeIndicators, wales } from "../select.ts";

type Aim = Release["plan"]["aims"][number];

/** The outcomes and actions of the plan, each with its indicators, where they stand and which way they go. */
export function planPage(context: PageContext): Page {
  const { t, release, pick } = context;
  return makePage(t("plan-title"), t("plan-introduction"), [
    release.plan.aims.map((aim) =>
      section(
        aim.id,
        pick(aim.title),
        aim.outcomes.map((outcome) => outcomeFigure(context, outcome)),
        actionList(context, aim),
      ),
    ),
  ]);
}

function outcomeFigure(context: PageContext, outcome: Aim["outcomes"][number]): Html {
  const { t, release, pick } = context;
  const own = release.indicators.filter(({ outcomes }) => outcomes.includes(outcome.id));
  const shown = outcomeIndicators(release, outcome.id);
  const others = own.filter((indicator) => !shown.includes(indicator));
  const title = pick(outcome.title);
  return html`<div id="${outcome.id}">
    ${
      shown.length > 0
        ? glanceFigure(context, {
            id: `${outcome.id}-figure`,
            title,
            place: placeOf(context, walesName(context)),
            area: wales,
            profession: allProfessions,
            indicators: shown,
          })
        : html`<h3>${title}</h3>`
    }
    <p class="note">${t("plan-page", { page: outcome.page })}${
      own.length === 0 && html` ${t(outcome.countable ? "plan-none" : "plan-not-countable")}`
    }${
      others.length > 0 &&
      html` ${t("plan-others")} ${joinContent(
        others.map((indicator) => indicatorLink(context, indicator)),
        ", ",
      )}.`
    }</p>
  </div>`;
}

function actionList(context: PageContext, { actions }: Aim): Html | false {
  const { t, release, pick } = context;
  return (
    actions.length > 0 &&
    html`<h3>${t("plan-actions")}</h3><dl class="rules">${actions.map(
      ({ id, title, page }) =>
        html`<dt id="${id}">${pick(title)}</dt><dd>${joinContent(
          release.indicators
            .filter((indicator) => indicator.actions.includes(id))
            .map((indicator) => indicatorLink(context, indicator)),
          ", ",
        )} (${t("plan-page", { page })})</dd>`,
    )}</dl>`
  );
}
