import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { quoteText, readRows } from "../warehouse/connect.ts";
import type { Given } from "./grounds.ts";
import type { Hierarchies } from "./hierarchy.ts";
import { type Failure, type Findings, noEffort } from "./report.ts";

const found = z.object({
  population: z.int(),
  period: z.string(),
  area: z.string(),
  profession: z.string(),
  staff_type: z.string(),
  category: z.string(),
  value: z.int().nullable(),
});

/**
 * Hidden counts of employers that cells of areas above them leave out, as their returns are missing: such a cell and one that
 * leaves nobody out, or the headcounts at both ends of a flow, show how many these come to. After `readKnowledge`.
 */
export async function findLeftOut(
  connection: DuckDBConnection,
  { knowledge: { populations }, tables, hierarchies: [areas], rules }: Given,
): Promise<Findings[]> {
  // A difference of rounded counts has as many values as a protected count must have.
  if (rules.round_to > 1) return [];
  const within = [...areas.keys()].flatMap((area) =>
    listLowest(areas, area).map((below) => `(${quoteText(area)}, ${quoteText(below)})`),
  );
  if (within.length === 0) return [];
  const open = populations.flatMap(({ isPersons }, index) =>
    rules.arePersonsOpen && isPersons ? [index] : [],
  );
  const counts = await readRows(
    connection,
    found,
    `with within (area, below) as (values ${within.join(", ")}),
    missing as (
      select indicator, period_end as shown_at, area as below from audit_observation
      group by all having bool_and(is_unavailable) and not bool_or(is_break)),
    left_out as (
      select indicator, shown_at, area, list(below) as below
      from missing join within using (below)
      group by all),
    shown as (select * from audit_said where not is_hidden and not is_unavailable),
    complete as (
      select population, category, period_end, area, profession, staff_type, max(value) as complete from shown
      group by all),
    told as (
      select population, category, period_end, profession, staff_type, unnest(below) as area,
        if(len(below) = 1, complete - value, null) as value
      from shown
      join left_out using (indicator, shown_at, area)
      left join complete using (population, category, period_end, area, profession, staff_type)
      where population not in (${open.join(", ") || "-1"}) and not coalesce(value = complete, false))
    select population, period_end::varchar as period, area, profession, staff_type, category,
      max(told.value)::int as value
    from told
    join audit_count as hidden using (population, category, period_end, area, profession, staff_type)
    where hidden.is_hidden and hidden.value is null
    group by all
    order by all`,
  );
  const failures = counts.map(({ population, value, ...where }): Failure & { at: number } => {
    const at = populations[population]?.table ?? -1;
    return {
      at,
      table: tables[at]?.id ?? "",
      population: populations[population]?.name ?? "",
      ...where,
      found_by: "left-out",
      min: value ?? 1,
      max: value ?? rules.threshold - 1,
    };
  });
  const byTable = Map.groupBy(failures, ({ at }) => at);
  return [...byTable].map(([table, all]) => ({
    table,
    effort: { ...noEffort, failures: all.length },
    narrowest: [],
    failures: all.map(({ at: _, ...failure }) => failure),
  }));
}

/** The areas below one that have none below them. */
function listLowest(areas: Hierarchies[0], area: string): string[] {
  const below = areas.get(area);
  return below === undefined ? [area] : below.flatMap((one) => listLowest(areas, one));
}
