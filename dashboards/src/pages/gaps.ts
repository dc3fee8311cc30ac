import { audiencePage, nationalFigures, nationOf, pointOf, positionPoints } from "../audience.ts";
import type { PageContext } from "../context.ts";
import { escalationList, escalationPoints } from "../escalation-list.ts";
import { gapPoints } from "../gap-points.ts";
import { matrixFigure } from "../matrix-figure.ts";
import { withFound } from "../missing.ts";
import { type Page, pair } from "../page.ts";
import { largestSentence, partsSentence } from "../parts.ts";
import { coursePoints, valuePoints } from "../points.ts";
import { pageAreas } from "../select.ts";

const establishment = ["headcount", "fte", "funded-fte", "vacancy-fte", "vacancy-rate", "registered-share"];
const recruitment = [
  "advertised-vacancy-rate",
  "time-to-fill",
  "fill-rate",
  "readvertised-share",
  "applications-per-vacancy",
  "long-vacancy-share",
];
const flows = ["joiner-rate", "leaver-rate"];
const indicators = [
  ...establishment,
  ...recruitment,
  ...flows,
  "persistent-gap",
  "gap-change",
  "leaving-reasons",
  "fragile-services",
];

/** For directors of workforce: where the gaps are, whether they close, why, and what is to be looked at first. */
export function gapsPage(context: PageContext): Page {
  const { t, release, pick } = context;
  const wholeNation = nationOf(context);
  const figures = nationalFigures(context);
  return audiencePage(context, "gaps", indicators, () => ({
    now: {
      points: valuePoints(
        context,
        {
          "vacancy-rate": "establishment-areas",
          "vacancy-fte": "establishment-areas",
          "leaver-rate": "flows-trend",
          "joiner-rate": "flows-trend",
        },
        wholeNation,
      ),
      content: [
        figures.areaTable("establishment-areas", "gaps-establishment-areas-title", establishment, [
          t("gaps-vacancy-note"),
        ]),
        figures.professionTable(
          "establishment-professions",
          "gaps-establishment-professions-title",
          establishment,
        ),
      ],
    },
    course: {
      points: coursePoints(
        context,
        {
          "vacancy-rate": "vacancy-rate-trend",
          "persistent-gap": "persistent-gap-trend",
          "leaver-rate": "flows-trend",
          "joiner-rate": "flows-trend",
          "time-to-fill": "recruitment-areas",
        },
        wholeNation,
      ),
      content: [
        figures.trend("vacancy-rate-trend", ["vacancy-rate"]),
        figures.trend("persistent-gap-trend", ["persistent-gap"]),
        figures.trend("flows-trend", flows, "flows-title"),
      ],
    },
    where: {
      points: [
        ...gapPoints(context),
        ...positionPoints(context, { "leaver-rate": "left-wales" }),
        ...valuePoints(context, { "fragile-services": "escalations" }, wholeNation),
        ...escalationPoints(context, "gaps"),
      ],
      content: [
        escalationList(context, "gaps"),
        pair(figures.byArea("vacancy-rate"), figures.byProfession("vacancy-rate")),
        withFound(context, ["vacancy-rate"], ([rate]) =>
          matrixFigure(context, {
            id: "vacancy-rate-matrix",
            title: t("matrix-title", { title: pick(rate.title) }),
            place: wholeNation.name,
            indicator: rate,
            areas: pageAreas(release),
          }),
        ),
        figures.funnel("leaver-rate", "left-wales"),
        figures.byArea("persistent-gap", true),
      ],
    },
    why: {
      points: [
        ...pointOf(context, "gap-change", "gap-change-categories", (indicator) =>
          partsSentence(context, indicator, "component", wholeNation),
        ),
        ...pointOf(context, "leaving-reasons", "leaving-reasons-categories", (indicator) =>
          largestSentence(context, indicator, "leaving-reason", wholeNation),
        ),
      ],
      content: [
        figures.byCategory("gap-change", "component", true),
        figures.categoryTable("gap-change", "area", "component"),
        figures.byCategory("leaving-reasons", "leaving-reason", true),
        figures.areaTable("recruitment-areas", "gaps-recruitment-title", recruitment),
      ],
    },
  }));
}
