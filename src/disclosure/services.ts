import { PipelineError } from "../errors.ts";
import type { Indicator } from "../indicators/registry.ts";
import { findWhole, type Table } from "../populations/tables.ts";
import { quoteText } from "../warehouse/connect.ts";

/**
 * SQL for the shown numbers of services that tell of those whose own count is hidden: of the only one; that all of them are
 * counted, unless this says no more than that somebody is there; or that nobody is there. Of several, the number says as much
 * of one more when the count of a service of the other kind is hidden, as `cell`; else, as for the only one, the number itself
 * is to be hidden, whatever it says, and `cell` is null. Null where no indicator counts services.
 * @param arePersonsOpen readers know how many persons there are, so that somebody may be few
 * @throws PipelineError `unknown-population`
 */
export function findTellingServices(
  indicators: readonly Pick<Indicator, "id" | "services" | "path">[],
  tables: readonly Table[],
  arePersonsOpen: boolean,
): string | null {
  const counting = indicators.flatMap(({ id, services, path }) =>
    services.map(({ persons, from, to, in: place }) => {
      const table = findWhole(tables, persons);
      if (table === -1) throw new PipelineError("unknown-population", persons, { where: path });
      const names = [id, persons, place].map(quoteText).join(", ");
      return `(${names}, ${table}, ${from}, ${to}::integer)`;
    }),
  );
  if (counting.length === 0) return null;
  return `
    with recursive counting (indicator, population, place, tbl, least, most) as (values ${counting.join(", ")}),
    area_above (code, above) as (
      select code, code from reference.areas
      union all
      select area_above.code, parent from area_above join reference.areas as areas on areas.code = above
      where parent is not null),
    profession_above (code, above) as (
      select code, code from reference.professions
      union all
      select profession_above.code, parent
      from profession_above join reference.professions as professions on professions.code = above
      where parent is not null),
    service as (
      select
        shown.row, shown.period_end as quarter_end, counting.tbl, counting.population, place, counting.least, counting.most,
        if(place = 'denominator', denominator, coalesce(numerator, total)) as number,
        service.cell, population_count.value, person_count.shown = 0 as is_hidden,
        population_count.value between counting.least and coalesce(counting.most, value) as is_counted
      from person_cell as shown
      join counting using (indicator)
      join marts.cell using (cell)
      join area_above on area_above.above = cell.area
      join profession_above on profession_above.above = cell.profession
      join marts.cell as service
        on service.area = area_above.code and service.profession = profession_above.code
          and service.staff_type = cell.staff_type and service.area_level = 'board'
      join reference.professions as professions
        on professions.code = service.profession and professions.in_plan = 'yes'
      join person_count
        on person_count.tbl = counting.tbl and person_count.quarter_end = shown.period_end
          and person_count.cell = service.cell and person_count.category = -1
      join population_count
        on population_count.tbl = counting.tbl and population_count.quarter_end = shown.period_end
          and population_count.cell = service.cell and population_count.category = -1
          and population_count.population = counting.population
      where shown.breakdown = 'none' and shown.reason is null and not shown.is_known),
    told as (
      select
        row, tbl, quarter_end, most, count(*) filter (is_hidden) as hidden,
        number - count(*) filter (is_counted and not is_hidden) as hidden_counted,
        arg_min(cell, (value, cell)) filter (is_counted and not is_hidden) as counted_cell,
        arg_min(cell, (value = 0, value, cell)) filter (not is_counted and not is_hidden) as other_cell
      from service
      group by row, tbl, population, quarter_end, place, least, most, number)
    select row, tbl, quarter_end,
      case when hidden > 1 and hidden_counted >= hidden then other_cell when hidden > 1 then counted_cell end as cell
    from told
    where hidden = 1
      or hidden > 1 and hidden_counted >= hidden and (most is not null or ${arePersonsOpen})
      or hidden > 1 and hidden_counted <= 0 and most is null`;
}
