import type { PageContext } from "./context.ts";
import { renderFigure } from "./figure.ts";
import type { Html } from "./html.ts";
import { professionLink } from "./links.ts";
import type { Point } from "./points.ts";
import type { Indicator, Profession } from "./release.ts";
import { walesName } from "./rows.ts";
import { findIndicators, pageProfessions, wales } from "./select.ts";
import type { Projection } from "./supply-schema.ts";
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
} from "./supply-words.ts";
import type { Column, Row } from "./table.ts";

/** Assumptions told one by one for each profession; the release has the others. */
const toldLevers = 3;

/** What supply and demand come to in Wales, in figures; none where the release has no projection. */
export function supplyFigures(context: PageContext): readonly Html[] {
  const rows = listProfessions(context);
  const [first, ...others] = findIndicators(context.release, supplyBasis);
  if (rows.length === 0 || first === undefined) return [];
  const indicators = [first, ...others];
  return [
    projectionFigure(context, indicators, rows),
    scenarioFigure(context, indicators, rows),
    sensitivityFigure(context, indicators, rows),
    accuracyFigure(context, indicators),
  ];
}

/** Where posts are likelier than not to be filled with the places commissioned now, and where not. */
export function supplyPoints(context: PageContext): readonly Point[] {
  const { t, name, format } = context;
  const outcomes = listProfessions(context).flatMap(({ profession, projection }) => {
    const outcome = mainOutcome(context, projection);
    return outcome === undefined ? [] : [{ profession, outcome }];
  });
  if (outcomes.length === 0) return [];
  const { settings } = context.release.supply;
  const short = outcomes.filter(({ outcome }) => (outcome.covered[settings.close_by] ?? 0) < 0.5);
  return [
    {
      text: t("supply-point", {
        date: format.month(closingDate(context)),
        count: short.length,
        names: short.map(({ profession }) => name(profession)).join(", "),
      }),
      anchor: "supply-projection",
    },
  ];
}

type ProjectedRow = { readonly profession: Profession; readonly projection: Projection };

function listProfessions({ release }: PageContext): readonly ProjectedRow[] {
  return pageProfessions(release).flatMap((profession) => {
    const projection = release.supply.projections.find(
      (one) => one.area === wales && one.profession === profession.code,
    );
    return projection === undefined ? [] : [{ profession, projection }];
  });
}

function projectionFigure(
  context: PageContext,
  indicators: readonly Indicator[],
  rows: readonly ProjectedRow[],
): Html {
  const { t, pick, format, release } = context;
  const { settings, scenarios } = release.supply;
  const date = format.month(closingDate(context));
  const scenario = scenarios.find(({ id }) => id === settings.need.scenario);
  const title = t("supply-title");
  return renderFigure(context, {
    id: "supply-projection",
    title,
    subtitle: [
      t("supply-unit"),
      walesName(context),
      ...(scenario === undefined ? [] : [pick(scenario.title)]),
    ],
    indicators,
    table: {
      caption: title,
      rowHeader: t("column-profession"),
      columns: numberColumns([
        t("supply-column-now"),
        t("supply-column-posts"),
        t("supply-column-then", { date }),
        t("supply-column-gap", { date }),
        t("supply-fan-band", { percent: percent(context, 0.8) }),
        t("supply-fan-band", { percent: percent(context, 0.95) }),
        t("supply-column-chance"),
      ]),
      rows: rows.map(({ profession, projection }): Row => {
        const { start, fte } = projection;
        const outcome = mainOutcome(context, projection);
        const then = fte[settings.close_by];
        const gap = outcome?.gap[settings.close_by];
        return {
          header: professionLink(context, profession),
          cells: [
            format.number(start.fte, 0),
            start.posts === null ? reasonText(context, "no-posts") : format.number(start.posts, 0),
            then && format.number(then.median, 0),
            gap && format.number(gap.median, 0),
            gap && rangeText(context, gap.lower_80, gap.upper_80),
            gap && rangeText(context, gap.lower_95, gap.upper_95),
            outcome === undefined ? "" : percent(context, outcome.covered[settings.close_by] ?? 0),
          ],
        };
      }),
    },
    shown: [],
    notes: [
      t("supply-note-fan"),
      ...(scenario === undefined ? [] : [pick(scenario.description)]),
      accuracyWords(context, release.supply.accuracy.country),
      ...unprojectedNotes(context),
    ],
  });
}

