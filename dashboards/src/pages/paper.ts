import type { PageContext } from "../context.ts";
import { fanFigure } from "../fan-figure.ts";
import { renderFigure } from "../figure.ts";
import { type Html, html } from "../html.ts";
import { professionLink } from "../links.ts";
import { makePage, type Page } from "../page.ts";
import type { Profession } from "../release.ts";
import { walesName } from "../rows.ts";
import { findIndicators, wales } from "../select.ts";
import type { Outcome, Projection } from "../supply-schema.ts";
import {
  accuracyWords,
  closingDate,
  mainOutcome,
  outcomeOf,
  percent,
  placesText,
  rangeText,
  reasonText,
  requiredText,
  supplyBasis,
} from "../supply-words.ts";
import { mostImportant, tornadoFigure } from "../tornado-figure.ts";

/** What a meeting on commissioning must know of one profession, on one sheet of A4; or why there is no number. */
export function paperPage(context: PageContext, profession: Profession): Page {
  const { t, name, link, release } = context;
  const { projections, unprojected } = release.supply;
  const isOwn = (one: { area: string; profession: string }): boolean =>
    one.area === wales && one.profession === profession.code;
  const projection = projections.find(isOwn);
  const content =
    projection === undefined
      ? withoutNumber(context, unprojected.find(isOwn)?.reason)
      : withNumbers(context, profession, projection);
  return makePage(
    t("paper-title", { name: name(profession) }),
    t("paper-introduction", { place: walesName(context) }),
    [
      html`<div class="paper">${content}
        <p class="note paper-more">${t("paper-more")} ${professionLink(context, profession)} · <a href="${link("commissioning", "course")}">${t("commissioning-title")}</a></p></div>`,
    ],
  );
}

function withoutNumber(context: PageContext, reason: string | undefined): Html {
  const { t, release } = context;
  const { least_leavers, least_years } = release.supply.settings;
  return html`<p class="missing">${t("paper-none")} ${
    reason === undefined ? t("paper-none-data") : reasonText(context, reason)
  }</p><p>${t("paper-least", { leavers: least_leavers, years: least_years })}</p>`;
}

function withNumbers(context: PageContext, profession: Profession, projection: Projection): Html {
  const { name, t } = context;
  const outcome = mainOutcome(context, projection);
  const { close_by } = context.release.supply.settings;
  return html`<h2>${t("points-title")}</h2>
    <ul class="paper-points">${sentences(context, projection, outcome).map(
      (sentence) => html`<li>${sentence}</li>`,
    )}</ul>
    <div class="paper-charts">${fanFigure(context, profession)}${
      outcome !== undefined &&
      tornadoFigure(context, {
        id: "supply-tornado",
        title: t("supply-tornado-title", { name: name(profession) }),
        place: walesName(context),
        date: closingDate(context),
        gap: outcome.gap[close_by]?.median ?? 0,
        sensitivity: outcome.sensitivity,
      })
    }</div>
    ${outcome !== undefined && placesFigure(context, profession, projection)}`;
}

/** Where the profession stands, where it is going, what is needed and how well the model did. */
function sentences(
  context: PageContext,
  projection: Projection,
  outcome: Outcome | undefined,
): readonly string[] {
  const { t, format, release } = context;
  const { dates, settings } = release.supply;
  const { start, accuracy, fte } = projection;
  const { posts } = start;
  const number = (value: number): string => format.number(value, 0);
  const date = format.month(closingDate(context));
  const now = format.month(dates[0] ?? release.manifest.as_at);
  const tested = accuracyWords(context, accuracy);
  const gap = outcome?.gap[settings.close_by];
  const then = fte[settings.close_by];
  if (posts === null || outcome === undefined || gap === undefined) {
    return [
      t("paper-now-without-posts", { date: now, fte: number(start.fte) }),
      ...(then === undefined
        ? []
        : [
            t("paper-then-without-posts", {
              date,
              fte: number(then.median),
              range: rangeText(context, then.lower_80, then.upper_80),
              wide: rangeText(context, then.lower_95, then.upper_95),
            }),
          ]),
      reasonText(context, projection.demand_reason ?? "no-posts"),
      tested,
    ];
  }
  return [
    t("paper-now", {
      date: now,
      fte: number(start.fte),
      posts: number(posts),
      gap: number(posts - start.fte),
    }),
    t("paper-then", {
      date,
      gap: number(gap.median),
      range: rangeText(context, gap.lower_80, gap.upper_80),
      wide: rangeText(context, gap.lower_95, gap.upper_95),
      chance: percent(context, outcome.covered[settings.close_by] ?? 0),
    }),
    t("paper-places", {
      date,
      places: placesText(context, projection),
      needed: requiredText(context, outcome, settings.need.certainty),
      percent: percent(context, settings.need.certainty),
    }),
    ...outcome.sensitivity.slice(0, 1).map((first) => mostImportant(context, first)),
    tested,
  ];
}

/** Places needed in each scenario of demand beside the places commissioned now. */
function placesFigure(context: PageContext, profession: Profession, projection: Projection): Html {
  const { t, pick, name, format, release } = context;
  const { settings, scenarios } = release.supply;
  const title = t("paper-places-title", { name: name(profession) });
  return renderFigure(context, {
    id: "supply-places",
    title,
    subtitle: [t("supply-scenarios-unit", { date: format.month(closingDate(context)) }), walesName(context)],
    indicators: findIndicators(release, supplyBasis),
    table: {
      caption: title,
      rowHeader: t("model-demand"),
      columns: [
        t("supply-column-places"),
        ...settings.certainties.map((certainty) =>
          t("paper-column-needed", { percent: percent(context, certainty) }),
        ),
      ].map((header) => ({ header, kind: "number" as const })),
      rows: scenarios.map((scenario) => ({
        header: pick(scenario.title),
        cells: [
          placesText(context, projection),
          ...settings.certainties.map((certainty) =>
            requiredText(context, outcomeOf(projection, scenario.id), certainty),
          ),
        ],
      })),
    },
    shown: [],
    notes: [
      [
        t("supply-note-fan"),
        ...scenarios.map((scenario) => `${pick(scenario.title)}: ${pick(scenario.description)}`),
      ].join(" "),
    ],
  });
}
