import type { DuckDBConnection } from "@duckdb/node-api";
import type { Indicator } from "../indicators/registry.ts";
import { type Bounds, type Confidence, normalQuantile, poissonBounds } from "./intervals.ts";
import { selectSettings } from "./settings.ts";

/**
 * Fills `result.funnel`: every health-board area beside the country at the latest period of each rate that has an
 * interval, with the limits of its size and its position among them. Only shown cells are compared, without breakdowns.
 */
export async function compareAreas(
  connection: DuckDBConnection,
  indicators: readonly Indicator[],
): Promise<void> {
  await connection.run(`
    create or replace temp table compared_area as
      with setting as (${selectSettings(indicators)}),
      latest as (
        select indicator, max(period_end) as period_end from shown_cell group by indicator),
      shown as (
        select * from shown_cell semi join latest using (indicator, period_end)
        where breakdown = 'none' and value is not null)
      select board.indicator, board.period_end, board.profession, board.staff_type, board.level, board.area,
        interval, scale, board.numerator, board.denominator, board.value,
        country.value as total_value, country.numerator / country.denominator as average
      from shown as board
      join shown as country using (indicator, period_end, profession, staff_type, level)
      join setting using (indicator)
      where interval <> 'none' and (compared_levels is null or list_contains(compared_levels, level))
        and board.area_level = 'board' and country.area_level = 'country';
    create or replace table result.funnel as
      with limited as (${selectFunnelLimits("compared_area")})
      select indicator, period_end, profession, staff_type, level, area, value, denominator, total_value,
        lower_998, lower_95, upper_95, upper_998, position
      from limited order by all`);
}

/**
 * SELECT of the rows of `table` (with interval, scale, denominator, value and average: the total's ratio before scaling) and,
 * on the scale of the value, the limits at their denominator, lower_998, lower_95, upper_95, upper_998, and the position:
 * low-99.8, low-95, within, high-95, high-99.8.
 *
 * A value lies beyond a limit exactly when its own interval leaves out the average. For a proportion that is where Wilson's
 * bound equals the average. For events it is the number whose exact or Byar bound equals those expected, between two whole
 * numbers on the line that joins them. Source: PHEindicatormethods, `calculate_funnel_limits`.
 */
export function selectFunnelLimits(table: string): string {
  const columns = { "95": "95", "99.8": "998" } as const;
  const limit = (confidence: Confidence, side: keyof Bounds): string => {
    const name = `${side}_${columns[confidence]}`;
    return `scale * case interval
      when 'wilson' then ${proportionLimit(confidence, side)}
      when 'poisson' then coalesce(${name}.events + (expected - ${name}.bound) / (${name}.next_bound - ${name}.bound), 0) / denominator
    end as ${name}`;
  };
  const sides = (["95", "99.8"] as const).flatMap((confidence) =>
    (["lower", "upper"] as const).map((side) => ({ confidence, side })),
  );
  return `
    with expecting as (
      select *, average * denominator as expected from ${table}),
    event as (
      select unnest(range(0, ceil(1.5 * coalesce(max(expected), 0))::bigint + 50))::double as events
      from expecting where interval = 'poisson'),
    ${sides.map(({ confidence, side }) => `${side}_${columns[confidence]} as (${selectTurningPoints(confidence, side)})`).join(",\n    ")},
    limited as (
      select expecting.*, ${sides.map(({ confidence, side }) => limit(confidence, side)).join(",\n      ")}
      from expecting
      ${sides.map(({ confidence, side }) => `asof left join ${side}_${columns[confidence]} on expecting.expected >= ${side}_${columns[confidence]}.bound`).join("\n      ")})
    select *,
      case
        when value < lower_998 then 'low-99.8'
        when value < lower_95 then 'low-95'
        when value > upper_998 then 'high-99.8'
        when value > upper_95 then 'high-95'
        else 'within'
      end as position
    from limited`;
}

/** The score limits: where Wilson's bound of the area equals the average, without the iteration. */
function proportionLimit(confidence: Confidence, side: keyof Bounds): string {
  const distance = `${normalQuantile[confidence]} * sqrt(average * (1 - average) / denominator)`;
  return side === "lower" ? `greatest(0, average - ${distance})` : `least(1, average + ${distance})`;
}

/** The expected number at which so many events come to lie on the limit: the other bound of their own interval. */
function selectTurningPoints(confidence: Confidence, side: keyof Bounds): string {
  const bound = poissonBounds("events", confidence)[side === "lower" ? "upper" : "lower"];
  return `select events, bound, lead(bound) over (order by events) as next_bound
      from (select events, ${bound} as bound from event)`;
}
