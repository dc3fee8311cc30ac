import { PipelineError } from "../errors.ts";
import type { Indicator } from "../indicators/registry.ts";
import { findWhole, type Table } from "../populations/tables.ts";
import { quoteText } from "../warehouse/connect.ts";
import { type FoundCount, listFound } from "./found-counts.ts";

/**
 * SQL for the numbers of services to hide, each as `row` with a table that it tells of as `channel`: those that say of the
 * services whose own count is hidden that all of them are counted, or none, and those that tell of some of `found`. That all
 * are counted is no matter where it says only that they have somebody. Null where no indicator counts services.
 * @throws PipelineError `unknown-population`
 */
export function findTellingServices(
  indicators: readonly Pick<Indicator, "id" | "services" | "path">[],
  tables: readonly Table[],
  found: readonly FoundCount[],
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
        shown.row, place, counting.tbl, counting.most, if(place = 'denominator', denominator, coalesce(numerator, total)) as number,
        person_count.shown = 0 as is_hidden, population_count.value between counting.least and coalesce(counting.most, value) as is_counted,
        (counting.population, service.area, service.profession, service.staff_type, shown.period_end)
          in (${listFound(found).join(", ") || "null"}) as is_found
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
          and population_count.cell = service.cell and population_count.population = counting.population
      where shown.breakdown = 'none' and shown.reason is null and not shown.is_known),
    told as (
      select row, tbl, most, count(*) filter (is_hidden) as hidden,
        number - count(*) filter (is_counted and not is_hidden) as hidden_counted, bool_or(is_found) as is_found
      from service
      group by row, tbl, place, most, number)
    select row, min(tbl) as channel from told
    where is_found or (hidden > 0 and (hidden_counted <= 0 or (most is not null and hidden_counted >= hidden)))
    group by row`;
}
