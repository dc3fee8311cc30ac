import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Language } from "../bilingual.ts";
import type { TracedIndicator } from "../indicators/compute.ts";
import { mainSlice } from "../indicators/registry.ts";
import { quoteText, readRows } from "../warehouse/connect.ts";

const row = z.object({
  indicator: z.string(),
  period: z.string(),
  period_end: z.string(),
  area: z.string(),
  profession: z.string(),
  staff_type: z.string(),
  category: z.string().nullable(),
  level: z.string().nullable(),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  shorthand: z.string(),
});

/** One published cell with the names of its codes in one language. */
export type NamedRow = z.infer<typeof row>;

/** Markers that say why there is no number. */
const reasons = "list_has_any(string_split(marker, ' '), ['c', 'x', 'z'])";

/**
 * Fills the temporary table `recent_cell` with the cells that people are given to read: Wales, the boards and the national
 * bodies, the latest periods of each indicator, all professions, all staff (where an indicator is not of all, the first
 * staff type it has), without breakdown; of a mix, which has nothing else, its categories over all professions.
 * @param periods how many periods of each indicator
 */
export async function selectRecentCells(
  connection: DuckDBConnection,
  indicators: readonly TracedIndicator[],
  periods: number,
): Promise<void> {
  const chosen = indicators.map(
    (one) => `(${quoteText(one.id)}, ${one.order}, ${quoteText(mainSlice(one).staff_type)})`,
  );
  await connection.run(`
    create or replace temp table recent_cell as
      with chosen as (
        select * from (values ${["(null, null, null)", ...chosen].join(", ")}) as chosen(indicator, "order", staff_type)),
      total as (select distinct indicator from result.observation where breakdown = 'none'),
      recent as (
        from (select distinct indicator, period_end from result.observation)
        qualify row_number() over (partition by indicator order by period_end desc) <= ${periods})
      select observation.*, "order",
        case when value is null and not ${reasons} then trim('x ' || marker) else marker end as shown_marker
      from result.observation
      join chosen using (indicator, staff_type)
      semi join recent using (indicator, period_end)
      semi join (from reference.areas where level <> 'employer') as shown on shown.code = observation.area
      where breakdown = 'none' or (profession = 'all' and indicator not in (select indicator from total))`);
}

/** The rows of `recent_cell` with names in one language. */
export async function readNamedRows(connection: DuckDBConnection, language: Language): Promise<NamedRow[]> {
  const name = (table: string): string => `${table}.name_${language}`;
  return readRows(
    connection,
    row,
    `select indicator, period, period_end::varchar as period_end, areas.short_${language} as area,
       ${name("professions")} as profession, ${name("staff_types")} as staff_type,
       case when cell.breakdown <> 'none' then ${name("categories")} end as category,
       case when cell.level <> 'none' then ${name("levels")} end as level,
       value, numerator, denominator, lower, upper,
       case when shown_marker = '' then '' else '[' || replace(shown_marker, ' ', '] [') || ']' end as shorthand
     from recent_cell as cell
     join reference.areas on areas.code = area
     join reference.professions on professions.code = profession
     join reference.staff_types on staff_types.code = staff_type
     join reference.categories on categories.breakdown = cell.breakdown and categories.code = cell.category
     join reference.levels on levels.code = cell.level
     order by "order", indicator, period_end desc, areas.sort::int, areas.code, professions.sort::int,
       cell.breakdown, categories.sort::int, cell.level`,
  );
}
