import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import type { Indicator } from "../indicators/registry.ts";
import { type Place, type Placed, placeCounts, type Table } from "../populations/tables.ts";
import { quoteText, readRows } from "../warehouse/connect.ts";
import { placeInWholes } from "./area-categories.ts";
import { listWholes } from "./table-cells.ts";

/**
 * Fills the temporary tables `person_cell`, the cells of `recalled` with their numbers, and `carrier`, one row per count of
 * persons that such a cell shows: where it stands among the tables (`tbl`, `sign`, `population`, quarter, cell, category) and
 * its value, null where the cell does not give it by itself. Left out is what says nothing of the quarter ends at which
 * something can still be hidden, or has been since the release before (`open_quarter`), nor of what bounds counts there.
 * After `recallEarlier`.
 * @throws PipelineError `unplaced-cell` when it is not known what a cell counts: then nothing may be published
 */
export async function findCarriers(
  connection: DuckDBConnection,
  indicators: readonly Indicator[],
  tables: readonly Table[],
): Promise<void> {
  const counting = indicators.filter((one) => one.class !== "O");
  const entries = counting.flatMap((indicator) =>
    placeCounts(indicator, tables).map((placed) => ({ indicator, placed })),
  );
  const cases = counting.map((indicator) => {
    const own = entries.flatMap((entry, index) =>
      entry.indicator === indicator ? [`when ${fits(entry.placed)} then ${index}`] : [],
    );
    return `when ${quoteText(indicator.id)} then case ${own.join(" ")} end`;
  });
  const rows = entries.flatMap(({ indicator, placed }, entry) =>
    listPlaces(indicator, placed).map(
      ({ table, sign, isSplit, population, months, staffType, value }) =>
        `(${entry}, ${table}, ${sign}, ${isSplit}, ${quoteText(population)}, ${months}, ${quoteText(staffType)}, ${quoteText(value)}, ${indicator.class === "S"})`,
    ),
  );
  const bounding = [...tables.keys()].flatMap((index) => listWholes(tables, index));
  const months = [...new Set([0, ...bounding.map((one) => one.months)])];
  await connection.run(`
    create or replace temp table cell_entry as
      select *, case indicator ${cases.length > 0 ? cases.join("\n          ") : "when null then null"} end::integer as entry
      from (select distinct indicator, breakdown, category, level from recalled);
    create or replace temp table place (
      entry integer, tbl integer, sign integer, is_split boolean, population varchar, months integer, staff_type varchar,
      counted varchar, is_sensitive boolean);
    ${rows.length > 0 ? `insert into place values ${rows.join(",\n      ")};` : ""}`);
  await requirePlaces(connection);
  await connection.run(`
    create or replace temp table earlier as
      with asked as (
        select distinct period_end, months, last_day(period_end - to_months(months)) as date
        from (select distinct period_end from recalled) cross join (select distinct months from place))
      select asked.period_end, asked.months, quarter.quarter_end
      from asked asof join marts.quarter as quarter on quarter.quarter_end <= asked.date;
    create or replace temp table open_quarter as
      select distinct quarter_end from earlier
      where period_end in (
        select period_end from recalled where if(reason is null, not is_known, not coalesce(was_hidden, false)));
    create or replace temp table read_quarter as
      select distinct last_day(quarter_end - to_months(months)) as quarter_end
      from open_quarter cross join (select unnest([${months.join(", ")}]) as months);
    create or replace temp table person_cell as
      select recalled.*, number.* exclude (row), null::integer as channel, entry
      from recalled
      join (
        select rowid::int as row, * exclude (indicator, period_end, cell, breakdown, category, level)
        from result.ingredient) as number using (row)
      join cell_entry using (indicator, breakdown, category, level)
      where period_end in (select period_end from earlier where quarter_end in (from read_quarter));
    create or replace temp table part as
      select cell as of_cell, '' as staff_type, cell from marts.cell
      union all
      select whole.cell, part.staff_type, part.cell
      from marts.cell as whole join marts.cell as part using (area, profession);
    create or replace temp table carrier as
      select
        person_cell.row, place.tbl, place.sign, place.population, earlier.quarter_end,
        part.cell,
        if(place.is_split, enum_code(person_cell.category)::integer, -1) as category,
        case place.counted
          when 'people' then people
          when 'denominator' then denominator_people
          when 'rest' then denominator_people - people
        end as value,
        place.is_sensitive, place.counted <> 'denominator' and reason = 'all-or-none' as is_all_or_none
      from person_cell
      join place using (entry)
      join earlier on earlier.period_end = person_cell.period_end and earlier.months = place.months
      join part on part.of_cell = person_cell.cell and part.staff_type = place.staff_type
      where (place.counted <> 'rest' or denominator_people is not null) and quarter_end in (from read_quarter)`);
  await placeInWholes(connection, tables);
}

interface Standing {
  table: number;
  sign: number;
  isSplit: boolean;
  population: string;
  months: number;
  staffType: string;
  value: "people" | "denominator" | "rest" | "none";
}

/** What a cell shows: its persons, those of the denominator, and for sensitive characteristics everybody else in it. */
function listPlaces(indicator: Indicator, { people, denominators }: Placed): Standing[] {
  const standing = ({ table, sign, isSplit, counted }: Place, value: Standing["value"]): Standing => ({
    table,
    sign: value === "rest" ? -sign : sign,
    isSplit,
    population: value === "rest" ? `rest of ${counted.population}` : counted.population,
    months: counted.months_earlier,
    staffType: counted.staff_type ?? "",
    value,
  });
  return [
    standing(people, "people"),
    ...denominators.map((one) => standing(one, denominators.length === 1 ? "denominator" : "none")),
    ...(indicator.class === "S" ? [standing(people, "rest")] : []),
  ];
}

function fits({ breakdown, category, level }: Placed): string {
  const conditions = Object.entries({ breakdown, category, level })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} = ${quoteText(value ?? "")}`);
  return conditions.length > 0 ? conditions.join(" and ") : "true";
}

async function requirePlaces(connection: DuckDBConnection): Promise<void> {
  const unplaced = await readRows(
    connection,
    z.object({ name: z.string() }),
    `select distinct indicator::varchar || '/' || breakdown || '/' || category || '/' || level as name
     from cell_entry where entry is null order by name limit 10`,
  );
  if (unplaced.length > 0) {
    throw new PipelineError("unplaced-cell", unplaced.map(({ name }) => name).join(", "));
  }
}
