import type { PageContext } from "./context.ts";
import type { Point } from "./points.ts";
import type { Indicator, Release } from "./release.ts";
import { splitProfessions } from "./rows.ts";
import { allProfessions, findIndicator, pageAreas, readLatest, wales } from "./select.ts";
import { withPercent } from "./unit.ts";

type Gap = { readonly name: string; readonly value: number };

/** Which areas, which professions in Wales, and which professions of each area have a gap. */
export function gapPoints(context: PageContext): readonly Point[] {
  const { t, release, shortName, format } = context;
  const { rate, threshold } = findRate(release);
  if (rate === undefined || threshold === undefined) return [];
  const areas = pageAreas(release);
  const areaRates = areas.flatMap((area) =>
    rateOf(context, rate, shortName(area), area.code, allProfessions),
  );
  const ofAreas = areas.flatMap((area) => {
    const gaps = professionRates(context, rate, area.code).filter(({ value }) => value >= threshold);
    const told = gaps.map(
      ({ name, value }) => `${name} ${withPercent(format.number(value, rate.decimals), rate)}`,
    );
    return told.length === 0 ? [] : [`${shortName(area)} (${told.join(", ")})`];
  });
  return [
    ...gapPoint(context, "gaps-point-areas", areaRates, threshold, "vacancy-rate-areas"),
    ...gapPoint(
      context,
      "gaps-point-professions",
      professionRates(context, rate, wales),
      threshold,
      "vacancy-rate-professions",
    ),
    ...(ofAreas.length === 0
      ? []
      : [
          {
            text: t("gaps-point-professions-of-areas", { threshold, names: ofAreas.join("; ") }),
            anchor: "vacancy-rate-matrix",
          },
        ]),
  ];
}

/** Which professions of one area have a gap; nothing where no profession has a number. */
export function areaGapPoints(context: PageContext, area: string, anchor: string): readonly Point[] {
  const { rate, threshold } = findRate(context.release);
  if (rate === undefined || threshold === undefined) return [];
  const rates = professionRates(context, rate, area);
  return gapPoint(context, "gaps-point-professions-here", rates, threshold, anchor);
}

/** The rate of which a gap is told, and the value from which on it is one. */
function findRate(release: Release) {
  const rate = findIndicator(release, "vacancy-rate");
  return { rate, threshold: rate?.threshold?.value };
}

function gapPoint(
  { t }: PageContext,
  key: string,
  known: readonly Gap[],
  threshold: number,
  anchor: string,
): readonly Point[] {
  const gaps = known.filter(({ value }) => value >= threshold);
  const names = gaps.map(({ name }) => name).join("; ");
  return known.length === 0 ? [] : [{ text: t(key, { threshold, count: gaps.length, names }), anchor }];
}

/** The professions that have a rate in an area; a sentence says nothing of the others. */
function professionRates(context: PageContext, rate: Indicator, area: string): readonly Gap[] {
  const { release, name } = context;
  return splitProfessions(release, rate, [area])
    .shown.filter(({ kind }) => kind !== "shared")
    .flatMap((profession) => rateOf(context, rate, name(profession), area, profession.code));
}

function rateOf(
  { release }: PageContext,
  indicator: Indicator,
  name: string,
  area: string,
  profession: string,
): readonly Gap[] {
  const { value } = readLatest(release, { indicator, area, profession });
  return value === null ? [] : [{ name, value }];
}
