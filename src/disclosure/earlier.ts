import type { DuckDBConnection } from "@duckdb/node-api";
import { cellKey } from "../revision/compare.ts";
import { quoteText } from "../warehouse/connect.ts";
import { rounded } from "./rounding.ts";

/**
 * Marks in `person_cell` what readers know from the release before: a cell that it hid (`was_hidden`) stays hidden, so that
 * the two together tell no more than one; `is_known` where it showed the same number of persons, of the same number where
 * it is a share, or the cell is open.
 * @param earlier its cells (Parquet), or null for none
 * @param roundTo what its numbers of persons are rounded to, as those shown now will be
 */
export async function recallEarlier(
  connection: DuckDBConnection,
  earlier: string | null,
  roundTo: number,
): Promise<void> {
  await connection.run(`
    alter table person_cell add column is_known boolean;
    alter table person_cell add column was_hidden boolean;
    update person_cell set is_known = is_open`);
  if (earlier === null) return;
  const key = cellKey
    .map((name) => (name === "period_end" ? name : `${name}::varchar as ${name}`))
    .join(", ");
  await connection.run(`
    create or replace temp table earlier_row as
      with before as (
        select ${cellKey.join(", ")}, people, denominator,
          case when not list_contains(string_split(marker, ' '), 'x')
            then list_contains(string_split(marker, ' '), 'c') end as was_hidden
        from read_parquet(${quoteText(earlier)})),
      now as (
        select ${key}, row, people, denominator
        from (select person_cell.*, area, profession, staff_type from person_cell join marts.cell using (cell)))
      select now.row, before.was_hidden,
        coalesce(before.people = ${rounded("now.people", roundTo)}, false)
          and (before.denominator is not distinct from now.denominator
            or before.denominator is not distinct from ${rounded("now.denominator", roundTo)}) as is_known
      from now join before using (${cellKey.join(", ")});
    update person_cell set
        was_hidden = earlier_row.was_hidden,
        reason = case when earlier_row.was_hidden and not is_open then coalesce(reason, 'hidden-before') else reason end,
        is_known = is_open or earlier_row.is_known
      from earlier_row where earlier_row.row = person_cell.row`);
}
