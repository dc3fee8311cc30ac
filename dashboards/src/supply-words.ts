import type { PageContext } from "./context.ts";
import type { Outcome, Projection } from "./supply-schema.ts";

/** Indicators of what the projections rest on, where the release has them. */
export const supplyBasis = ["headcount", "funded-fte", "places-commissioned", "intake-to-need"];

/** What a scenario makes of a projection. */
export function outcomeOf({ scenarios }: Projection, id: string): Outcome | undefined {
  return scenarios.find(({ scenario }) => scenario === id);
}

/** What the scenario that decides the places needed makes of a projection. */
export function mainOutcome({ release }: PageContext, projection: Projection): Outcome | undefined {
  return outcomeOf(projection, release.supply.settings.need.scenario);
}

/** The day by which posts are to be filled. */
export function closingDate({ release }: PageContext): string {
  const { dates, settings } = release.supply;
  return dates[settings.close_by] ?? release.manifest.as_at;
}

/** Two numbers that something lies between. */
export function rangeText({ t, format }: PageContext, low: number, high: number): string {
  return t("supply-range", { low: format.number(low, 0), high: format.number(high, 0) });
}

/** Places commissioned a year now. */
export function placesText({ format }: PageContext, { levers }: Projection): string {
  const places = levers.find(({ lever }) => lever === "places");
  return format.number(places?.value ?? 0, 0);
}

/** Places needed a year, or why there is no number. */
export function requiredText(
  context: PageContext,
  outcome: Pick<Outcome, "required"> | undefined,
  certainty: number,
): string {
  const required = outcome?.required.find((one) => one.certainty === certainty);
  if (required === undefined) return "";
  return required.places === undefined
    ? reasonText(context, required.reason ?? "")
    : context.format.number(required.places, 0);
}

/** How near projections of the past came, in words: at the furthest horizon tested, beside a simple forecast. */
export function accuracyWords(context: PageContext, accuracy: Projection["accuracy"]): string {
  const { t, format } = context;
  const furthest = accuracy.at(-1);
  if (furthest === undefined) return t("supply-accuracy-none");
  const share = (value: number): string => `${format.number(value * 100, 1)}%`;
  return t("supply-accuracy-words", {
    cases: furthest.cases,
    years: furthest.horizon,
    error: share(furthest.error),
    simple: share(furthest.no_change_error),
    within: percent(context, furthest.within_95),
  });
}

export function reasonText({ release, pick }: PageContext, id: string): string {
  const reason = release.supply.reasons.find((one) => one.id === id);
  return reason === undefined ? id : pick(reason.text);
}

export function percent({ format }: PageContext, share: number): string {
  return `${format.number(share * 100, 0)}%`;
}
