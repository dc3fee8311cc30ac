import type { DuckDBConnection } from "@duckdb/node-api";

/** What names a published cell, in the order the cells are sorted by. */
export const cellKey = [
  "indicator",
  "period_end",
  "area",
  "profession",
  "staff_type",
  "breakdown",
  "category",
  "level",
] as const;

/** What is compared of a cell. The signal is not: it goes with the latest period, whatever that is. */
const numbers = ["value", "numerator", "denominator", "lower", "upper", "people"];

/** The numbers that are the cell's own; the bounds of its interval follow from them. */
const ownNumbers = ["value", "numerator", "denominator", "people"];

/**
 * Fills the temporary table `cell_change` with every cell that two releases do not have in common: its key and `period`;
 * value and marker in each (null where it is not there); `is_added`, `is_removed`; `is_revised` when both give numbers and
 * these differ. Markers that come from the comparison itself (`p`, `r`) do not count.
 * @param before SQL of the cells of the earlier release
 * @param after SQL of those of the later one
 */
export async function compareCells(
  connection: DuckDBConnection,
  before: string,
  after: string,
): Promise<void> {
  const key = cellKey.join(", ");
  // An enumeration has another hash than the text it stands for.
  const texts = cellKey.filter((name) => name !== "period_end");
  for (const [side, relation] of [
    ["before", before],
    ["after", after],
  ] as const) {
    await connection.run(`
      create or replace temp view cell_${side} as
        select ${texts.map((name) => `${name}::varchar as ${name}`).join(", ")}, period_end, period,
          ${numbers.join(", ")}, ${ownMarker} as marker
        from ${relation};
      create or replace temp table hash_${side} as
        select hash(${key}) as key_hash, hash(${[...numbers, "marker"].join(", ")}) as content_hash from cell_${side}`);
  }
  const select = (side: string, other: string): string => `
    select * exclude (key_hash, content_hash)
    from (select *, hash(${key}) as key_hash, hash(${[...numbers, "marker"].join(", ")}) as content_hash from cell_${side})
    anti join hash_${other} using (key_hash, content_hash)`;
  const differ = ownNumbers.map((name) => `earlier.${name} is distinct from later.${name}`).join(" or ");
  await connection.run(`
    create or replace temp table cell_change as
      with earlier as (${select("before", "after")}), later as (${select("after", "before")})
      select ${key}, coalesce(later.period, earlier.period) as period,
        earlier.value as old_value, later.value as new_value, earlier.marker as old_marker, later.marker as new_marker,
        earlier.marker is null as is_added, later.marker is null as is_removed,
        coalesce(earlier.value is not null and later.value is not null and (${differ}), false) as is_revised
      from earlier full join later using (${key});
    drop table hash_before;
    drop table hash_after`);
}

/** SQL of a marker without what was set by comparing releases. */
const ownMarker = "trim(replace(replace(' ' || coalesce(marker, '') || ' ', ' p ', ' '), ' r ', ' '))";
