import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readRows } from "../../../src/warehouse/connect.ts";

/**
 * What must hold between numbers of different indicators, each as SQL of its two sides (`one`, `other`) in every cell
 * that has both. Where a return is missing, flows leave its employer out of both ends and stocks cannot.
 */
export const identities: Record<string, string> = {
  "headcount at the end is that at the start less leavers plus joiners": `
    select finish.total as one, start.total - leavers.numerator + joiners.numerator as other
    from (${shown("leaver-rate")} and level = 'left-cell') as leavers
    join (${shown("joiner-rate")} and level = 'left-cell') as joiners using (period_end, cell)
    join (${shown("headcount")} and breakdown = 'none') as finish using (period_end, cell)
    join (${shown("headcount")} and breakdown = 'none') as start
      on start.cell = leavers.cell and start.period_end = last_day(leavers.period_end - interval 12 month)`,
  "who is stable did not leave": `
    select stability.numerator as one, stability.denominator - leavers.numerator as other
    from (${shown("leaver-rate")} and level = 'left-cell') as leavers
    join (${shown("stability")}) as stability using (period_end, cell)`,
  "the parts of a change of the gap add up to it": `
    select any_value(whole.total) as one, sum(part.total) as other
    from (${available("gap-change")} and breakdown = 'none') as whole
    join (${available("gap-change")} and breakdown = 'component') as part using (period_end, cell)
    group by whole.period_end, whole.cell`,
  "a change of the gap has all five parts": `
    select 5 as one, count(part.cell) as other
    from (${available("gap-change")} and breakdown = 'none') as whole
    join marts.cell on cell.cell = whole.cell and area_level <> 'employer'
    left join (${available("gap-change")} and breakdown = 'component') as part
      on part.period_end = whole.period_end and part.cell = whole.cell
    group by whole.period_end, whole.cell`,
  "a change of the gap is the gap at the end less that at the start": `
    select change.total as one, finish.numerator - start.numerator as other
    from (${shown("gap-change")} and breakdown = 'none') as change
    join (${shown("vacancy-rate")}) as finish using (period_end, cell)
    join (${shown("vacancy-rate")}) as start
      on start.cell = change.cell and start.period_end = last_day(change.period_end - interval 12 month)`,
  "the sectors share out the FTE": `
    select any_value(whole.total) as one, sum(part.total) as other
    from (${shown("fte")} and breakdown = 'none') as whole
    join (${shown("fte")} and breakdown = 'sector') as part using (period_end, cell)
    group by whole.period_end, whole.cell`,
  "the bands share out the FTE": `
    select any_value(whole.total) as one, sum(part.numerator) as other
    from (${shown("fte")} and breakdown = 'none') as whole
    join (${shown("band-mix")}) as part using (period_end, cell)
    group by whole.period_end, whole.cell`,
  "the headcount of Wales is that of distinct persons": `
    select headcount.total as one, persons.total as other
    from (${shown("headcount")} and breakdown = 'none') as headcount
    join marts.cell on cell.cell = headcount.cell and area_level = 'country'
    join (
      select snapshot_date as period_end, 'all' as profession, staff_type, count(distinct person) as total
      from staging.staff where in_post group by all
      union all
      select snapshot_date, 'all', 'all', count(distinct person) from staging.staff where in_post group by all
      union all
      select snapshot_date, profession, 'all', count(distinct person) from staging.staff where in_post group by all
      union all
      select snapshot_date, profession, staff_type, count(distinct person) from staging.staff where in_post group by all
    ) as persons using (period_end, profession, staff_type)`,
};

/** Comparisons that are no equations: `one` is at most `other`. */
export const bounds: Record<string, string> = {
  "who left Wales left the cell": `
    select wales.numerator as one, own.numerator as other
    from (${available("leaver-rate")} and level = 'left-wales') as wales
    join (${available("leaver-rate")} and level = 'left-cell') as own using (period_end, cell)`,
  "who came from outside Wales joined the cell": `
    select wales.numerator as one, own.numerator as other
    from (${available("joiner-rate")} and level = 'left-wales') as wales
    join (${available("joiner-rate")} and level = 'left-cell') as own using (period_end, cell)`,
  "a total is no more than its parts together": `
    select total.total as one, sum(part.total) as other
    from (${available("headcount")} and breakdown = 'none') as total
    join marts.cell as whole on whole.cell = total.cell and whole.area_level = 'country'
    join marts.cell as board
      on board.area_level in ('board', 'group') and board.profession = whole.profession
      and board.staff_type = whole.staff_type
    join (${available("headcount")} and breakdown = 'none') as part
      on part.cell = board.cell and part.period_end = total.period_end
    where not total.is_incomplete
    group by total.period_end, total.cell, total.total`,
};

/** How many pairs there are, and those in which the two sides differ (of a bound: are the wrong way round). */
export async function check(
  connection: DuckDBConnection,
  sql: string,
  kind: "identity" | "bound",
): Promise<{ pairs: number; wrong: number }> {
  const isWrong = kind === "identity" ? "abs(one - other) >= 1e-6" : "one > other";
  const [found] = await readRows(
    connection,
    z.object({ pairs: z.int(), wrong: z.int() }),
    `select count(*)::int as pairs, count(*) filter (${isWrong} or one is null or other is null)::int as wrong from (${sql})`,
  );
  if (!found) throw new Error("no row");
  return found;
}

function available(indicator: string): string {
  return `select * from result.ingredient where indicator = '${indicator}' and is_available`;
}

function shown(indicator: string): string {
  return `${available(indicator)} and not is_incomplete`;
}
