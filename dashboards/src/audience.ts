import { comparisonFigure } from "./comparison-figure.ts";
import type { PageContext } from "./context.ts";
import { fileList } from "./file-list.ts";
import { funnelFigure, positionSentence } from "./funnel-figure.ts";
import { type Content, type Html, html } from "./html.ts";
import { lacksSection } from "./lacks.ts";
import { missingNotice, withFound } from "./missing.ts";
import { makePage, type Page, placeOf, section } from "./page.ts";
import type { Point } from "./points.ts";
import { pointList } from "./points.ts";
import type { Indicator } from "./release.ts";
import {
  areaComparison,
  areaSummaryRows,
  categoryComparison,
  professionComparison,
  professionSummaryRows,
  walesName,
} from "./rows.ts";
import { allProfessions, findIndicator, wales } from "./select.ts";
import { type SummaryColumn, type SummaryRow, summaryFigure } from "./summary-figure.ts";
import { trendFigure } from "./trend-figure.ts";

/** One answer: sentences from the data, each with the figure that holds its numbers, and the figures. */
type Answer = { readonly points: readonly Point[]; readonly content: readonly Content[] };

/** The questions of an audience in the order that every audience asks them. */
export type Answers = {
  readonly now: Answer;
  readonly course: Answer;
  readonly where: Answer;
  readonly why: Answer;
};

/** Makes the page of an audience: its questions with their answers, the figures of each, what is missing in the data on all its indicators, and its files. */
export function audiencePage(
  context: PageContext,
  key: string,
  indicators: readonly string[],
  answers: () => Answers,
): Page {
  const { t, release } = context;
  const hasNumbers = indicators.some((id) => findIndicator(release, id) !== undefined);
  if (!hasNumbers) {
    return makePage(t(`${key}-title`), t(`${key}-introduction`), [missingNotice(context, indicators)]);
  }
  const answered = Object.entries(answers()).map(([id, answer]) => ({
    ...answer,
    id,
    question: t(`question-${key}-${id}`),
  }));
  return makePage(t(`${key}-title`), t(`${key}-introduction`), [
    section(
      "questions",
      t("questions-title"),
      html`<div class="points">${answered.map(
        ({ id, question, points }) =>
          html`<h3><a href="#${id}">${question}</a></h3>${pointList(context, points)}`,
      )}</div>`,
    ),
    answered.map(({ id, question, content }) =>
      section(
        id,
        question,
        content.every((part) => part === false)
          ? html`<p class="missing">${t("question-unanswered")}</p>`
          : content,
      ),
    ),
    lacksSection(context, indicators),
    section("files", t("downloads-title"), fileList(context, [key])),
  ]);
}

/** Wales and all professions, which the sentences of an audience page are about. */
export function nationOf(context: PageContext) {
  return { name: walesName(context), area: wales, profession: allProfessions };
}

