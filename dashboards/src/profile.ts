import type { PageContext } from "./context.ts";
import { glanceFigure } from "./glance-figure.ts";
import type { Html } from "./html.ts";
import { withIndicator, withIndicators } from "./missing.ts";
import { pair, placeOf, section } from "./page.ts";
import { latestPoints, type Point, renderPoints } from "./points.ts";
import { readObservation } from "./reading.ts";
import type { Indicator, Release } from "./release.ts";
import { indicatorsOf, type Slice, selectSeries } from "./select.ts";
import { type TrendLine, trendFigure } from "./trend-figure.ts";

export type Subject = {
  /** The short name in lines and titles. */
  readonly name: string;
  /** The place line of its figures has both names: `Powys · All allied health professions`. */
  readonly areaName: string;
  readonly professionName: string;
  readonly area: string;
  readonly profession: string;
  readonly beside: { readonly name: string; readonly area: string; readonly profession: string };
  /** Main points of its own, after those that every subject has. */
  readonly points?: readonly Point[];
};

const headline = {
  headcount: "at-a-glance",
  "vacancy-rate": "at-a-glance",
  "leaver-rate": "at-a-glance",
  "aged-55-plus": "at-a-glance",
};

/** What the page of an area and that of a profession have in common: main points, all indicators, main trends. */
export function profileSections(context: PageContext, subject: Subject): readonly (Html | false)[] {
  const { t, release, pick } = context;
  const { name, areaName, professionName, area, profession, beside } = subject;
  const place = placeOf(context, areaName, professionName);
  const trend = (id: string) =>
    withIndicator(context, id, (indicator) => {
      const { line, linePlace } = subjectLine(context, subject, indicator);
      return trendFigure(context, {
        id: `${id}-trend`,
        title: t("trend-title", { title: pick(indicator.title), place: line.name }),
        place: linePlace,
        lines:
          indicator.kind === "rate"
            ? [
                line,
                { name: beside.name, slice: { indicator, area: beside.area, profession: beside.profession } },
              ]
            : [line],
      });
    });
  return [
    renderPoints(context, t("points-title"), [
      ...latestPoints(context, headline, { name, area, profession }),
      ...(subject.points ?? []),
    ]),
    section(
      "glance",
      t("glance-heading"),
      withIndicators(
        context,
        indicatorsOf(release, area).map(({ id }) => id),
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
        withIndicators(context, ["joiner-rate", "leaver-rate"], ([first, ...others]) => {
          const line = (indicator: Indicator): TrendLine => ({
            name: pick(indicator.title),
            slice: { indicator, area, profession },
          });
          return trendFigure(context, {
            id: "flows-trend",
            title: t("trend-title", { title: t("flows-title"), place: name }),
            place,
            lines: [line(first), ...others.map(line)],
          });
        }),
        trend("aged-55-plus"),
      ),
    ),
  ];
}

/** The subject's line, or that of its profession's group where the input does not tell its professions apart. */
function subjectLine(context: PageContext, subject: Subject, indicator: Indicator) {
  const { release } = context;
  const { area, profession, name, areaName, professionName } = subject;
  const slice = { indicator, area, profession };
  const { parent } = release.codes.professions.find(({ code }) => code === profession) ?? {};
  const group = release.codes.professions.find(({ code, kind }) => code === parent && kind === "group");
  const isUnknown = !hasNumbers(release, slice);
  return group !== undefined && isUnknown && hasNumbers(release, { ...slice, profession: group.code })
    ? {
        line: { name: context.name(group), slice: { ...slice, profession: group.code } },
        linePlace: placeOf(context, areaName, context.name(group)),
      }
    : { line: { name, slice }, linePlace: placeOf(context, areaName, professionName) };
}

function hasNumbers(release: Release, slice: Slice): boolean {
  return selectSeries(release, slice).some((observation) => readObservation(observation).value !== null);
}
