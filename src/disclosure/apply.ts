import type { DuckDBConnection } from "@duckdb/node-api";
import type { Indicator, IndicatorKind } from "../indicators/registry.ts";
import { quoteText } from "../warehouse/connect.ts";
import { rounded } from "./rounding.ts";

/** SQL of a cell's value from its ingredients; null where it has none. */
const values: Record<IndicatorKind, (indicator: Indicator) => string> = {
  count: () => "total",
  fte: () => "total",
  rate: ({ scale }) => quotient(scale),
  mean: ({ scale }) => quotient(scale),
  median: () => "case when denominator <> 0 then total end",
};

/** SQL of whether the value does not apply to the cell. */
const notApplicable: Record<IndicatorKind, string> = {
  count: "false",
  fte: "false",
  rate: "coalesce(denominator, 0) = 0",
  mean: "coalesce(denominator, 0) = 0",
  median: "coalesce(denominator, 0) = 0",
};

/** What readers may see. */
export interface Showing {
  /** Numbers of persons are rounded to the nearest multiple of this. */
  round_to: number;
  /** Class P is shown as it is. */
  arePersonsOpen: boolean;
}

/**
 * Fills `shown_cell` from the ingredients and the decisions: every cell with its numbers where they may be shown, values
 * computed from these, and its state, null or a marker: `x` not available, `c` confidential, `z` not applicable. A
 * confidential cell has every number null. Of classes P and S all numbers are rounded, and values computed from these.
 */
export async function applyDecisions(
  connection: DuckDBConnection,
  indicators: readonly Indicator[],
  showing: Showing,
): Promise<void> {
  const value = indicators.map((one) => `when ${quoteText(one.id)} then ${values[one.kind](one)}`);
  const inapplicable = indicators.map((one) => `when ${quoteText(one.id)} then ${notApplicable[one.kind]}`);
  const period = indicators.map((one) => `when ${quoteText(one.id)} then ${periodName(one)}`);
  await connection.run(`
    create or replace temp table shown_cell as
      with decided as (
        select ${selectRounded(indicators, showing)},
          reason is not null as is_confidential
        from result.ingredient
        join result.decision using (indicator, period_end, cell, breakdown, category, level)),
      shown as (
        select *, is_available and not is_confidential as is_shown,
          case indicator ${inapplicable.join(" ")} end as is_inapplicable
        from decided)
      select
        indicator, period_end,
        case indicator ${period.join(" ")} end as period,
        cell, cell.area, cell.area_level, cell.profession, cell.staff_type, breakdown, category, level,
        case when is_shown then numerator end as numerator,
        case when is_shown then denominator end as denominator,
        case when is_shown then case indicator ${value.join(" ")} end end as value,
        case when is_shown then people end as people,
        case
          when not is_available then 'x'
          when is_confidential then 'c'
          when is_inapplicable then 'z'
        end as state,
        is_break, is_incomplete
      from shown join marts.cell using (cell)`);
}

/** SQL of all columns of the ingredients, with the numbers of persons rounded. A mean and a median are of something else. */
function selectRounded(indicators: readonly Indicator[], { round_to, arePersonsOpen }: Showing): string {
  if (round_to === 1) return "*";
  const closed = indicators.filter((one) => one.class === "S" || (one.class === "P" && !arePersonsOpen));
  const counted = closed.filter(({ kind }) => kind !== "mean" && kind !== "median");
  const roundIn = (ones: readonly Indicator[], column: string, type: string): string =>
    `if(indicator in (${ones.map(({ id }) => quoteText(id)).join(", ") || "null"}), ${rounded(column, round_to)}, ${column})::${type} as ${column}`;
  const numbers = ["total", "numerator", "denominator"].map((column) => roundIn(counted, column, "double"));
  return `* replace (${[...numbers, roundIn(closed, "people", "integer")].join(", ")})`;
}

function quotient(scale = 1): string {
  return `case when denominator <> 0 then ${scale} * numerator / denominator end`;
}

function periodName(indicator: Indicator): string {
  const quarter = "year(period_end)::varchar || '-Q' || quarter(period_end)::varchar";
  return {
    quarter,
    "year-to-quarter": `${quarter} || '/12m'`,
    "academic-year": "(year(period_end) - 1)::varchar || '/' || strftime(period_end, '%y')",
    year: "year(period_end)::varchar",
  }[indicator.period];
}
