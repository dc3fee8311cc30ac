export type Ticks = {
  readonly values: readonly number[];
  /** Decimals that the tick labels need, all the same. */
  readonly decimals: number;
};

/** Round values between two bounds, about `count` of them, and never finer than the data's decimals. */
export function ticksBetween(low: number, high: number, count: number, decimals: number): Ticks {
  const rough = (high - low) / count || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough) ?? 10;
  const step = Math.max(factor * power, 10 ** -decimals);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const values = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step);
  return { values, decimals: Math.max(0, Math.min(decimals, -Math.floor(Math.log10(step) + 1e-9))) };
}
