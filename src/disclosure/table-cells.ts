import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { findWhole, type Table } from "../populations/tables.ts";
import { quoteText, readRows } from "../warehouse/connect.ts";
import { readColumns } from "../warehouse/read-columns.ts";
import type { Policy } from "./policy.ts";

/**
 * One table at one quarter end, column by column, one row per cell that is published in it. A row can rise by `hi` and
 * fall by `lo` persons before one of its counts is impossible; where it is hidden it must be able to rise by `up` and to
 * fall by `down`. Where a reader knows how many persons there are in all, no more than that leaves can be asked for, and
 * nobody is a possible value.
 */
export interface TableCells {
  table: number;
  /** Days since 1970. */
  quarter: number;
  cell: Int32Array;
  /** A number for the category of a split table, `inNoCategory`, else -1. */
  category: Int32Array;
  hi: Float64Array;
  lo: Float64Array;
  up: Float64Array;
  down: Float64Array;
  cost: Float64Array;
  /** The least count that rises. */
  count: Float64Array;
  /**
   * 0 is known whatever is done, 1 may be hidden, 2 is hidden. Nobody in a cell of class P is no secret: such rows are left
   * out, but for totals of which a part is hidden.
   */
  state: Int32Array;
}

/**
 * Stands for a row of those who are in no category of a split table, where a reader knows how many there are with them: it
 * moves with the others and needs nothing itself.
 */
export const inNoCategory = -2;

/** Tells a table at a quarter end from others. */
export function nameCells({ table, quarter }: Pick<TableCells, "table" | "quarter">): string {
  return `${table} ${quarter}`;
}

