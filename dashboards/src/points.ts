import { difference, readYearChange, type YearChange } from "./cells.ts";
import type { PageContext } from "./context.ts";
import { type Html, html } from "./html.ts";
import type { Observation, Period } from "./observations.ts";
import { nameSlice } from "./offer-list.ts";
import { type Reading, readObservation } from "./reading.ts";
import { incompleteReason, shownYear } from "./reasons.ts";
import type { Indicator } from "./release.ts";
import { findSafeAggregate } from "./safe-aggregate.ts";
import { findIndicator, lastPeriod, observationAt, type Slice, selectSeries } from "./select.ts";
import { isPercentage, quantity, withPercent } from "./unit.ts";

/** A sentence made from the data, and the anchor of the figure that holds its numbers. */
export type Point = { readonly text: string; readonly anchor: string };

export type Place = { readonly name: string; readonly area: string; readonly profession: string };

/** The main points of a page under their title, each linked to its figure. */
export function renderPoints(context: PageContext, title: string, points: readonly Point[]): Html | false {
  return (
    points.length > 0 &&
    html`<section id="points"><h2>${title}</h2><div class="points">${pointList(context, points)}</div></section>`
  );
}

/** Answers in sentences, each linked to its figure. */
export function pointList({ t }: PageContext, points: readonly Point[]): Html | false {
  return (
    points.length > 0 &&
    html`<ul>${points.map(
      ({ text, anchor }) =>
        html`<li>${text} <a href="#${anchor}" aria-label="${t("point-link-label", { text })}">${t("point-link")}</a></li>`,
    )}</ul>`
  );
}

/**
 * For each indicator that the release has, its latest value in a place, how sure it is, how it compares with a year
 * earlier and with its usual variation. What is confidential is said to be so, and why, with the number of a wider group
 * where one is shown; what is not available or not applicable is left to the tables.
 */
export function latestPoints(
  context: PageContext,
  anchors: Readonly<Record<string, string>>,
  place: Place,
): readonly Point[] {
  return pointsOf(context, anchors, place, (told) => [
    tell(context, "point-latest", told),
    ...signalSentence(context, told),
  ]);
}

/** As `latestPoints`, of the latest value alone. */
export function valuePoints(
  context: PageContext,
  anchors: Readonly<Record<string, string>>,
  place: Place,
): readonly Point[] {
  return pointsOf(context, anchors, place, (told) => [tell(context, "point-value", told)]);
}

/** As `latestPoints`, of the change in a year and the usual variation alone. */
export function coursePoints(
  context: PageContext,
  anchors: Readonly<Record<string, string>>,
  place: Place,
): readonly Point[] {
  return pointsOf(context, anchors, place, (told) => [
    tell(context, "point-course", told),
    ...signalSentence(context, told),
  ]);
}

/**
 * How many there are, and whether the number rises: the latest value beside a year earlier and the start of the series.
 * Null without a latest value.
 */
export function risingPoint(context: PageContext, indicator: Indicator, place: Place): string | null {
  const { format } = context;
  const told = readTold(context, indicator, place);
  if (told.year.latest.value === null) return null;
  const start = told.observations.find((observation) => readObservation(observation).value !== null);
  const startReading = readObservation(start);
  const sinceStart = difference(told.year.latest, startReading, indicator.decimals);
  return [
    tell(context, "point-rising", told, {
      start: format.reading({ ...startReading, notes: [] }, indicator.decimals),
      startDate: format.date(start?.periodEnd ?? told.last.periodEnd),
      startChange: distance(context, sinceStart, indicator),
      startDirection: direction(sinceStart),
    }),
    ...signalSentence(context, told),
    ...missingSentence(context, told),
  ].join(" ");
}

/** What a sentence tells of: an indicator's series in a place, its last period and the year before it. */
type Told = {
  readonly indicator: Indicator;
  readonly place: Place;
  readonly slice: Slice;
  readonly observations: readonly Observation[];
  readonly last: Period;
  readonly year: YearChange;
};

function readTold({ release }: PageContext, indicator: Indicator, place: Place): Told {
  const slice = { indicator, area: place.area, profession: place.profession };
  const observations = selectSeries(release, slice);
  const last = lastPeriod(release, indicator);
  const year = readYearChange(observations, last.periodEnd, indicator.decimals);
  return { indicator, place, slice, observations, last, year };
}

