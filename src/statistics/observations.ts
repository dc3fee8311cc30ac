import type { DuckDBConnection } from "@duckdb/node-api";
import type { Indicator } from "../indicators/registry.ts";
import { valueBounds } from "./intervals.ts";
import type { StatisticsPolicy } from "./policy.ts";
import { selectSettings } from "./settings.ts";

/**
 * Fills `result.observation`, the published rows, from `shown_cell` and `series_signal`: bounds of the 95 % interval, the
 * marker, and the signal of each series on the row of its last period. A cell without a value has none of them.
 */
export async function writeObservationTable(
  connection: DuckDBConnection,
  indicators: readonly Indicator[],
  policy: StatisticsPolicy,
): Promise<void> {
  const bounds = valueBounds();
  await connection.run(`
    create or replace table result.observation as
      with setting as (${selectSettings(indicators)})
      select
        indicator, period_end, period, area, profession, staff_type, breakdown, category, level,
        numerator, denominator, value,
        ${bounds.lower} as lower,
        ${bounds.upper} as upper,
        people,
        concat_ws(' ',
          state,
          case when is_break then 'b' end,
          case when ${isUnreliable(policy)} then 'u' end,
          case when state is distinct from 'x' and is_incomplete then 'incomplete' end) as marker,
        signal
      from shown_cell
      join setting using (indicator)
      left join series_signal using (indicator, period_end, cell, breakdown, category, level)
      order by indicator, period_end, cell, breakdown, category, level`);
}

/** SQL of whether a value rests on too little; it is known of shown cells alone. */
function isUnreliable(policy: StatisticsPolicy): string {
  return `value is not null and case
      when kind in ('mean', 'median') then denominator < ${policy.reliable_values}
      when interval = 'poisson' then numerator < ${policy.reliable_events}
      when kind = 'rate' then denominator < ${policy.reliable_denominator}
    end`;
}
