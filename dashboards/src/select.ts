import type { Observation, Period } from "./observations.ts";
import { type Reading, readObservation } from "./reading.ts";
import type { Area, Category, Indicator, Profession, Release } from "./release.ts";

export const wales = "W92000004";
export const allProfessions = "all";

/** The indicators by which areas are set beside each other. */
export const comparedIndicators = [
  "headcount",
  "fte",
  "vacancy-rate",
  "joiner-rate",
  "leaver-rate",
  "aged-55-plus",
  "welsh-level-3-plus",
];

/** One series of an indicator; what is left out is the indicator's main staff type, breakdown and level. */
export type Slice = {
  readonly indicator: Indicator;
  readonly area: string;
  readonly profession: string;
  readonly staffType?: string;
  readonly breakdown?: string;
  readonly category?: string;
  readonly level?: string;
};

/** The indicator if a cell of its last period has a number, shown or confidential; otherwise there is nothing to say of it. */
export function findIndicator(release: Release, id: string): Indicator | undefined {
  const found = release.indicators.find((indicator) => indicator.id === id);
  const number = release.cube.lastNumber(id);
  return found !== undefined && number?.periodEnd === lastPeriod(release, found).periodEnd
    ? found
    : undefined;
}

/** Those of the indicators that `findIndicator` finds, in the order asked for. */
export function findIndicators(release: Release, ids: readonly string[]): readonly Indicator[] {
  return ids.flatMap((id) => findIndicator(release, id) ?? []);
}

/**
 * The indicators that can have one number for an area: their input has its level, and there is a number for everybody
 * together and not only for each category.
 */
export function indicatorsOf(release: Release, area: string): readonly Indicator[] {
  const { level } = release.codes.areas.find(({ code }) => code === area) ?? {};
  return release.indicators.filter(
    (indicator) => indicator.area_levels.some((each) => each === level) && hasTotal(release, indicator),
  );
}

/** Whether there is a number for everybody together, and not only for each category. */
export function hasTotal(release: Release, indicator: Indicator): boolean {
  return (
    indicator.breakdowns.length === 0 ||
    selectSeries(release, { indicator, area: wales, profession: allProfessions }).length > 0
  );
}

/** The indicators of an outcome of the plan that have one number for everybody together. */
export function outcomeIndicators(release: Release, outcome: string): readonly Indicator[] {
  return release.indicators.filter(
    (indicator) =>
      indicator.outcomes.includes(outcome) &&
      findIndicator(release, indicator.id) !== undefined &&
      hasTotal(release, indicator),
  );
}

export function selectSeries(release: Release, slice: Slice): readonly Observation[] {
  const { indicator, area, profession } = slice;
  return release.cube.series({
    indicator: indicator.id,
    area,
    profession,
    staffType: slice.staffType ?? mainStaffType(indicator),
    breakdown: slice.breakdown ?? "none",
    category: slice.category ?? "all",
    level: levelOf(slice),
  });
}

/** The staff type that a page shows of an indicator: all together, or the only one that it has. */
export function mainStaffType({ staff_types }: Indicator): string {
  return mainOf(staff_types, "all");
}

/** The level that a slice is at: the one it names, or the indicator's main one. */
export function levelOf({ indicator, level }: Pick<Slice, "indicator" | "level">): string {
  return level ?? mainOf(indicator.levels, "none");
}

/**
 * The last period of an indicator; every comparison on a page is made at its end. Of a yearly one it is the last year with a
 * number, because what becomes of a cohort is not known for years.
 */
export function lastPeriod({ cube, manifest }: Release, { id, period }: Indicator): Period {
  const isYearly = period === "academic-year" || period === "year";
  const last = (isYearly ? cube.lastNumber(id) : null) ?? cube.lastPeriod(id);
  return last ?? { periodEnd: manifest.as_at, period: manifest.as_at };
}

/** The observation of a series at a period end, or undefined. */
export function observationAt(
  observations: readonly Observation[],
  periodEnd: string,
): Observation | undefined {
  return observations.find((observation) => observation.periodEnd === periodEnd);
}

/** The cell of a slice at the indicator's last period end. */
export function readLatest(release: Release, slice: Slice): Reading {
  return readObservation(
    observationAt(selectSeries(release, slice), lastPeriod(release, slice.indicator).periodEnd),
  );
}

/** Whether any indicator has a number, shown or confidential, for one of the professions in one of the areas at its last period end. */
export function hasNumbersFor(
  release: Release,
  areas: readonly string[],
  professions: readonly string[],
): boolean {
  return release.indicators.some(({ id }) => {
    const indicator = findIndicator(release, id);
    if (indicator === undefined) return false;
    return areas.some((area) =>
      professions.some((profession) => {
        const reading = readLatest(release, { indicator, area, profession });
        return reading.value !== null || reading.shorthand === "c";
      }),
    );
  });
}

/** The categories of a breakdown in their order; none without a breakdown. */
export function categoriesOf(release: Release, breakdown: string | undefined): readonly Category[] {
  return inOrder(release.codes.breakdowns.find(({ code }) => code === breakdown)?.categories ?? []);
}

/** The month end twelve months before a month end (ISO dates). */
export function yearBefore(periodEnd: string): string {
  const [year, month] = periodEnd.split("-").map(Number);
  return new Date(Date.UTC((year ?? 0) - 1, month ?? 1, 0)).toISOString().slice(0, 10);
}

/** The areas that have a page: the health boards and the group of national bodies. */
export function pageAreas(release: Release): readonly Area[] {
  return inOrder(release.codes.areas.filter(({ level }) => level === "board" || level === "group"));
}

/** The employers below an area that a return is due from or that have a number. */
export function employersOf(release: Release, area: Area): readonly Area[] {
  return inOrder(
    release.codes.areas.filter(
      ({ code, level, parent }) =>
        level === "employer" &&
        parent === area.code &&
        (release.quality.returns.some(({ employer }) => employer === code) ||
          hasNumbersFor(release, [code], [allProfessions])),
    ),
  );
}

/** The professions that have a page and a row in tables: those of the plan, their groups and the shared staff. */
export function pageProfessions(release: Release): readonly Profession[] {
  return inOrder(
    release.codes.professions.filter(({ kind, in_plan }) => in_plan || kind === "group" || kind === "shared"),
  );
}

function inOrder<Item extends { readonly sort: number }>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((a, b) => a.sort - b.sort);
}

function mainOf(values: readonly string[], preferred: string): string {
  return values.includes(preferred) ? preferred : (values[0] ?? preferred);
}