/** The figures of an audience page, each of indicators by their id; false where the release has none of them, as the page says at its end. */
export function nationalFigures(context: PageContext) {
  const { t, pick } = context;
  const place = walesName(context);
  const all = { area: wales, profession: allProfessions };
  const table = (
    id: string,
    titleKey: string,
    rowHeader: string,
    rows: readonly SummaryRow[],
    ids: readonly string[],
    notes: readonly Content[] = [],
  ): Html | false =>
    withFound(context, ids, (indicators) =>
      summaryFigure(context, {
        id,
        title: t(titleKey),
        place,
        rowHeader,
        rows,
        columns: indicators.map((indicator) => ({ indicator })),
        notes,
      }),
    );
  return {
    /** The course of indicators of one unit, a line for each. */
    trend: (id: string, ids: readonly string[], titleKey?: string): Html | false =>
      withFound(context, ids, ([first, ...others]) =>
        trendFigure(context, {
          id,
          alone: true,
          title: t("trend-title", { title: titleKey === undefined ? pick(first.title) : t(titleKey), place }),
          place: placeOf(context, place),
          lines: [
            { name: others.length === 0 ? place : pick(first.title), slice: { indicator: first, ...all } },
            ...others.map((indicator) => ({ name: pick(indicator.title), slice: { indicator, ...all } })),
          ],
        }),
      ),
    byArea: (id: string, alone = false): Html | false =>
      withFound(context, [id], ([indicator]) =>
        comparisonFigure(context, {
          id: `${id}-areas`,
          alone,
          title: t("comparison-areas-title", { title: pick(indicator.title) }),
          place: t("all-professions"),
          rowHeader: t("column-area"),
          ...areaComparison(context, indicator, allProfessions),
        }),
      ),
    byProfession: (id: string, alone = false): Html | false =>
      withFound(context, [id], ([indicator]) =>
        comparisonFigure(context, {
          id: `${id}-professions`,
          alone,
          title: t("comparison-professions-title", { title: pick(indicator.title) }),
          place,
          rowHeader: t("column-profession"),
          ...professionComparison(context, indicator, wales),
        }),
      ),
    byCategory: (id: string, breakdown: string, alone = false): Html | false =>
      withFound(context, [id], ([indicator]) =>
        comparisonFigure(context, {
          id: indicator.breakdowns.length > 1 ? `${id}-${breakdown}` : `${id}-categories`,
          alone,
          title: t("trend-title", { title: titleOfPart(context, indicator, breakdown), place }),
          place: placeOf(context, place),
          rowHeader: t("column-category"),
          ...categoryComparison(context, { indicator, ...all, breakdown }),
        }),
      ),
    /** A breakdown's categories and their total as columns, for areas or professions. */
    categoryTable: (id: string, of: "area" | "profession", breakdown: string): Html | false =>
      withFound(context, [id], ([indicator]) => {
        const { rows } = categoryComparison(context, { indicator, ...all, breakdown });
        const columns: SummaryColumn[] = [
          { indicator },
          ...rows.map(({ slice: { category } }) => ({
            indicator,
            breakdown,
            ...(category !== undefined && { category }),
          })),
        ];
        return summaryFigure(context, {
          id: `${id}-${of}s-parts`,
          title: t(`comparison-${of}s-title`, { title: pick(indicator.title) }),
          place: of === "area" ? t("all-professions") : place,
          rowHeader: t(`column-${of}`),
          rows:
            of === "area" ? areaSummaryRows(context, allProfessions) : professionSummaryRows(context, wales),
          columns,
        });
      }),
    funnel: (id: string, level?: string): Html | false =>
      withFound(context, [id], ([indicator]) =>
        funnelFigure(context, { id: `${id}-funnel`, indicator, ...(level !== undefined && { level }) }),
      ),
    areaTable: (
      id: string,
      titleKey: string,
      ids: readonly string[],
      notes?: readonly Content[],
    ): Html | false =>
      table(id, titleKey, t("column-area"), areaSummaryRows(context, allProfessions), ids, notes),
    professionTable: (
      id: string,
      titleKey: string,
      ids: readonly string[],
      notes?: readonly Content[],
    ): Html | false =>
      table(id, titleKey, t("column-profession"), professionSummaryRows(context, wales), ids, notes),
  };
}

/** Which areas differ from Wales, for each indicator that can tell, linked to its funnel. */
export function positionPoints(
  context: PageContext,
  levels: Readonly<Record<string, string | undefined>>,
): readonly Point[] {
  return Object.entries(levels).flatMap(([id, level]) =>
    pointOf(context, id, `${id}-funnel`, (indicator) =>
      positionSentence(context, { id, indicator, ...(level !== undefined && { level }) }),
    ),
  );
}

/** A sentence about an indicator that the release has, linked to a figure; nothing without either. */
export function pointOf(
  context: PageContext,
  id: string,
  anchor: string,
  tell: (indicator: Indicator) => string | null,
): readonly Point[] {
  const indicator = findIndicator(context.release, id);
  const text = indicator === undefined ? null : tell(indicator);
  return text === null ? [] : [{ text, anchor }];
}

/** The title of an indicator, with the name of the breakdown where it has several. */
function titleOfPart({ release, pick, name }: PageContext, indicator: Indicator, breakdown: string): string {
  const named = release.codes.breakdowns.find(({ code }) => code === breakdown);
  return indicator.breakdowns.length > 1 && named !== undefined
    ? `${pick(indicator.title)} (${name(named)})`
    : pick(indicator.title);
}
