import type { DuckDBConnection } from "@duckdb/node-api";
import type { Indicator } from "../indicators/registry.ts";
import { cellKey } from "../revision/compare.ts";
import { quoteText } from "../warehouse/connect.ts";
import { rounded } from "./rounding.ts";

/**
 * Fills the temporary table `recalled`, the cells that count persons, each with its `row` (the row id of `result.ingredient`),
 * the reason why it is confidential, whether it is open, that is shown whatever it counts, and what readers know from the
 * release before: a cell that it hid (`was_hidden`) stays hidden, so that the two together tell no more than one; `is_known`
 * where it showed the same number of persons, of the same number where it is a share, or the cell is open.
 * @param arePersonsOpen whether cells of class P are open
 * @param earlier its cells (Parquet), or null for none
 * @param roundTo what its numbers of persons are rounded to, as those shown now will be
 */
export async function recallEarlier(
  connection: DuckDBConnection,
  indicators: readonly Indicator[],
  arePersonsOpen: boolean,
  earlier: string | null,
  roundTo: number,
): Promise<void> {
  const counting = indicators.filter((one) => one.class !== "O");
  const open = arePersonsOpen ? counting.filter((one) => one.class === "P") : [];
  const list = (some: readonly Indicator[]): string =>
    some.map(({ id }) => quoteText(id)).join(", ") || "null";
  const key = cellKey
    .map((name) => (name === "period_end" ? name : `${name}::varchar as ${name}`))
    .join(", ");
  const before =
    earlier === null
      ? "select null::int as row, null::boolean as was_hidden, null::boolean as is_same"
      : `select now.row, before.was_hidden,
          before.people = ${rounded("now.people", roundTo)}
            and (before.denominator is not distinct from now.denominator
              or before.denominator is not distinct from ${rounded("now.denominator", roundTo)}) as is_same
        from (select ${key}, row, people, denominator from decided join marts.cell using (cell)) as now
        join (
          select ${cellKey.join(", ")}, people, denominator,
            case when not list_contains(string_split(marker, ' '), 'x')
              then list_contains(string_split(marker, ' '), 'c') end as was_hidden
          from read_parquet(${quoteText(earlier)})) as before using (${cellKey.join(", ")})`;
  await connection.run(`
    create or replace temp table recalled as
      with decided as materialized (
        select
          ingredient.rowid::int as row, indicator, period_end, cell, breakdown, category, level, people, denominator,
          reason, reason is null and coalesce(indicator in (${list(open)}), false) as is_open
        from result.ingredient
        join result.decision using (indicator, period_end, cell, breakdown, category, level)
        where is_available and indicator in (${list(counting)})),
      before as (${before})
      select decided.* exclude (people, denominator) replace (
          case when was_hidden and not is_open then coalesce(reason, 'hidden-before') else reason end as reason),
        was_hidden, is_open or coalesce(is_same, false) as is_known
      from decided left join before using (row)`);
}