/** Places needed in each scenario, with every certainty asked for. */
function scenarioFigure(
  context: PageContext,
  indicators: readonly Indicator[],
  rows: readonly ProjectedRow[],
): Html {
  const { t, pick, format, release } = context;
  const { settings, scenarios } = release.supply;
  const date = format.month(closingDate(context));
  const title = t("supply-scenarios-title");
  const asked = scenarios.flatMap((scenario) =>
    settings.certainties.map((certainty) => ({ scenario, certainty })),
  );
  return renderFigure(context, {
    id: "supply-scenarios",
    title,
    subtitle: [t("supply-scenarios-unit", { date }), walesName(context)],
    indicators,
    table: {
      caption: title,
      rowHeader: t("column-profession"),
      columns: numberColumns([
        t("supply-column-places"),
        ...asked.map(({ scenario, certainty }) =>
          t("supply-column-needed", { scenario: pick(scenario.title), percent: percent(context, certainty) }),
        ),
      ]),
      rows: rows
        .filter(({ projection }) => projection.scenarios.length > 0)
        .map(
          ({ profession, projection }): Row => ({
            header: professionLink(context, profession),
            cells: [
              placesText(context, projection),
              ...asked.map(({ scenario, certainty }) =>
                requiredText(context, outcomeOf(projection, scenario.id), certainty),
              ),
            ],
          }),
        ),
    },
    shown: [],
    notes: [
      t("supply-note-places", { date }),
      ...scenarios.map(
        (scenario) =>
          `${pick(scenario.title)}: ${pick(scenario.description)} ${t("supply-source", { source: pick(scenario.source) })}`,
      ),
    ],
  });
}

function sensitivityFigure(
  context: PageContext,
  indicators: readonly Indicator[],
  rows: readonly ProjectedRow[],
): Html {
  const { t, pick, format, release } = context;
  const { levers } = release.supply;
  const title = t("supply-sensitivity-title");
  return renderFigure(context, {
    id: "supply-sensitivity",
    title,
    subtitle: [
      t("supply-sensitivity-unit", { date: format.month(closingDate(context)) }),
      walesName(context),
    ],
    indicators,
    table: {
      caption: title,
      rowHeader: t("column-profession"),
      columns: Array.from({ length: toldLevers }, (_, index) => ({
        header: t("supply-column-lever", { rank: format.number(index + 1, 0) }),
        kind: "text" as const,
      })),
      rows: rows.flatMap(({ profession, projection }): readonly Row[] => {
        const outcome = mainOutcome(context, projection);
        if (outcome === undefined) return [];
        const told = outcome.sensitivity.slice(0, toldLevers).map((one) => {
          const lever = levers.find(({ id }) => id === one.lever);
          return t("supply-lever", {
            title: lever === undefined ? one.lever : pick(lever.title),
            low: format.plain(one.low),
            high: format.plain(one.high),
            from: format.number(one.gap_at_low, 0),
            to: format.number(one.gap_at_high, 0),
          });
        });
        return [{ header: professionLink(context, profession), cells: told }];
      }),
    },
    shown: [],
    notes: levers.map(
      (lever) => `${pick(lever.title)}. ${t("supply-source", { source: pick(lever.source) })}`,
    ),
  });
}

function accuracyFigure(context: PageContext, indicators: readonly Indicator[]): Html {
  const { t, format, release } = context;
  const share = (value: number): string => `${format.number(value * 100, 1)}%`;
  const title = t("supply-accuracy-title");
  return renderFigure(context, {
    id: "supply-accuracy",
    title,
    subtitle: [t("supply-accuracy-unit"), walesName(context)],
    indicators,
    table: {
      caption: title,
      rowHeader: t("supply-column-horizon"),
      columns: numberColumns([
        t("supply-column-cases"),
        t("supply-column-bias"),
        t("supply-column-error"),
        t("supply-column-no-change"),
        t("supply-column-trend"),
        t("supply-column-within", { percent: percent(context, 0.8) }),
        t("supply-column-within", { percent: percent(context, 0.95) }),
      ]),
      rows: release.supply.accuracy.country.map(
        (one): Row => ({
          header: t("supply-horizon", { years: one.horizon }),
          cells: [
            format.number(one.cases, 0),
            `${format.signed(one.bias * 100, 1)}%`,
            share(one.error),
            share(one.no_change_error),
            share(one.trend_error),
            share(one.within_80),
            share(one.within_95),
          ],
        }),
      ),
    },
    shown: [],
    notes: [t("supply-accuracy-note")],
  });
}

/** Why professions have no number, each reason with those that it holds for. */
function unprojectedNotes(context: PageContext): readonly string[] {
  const { release, name } = context;
  return release.supply.reasons.flatMap(({ id }) => {
    const professions = pageProfessions(release).filter(({ code }) =>
      release.supply.unprojected.some(
        ({ area, profession, reason }) => area === wales && profession === code && reason === id,
      ),
    );
    if (professions.length === 0) return [];
    return [`${professions.map((profession) => name(profession)).join(", ")}: ${reasonText(context, id)}`];
  });
}

function numberColumns(headers: readonly string[]): readonly Column[] {
  return headers.map((header) => ({ header, kind: "number" }));
}
