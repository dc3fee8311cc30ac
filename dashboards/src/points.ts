import { readYearChange, type YearChange } from "./cells.ts";
import type { PageContext } from "./context.ts";
import { type Html, html } from "./html.ts";
import { type Reading, readObservation } from "./reading.ts";
import type { Indicator } from "./release.ts";
import { lastPeriod, type Slice, selectSeries } from "./select.ts";

/** A sentence made from the data, and the anchor of the figure that holds its numbers. */
export type Point = { readonly text: string; readonly anchor: string };

/** The page's answers in sentences, each linked to its figure. */
export function renderPoints(context: PageContext, title: string, points: readonly Point[]): Html | false {
  const { t } = context;
  return (
    points.length > 0 &&
    html`<section class="points" aria-labelledby="points-title">
      <h2><span id="points-title">${title}</span></h2>
      <ul>${points.map(
        ({ text, anchor }) =>
          html`<li>${text} <a href="#${anchor}" aria-label="${t("point-link-label", { text })}">${t("point-link")}</a></li>`,
      )}</ul>
    </section>`
  );
}

/** The latest value of a slice and how it compares with a year earlier. */
export function latestPoint(context: PageContext, slice: Slice, place: string): string {
  const { t, format, release, pick } = context;
  const { indicator } = slice;
  const last = lastPeriod(release, indicator);
  const year = readYearChange(selectSeries(release, slice), last.periodEnd);
  return t("point-latest", {
    title: pick(indicator.title),
    place,
    value: quantity(context, year.latest, indicator),
    period: format.period(indicator.period, last),
    ...compare(context, year, indicator),
  });
}

/** Whether a series rises: the latest value beside a year earlier and the start of the series. */
export function risingPoint(context: PageContext, slice: Slice): string {
  const { t, format, release, pick } = context;
  const { indicator } = slice;
  const observations = selectSeries(release, slice);
  const last = lastPeriod(release, indicator);
  const year = readYearChange(observations, last.periodEnd);
  const start = observations.find((observation) => readObservation(observation).value !== null);
  const startReading = readObservation(start);
  return t("point-rising", {
    title: pick(indicator.title),
    ...compare(context, year, indicator),
    start: format.reading({ ...startReading, notes: [] }, indicator.decimals),
    startDate: format.date(start?.periodEnd ?? last.periodEnd),
    startChange: distance(context, year.latest, startReading, indicator),
    startDirection: direction(year.latest, startReading, indicator),
  });
}

/** A number with its unit: `7.2%`, `11,203 (headcount)`; a shorthand stands alone. */
export function quantity(context: PageContext, reading: Reading, indicator: Indicator): string {
  const text = context.format.reading({ ...reading, notes: [] }, indicator.decimals);
  const unit = context.pick(indicator.unit);
  if (reading.value === null) return text;
  return unit === "%" ? `${text}%` : `${text} (${unit})`;
}

function compare(context: PageContext, year: YearChange, indicator: Indicator) {
  return {
    direction: direction(year.latest, year.earlier, indicator),
    change: distance(context, year.latest, year.earlier, indicator),
    earlier: context.format.reading({ ...year.earlier, notes: [] }, indicator.decimals),
    broken: String(year.change.notes.includes("b")),
    incomplete: String(year.change.notes.includes("incomplete")),
  };
}

/** Which way a value went; a difference that would be written as zero is none. */
function direction(later: Reading, earlier: Reading, { decimals }: Indicator) {
  if (later.value === null || earlier.value === null) return "unknown";
  const change = Number((later.value - earlier.value).toFixed(decimals));
  return change === 0 ? "same" : change > 0 ? "up" : "down";
}

function distance(context: PageContext, later: Reading, earlier: Reading, indicator: Indicator): string {
  return context.format.number(Math.abs((later.value ?? 0) - (earlier.value ?? 0)), indicator.decimals);
}
