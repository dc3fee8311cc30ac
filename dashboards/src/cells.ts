import type { PageContext } from "./context.ts";
import { roundAsShown } from "./format.ts";
import { type Html, html } from "./html.ts";
import type { Observation } from "./observations.ts";
import { type Reading, readObservation, shortMarker } from "./reading.ts";
import type { Indicator } from "./release.ts";
import { observationAt, yearBefore } from "./select.ts";

/** A table cell with a number or its shorthand, and its notes in brackets; a confidential one tells in short what that means. */
export function readingCell(
  context: PageContext,
  reading: Reading,
  { decimals }: Pick<Indicator, "decimals">,
): Html {
  const text = context.format.reading(reading, decimals);
  if (reading.value !== null) return html`${text}`;
  return reading.shorthand === "c"
    ? html`<abbr class="no-value" title="${context.t("confidential-short")}">${text}</abbr>`
    : html`<span class="no-value">${text}</span>`;
}

/**
 * The difference between two readings as they are shown, rounded to the decimals of their indicator. Without both numbers there is none, for the reason of the one that is
 * missing; the notes of both stay with it.
 */
export function difference(later: Reading, earlier: Reading, decimals: number): Reading {
  const notes = [...new Set([...later.notes, ...earlier.notes])];
  if (later.value === null) return { ...later, notes };
  if (earlier.value === null) return { ...earlier, notes };
  const change = roundAsShown(later.value, decimals) - roundAsShown(earlier.value, decimals);
  return { value: roundAsShown(change, decimals), notes };
}

export type YearChange = {
  readonly latest: Reading;
  readonly earlier: Reading;
  readonly change: Reading;
};

/** The reading at a period end, the one twelve months before, and their difference, marked when the series breaks between. */
export function readYearChange(
  observations: readonly Observation[],
  periodEnd: string,
  decimals: number,
): YearChange {
  const earlierEnd = yearBefore(periodEnd);
  const latest = readObservation(observationAt(observations, periodEnd));
  const earlier = readObservation(observationAt(observations, earlierEnd));
  const broken = observations.some(
    (observation) =>
      observation.periodEnd > earlierEnd &&
      observation.periodEnd <= periodEnd &&
      observation.markers.includes("b"),
  );
  const { notes, ...change } = difference(latest, earlier, decimals);
  const otherNotes = notes.filter((note) => note !== "b");
  return { latest, earlier, change: { ...change, notes: broken ? [...otherNotes, "b"] : otherNotes } };
}

/** A table cell with a signed difference. */
export function changeCell(context: PageContext, change: Reading, indicator: Indicator): Html {
  if (change.value === null) return readingCell(context, change, indicator);
  const sign = context.format.signed(change.value, indicator.decimals);
  return html`${[sign, ...change.notes.map((note) => `[${shortMarker(note)}]`)].join(" ")}`;
}
