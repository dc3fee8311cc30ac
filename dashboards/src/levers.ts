import type { PageContext } from "./context.ts";

/** How an assumption is told and set: a share of a whole, a factor of what is now, or a number of people or places. */
export type LeverKind = "share" | "factor" | "count";

/** The assumptions that a reader may change, in the order in which they are asked for. */
export const leverKinds: ReadonlyMap<string, LeverKind> = new Map([
  ["places", "count"],
  ["fill", "share"],
  ["completion", "share"],
  ["employment", "share"],
  ["leaving", "factor"],
  ["hours", "factor"],
  ["others", "count"],
]);

/** A value of the form, in per cent, people or places, as the model takes it. */
export function toLever(id: string, shown: number): number {
  return leverKinds.get(id) === "count" ? shown : shown / 100;
}

export function leverTitle({ release, pick }: PageContext, id: string): string {
  const lever = release.supply.levers.find((one) => one.id === id);
  return lever === undefined ? id : pick(lever.title);
}

/** The value of an assumption in words: per cent of a share or a factor, a number otherwise. */
export function leverValue({ format }: PageContext, id: string, value: number): string {
  return leverKinds.get(id) === "count"
    ? format.number(value, 0)
    : `${format.number(Math.round(value * 1000) / 10, Number.isInteger(Math.round(value * 1000) / 10) ? 0 : 1)}%`;
}
