import type { YearChange } from "./cells.ts";
import type { PageContext } from "./context.ts";
import { type Content, html, joinContent } from "./html.ts";
import { professionLink } from "./links.ts";
import { type Reading, readObservation } from "./reading.ts";
import type { MissingReturn, Profession, Release } from "./release.ts";
import { lastPeriod, observationAt, readLatest, type Slice, selectSeries, yearBefore } from "./select.ts";

/** A cell of the release: a series at a period end. */
export type CellAddress = { readonly slice: Slice; readonly periodEnd: string };

/** A reading that a figure shows, and the cell that it was read from; a difference of two cells has none. */
export type Shown = { readonly reading: Reading; readonly cell?: CellAddress };

/** Returns named one by one; the others are counted. */
const namedReturns = 3;

/** The three readings of a comparison with a year earlier, as a figure shows them. */
export function shownYear(slice: Slice, periodEnd: string, year: YearChange): readonly Shown[] {
  return [
    { reading: year.latest, cell: { slice, periodEnd } },
    { reading: year.earlier, cell: { slice, periodEnd: yearBefore(periodEnd) } },
    { reading: year.change },
  ];
}

/** The cell of a slice at the indicator's last period end, as a figure shows it. */
export function readShown(release: Release, slice: Slice): Shown & { readonly cell: CellAddress } {
  return {
    reading: readLatest(release, slice),
    cell: { slice, periodEnd: lastPeriod(release, slice.indicator).periodEnd },
  };
}

/** A whole series as a figure shows it. */
export function readCourse(release: Release, slice: Slice): readonly Shown[] {
  return selectSeries(release, slice).map((observation) => ({
    reading: readObservation(observation),
    cell: { slice, periodEnd: observation.periodEnd },
  }));
}

/** The returns that are missing for a cell: of its indicator's datasets, for the dates it needs, from its area's employers. */
export function missingFor(release: Release, { slice, periodEnd }: CellAddress): readonly MissingReturn[] {
  const { indicator, area } = slice;
  const dates = indicator.period === "year-to-quarter" ? [periodEnd, yearBefore(periodEnd)] : [periodEnd];
  return release.missingReturns.filter(
    (missing) =>
      indicator.datasets.includes(missing.dataset) &&
      dates.includes(missing.period_end) &&
      isWithin(release, missing.employer, area),
  );
}

/** The returns that are missing from the employers of an area, whatever they are for. */
export function missingFrom(release: Release, area: string): readonly MissingReturn[] {
  return release.missingReturns.filter(({ employer }) => isWithin(release, employer, area));
}

/** The missing returns behind the readings that are incomplete. */
function missingBehind(release: Release, shown: readonly Shown[]): readonly MissingReturn[] {
  return shown.flatMap(({ reading, cell }) =>
    cell !== undefined && reading.notes.includes("incomplete") ? missingFor(release, cell) : [],
  );
}

/** Names returns by employer, date and dataset, the latest first: `Powys Teaching Health Board for 31 December 2024 (Staff in post)`. */
export function nameReturns(context: PageContext, returns: readonly MissingReturn[]): string {
  const { t, release, format, pick, name } = context;
  const byKey = new Map(returns.map((each) => [`${each.period_end} ${each.employer}`, each]));
  const ordered = [...byKey.values()].sort((a, b) => b.period_end.localeCompare(a.period_end));
  const names = ordered.slice(0, namedReturns).map(({ employer: code, period_end }) => {
    const employer = release.codes.areas.find((area) => area.code === code);
    const datasets = release.quality.datasets.filter(({ dataset }) =>
      returns.some(
        (each) => each.dataset === dataset && each.employer === code && each.period_end === period_end,
      ),
    );
    return t("return-name", {
      employer: employer === undefined ? code : name(employer),
      date: format.date(period_end),
      datasets: datasets.map(({ title }) => pick(title)).join(", "),
    });
  });
  const more = ordered.length - names.length;
  return [names.join("; "), ...(more > 0 ? [t("return-more", { count: more })] : [])].join(" ");
}

/** Says which employers did not report for the incomplete readings; null when it cannot be told. */
export function incompleteReason(context: PageContext, shown: readonly Shown[]): string | null {
  const missing = missingBehind(context.release, shown);
  return missing.length === 0
    ? null
    : context.t("reason-incomplete", { returns: nameReturns(context, missing) });
}

/** Says which periods the courses leave out because they are incomplete; nothing when there are none. */
export function courseNotes(context: PageContext, courses: readonly Shown[]): readonly string[] {
  const missing = missingBehind(context.release, courses);
  return missing.length === 0
    ? []
    : [context.t("course-incomplete", { returns: nameReturns(context, missing) })];
}

/** Why readings are not available, as far as it can be told; each reason once. */
export function unavailableReasons(context: PageContext, shown: readonly Shown[]): readonly Content[] {
  const { t, release } = context;
  const missing: MissingReturn[] = [];
  const groups = new Set<Profession>();
  let hasTransfer = false;
  for (const { reading, cell } of shown) {
    if (cell === undefined || reading.value !== null || reading.shorthand !== "x") continue;
    const group = groupInstead(release, cell);
    const returns = missingFor(release, cell);
    if (group !== undefined) groups.add(group);
    else if (returns.length > 0) missing.push(...returns);
    else hasTransfer ||= cell.slice.indicator.period === "year-to-quarter" && reading.notes.includes("b");
  }
  return [
    ...(missing.length > 0 ? [t("reason-return", { returns: nameReturns(context, missing) })] : []),
    ...(groups.size > 0
      ? [
          html`${t("reason-group")} ${joinContent(
            [...groups].map((group) => professionLink(context, group)),
            ", ",
          )}`,
        ]
      : []),
    ...(hasTransfer ? [t("reason-transfer")] : []),
  ];
}

/** The group that a profession's numbers are in, where the input never tells the profession apart. */
function groupInstead(release: Release, { slice, periodEnd }: CellAddress): Profession | undefined {
  const { parent } = release.codes.professions.find(({ code }) => code === slice.profession) ?? {};
  const group = release.codes.professions.find(({ code, kind }) => code === parent && kind === "group");
  if (group === undefined || !selectSeries(release, slice).map(readObservation).every(isUnavailable)) {
    return undefined;
  }
  const ofGroup = selectSeries(release, { ...slice, profession: group.code });
  return isUnavailable(readObservation(observationAt(ofGroup, periodEnd))) ? undefined : group;
}

function isUnavailable(reading: Reading): boolean {
  return reading.value === null && reading.shorthand === "x";
}

function isWithin(release: Release, code: string, area: string): boolean {
  if (code === area) return true;
  const parent = release.codes.areas.find((each) => each.code === code)?.parent;
  return typeof parent === "string" && isWithin(release, parent, area);
}
