import { sum } from "../sum.ts";
import { assumeNation, type Publishing } from "./coarsen.ts";
import type { EstimateSettings } from "./estimate.ts";
import { type Fan, measureFan, sortYear } from "./fans.ts";
import type { ObservedCell, ObservedNation } from "./observed.ts";
import { round } from "./round.ts";
import { type Run, simulate } from "./simulate.ts";

/** One projection of the past and what came of it, in FTE. */
export interface Backcast {
  area: string;
  profession: string;
  /** Month from which it was projected, and how many years ahead. */
  month: number;
  horizon: number;
  actual: number;
  fan: Fan;
  /** As the year of the origin, and on the straight line through the years up to it. */
  noChange: number;
  trend: number;
}

/** How well projections of one horizon did; shares are between 0 and 1, to three decimals. */
export interface Accuracy {
  horizon: number;
  cases: number;
  /** Mean of (projected − actual) / actual. */
  bias: number;
  /** Mean of |projected − actual| / actual, of the model and of the two simple forecasts. */
  error: number;
  no_change_error: number;
  trend_error: number;
  /** Share of the cases that lay in the 80 % and the 95 % band. */
  within_80: number;
  within_95: number;
}

export interface BacktestSettings {
  estimate: EstimateSettings;
  run: Omit<Run, "years" | "name">;
  horizons: number;
  /** Complete years and leavers that a projection has to rest on. */
  leastYears: number;
  leastLeavers: number;
  publishing: Publishing;
}

/**
 * Projects every cell from each past year from which it could have been, with nothing but what was known then, as far as
 * `horizons` years and the years observed go.
 */
export function backtest(nation: ObservedNation, settings: BacktestSettings): Backcast[] {
  const { run, horizons, leastYears, leastLeavers } = settings;
  const cells = [...nation.professions, ...nation.areas];
  const complete = nation.whole.years.filter((year) => year.isComplete).map(({ month }) => month);
  return complete.slice(leastYears - 1, -1).flatMap((month) =>
    assumeNation(nation, settings.estimate, month, settings.publishing).flatMap((estimated) => {
      const { area, profession, assumptions, evidence } = estimated;
      const cell = cells.find((one) => one.area === area && one.profession === profession);
      if (!cell || evidence.years < leastYears || evidence.leavers < leastLeavers) return [];
      const later = laterYears(cell, month, horizons);
      if (later.length === 0) return [];
      const paths = simulate(assumptions, {
        ...run,
        years: horizons,
        name: `${area}/${profession}/${month}`,
      });
      const { trendAt, last } = followTrend(cell, month);
      return later.map(({ horizon, fte }) => ({
        area,
        profession,
        month,
        horizon,
        actual: fte,
        fan: measureFan(sortYear(paths.fte, paths, horizon)),
        noChange: last,
        trend: trendAt(horizon),
      }));
    }),
  );
}

/** The accuracy of some projections, by horizon. */
export function measureAccuracy(backcasts: readonly Backcast[]): Accuracy[] {
  const measured = backcasts.filter(({ actual }) => actual > 0);
  const horizons = [...new Set(measured.map(({ horizon }) => horizon))].sort((a, b) => a - b);
  return horizons.map((horizon) => {
    const cases = measured.filter((one) => one.horizon === horizon);
    const average = (measure: (one: Backcast) => number): number =>
      round(sum(cases.map(measure)) / cases.length, 3);
    const error = (projected: number, actual: number): number => Math.abs(projected - actual) / actual;
    return {
      horizon,
      cases: cases.length,
      bias: average(({ fan, actual }) => (fan.median - actual) / actual),
      error: average(({ fan, actual }) => error(fan.median, actual)),
      no_change_error: average(({ noChange, actual }) => error(noChange, actual)),
      trend_error: average(({ trend, actual }) => error(trend, actual)),
      within_80: average(({ fan, actual }) => Number(actual >= fan.lower_80 && actual <= fan.upper_80)),
      within_95: average(({ fan, actual }) => Number(actual >= fan.lower_95 && actual <= fan.upper_95)),
    };
  });
}

function laterYears(cell: ObservedCell, month: number, horizons: number): { horizon: number; fte: number }[] {
  return cell.years.flatMap((year) => {
    const horizon = (year.month - month) / 12;
    return year.isComplete && horizon >= 1 && horizon <= horizons ? [{ horizon, fte: sum(year.fte) }] : [];
  });
}

/** The least-squares line through the FTE of all years up to `month`. */
function followTrend(
  cell: ObservedCell,
  month: number,
): { last: number; trendAt: (horizon: number) => number } {
  const points = cell.years
    .filter((year) => year.month <= month)
    .map((year) => ({ x: (year.month - month) / 12, y: sum(year.fte) }));
  const meanX = sum(points.map(({ x }) => x)) / points.length;
  const meanY = sum(points.map(({ y }) => y)) / points.length;
  const spread = sum(points.map(({ x }) => (x - meanX) ** 2));
  const slope = spread > 0 ? sum(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / spread : 0;
  return { last: points.at(-1)?.y ?? 0, trendAt: (horizon) => meanY + slope * (horizon - meanX) };
}
