import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * Fills the temporary tables `left_out`, of each cell of `person_cell` that leaves out employers of its area, whose returns
 * are missing, their counts; and `narrow_count`, the counts that only such cells show. With a cell that leaves nobody out, or
 * the headcounts at both ends of a flow, they show how many those come to. Over a mass transfer nobody is left out. After
 * `countPersons`.
 */
export async function findLeftOut(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create or replace temp table leaving_out as
      with recursive above as (
        select code as employer, parent as area from reference.areas where level = 'employer'
        union
        select employer, parent from above join reference.areas on code = area where parent is not null),
      given as (
        select indicator, period_end, area as employer, bool_or(is_available) as is_given, bool_or(is_break) as is_break
        from result.ingredient join marts.cell using (cell)
        where area_level = 'employer'
        group by all),
      start as (select employer, min(period_end) as period_end from given where is_given group by employer),
      missing as (
        select indicator, given.period_end, employer
        from given join start using (employer)
        where not is_given and not is_break and given.period_end >= start.period_end)
      select row, employer
      from person_cell
      join marts.cell using (cell)
      join above using (area)
      join missing using (indicator, period_end, employer);
    create or replace temp table left_out as
      select distinct row, tbl, quarter_end, part.cell, carrier.category
      from leaving_out
      join carrier using (row)
      join population_count using (tbl, quarter_end, cell, category, sign, population)
      join marts.cell as own using (cell)
      join marts.cell as part
        on part.area = employer and part.profession = own.profession and part.staff_type = own.staff_type
      where not coalesce(carrier.value = population_count.value, false);
    create or replace temp table narrow_count as
      select tbl, quarter_end, cell, category
      from carrier
      semi join (from carrier semi join left_out using (row)) as concerned using (tbl, quarter_end, cell, category)
      where quarter_end in (from open_quarter)
      group by all having bool_and(row in (select row from leaving_out))`);
}
