import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Indicator } from "../indicators/registry.ts";
import type { Table } from "../populations/tables.ts";
import { quoteText, readRows } from "../warehouse/connect.ts";
import { type FoundCount, listFound } from "./found-counts.ts";
import { findTellingServices } from "./services.ts";
import type { TableCells } from "./table-cells.ts";

/** A count that is hidden, whatever shows it. */
export interface HiddenCell {
  table: number;
  quarter: number;
  cell: number;
  category: number;
}

/** SQL for what is hidden without a table's having asked for it: every table that it changes is to be looked at. */
const askNothing =
  "create or replace temp table hidden_cell as select tbl, quarter_end, cell, category from carrier limit 0;";

export function toHidden({ table, quarter, cell, category }: TableCells, row: number): HiddenCell {
  return { table, quarter, cell: cell[row] ?? 0, category: category[row] ?? -1 };
}

/** Hides every cell that is new and shows a count that the release before hid. */
export async function hideHiddenBefore(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create or replace temp table hidden_cell as
      select tbl, quarter_end, cell, category from person_count where was_hidden`);
  await hideCells(connection, "is_known", "hidden-before");
}

/** Hides every cell that shows a confidential count, whatever indicator it belongs to. */
export async function hideSmall(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create or replace temp table hidden_cell as
      select tbl, quarter_end, cell, category from person_count where is_small`);
  await hideCells(connection, "is_open");
}

/**
 * Hides every cell that shows one of these counts, but what readers know.
 * @returns whether anything was hidden that was shown before
 */
export async function hide(connection: DuckDBConnection, cells: readonly HiddenCell[]): Promise<boolean> {
  if (cells.length === 0) return false;
  const shape = `[{"table":"INTEGER","quarter":"INTEGER","cell":"INTEGER","category":"INTEGER"}]`;
  await connection.run(
    `create or replace temp table hidden_cell as
      select "table" as tbl, date '1970-01-01' + quarter as quarter_end, cell, category
      from (select unnest(from_json($cells, '${shape}'), max_depth := 2))`,
    { cells: JSON.stringify(cells) },
  );
  return hideCells(connection, "is_known");
}

/**
 * Hides what shows the counts of `hidden_cell`, and notes which other tables that changes.
 * @param spared the column of `person_cell` that tells what is not hidden
 */
async function hideCells(
  connection: DuckDBConnection,
  spared: "is_open" | "is_known",
  reason: "secondary" | "hidden-before" = "secondary",
): Promise<boolean> {
  await connection.run(`
    create or replace temp table newly_hidden as
      select carrier.row, min(carrier.tbl) as channel
      from carrier join hidden_cell using (tbl, quarter_end, cell, category) join person_cell using (row)
      where reason is null and not ${spared}
      group by carrier.row`);
  return hideRows(connection, reason);
}

/** Hides the categories that balance others wherever one of these, or the whole, is hidden. */
export async function hideBalancing(
  connection: DuckDBConnection,
  indicators: readonly Indicator[],
): Promise<boolean> {
  const pairs = indicators.flatMap(({ id, balanced_by = [] }) =>
    balanced_by.map((category) => `(${quoteText(id)}, ${quoteText(category)})`),
  );
  if (pairs.length === 0) return false;
  await connection.run(`
    ${askNothing}
    create or replace temp table newly_hidden as
      with balancing (indicator, category) as (values ${pairs.join(", ")}),
      beside as (
        select one.row, other.row as hidden_row
        from person_cell as one join balancing using (indicator, category)
        join person_cell as other using (indicator, period_end, cell, level)
        where one.reason is null and not one.is_known and other.reason is not null)
      select row, min(tbl) as channel
      from (select distinct row from beside) join carrier using (row)
      group by row`);
  return hideRows(connection, "secondary");
}

/**
 * Hides every cell that shows its count without those of employers that it leaves out, where one of these is hidden. What
 * only such cells show becomes a secret: they add up to it.
 */
