import type { Paths } from "./simulate.ts";

/** The middle of the simulated values and the bands that hold 80 % and 95 % of them. */
export interface Fan {
  lower_95: number;
  lower_80: number;
  median: number;
  upper_80: number;
  upper_95: number;
}

/** The simulated values of one year, in rising order. */
export function sortYear(
  values: Float64Array,
  { simulations }: Pick<Paths, "simulations">,
  year: number,
): Float64Array {
  return values.slice(year * simulations, (year + 1) * simulations).sort();
}

/** @param sorted values in rising order */
export function measureFan(sorted: Float64Array): Fan {
  return {
    lower_95: quantile(sorted, 0.025),
    lower_80: quantile(sorted, 0.1),
    median: quantile(sorted, 0.5),
    upper_80: quantile(sorted, 0.9),
    upper_95: quantile(sorted, 0.975),
  };
}

/** The fan of `demand` minus each value. */
export function turnIntoGap(fan: Fan, demand: number): Fan {
  return {
    lower_95: demand - fan.upper_95,
    lower_80: demand - fan.upper_80,
    median: demand - fan.median,
    upper_80: demand - fan.lower_80,
    upper_95: demand - fan.lower_95,
  };
}

/** Share of the values that are at least `demand`. */
export function shareCovering(sorted: Float64Array, demand: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < demand) low = middle + 1;
    else high = middle;
  }
  return sorted.length === 0 ? 0 : (sorted.length - low) / sorted.length;
}

/** Linear between the two nearest values. @param sorted values in rising order */
export function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? 0;
  const high = sorted[below + 1] ?? low;
  return low + (at - below) * (high - low);
}
