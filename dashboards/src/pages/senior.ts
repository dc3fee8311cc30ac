import { comparisonFigure } from "../comparison-figure.ts";
import type { PageContext } from "../context.ts";
import { missingNotice, withIndicator, withIndicators } from "../missing.ts";
import { makePage, type Page, pair, placeOf, section } from "../page.ts";
import { latestPoints, type Point, renderPoints, risingPoint } from "../points.ts";
import type { Indicator } from "../release.ts";
import {
  areaComparison,
  areaSummaryRows,
  professionComparison,
  professionSummaryRows,
  splitProfessions,
  walesName,
} from "../rows.ts";
import { allProfessions, findIndicator, pageAreas, readLatest, type Slice, wales } from "../select.ts";
import { summaryFigure } from "../summary-figure.ts";
import { trendFigure } from "../trend-figure.ts";

const posts = ["advanced-posts", "consultant-posts"];
const seniorIndicators = [...posts, "senior-posts-per-100", "senior-fill-rate"];

/** For the advisory committee: how many Advanced and Consultant posts there are, where, and whether the number rises. */
export function seniorPage(context: PageContext): Page {
  const { t, pick } = context;
  const place = walesName(context);
  const all = { area: wales, profession: allProfessions };
  const found = posts.flatMap((id) => findIndicator(context.release, id) ?? []);
  if (seniorIndicators.every((id) => findIndicator(context.release, id) === undefined)) {
    return makePage(t("senior-title"), t("senior-introduction"), [missingNotice(context, seniorIndicators)]);
  }
  return makePage(t("senior-title"), t("senior-introduction"), [
    renderPoints(context, t("senior-points-title"), seniorPoints(context)),
    section(
      "rising",
      t("senior-rising-title"),
      withIndicators(context, posts, ([first, ...others]) =>
        trendFigure(context, {
          id: "posts-trend",
          alone: true,
          title: t("trend-title", { title: t("senior-posts-title"), place }),
          place: placeOf(context, place),
          lines: [
            { name: pick(first.title), slice: { indicator: first, ...all } },
            ...others.map((indicator) => ({ name: pick(indicator.title), slice: { indicator, ...all } })),
          ],
        }),
      ),
    ),
    section(
      "where",
      t("senior-where-title"),
      withIndicators(context, seniorIndicators, (indicators) =>
        summaryFigure(context, {
          id: "posts-areas",
          title: t("senior-areas-title"),
          place: t("all-professions"),
          rowHeader: t("column-area"),
          rows: areaSummaryRows(context, allProfessions),
          columns: indicators.map((indicator) => ({ indicator })),
        }),
      ),
      pair(
        found.map((indicator) =>
          comparisonFigure(context, {
            id: `${indicator.id}-areas`,
            title: t("comparison-areas-title", { title: pick(indicator.title) }),
            place: t("all-professions"),
            rowHeader: t("column-area"),
            ...areaComparison(context, indicator, allProfessions),
          }),
        ),
      ),
    ),
    section(
      "professions",
      t("senior-professions-title"),
      withIndicators(context, seniorIndicators, (indicators) =>
        summaryFigure(context, {
          id: "posts-professions",
          title: t("senior-by-profession-title"),
          place,
          rowHeader: t("column-profession"),
          rows: professionSummaryRows(context, wales),
          columns: indicators.map((indicator) => ({ indicator })),
        }),
      ),
    ),
    section(
      "share",
      t("senior-share-title"),
      withIndicator(context, "senior-posts-per-100", (share) => [
        trendFigure(context, {
          id: "per-100-trend",
          alone: true,
          title: t("trend-title", { title: pick(share.title), place }),
          place: placeOf(context, place),
          lines: [{ name: place, slice: { indicator: share, ...all } }],
        }),
        pair(
          comparisonFigure(context, {
            id: "per-100-areas",
            title: t("comparison-areas-title", { title: pick(share.title) }),
            place: t("all-professions"),
            rowHeader: t("column-area"),
            ...areaComparison(context, share, allProfessions),
          }),
          comparisonFigure(context, {
            id: "per-100-professions",
            title: t("comparison-professions-title", { title: pick(share.title) }),
            place,
            rowHeader: t("column-profession"),
            ...professionComparison(context, share, wales),
          }),
        ),
      ]),
    ),
    section(
      "filled",
      t("senior-filled-title"),
      withIndicator(context, "senior-fill-rate", (rate) =>
        trendFigure(context, {
          id: "fill-rate-trend",
          alone: true,
          title: t("trend-title", { title: pick(rate.title), place }),
          place: placeOf(context, place),
          lines: [{ name: place, slice: { indicator: rate, ...all } }],
        }),
      ),
    ),
  ]);
}

function seniorPoints(context: PageContext): Point[] {
  const { release } = context;
  const all = { name: walesName(context), area: wales, profession: allProfessions };
  const found = posts.flatMap((id) => findIndicator(release, id) ?? []);
  const points = (anchor: string, make: (indicator: Indicator) => string | null): Point[] =>
    found.flatMap((indicator) => {
      const text = make(indicator);
      return text === null ? [] : [{ text, anchor }];
    });
  return [
    ...points("posts-trend", (indicator) => risingPoint(context, indicator, all)),
    ...points("posts-areas", (indicator) => areasPoint(context, indicator)),
    ...points("posts-professions", (indicator) => professionsPoint(context, indicator)),
    ...latestPoints(
      context,
      { "senior-posts-per-100": "per-100-trend", "senior-fill-rate": "fill-rate-trend" },
      all,
    ),
  ];
}

function areasPoint(context: PageContext, indicator: Indicator): string | null {
  const { t, release, pick, shortName } = context;
  const areas = countAll(
    context,
    pageAreas(release).map((area) => ({
      name: shortName(area),
      slice: { indicator, area: area.code, profession: allProfessions },
    })),
  );
  if (areas === null) return null;
  const text = t("senior-point-areas", { title: pick(indicator.title), areas: areas.counts });
  return `${text} ${areas.without}`.trim();
}

/** A group stands for its professions where the input does not tell them apart. */
function professionsPoint(context: PageContext, indicator: Indicator): string | null {
  const { t, release, pick, name } = context;
  const professions = countAll(
    context,
    splitProfessions(release, indicator, [wales]).shown.map((profession) => ({
      name: name(profession),
      slice: { indicator, area: wales, profession: profession.code },
    })),
  );
  if (professions === null) return null;
  const text = t("senior-point-professions", {
    title: pick(indicator.title),
    professions: professions.counts,
  });
  return `${text} ${professions.without}`.trim();
}

/** The numbers of a list, each with its name, and what has none; null when none of it has a number. */
function countAll(
  { t, release, format }: PageContext,
  items: readonly { readonly name: string; readonly slice: Slice }[],
): { readonly counts: string; readonly without: string } | null {
  const counts = items.map(({ name, slice }) => {
    const { value } = readLatest(release, slice);
    return { name, text: value === null ? null : format.number(value, slice.indicator.decimals) };
  });
  const known = counts.flatMap(({ name, text }) => (text === null ? [] : [`${name}\u00a0${text}`]));
  const unknown = counts.flatMap(({ name, text }) => (text === null ? [name] : []));
  if (known.length === 0) return null;
  return {
    counts: known.join("; "),
    without: unknown.length === 0 ? "" : t("words-without", { names: unknown.join("; ") }),
  };
}
