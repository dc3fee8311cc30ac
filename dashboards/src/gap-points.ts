import type { PageContext } from "./context.ts";
import type { Point } from "./points.ts";
import type { Indicator } from "./release.ts";
import { splitProfessions } from "./rows.ts";
import { allProfessions, findIndicator, pageAreas, readLatest, wales } from "./select.ts";
import { withPercent } from "./unit.ts";

/** From this vacancy rate on (per cent) the indicator contract counts a service as having a gap. */
export const gapThreshold = 10;

type Gap = { readonly name: string; readonly value: number };

/** Which areas, which professions in Wales, and which professions of each area have a gap. */
export function gapPoints(context: PageContext): readonly Point[] {
  const { t, release, shortName, format } = context;
  const rate = findIndicator(release, "vacancy-rate");
  if (rate === undefined) return [];
  const areas = pageAreas(release);
  const areaRates = areas.flatMap((area) =>
    rateOf(context, rate, shortName(area), area.code, allProfessions),
  );
  const ofAreas = areas.flatMap((area) => {
    const gaps = professionRates(context, rate, area.code).filter(isGap);
    const told = gaps.map(
      ({ name, value }) => `${name} ${withPercent(format.number(value, rate.decimals), rate)}`,
    );
    return told.length === 0 ? [] : [`${shortName(area)} (${told.join(", ")})`];
  });
  return [
    ...gapPoint(context, "gaps-point-areas", areaRates, "vacancy-rate-areas"),
    ...gapPoint(
      context,
      "gaps-point-professions",
      professionRates(context, rate, wales),
      "vacancy-rate-professions",
    ),
    ...(ofAreas.length === 0
      ? []
      : [
          {
            text: t("gaps-point-professions-of-areas", {
              threshold: gapThreshold,
              names: ofAreas.join("; "),
            }),
            anchor: "vacancy-rate-matrix",
          },
        ]),
  ];
}

/** Which professions of one area have a gap; nothing where no profession has a number. */
export function areaGapPoints(context: PageContext, area: string, anchor: string): readonly Point[] {
  const rate = findIndicator(context.release, "vacancy-rate");
  return rate === undefined
    ? []
    : gapPoint(context, "gaps-point-professions-here", professionRates(context, rate, area), anchor);
}

function gapPoint({ t }: PageContext, key: string, known: readonly Gap[], anchor: string): readonly Point[] {
  const gaps = known.filter(isGap);
  const names = gaps.map(({ name }) => name).join("; ");
  return known.length === 0
    ? []
    : [{ text: t(key, { threshold: gapThreshold, count: gaps.length, names }), anchor }];
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

function isGap({ value }: Gap): boolean {
  return value >= gapThreshold;
}
