import type { ComparisonRow } from "./comparison-figure.ts";
import type { PageContext } from "./context.ts";
import { areaLink, professionLink } from "./links.ts";
import type { Indicator, Profession, Release } from "./release.ts";
import {
  allProfessions,
  categoriesOf,
  pageAreas,
  pageProfessions,
  readLatest,
  type Slice,
  selectSeries,
  wales,
} from "./select.ts";
import type { SummaryRow } from "./summary-figure.ts";

/** The areas with a page as rows of a comparison of one indicator; the total is Wales. */
export function areaComparison(context: PageContext, indicator: Indicator, profession: string) {
  const [first, ...others] = pageAreas(context.release).map(
    (area): ComparisonRow => ({
      name: context.shortName(area),
      header: areaLink(context, area),
      slice: { indicator, area: area.code, profession },
    }),
  );
  const name = walesName(context);
  const total: ComparisonRow = { name, header: name, slice: { indicator, area: wales, profession } };
  return { rows: [first ?? total, ...others] as const, total };
}

/** The professions as rows of a comparison of one indicator; the total is all professions. */
export function professionComparison(context: PageContext, indicator: Indicator, area: string) {
  const [first, ...others] = splitProfessions(context.release, indicator, [area]).shown.map(
    (profession): ComparisonRow => ({
      name: context.name(profession),
      header: professionLink(context, profession),
      slice: { indicator, area, profession: profession.code },
    }),
  );
  const name = context.t("all-professions-short");
  const total: ComparisonRow = {
    name,
    header: name,
    slice: { indicator, area, profession: allProfessions },
  };
  return { rows: [first ?? total, ...others] as const, total };
}

/** The categories of a breakdown as rows of a comparison of one indicator; the total, if the indicator has one. */
export function categoryComparison(context: PageContext, slice: Slice & { readonly breakdown: string }) {
  const { release, name, t } = context;
  const [first, ...others] = categoriesOf(release, slice.breakdown)
    .map(
      (category): ComparisonRow => ({
        name: name(category),
        header: name(category),
        slice: { ...slice, category: category.code },
      }),
    )
    .filter((row) => selectSeries(release, row.slice).length > 0);
  const { breakdown: _, ...whole } = slice;
  const total: ComparisonRow = { name: t("row-total"), header: t("row-total"), slice: whole };
  return {
    rows: [first ?? total, ...others] as const,
    ...(selectSeries(release, whole).length > 0 && { total }),
  };
}

/**
 * The professions to show of one indicator side by side, and those left out. A group stands for its professions where
 * the input does not tell them apart, so that all of them are not available; otherwise they stand for themselves.
 */
export function splitProfessions(release: Release, indicator: Indicator, areas: readonly string[]) {
  const isUnknown = ({ code }: Profession): boolean =>
    areas.every((area) => {
      const reading = readLatest(release, { indicator, area, profession: code });
      return reading.value === null && reading.shorthand === "x";
    });
  const professions = pageProfessions(release);
  const merged = professions.filter(
    ({ code, kind }) =>
      kind === "group" && professions.filter(({ parent }) => parent === code).every(isUnknown),
  );
  const isMerged = ({ parent }: Profession): boolean => merged.some(({ code }) => code === parent);
  return {
    shown: professions.filter(
      (profession) => !isMerged(profession) && (profession.kind !== "group" || merged.includes(profession)),
    ),
    leftOut: professions.filter(isMerged),
  };
}

/** Wales and the areas with a page as rows of a summary. */
export function areaSummaryRows(context: PageContext, profession: string): readonly SummaryRow[] {
  return [
    { header: walesName(context), area: wales, profession, role: "total" },
    ...pageAreas(context.release).map((area) => ({
      header: areaLink(context, area),
      area: area.code,
      profession,
    })),
  ];
}

/** All professions together, then each profession, those of a group below it, as rows of a summary. */
export function professionSummaryRows(context: PageContext, area: string): readonly SummaryRow[] {
  const { release, t } = context;
  const groups = new Set(
    release.codes.professions.filter(({ kind }) => kind === "group").map(({ code }) => code),
  );
  return [
    { header: t("all-professions"), area, profession: allProfessions, role: "total" },
    ...pageProfessions(release).map((profession) => ({
      header: professionLink(context, profession),
      area,
      profession: profession.code,
      ...(groups.has(profession.parent ?? "") && { role: "part" as const }),
    })),
  ];
}

export function walesName(context: PageContext): string {
  const area = context.release.codes.areas.find(({ code }) => code === wales);
  return area === undefined ? wales : context.shortName(area);
}
