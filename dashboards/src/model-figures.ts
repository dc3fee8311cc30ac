import type { Answer } from "../../src/supply/answer.ts";
import type { PageContext } from "./context.ts";
import { courseFigure } from "./fan-figure.ts";
import { renderFigure } from "./figure.ts";
import { type Html, html } from "./html.ts";
import { leverTitle, leverValue, toLever } from "./levers.ts";
import { letters, type ModelChoice, type Moves, type OpenProjection } from "./model-choice.ts";
import { walesName } from "./rows.ts";
import { findIndicators } from "./select.ts";
import { accuracyWords, percent, rangeText, requiredText, supplyBasis } from "./supply-words.ts";
import { tornadoFigure } from "./tornado-figure.ts";

/** What a reader asked, and what the model answers to each set of assumptions. */
export type Asked = {
  readonly choice: ModelChoice;
  readonly projection: OpenProjection;
  readonly answers: readonly Answer[];
};

/** The scenarios side by side: gap, chance and places needed, and in what each differs from the release. */
export function comparisonOfScenarios(context: PageContext, { choice, projection, answers }: Asked): Html {
  const { t, pick, format, release } = context;
  const year = release.supply.dates.indexOf(choice.by);
  const date = format.month(choice.by);
  const demand = release.supply.scenarios.find(({ id }) => id === choice.demand);
  const title = t("model-comparison-title", { name: professionName(context, projection) });
  return renderFigure(context, {
    id: "model-comparison",
    title,
    subtitle: [t("supply-unit"), walesName(context), ...(demand === undefined ? [] : [pick(demand.title)])],
    indicators: findIndicators(release, supplyBasis),
    table: {
      caption: title,
      rowHeader: t("model-column-scenario"),
      columns: [
        ...[
          t("supply-column-gap", { date }),
          ...[0.8, 0.95].map((share) => t("supply-fan-gap-band", { percent: percent(context, share) })),
          t("supply-column-chance"),
          t("model-column-places"),
          t("model-column-needed", { percent: `${choice.certainty}%`, date }),
        ].map((header) => ({ header, kind: "number" as const })),
        { header: t("model-column-changes"), kind: "text" },
      ],
      rows: answers.map(({ scenarios: [outcome], levers }, index) => {
        const gap = outcome?.gap[year];
        const places = levers.find(({ lever }) => lever === "places");
        return {
          header: scenarioName(context, index),
          cells: [
            gap && format.number(gap.median, 0),
            gap && rangeText(context, gap.lower_80, gap.upper_80),
            gap && rangeText(context, gap.lower_95, gap.upper_95),
            percent(context, outcome?.covered[year] ?? 0),
            format.number(places?.value ?? 0, 0),
            requiredText(context, outcome, choice.certainty / 100),
            changesText(context, choice.scenarios[index] ?? {}),
          ],
        };
      }),
    },
    shown: [],
    notes: [accuracyWords(context, projection.accuracy)],
  });
}

/** The course of one scenario, and what matters most in it. */
export function scenarioFigures(
  context: PageContext,
  { choice, projection, answers }: Asked,
  index: number,
): Html {
  const { t, release } = context;
  const answer = answers[index];
  const outcome = answer?.scenarios[0];
  const letter = letters[index] ?? "";
  const name = scenarioName(context, index);
  const title = `${name}: ${professionName(context, projection)}`;
  return html`${
    answer !== undefined &&
    courseFigure(context, {
      id: `model-course-${letter}`,
      title,
      subtitle: [t("supply-unit"), walesName(context)],
      fte: answer.fte,
      outcome,
      words: "model-fan-words",
      notes: [
        changesText(context, choice.scenarios[index] ?? {}),
        t("supply-note-fan"),
        accuracyWords(context, projection.accuracy),
      ],
    })
  }${
    outcome !== undefined &&
    tornadoFigure(context, {
      id: `model-tornado-${letter}`,
      title: t("supply-tornado-title", { name: title }),
      place: walesName(context),
      date: choice.by,
      gap: outcome.gap[release.supply.dates.indexOf(choice.by)]?.median ?? 0,
      sensitivity: outcome.sensitivity,
    })
  }`;
}

/** What came of the scenario changed last, for readers who do not see the figures. */
export function scenarioStatus(context: PageContext, { choice, answers }: Asked, index: number): string {
  const { t, format, release } = context;
  const outcome = answers[index]?.scenarios[0];
  const gap = outcome?.gap[release.supply.dates.indexOf(choice.by)];
  if (outcome === undefined || gap === undefined) return "";
  return t("model-status", {
    scenario: scenarioName(context, index),
    date: format.month(choice.by),
    gap: format.number(gap.median, 0),
    range: rangeText(context, gap.lower_80, gap.upper_80),
    percent: `${choice.certainty}%`,
    places: requiredText(context, outcome, choice.certainty / 100),
  });
}

export function scenarioName({ t }: PageContext, index: number): string {
  return t("model-scenario", { letter: (letters[index] ?? "").toUpperCase() });
}

/** In what a scenario differs from the release. */
function changesText(context: PageContext, moves: Moves): string {
  const { t } = context;
  const changes = Object.entries(moves).map(
    ([lever, value]) => `${leverTitle(context, lever)}: ${leverValue(context, lever, toLever(lever, value))}`,
  );
  return changes.length === 0 ? t("model-unchanged") : t("model-changed", { changes: changes.join("; ") });
}

function professionName({ release, name }: PageContext, { profession }: OpenProjection): string {
  const found = release.codes.professions.find(({ code }) => code === profession);
  return found === undefined ? profession : name(found);
}