export async function hideLeavingOut(connection: DuckDBConnection): Promise<boolean> {
  await connection.run(`
    create or replace temp table telling as
      select distinct row from left_out join person_count using (tbl, quarter_end, cell, category)
      where shown = 0;
    create or replace temp table new_secret as
      select tbl, quarter_end, cell, category
      from narrow_count
      join person_count using (tbl, quarter_end, cell, category)
      semi join (from carrier semi join telling using (row)) as concerned using (tbl, quarter_end, cell, category)
      where not is_secret and not is_known;
    update person_count set is_secret = true
      from new_secret
      where new_secret.tbl = person_count.tbl and new_secret.quarter_end = person_count.quarter_end
        and new_secret.cell = person_count.cell and new_secret.category = person_count.category;
    insert into unsettled (select distinct tbl, quarter_end from new_secret) except from unsettled;
    ${askNothing}
    create or replace temp table newly_hidden as
      select row, min(tbl) as channel
      from carrier
      where (row in (from telling) or (tbl, quarter_end, cell, category) in (from new_secret))
        and row in (select row from person_cell where reason is null and not is_known)
      group by row`);
  const [count] = await readRows(
    connection,
    z.object({ secrets: z.int() }),
    "select count(*)::int as secrets from new_secret",
  );
  return (await hideRows(connection, "secondary")) || (count?.secrets ?? 0) > 0;
}

/** Hides the other parts, and the whole, of the amounts of these counts. */
export async function hideOtherParts(
  connection: DuckDBConnection,
  indicators: readonly Indicator[],
  found: readonly FoundCount[],
): Promise<boolean> {
  const amounts = indicators.filter(({ kind }) => kind === "fte").map(({ id }) => quoteText(id));
  if (found.length === 0 || amounts.length === 0) return false;
  await connection.run(`
    ${askNothing}
    create or replace temp table newly_hidden as
      with found (population, area, profession, staff_type, quarter_end) as (values ${listFound(found).join(", ")}),
      amount as (
        select distinct indicator, period_end, person_cell.cell, level
        from found
        join marts.cell as cell using (area, profession, staff_type)
        join carrier using (population, quarter_end, cell)
        join person_cell using (row)
        where indicator in (${amounts.join(", ")}))
      select row, min(tbl) as channel
      from amount join person_cell using (indicator, period_end, cell, level) join carrier using (row)
      where reason is null and not is_known
      group by row`);
  return hideRows(connection, "secondary");
}

/** Hides numbers of services that tell of those whose own count is hidden, or counts so that they do not. */
export async function hideTellingServices(
  connection: DuckDBConnection,
  indicators: readonly Indicator[],
  tables: readonly Table[],
  arePersonsOpen: boolean,
): Promise<boolean> {
  const telling = findTellingServices(indicators, tables, arePersonsOpen);
  if (telling === null) return false;
  await connection.run(`
    ${askNothing}
    create or replace temp table newly_hidden as
      with telling as (${telling}),
      hidden as (
        select row, tbl from telling where cell is null
        union all
        select carrier.row, tbl from telling join carrier using (tbl, quarter_end, cell) where category = -1)
      select row, min(tbl) as channel from hidden
      where row in (select row from person_cell where reason is null and not is_known)
      group by row`);
  return hideRows(connection, "secondary");
}

/** Hides `newly_hidden`, and notes which tables that changes but for what is asked for by `hidden_cell`. */
async function hideRows(
  connection: DuckDBConnection,
  reason: "secondary" | "hidden-before",
): Promise<boolean> {
  await connection.run(`
    update person_cell set reason = '${reason}', channel = ${reason === "secondary" ? "newly_hidden.channel" : "null"}
      from newly_hidden where newly_hidden.row = person_cell.row;
    create or replace temp table touched as
      select tbl, quarter_end, cell, category, count(*)::int as hidden
      from carrier semi join newly_hidden using (row)
      group by all;
    update person_count set shown = shown - hidden
      from touched
      where touched.tbl = person_count.tbl and touched.quarter_end = person_count.quarter_end
        and touched.cell = person_count.cell and touched.category = person_count.category;
    insert into unsettled
      with hidden as (
        select tbl, quarter_end, cell, category
        from touched join person_count using (tbl, quarter_end, cell, category)
        where shown = 0)
      (select distinct tbl, quarter_end from hidden anti join hidden_cell using (tbl, quarter_end, cell, category)
      union
      select distinct split_of.tbl, quarter_end from hidden join split_of on split_of.total = hidden.tbl)
      except from unsettled`);
  const [count] = await readRows(
    connection,
    z.object({ hidden: z.int() }),
    "select count(*)::int as hidden from newly_hidden",
  );
  return (count?.hidden ?? 0) > 0;
}
