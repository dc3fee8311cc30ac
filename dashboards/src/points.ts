import { difference, readYearChange, type YearChange } from "./cells.ts";
import type { PageContext } from "./context.ts";
import { type Html, html } from "./html.ts";
import type { Period } from "./observations.ts";
import { type Reading, readObservation } from "./reading.ts";
import { incompleteReason, shownYear } from "./reasons.ts";
import type { Indicator } from "./release.ts";
import { findIndicator, lastPeriod, type Slice, selectSeries } from "./select.ts";
import { isPercentage, shortUnit, unitBeside } from "./unit.ts";

/** A sentence made from the data, and the anchor of the figure that holds its numbers. */
export type Point = { readonly text: string; readonly anchor: string };

export type Place = { readonly name: string; readonly area: string; readonly profession: string };

/** The page's answers in sentences, each linked to its figure. */
export function renderPoints(context: PageContext, title: string, points: readonly Point[]): Html | false {
  const { t } = context;
  return (
    points.length > 0 &&
    html`<section class="points" id="points">
      <h2>${title}</h2>
      <ul>${points.map(
        ({ text, anchor }) =>
          html`<li>${text} <a href="#${anchor}" aria-label="${t("point-link-label", { text })}">${t("point-link")}</a></li>`,
      )}</ul>
    </section>`
  );
}

/**
 * For each indicator that the release has, its latest value in a place and how it compares with a year earlier. What
 * is confidential is said to be so; what is not available or not applicable is left to the tables.
 */
export function latestPoints(
  context: PageContext,
  anchors: Readonly<Record<string, string>>,
  place: Place,
): readonly Point[] {
  return Object.entries(anchors).flatMap(([id, anchor]) => {
    const indicator = findIndicator(context.release, id);
    const text = indicator === undefined ? null : latestPoint(context, indicator, place);
    return text === null ? [] : [{ text, anchor }];
  });
}

/**
 * How many there are, and whether the number rises: the latest value beside a year earlier and the start of the series.
 * Null without a latest value.
 */
export function risingPoint(context: PageContext, indicator: Indicator, place: Place): string | null {
  const { t, format, release } = context;
  const slice = { indicator, area: place.area, profession: place.profession };
  const observations = selectSeries(release, slice);
  const last = lastPeriod(release, indicator);
  const year = readYearChange(observations, last.periodEnd, indicator.decimals);
  if (year.latest.value === null) return null;
  const start = observations.find((observation) => readObservation(observation).value !== null);
  const startReading = readObservation(start);
  const sinceStart = difference(year.latest, startReading, indicator.decimals);
  const text = t("point-rising", {
    ...subject(context, indicator, place, last),
    value: format.reading({ ...year.latest, notes: [] }, indicator.decimals),
    ...compare(context, year, indicator),
    start: format.reading({ ...startReading, notes: [] }, indicator.decimals),
    startDate: format.date(start?.periodEnd ?? last.periodEnd),
    startChange: distance(context, sinceStart, indicator),
    startDirection: direction(sinceStart),
  });
  return [text, ...missingSentence(context, slice, last.periodEnd, year)].join(" ");
}

function latestPoint(context: PageContext, indicator: Indicator, place: Place): string | null {
  const { t, release, name } = context;
  const last = lastPeriod(release, indicator);
  const slice = { indicator, area: place.area, profession: place.profession };
  const year = readYearChange(selectSeries(release, slice), last.periodEnd, indicator.decimals);
  const told = subject(context, indicator, place, last);
  if (year.latest.value === null) {
    const marker = release.codes.markers.find(({ code }) => code === "c");
    return year.latest.shorthand === "c" && marker !== undefined
      ? t("point-confidential", { ...told, reason: name(marker) })
      : null;
  }
  const text = t("point-latest", {
    ...told,
    value: quantity(context, year.latest.value, indicator),
    ...compare(context, year, indicator),
  });
  return [text, ...missingSentence(context, slice, last.periodEnd, year)].join(" ");
}

function subject({ pick, format }: PageContext, indicator: Indicator, place: Place, last: Period) {
  return {
    title: pick(indicator.title),
    place: place.name,
    period: format.period(indicator.period, last),
  };
}

/** Who did not report for the latest value or the one a year earlier; nothing when both are complete. */
function missingSentence(
  context: PageContext,
  slice: Slice,
  periodEnd: string,
  year: YearChange,
): readonly string[] {
  const reason = incompleteReason(context, shownYear(slice, periodEnd, year));
  return reason === null ? [] : [`${reason}.`];
}

/** A number with its unit as a sentence has it: `7.2%`, `27.6 (FTE per 10,000 Welsh speakers)`. */
function quantity(context: PageContext, value: number, indicator: Indicator): string {
  const unit = unitBeside(context, indicator);
  const text = withPercent(context.format.number(value, indicator.decimals), indicator);
  return unit === null || indicator.kind === "count" || isPercentage(indicator)
    ? text
    : `${text} (${shortUnit(unit)})`;
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

function withPercent(text: string, indicator: Indicator): string {
  return isPercentage(indicator) ? `${text}%` : text;
}
