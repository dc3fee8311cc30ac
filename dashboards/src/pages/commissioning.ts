import { paperPath } from "../addresses.ts";
import { audiencePage, nationalFigures, nationOf, pointOf, positionPoints } from "../audience.ts";
import type { PageContext } from "../context.ts";
import { coursesFigure } from "../courses-figure.ts";
import { escalationList, escalationPoints } from "../escalation-list.ts";
import { type Html, html } from "../html.ts";
import { withFound } from "../missing.ts";
import { modelForm } from "../model-form.ts";
import { type Page, pair } from "../page.ts";
import { largestSentence } from "../parts.ts";
import { coursePoints, valuePoints } from "../points.ts";
import { pageProfessions, wales } from "../select.ts";
import { supplyFigures, supplyPoints } from "../supply-figures.ts";

const stock = ["headcount", "fte", "funded-fte", "vacancy-fte", "vacancy-rate", "aged-55-plus"];
const education = [
  "places-commissioned",
  "places-filled",
  "applications-per-place",
  "completion",
  "employed-in-wales",
  "welsh-medium-share",
  "flexible-route-share",
];
const flows = ["joiner-rate", "leaver-rate"];
const indicators = [
  ...stock,
  ...education,
  ...flows,
  "new-starter-retention",
  "retirement-share",
  "entry-routes",
  "gap-change",
  "intake-to-need",
];

/** For those who commission education: how each profession stands, grows, ages, gains and loses people, and what training adds. */
export function commissioningPage(context: PageContext): Page {
  const { t } = context;
  const wholeNation = nationOf(context);
  const figures = nationalFigures(context);
  const form = modelForm(context);
  const page = audiencePage(context, "commissioning", indicators, () => ({
    now: {
      points: valuePoints(
        context,
        {
          headcount: "gaps-professions",
          "vacancy-rate": "gaps-professions",
          "aged-55-plus": "aged-55-plus-professions",
          "places-commissioned": "education-professions",
          "places-filled": "education-professions",
          completion: "education-professions",
          "employed-in-wales": "education-professions",
        },
        wholeNation,
      ),
      content: [
        figures.professionTable("gaps-professions", "gaps-establishment-professions-title", stock, [
          t("gaps-vacancy-note"),
        ]),
        figures.professionTable("education-professions", "commissioning-education-title", education),
      ],
    },
    course: {
      points: [
        ...coursePoints(
          context,
          {
            headcount: "headcount-courses",
            "aged-55-plus": "aged-55-plus-trend",
            "joiner-rate": "flows-trend",
            "leaver-rate": "flows-trend",
            "places-filled": "places-filled-trend",
          },
          wholeNation,
        ),
        ...supplyPoints(context),
      ],
      content: [
        withFound(context, ["headcount"], ([headcount]) =>
          coursesFigure(context, {
            id: "headcount-courses",
            indicator: headcount,
            area: wales,
            place: wholeNation.name,
          }),
        ),
        figures.trend("flows-trend", flows, "flows-title"),
        pair(
          figures.trend("aged-55-plus-trend", ["aged-55-plus"]),
          figures.trend("places-filled-trend", ["places-filled"]),
        ),
        ...supplyFigures(context),
        form,
        paperList(context),
      ],
    },
    where: {
      points: [
        ...positionPoints(context, {
          "leaver-rate": "left-wales",
          "aged-55-plus": undefined,
          "new-starter-retention": undefined,
        }),
        ...escalationPoints(context, "commissioning"),
      ],
      content: [
        escalationList(context, "commissioning"),
        pair(figures.byProfession("vacancy-rate"), figures.byProfession("aged-55-plus")),
        pair(figures.byProfession("joiner-rate"), figures.byProfession("leaver-rate")),
        figures.funnel("leaver-rate", "left-wales"),
        figures.funnel("aged-55-plus"),
        figures.funnel("new-starter-retention"),
      ],
    },
    why: {
      points: [
        ...pointOf(context, "entry-routes", "entry-routes-categories", (indicator) =>
          largestSentence(context, indicator, "entry-route", wholeNation),
        ),
        ...valuePoints(
          context,
          {
            "retirement-share": "retention-professions",
            "new-starter-retention": "retention-professions",
          },
          wholeNation,
        ),
      ],
      content: [
        figures.byCategory("entry-routes", "entry-route", true),
        figures.professionTable("retention-professions", "commissioning-retention-title", [
          "retirement-share",
          "new-starter-retention",
        ]),
        figures.categoryTable("gap-change", "profession", "component"),
      ],
    },
  }));
  return form === false ? page : { ...page, script: "model" };
}

/** The way to the summary of each profession. */
function paperList({ t, link, name, release }: PageContext): Html {
  return html`<div id="papers"><h3>${t("paper-list-title")}</h3><ul class="link-list">${pageProfessions(
    release,
  ).map(
    (profession) => html`<li><a href="${link(paperPath(profession))}">${name(profession)}</a></li>`,
  )}</ul></div>`;
}
