import { sum } from "../sum.ts";
import type { Estimate } from "./assumptions.ts";

/** Those who joined a part other than from training in some years, and the person-years in post in which they did. */
export interface Arrivals {
  others: number;
  exposed: number;
  years: number;
}

/**
 * Others a year in each part of one whole. The number for each person in post is shrunk to that of all parts, by as much as
 * the parts differ beyond chance (gamma-Poisson, method of moments); nobody is evidence twice. Half a person more keeps
 * none from being certain.
 * @param spread variance over mean of the yearly numbers
 * @param members the parts that together are the whole, each once; none: every part is believed as it is
 */
export function shrinkOthers(
  parts: readonly Arrivals[],
  members: readonly Arrivals[],
  spread: number,
): Estimate[] {
  const exposed = sum(members.map((part) => part.exposed));
  const rate = exposed > 0 ? sum(members.map((part) => Math.max(0, part.others))) / exposed : 0;
  const weight = weighRate(members, rate, spread);
  return parts.map((part) => {
    const years = Math.max(1, part.years);
    const others = Math.max(0, part.others) + 0.5;
    if (part.exposed === 0) return { mean: others / years, weight: years / spread };
    const own = part.exposed / spread;
    const prior = Math.min(weight, Math.max(0, exposed / spread - own));
    const perYear = part.exposed / years;
    return {
      mean: (perYear * (others / spread + prior * rate)) / (own + prior),
      weight: (own + prior) / perYear,
    };
  });
}

/** For how many person-years the rate of the whole counts in its parts. */
function weighRate(members: readonly Arrivals[], rate: number, spread: number): number {
  const exposed = sum(members.map((part) => part.exposed));
  const squares = sum(members.map((part) => part.exposed ** 2));
  if (exposed === 0 || rate === 0) return 0;
  const differing = sum(
    members
      .filter((part) => part.exposed > 0)
      .map((part) => part.exposed * (part.others / part.exposed - rate) ** 2),
  );
  const variance = (differing - spread * rate * (members.length - 1)) / (exposed - squares / exposed);
  return variance > 0 ? rate / variance : exposed;
}
