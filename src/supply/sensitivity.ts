import { type Assumptions, type Levers, moveLevers } from "./assumptions.ts";
import { expectPath } from "./expected.ts";

/** How far one assumption moves the FTE expected at the end of a year. */
export interface Sensitivity {
  lever: keyof Levers;
  low: number;
  high: number;
  fteAtLow: number;
  fteAtHigh: number;
}

/** Each lever moved alone to both ends of its range, the one that matters most first. */
export function measureSensitivity(
  assumptions: Assumptions,
  ranges: readonly { lever: keyof Levers; low: number; high: number }[],
  year: number,
): Sensitivity[] {
  const expect = (levers: Levers): number => expectPath(moveLevers(assumptions, levers), year).fte[year] ?? 0;
  return ranges
    .map(({ lever, low, high }) => ({
      lever,
      low,
      high,
      fteAtLow: expect({ [lever]: low }),
      fteAtHigh: expect({ [lever]: high }),
    }))
    .sort((a, b) => Math.abs(b.fteAtHigh - b.fteAtLow) - Math.abs(a.fteAtHigh - a.fteAtLow));
}