/** The cells of some tables at the quarter ends of the temporary table `unsettled`, as they stand; after `readGrid`. */
export async function readTableCells(
  connection: DuckDBConnection,
  tables: readonly Table[],
  wanted: readonly number[],
  policy: Policy,
): Promise<TableCells[]> {
  const unsettled = await listUnsettled(connection, wanted);
  if (unsettled.tables.length === 0) return [];
  const wholes = unsettled.tables.flatMap((index) =>
    listWholes(tables, index).map((whole, place) => ({ ...whole, index, place })),
  );
  const earlier = [...new Set(wholes.map(({ months }) => months))].flatMap((months) =>
    unsettled.quarters.map((quarter) => `last_day(${quarter} - to_months(${months}))`),
  );
  const within = wholes
    .map(
      ({ index, population, months, place }) =>
        `(${index}, ${quoteText(population)}, ${findWhole(tables, population)}, ${months}, ${place}, ${tables[index]?.by !== null})`,
    )
    .join(", ");
  const spare = policy.possible_values - 1;
  // A count that can fall no further is no small one, whatever a reader makes of it.
  const clear = policy.threshold + spare;
  const { integers, numbers } = await readColumns(
    connection,
    `with tied as (
      select *, shown = 0 as is_hidden from person_count
      semi join unsettled using (tbl, quarter_end)
      where tbl in (${unsettled.tables.join(", ")}) and quarter_end in (${unsettled.quarters.join(", ")})),
    within (tbl, name, of_tbl, months, place, is_split) as (values ${within || "(null, null, null, null, null, null)"}),
    whole as (
      select population, quarter_end, cell, value, is_open, shown = 0 as is_hidden
      from (from population_count select population, tbl, quarter_end, cell, value, is_open where category = -1)
      join (from person_count select tbl, quarter_end, cell, shown where category = -1) using (tbl, quarter_end, cell)
      where (population, tbl) in (select (name, of_tbl) from within) and quarter_end in (${earlier.join(", ") || "null"})),
    open_whole as (
      select tied.tbl, tied.quarter_end, tied.cell, arg_min(whole.value, within.place) as open_people
      from (select distinct tbl, quarter_end, cell from tied) as tied
      join within using (tbl)
      join whole on whole.population = within.name and whole.cell = tied.cell
        and whole.quarter_end = last_day(tied.quarter_end - to_months(within.months))
      where whole.is_open
      group by all),
    bounded as (
      select tied.*,
        if(whole.is_hidden, ${2 * spare}, 0) as slack,
        whole.value as of_people, open_people,
        if(open_people is null, 1, 0) as least_some
      from tied
      left join open_whole using (tbl, quarter_end, cell)
      left join within on within.tbl = tied.tbl and within.place = 0
      left join whole on whole.population = within.name and whole.cell = tied.cell
        and whole.quarter_end = last_day(tied.quarter_end - to_months(within.months))),
    ranged as (
      select *,
        greatest(0, least(
          coalesce(of_people - least_up + slack, 1e6),
          coalesce(open_people - least_up, 1e6),
          coalesce(if(least_down = 0, 0, least_down_some - least_some) + slack, 1e6))) as hi,
        greatest(0, coalesce(if(least_up = 0, 0, least_up_some - least_some), 1e6)) as lo,
        coalesce(least_up < ${clear} and (least_up_some < ${clear} or is_sensitive), false) or is_secret as is_up_needed,
        coalesce(least_down < ${clear} and (least_down > 0 or is_sensitive), false) as is_down_needed
      from bounded),
    nobody as (
      select distinct tbl, quarter_end, total as cell, category
      from tied join part_of using (cell) where is_hidden and most = 0),
    in_no_category as (
      select distinct open_whole.tbl, open_whole.quarter_end, open_whole.cell, open_people, whole.value as of_people,
        whole.is_hidden
      from open_whole
      join within on within.tbl = open_whole.tbl and within.place = 0 and within.is_split and within.months = 0
      join whole on whole.population = within.name and whole.cell = open_whole.cell
        and whole.quarter_end = open_whole.quarter_end
      where not whole.is_open)
    select
      tbl::integer as tbl, date_diff('day', date '1970-01-01', quarter_end)::integer as quarter, ranged.cell::integer as cell,
      category::integer as category, hi::double as hi, lo::double as lo,
      case when is_up_needed then least(${spare}, hi)
        when is_down_needed then least(${spare} - least(${spare}, lo), if(open_people is null, ${spare}, hi))
        else 0 end::double as up,
      case when is_up_needed then least(${spare} - least(${spare}, hi), if(open_people is null, ${spare}, lo))
        when is_down_needed then least(${spare}, lo) else 0 end::double as down,
      (case marts.cell.area_level when 'country' then ${policy.keep_country} when 'board' then ${policy.keep_board}
          when 'group' then ${policy.keep_group} else ${policy.keep_employer} end
        * case when professions.kind = 'total' then ${policy.keep_all_professions}
            when professions.kind = 'profession' and in_plan = 'yes' then ${policy.keep_profession} else 1 end
        * if(marts.cell.staff_type = 'all', ${policy.keep_all_staff_types}, 1)
        * if(least < ${policy.threshold}, 2, 1) * (1 + ln(1 + shown)))::double as cost,
      coalesce(least_up, 0)::double as count,
      case when is_known then 0 when is_hidden then 2 else 1 end::integer as state
    from ranged join marts.cell using (cell)
    join reference.professions on professions.code = marts.cell.profession
    left join nobody using (tbl, quarter_end, cell, category)
    where most > 0 or is_sensitive or is_hidden or nobody.cell is not null
    union all
    select tbl, date_diff('day', date '1970-01-01', quarter_end)::integer, cell, ${inNoCategory}, of_people, open_people - of_people,
      0, 0, 0, 0, if(is_hidden, 2, 0)
    from in_no_category
    order by tbl, quarter, cell, category`,
  );
  const [tbl, quarter] = [integers("tbl"), integers("quarter")];
  const columns = {
    cell: integers("cell"),
    category: integers("category"),
    state: integers("state"),
    hi: numbers("hi"),
    lo: numbers("lo"),
    up: numbers("up"),
    down: numbers("down"),
    cost: numbers("cost"),
    count: numbers("count"),
  };
  const found: TableCells[] = [];
  for (let start = 0, end = 0; start < tbl.length; start = end) {
    while (end < tbl.length && tbl[end] === tbl[start] && quarter[end] === quarter[start]) end++;
    found.push({
      table: tbl[start] ?? -1,
      quarter: quarter[start] ?? 0,
      cell: columns.cell.slice(start, end),
      category: columns.category.slice(start, end),
      state: columns.state.slice(start, end),
      hi: columns.hi.slice(start, end),
      lo: columns.lo.slice(start, end),
      up: columns.up.slice(start, end),
      down: columns.down.slice(start, end),
      cost: columns.cost.slice(start, end),
      count: columns.count.slice(start, end),
    });
  }
  return found;
}

/** What of some tables is in `unsettled`: the tables, and SQL of each quarter end. */
async function listUnsettled(
  connection: DuckDBConnection,
  wanted: readonly number[],
): Promise<{ tables: number[]; quarters: string[] }> {
  const rows = await readRows(
    connection,
    z.object({ tbl: z.int(), quarter: z.string() }),
    `select tbl, quarter_end::varchar as quarter from unsettled where tbl in (${wanted.join(", ")})`,
  );
  return {
    tables: [...new Set(rows.map(({ tbl }) => tbl))],
    quarters: [...new Set(rows.map(({ quarter }) => `date '${quarter}'`))],
  };
}

/** The populations that a table is within, the nearest first, with how many months earlier. */
export function listWholes(
  tables: readonly Table[],
  index: number,
): { population: string; months: number }[] {
  const wholes: { population: string; months: number }[] = [];
  for (let at = tables[index], months = 0; at?.within; at = tables[findWhole(tables, at.within)]) {
    months += at.within_months;
    wholes.push({ population: at.within, months });
  }
  return wholes;
}
