import type { Observation } from "./observations.ts";

/** Why a cell has no number: confidential, not available, not applicable. */
type Shorthand = "c" | "x" | "z";

/** What a cell says: a number with its notes, or why there is none. */
export type Reading =
  | { readonly value: number; readonly notes: readonly string[] }
  | { readonly value: null; readonly shorthand: Shorthand; readonly notes: readonly string[] };

/** Reads a cell. A cell that the release does not have, or that has no number and no reason, is not available. */
export function readObservation(observation: Observation | undefined): Reading {
  const markers = observation?.markers ?? [];
  const notes = markers.filter((marker) => !isShorthand(marker));
  const shorthand = markers.find(isShorthand);
  const value = observation?.value ?? null;
  if (value === null || shorthand !== undefined) return { value: null, shorthand: shorthand ?? "x", notes };
  return { value, notes };
}

/** The marker as it stands in brackets beside a number; the national codes, and `i` for incomplete. */
export function shortMarker(marker: string): string {
  return marker === "incomplete" ? "i" : marker;
}

/** The markers that a list of readings shows, for their legend. */
export function markersOf(readings: Iterable<Reading>): ReadonlySet<string> {
  const markers = new Set<string>();
  for (const reading of readings) {
    if (reading.value === null) markers.add(reading.shorthand);
    for (const note of reading.notes) markers.add(note);
  }
  return markers;
}

function isShorthand(marker: string): marker is Shorthand {
  return marker === "c" || marker === "x" || marker === "z";
}
