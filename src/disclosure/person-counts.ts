import type { DuckDBConnection } from "@duckdb/node-api";
import type { Policy } from "./policy.ts";

/**
 * Fills, from `person_cell` and `carrier`, the temporary tables `population_count`, one row per count of a population, and
 * `person_count`, one row per count of all populations that move together: how many of its carriers are `shown`, which
 * hiding keeps true (0 is hidden), and what does not change any more. `is_secret` is for those that need protection though
 * they are not small.
 * After `findCarriers`.
 */
export async function countPersons(connection: DuckDBConnection, { threshold }: Policy): Promise<void> {
  await connection.run(`
    create or replace temp table population_count as
      select
        tbl, quarter_end, carrier.cell, carrier.category, sign, population,
        max(value) as value, count(*) filter (reason is null) as shown,
        bool_or(is_open) as is_open, bool_or(is_known) as is_known, bool_and(was_hidden) as was_hidden,
        bool_or(is_sensitive) as is_sensitive,
        coalesce(bool_or(value between 1 and ${threshold - 1} or is_all_or_none), false) as is_small
      from carrier join person_cell using (row)
      group by all
      order by tbl, quarter_end;
    create or replace temp table person_count as
      select
        tbl, quarter_end, cell, category,
        sum(shown)::int as shown, false as is_secret,
        bool_or(is_known) as is_known, bool_and(was_hidden) as was_hidden,
        bool_or(is_sensitive) as is_sensitive, bool_or(is_small) as is_small,
        min(value) as least, max(value) as most,
        min(value) filter (sign = 1) as least_up, min(value) filter (sign = 1 and value > 0) as least_up_some,
        min(value) filter (sign = -1) as least_down, min(value) filter (sign = -1 and value > 0) as least_down_some
      from population_count
      group by all
      order by tbl, quarter_end`);
}
