import type { DuckDBConnection } from "@duckdb/node-api";
import type { Indicator } from "../indicators/registry.ts";
import type { StatisticsPolicy } from "./policy.ts";
import { selectSettings } from "./settings.ts";

/**
 * Fills `series_signal`: of every series (indicator, cell, breakdown, category, level) of `shown_cell` that has a signal, its
 * last period, what the last point says by the rules of `selectSpecialCauses`, and the mean and limits of the chart. Only the
 * points since the last break count. There is no signal where up is neither better nor worse, where one of these points is
 * confidential, where the last one is incomplete or has no value, and where too few persons are behind them on average; a
 * series with too few points has neither mean nor limits. A limit that no value can reach, below zero where none is negative
 * or above all persons of a proportion, is given as that bound.
 *
 * Fills `result.control_limit`, the published means and limits, by the codes of a series.
 */
export async function findSignals(
  connection: DuckDBConnection,
  indicators: readonly Indicator[],
  policy: StatisticsPolicy,
): Promise<void> {
  await connection.run(`
    create or replace temp table directed_point as
      with setting as (${selectSettings(indicators)})
      select indicator, cell, breakdown, category, level, period_end, direction, value, is_break,
        case when interval = 'wilson' then scale end as highest,
        state = 'c' as is_confidential,
        value is not null and not is_incomplete as is_complete,
        case kind when 'count' then coalesce(people, value)
          when 'fte' then coalesce(people, value)
          when 'rate' then coalesce(people, numerator)
          else denominator end as basis
      from shown_cell join setting using (indicator) where direction <> 0;
    create or replace temp table series as
      select row_number() over () as series, *
      from (
        select indicator, cell, breakdown, category, level, direction, highest,
          coalesce(max(period_end) filter (is_break), min(period_end)) as first_end, max(period_end) as last_end
        from directed_point group by all);
    create or replace temp table last_group as
      select series, last_end, period_end, value, is_complete, is_confidential, basis
      from directed_point join series using (indicator, cell, breakdown, category, level)
      where period_end >= first_end;
    create or replace temp table signalled as
      select series, last_end, min(period_end) as first_end, min(value) filter (is_complete) as least,
        count(*) filter (is_complete) as points
      from last_group
      group by all
      having not coalesce(bool_or(is_confidential), false)
        and bool_or(is_complete and period_end = last_end)
        and sum(basis::decimal(18, 6)) filter (is_complete) >= ${policy.signal_mean} * count(*) filter (is_complete);
    create or replace temp table series_signal as
      with measured as (
        select series, period_end as position, value
        from last_group semi join (from signalled where points >= ${policy.signal_points}) using (series)
        where is_complete),
      cause as (${selectSpecialCauses("measured")})
      select indicator, cell, breakdown, category, level, signalled.last_end as period_end,
        signalled.first_end, signalled.points,
        cause.total / cause.points / 1e9 as mean,
        cause."limit" / (100 * cause.points * (cause.points - 1)) / 1e9 as distance,
        case when least >= 0 then greatest(0, mean - distance) else mean - distance end as lower,
        least(mean + distance, highest) as upper,
        case
          when signalled.points < ${policy.signal_points} then 'too-short'
          when cause.special_cause = 0 then 'no-change'
          when cause.special_cause = series.direction then 'improving'
          else 'worsening'
        end as signal
      from signalled
      join series using (series)
      left join cause on cause.series = signalled.series and cause.position = signalled.last_end;
    create or replace table result.control_limit as
      select indicator, area, profession, staff_type, breakdown, category, level, first_end, period_end, points,
        lower, mean, upper
      from series_signal join shown_cell using (indicator, period_end, cell, breakdown, category, level)
      where mean is not null
      order by all`);
}

/**
 * SELECT of the points of `table` (series, position, value) with what is special about each, as Making Data Count's XmR
 * chart counts it: every moving range is used, and the first of the rules that holds decides: outside the limits, member
 * of a trend, of two in three near a limit, of a shift. `special_cause` is 1 upwards, −1 downwards, 0 for common cause.
 *
 * Values are taken in whole billionths. So a point on the mean is on it, a series that never changes is never outside its
 * limits, and the order of summing does not matter: `deviation` and `limit` are the distances of the point and of the
 * limits from the mean, times 100 n (n − 1) billion.
 * Source: NHSRplotthedots 0.2, `ptd_spc_standard` without screening of outliers, `ptd_calculate_point_type`.
 */
export function selectSpecialCauses(table: string): string {
  return `
    with point as (
      select series, position, round(value * 1e9)::hugeint as x from ${table}),
    moving as (
      select *, x - lag(x) over (partition by series order by position) as change from point),
    total as (
      select series, count(*) as points, sum(x) as total, sum(abs(change)) as range
      from moving group by series),
    placed as (
      select series, position, points, total, sign(change) as step, sign(x * points - total) as side,
        100 * (points - 1) * abs(x * points - total) as deviation,
        266 * points * range as "limit"
      from moving join total using (series)),
    near as (
      select *, coalesce(deviation > "limit", false) as is_outside,
        coalesce(deviation <= "limit" and 3 * deviation > 2 * "limit", false)::int as near_limit
      from placed),
    ended as (
      select *, ${runEnds("step", 6)} as trend_ends, ${runEnds("side", 7)} as shift_ends,
        ${twoOfThreeEnds("near_limit", "side")} as pair_ends
      from near),
    ruled as (
      select *, ${memberOf("trend_ends", 7)} as trend, ${memberOf("shift_ends", 7)} as shift,
        near_limit * ${memberOf("pair_ends", 3)} as pair
      from ended)
    select series, position, points, total, deviation, "limit", side, is_outside, trend, pair, shift,
      case when is_outside then side when trend <> 0 then trend when pair <> 0 then pair else shift end as special_cause
    from ruled`;
}

/** SQL of the sign of the last `length` values of `sign` (1, 0, −1) when it is the same in all of them, else 0. */
export function runEnds(sign: string, length: number): string {
  const sum = `sum(${sign}) ${over(`${length - 1} preceding and current row`)}`;
  return `case when abs(${sum}) = ${length} then ${sign} else 0 end`;
}

/** SQL of the side when the last three points are on it and two of them or more near the limit, else 0. */
export function twoOfThreeEnds(near: string, side: string): string {
  const last = over("2 preceding and current row");
  return `case when abs(sum(${side}) ${last}) = 3 and sum(${near}) ${last} >= 2 then ${side} else 0 end`;
}

/** SQL of the sign of the first run of `length` points that the point is in, given the sign at the end of each run, else 0. */
export function memberOf(ends: string, length: number): string {
  return `coalesce(first_value(nullif(${ends}, 0) ignore nulls) ${over(`current row and ${length - 1} following`)}, 0)`;
}

function over(frame: string): string {
  return `over (partition by series order by position rows between ${frame})`;
}