function pointsOf(
  context: PageContext,
  anchors: Readonly<Record<string, string>>,
  place: Place,
  sentencesOf: (told: Told) => readonly string[],
): readonly Point[] {
  const { release } = context;
  return Object.entries(anchors).flatMap(([id, anchor]) => {
    const indicator = findIndicator(release, id);
    if (indicator === undefined) return [];
    const told = readTold(context, indicator, place);
    const { latest } = told.year;
    if (latest.value === null) {
      return latest.shorthand === "c" ? [{ text: confidentialSentences(context, told), anchor }] : [];
    }
    return [{ text: [...sentencesOf(told), ...missingSentence(context, told)].join(" "), anchor }];
  });
}

/** Says that a value is confidential, why a value can be, and the smallest wider group that has a number. */
function confidentialSentences(context: PageContext, told: Told): string {
  const { release, t } = context;
  const { slice, last } = told;
  const wider = findSafeAggregate(release, { slice, periodEnd: last.periodEnd });
  const incomplete =
    wider &&
    incompleteReason(context, [{ ...wider, cell: { slice: wider.slice, periodEnd: last.periodEnd } }]);
  return [
    t("point-confidential", subject(context, told)),
    t("confidential-why"),
    ...(wider === null
      ? []
      : [
          t("point-wider", {
            wider: nameSlice(context, wider.slice),
            value: quantity(context, wider.reading.value, slice.indicator),
          }),
        ]),
    ...(incomplete === null ? [] : [`${incomplete}.`]),
  ].join(" ");
}

/** Fills a sentence about a value that is there. */
function tell(
  context: PageContext,
  key: string,
  told: Told,
  more: Readonly<Record<string, string>> = {},
): string {
  const { t, format } = context;
  const { indicator, year, observations, last } = told;
  const text = quantity(context, year.latest.value ?? 0, indicator);
  const { lower, upper } = observationAt(observations, last.periodEnd) ?? { lower: null, upper: null };
  const bound = (value: number): string => withPercent(format.number(value, indicator.decimals), indicator);
  const value =
    lower === null || upper === null
      ? text
      : t("point-interval", { value: text, lower: bound(lower), upper: bound(upper) });
  return t(key, {
    ...subject(context, told),
    value,
    latest: text,
    ...compare(context, year, indicator),
    ...more,
  });
}

/** What the control chart says of the latest value; nothing where it says nothing. */
function signalSentence({ t }: PageContext, { observations, last }: Told): readonly string[] {
  const signal = observationAt(observations, last.periodEnd)?.signal ?? null;
  return signal === null ? [] : [t(`point-signal-${signal}`)];
}

function subject({ pick, format }: PageContext, { indicator, place, last }: Told) {
  return {
    title: pick(indicator.title),
    place: place.name,
    period: format.period(indicator.period, last),
  };
}

/** Who did not report for the latest value or the one a year earlier; nothing when both are complete. */
function missingSentence(context: PageContext, { slice, last, year }: Told): readonly string[] {
  const reason = incompleteReason(context, shownYear(slice, last.periodEnd, year));
  return reason === null ? [] : [`${reason}.`];
}

function compare(context: PageContext, year: YearChange, indicator: Indicator) {
  const { t, format } = context;
  const change = distance(context, year.change, indicator);
  const earlier = format.reading({ ...year.earlier, notes: [] }, indicator.decimals);
  return {
    direction: direction(year.change),
    change: isPercentage(indicator) ? t("point-percentage-points", { change }) : change,
    earlier: year.earlier.value === null ? earlier : withPercent(earlier, indicator),
    broken: String(year.change.notes.includes("b")),
  };
}

/** Which way a value went, by the difference that tables show. */
function direction({ value }: Reading) {
  if (value === null) return "unknown";
  if (value === 0) return "same";
  return value > 0 ? "up" : "down";
}

function distance({ format }: PageContext, { value }: Reading, { decimals }: Indicator): string {
  return format.number(Math.abs(value ?? 0), decimals);
}
