import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import type { Table } from "../populations/tables.ts";
import { quoteText, readRows } from "../warehouse/connect.ts";
import { readColumns } from "../warehouse/read-columns.ts";
import { addAreaCategories } from "./area-categories.ts";
import type { Cell } from "./hierarchy.ts";
import {
  type AuditedIndicator,
  type Declarations,
  declareMeanings,
  type Group,
  type Meaning,
} from "./meanings.ts";
import { readServiceNumbers, type ServiceNumbers } from "./services.ts";

/**
 * What the release says of a count; a count of which it says nothing has no row. `untold` is hidden beside a count that
 * gives it away, without its number being known here.
 */
export const states = { known: 1, hidden: 2, unavailable: 3, untold: 4 } as const;

/**
 * Counts in columns of shared memory, one row each, by population and period, so that threads need no copies; amounts in
 * hundredths after them, those of an indicator in the place of a population (`amountsPlace`).
 */
interface CountColumns {
  category: Int32Array;
  cell: Int32Array;
  state: Int32Array;
  value: Int32Array;
  isIncomplete: Int32Array;
  isBreak: Int32Array;
  /** Hidden where it is what is counted, not only as a denominator. */
  isOwnHidden: Int32Array;
}

/** Everything that a reader of the release knows of the counts of persons. */
export interface Knowledge extends Declarations {
  cells: Cell[];
  categories: string[];
  periods: string[];
  counts: CountColumns;
  /** Rows of a population in a period, from the first to before the last, by `<population>/<period>`. */
  ranges: Map<string, readonly [from: number, to: number]>;
  services: ServiceNumbers;
  /** Counts for which indicators show different numbers. */
  disagreements: number;
}

const needed = {
  indicator: "VARCHAR",
  period_end: "DATE",
  area: "VARCHAR",
  profession: "VARCHAR",
  staff_type: "VARCHAR",
  breakdown: "VARCHAR",
  category: "VARCHAR",
  level: "VARCHAR",
  value: "DOUBLE",
  denominator: "DOUBLE",
  people: "INTEGER",
  marker: "VARCHAR",
};

/** Columns with few different values, which are joined and grouped faster by numbers. */
const numbered = ["indicator", "area", "profession", "breakdown", "category", "level"];

/** The folder of the release, and the cells of the one before (Parquet) or null. */
interface Published {
  folder: string;
  earlier: string | null;
}

/**
 * Reads what the numbers of `observations.parquet` say of the counts of persons behind them.
 * @param isExact whether its numbers are not rounded: then an average with one of its counts gives the other
 * @throws PipelineError `audit-broken` for a release or declarations that leave something open
 */
export async function readKnowledge(
  connection: DuckDBConnection,
  { folder, earlier }: Published,
  indicators: readonly AuditedIndicator[],
  tables: readonly Table[],
  isExact: boolean,
): Promise<Knowledge> {
  const file = join(folder, "observations.parquet");
  await requireColumns(connection, file);
  const open = indicators.filter((one) => one.class === "O").map(({ id }) => quoteText(id));
  await numberValues(connection, file);
  await connection.run(`
    create or replace temp table audit_observation as
      select ${numbered.map(asNumbered).join(", ")}, staff_type, period_end, value, denominator, people,
        list_contains(string_split(marker, ' '), 'c') as is_hidden,
        list_contains(string_split(marker, ' '), 'x') as is_unavailable,
        list_contains(string_split(marker, ' '), 'incomplete') as is_incomplete,
        list_contains(string_split(marker, ' '), 'b') as is_break, false as is_earlier
      from read_parquet(${quoteText(file)})
      ${open.length > 0 ? `where indicator not in (${open.join(", ")})` : ""}`);
  await requireNumbers(connection, file);
  if (earlier !== null) await addEarlier(connection, earlier);
  const groups = await readRows(
    connection,
    z.strictObject({
      indicator: z.string(),
      breakdown: z.string(),
      category: z.string(),
      level: z.string(),
    }) satisfies z.ZodType<Group>,
    "select distinct indicator, breakdown, category, level from audit_observation order by all",
  );
  const declarations = declareMeanings(groups, indicators, tables);
  await gatherCounts(connection, declarations.meanings, indicators);
  await addAreaCategories(connection, folder, tables, declarations.populations);
  await gatherAmounts(connection, declarations);
  if (isExact) await addAverages(connection, declarations);
  const counts = await readCounts(connection);
  const services = await readServiceNumbers(connection, folder, indicators, declarations.populations, counts);
  return { ...declarations, ...counts, services };
}

/** Makes types of the values that the release has. */
async function numberValues(connection: DuckDBConnection, file: string): Promise<void> {
  const types = numbered.map(
    (name) => `create or replace temp type audit_${name} as
      enum (select distinct ${name} from read_parquet(${quoteText(file)}) order by 1)`,
  );
  await connection.run(types.join(";"));
}

/** A column with its values numbered; null for one that the release does not have. */
function asNumbered(name: string): string {
  return `try_cast(${name} as audit_${name}) as ${name}`;
}

async function requireColumns(connection: DuckDBConnection, file: string): Promise<void> {
  const found = await readRows(
    connection,
    z.object({ column_name: z.string(), column_type: z.string() }),
    `select column_name, column_type from (describe select * from read_parquet(${quoteText(file)}))`,
  );
  const types = new Map(found.map((one) => [one.column_name, one.column_type]));
  const wrong = Object.entries(needed).filter(([name, type]) => types.get(name) !== type);
  if (wrong.length > 0) throw new PipelineError("audit-broken", wrong.join(" "), { where: file });
}

/** Every cell is hidden, not available, or says how many persons are behind it; a hidden one has no number. */
async function requireNumbers(connection: DuckDBConnection, file: string): Promise<void> {
  const wrong = await readRows(
    connection,
    z.object({ indicator: z.string(), cells: z.int() }),
    `select indicator, count(*)::int as cells from audit_observation
     where case when is_hidden then people is not null or denominator is not null
       else not is_unavailable and people is null end
     group by indicator order by indicator`,
  );
  if (wrong.length > 0) {
    const detail = wrong.map(({ indicator, cells }) => `${indicator} ${cells}`).join(", ");
    throw new PipelineError("audit-broken", detail, { where: file });
  }
}

/**
 * Gives hidden cells the numbers that the release before showed, wherever no number of the same indicator and date that both
 * show has changed: there a reader will take it that nothing has.
 */
async function addEarlier(connection: DuckDBConnection, earlier: string): Promise<void> {
  const key = "indicator, period_end, area, profession, staff_type, breakdown, category, level";
  await connection.run(`
    create or replace temp table audit_earlier as
      with pair as (
        select ${key}, now.is_hidden, before.value, before.people, before.denominator,
          now.people is distinct from before.people or now.denominator is distinct from before.denominator as differs
        from audit_observation as now join (
          select * replace (${numbered.map(asNumbered).join(", ")}) from read_parquet(${quoteText(earlier)})) as before
          using (${key})
        where before.people is not null and (now.is_hidden or now.people is not null))
      select ${key}, value, people, denominator from pair
      where is_hidden
        and (indicator, period_end) not in (select (indicator, period_end) from pair where differs and not is_hidden);
    update audit_observation
      set value = audit_earlier.value, people = audit_earlier.people, denominator = audit_earlier.denominator, is_hidden = false,
        is_earlier = true
      from audit_earlier
      where ${key
        .split(", ")
        .map((name) => `audit_observation.${name} = audit_earlier.${name}`)
        .join(" and ")}`);
}

/** Fills `audit_count`: what all cells together say of each count; `audit_said` is what each of them says. */
async function gatherCounts(
  connection: DuckDBConnection,
  meanings: readonly Meaning[],
  indicators: readonly AuditedIndicator[],
): Promise<void> {
  const rows = meanings.map((one) => {
    const texts = [one.indicator, one.breakdown, one.category, one.level, one.of, one.number].map(quoteText);
    const staffType = one.staffType === null ? "null" : quoteText(one.staffType);
    return `(${[...texts, one.population, one.months, one.isAnnual, staffType].join(", ")})`;
  });
  await connection.run(`
    create or replace temp table audit_meaning as
      select * replace (${["indicator", "breakdown", "category", "level"].map(asNumbered).join(", ")})
      from (values ${rows.join(",\n")})
        as meaning(indicator, breakdown, category, level, of_category, number, population, months, is_annual, of_staff_type)`);
  const annual = indicators.filter((one) => one.period === "year").map(({ id }) => quoteText(id));
  await connection.run(`
    create or replace temp view audit_said as
      with quarter as (
        select distinct period_end as quarter_end from audit_observation
        ${annual.length > 0 ? `where indicator not in (${annual.join(", ")})` : ""}),
      at_quarter as (
        select period_end, max(quarter_end) as quarter_end
        from (select distinct period_end from audit_observation) join quarter on quarter_end <= period_end
        group by period_end)
      select indicator, period_end as shown_at, population, of_category as category,
        case when is_annual then quarter_end
          else last_day(period_end - to_months(months::int))::date end as period_end,
        area, profession, coalesce(of_staff_type::varchar, staff_type) as staff_type,
        case number when 'people' then people when 'denominator' then round(denominator)::int end as value,
        number = 'people' as is_own, is_hidden, is_unavailable, is_incomplete, is_break, is_earlier
      from audit_observation
      join audit_meaning using (indicator, breakdown, category, level)
      left join at_quarter using (period_end);
    create or replace temp table audit_count as
      select population, category, period_end, area, profession, staff_type,
        coalesce(
          max(value) filter (is_own and not is_earlier), max(value) filter (not is_earlier),
          max(value) filter (is_own), max(value)) as value,
        coalesce(max(value) <> min(value), false) as disagrees,
        bool_or(is_hidden) as is_hidden,
        bool_or(is_incomplete) as is_incomplete,
        bool_or(is_break) as is_break,
        bool_or(is_hidden and is_own) as is_own_hidden
      from audit_said
      where value is not null or is_hidden or is_unavailable
      group by population, category, period_end, area, profession, staff_type`);
}

/** Where the rows of amounts are among those of populations, by their place in the declarations. */
export function amountsPlace({ populations }: Pick<Declarations, "populations">, index: number): number {
  return populations.length + index;
}

/** The category that the amounts of a group have among the counts. */
export function amountsCategory({ breakdown, category, level }: Group): string {
  return [breakdown, category, level].join("/");
}

/** Adds the amounts to `audit_count`. */
async function gatherAmounts(connection: DuckDBConnection, declarations: Declarations): Promise<void> {
  const rows = declarations.amounts.flatMap(({ groups }, index) =>
    groups.map((group) => {
      const { indicator, breakdown, category, level } = group;
      const texts = [indicator, breakdown, category, level, amountsCategory(group)].map(quoteText);
      return `(${amountsPlace(declarations, index)}, ${texts.join(", ")})`;
    }),
  );
  if (rows.length === 0) return;
  await connection.run(`
    insert into audit_count
      select population, name, period_end, area, profession, staff_type,
        case when not is_hidden then round(100 * value)::int end, false, is_hidden, is_incomplete, is_break, false
      from audit_observation
      join (values ${rows.join(",\n")}) as amount(population, indicator, breakdown, category, level, name)
        using (indicator, breakdown, category, level)
      where value is not null or is_hidden or is_unavailable`);
}

/** An average with one of its two counts gives the other. */
async function addAverages(
  connection: DuckDBConnection,
  { averages }: Pick<Declarations, "averages">,
): Promise<void> {
  if (averages.length === 0) return;
  const rows = averages.map((one) => {
    const texts = [one.indicator, one.breakdown, one.category, one.level].map(quoteText);
    return `(${[...texts, one.population, one.months].join(", ")})`;
  });
  await connection.run(`
    create or replace temp table audit_sum as
      select distinct average.population, area, profession, staff_type, period_end,
        last_day(period_end - to_months(months::int))::date as earlier_end, round(2 * denominator)::int as total
      from audit_observation
      join (values ${rows.join(",\n")})
        as average(indicator, breakdown, category, level, population, months)
        using (indicator, breakdown, category, level)
      where denominator is not null`);
  for (const [wanted, given] of [
    ["period_end", "earlier_end"],
    ["earlier_end", "period_end"],
  ]) {
    await connection.run(`
      update audit_count set value = audit_sum.total - other.value
      from audit_sum, audit_count as other
      where audit_count.value is null and audit_count.category = '' and other.category = ''
        and audit_count.population = audit_sum.population and audit_count.area = audit_sum.area
        and audit_count.profession = audit_sum.profession and audit_count.staff_type = audit_sum.staff_type
        and audit_count.period_end = audit_sum.${wanted}
        and other.population = audit_sum.population and other.area = audit_sum.area
        and other.profession = audit_sum.profession and other.staff_type = audit_sum.staff_type
        and other.period_end = audit_sum.${given} and other.value is not null`);
  }
}

async function readCounts(
  connection: DuckDBConnection,
): Promise<Pick<Knowledge, "cells" | "categories" | "periods" | "counts" | "ranges" | "disagreements">> {
  await connection.run(`
    create or replace temp table audit_cell as
      select (row_number() over (order by area, profession, staff_type) - 1)::int as cell, area, profession, staff_type
      from (select distinct area, profession, staff_type from audit_count)`);
  const cells = await readRows(
    connection,
    z.object({ area: z.string(), profession: z.string(), staff_type: z.string() }),
    "select area, profession, staff_type from audit_cell order by cell",
  );
  const categories = await readNames(connection, "category");
  const periods = await readNames(connection, "period_end");
  const { integers } = await readColumns(
    connection,
    `with category as (select category, (row_number() over (order by category) - 1)::int as number
        from (select distinct category from audit_count)),
      period as (select period_end, (row_number() over (order by period_end) - 1)::int as number
        from (select distinct period_end from audit_count))
    select population::int as population, period.number as period, category.number as category, cell,
      case when value is not null then ${states.known} when is_hidden then ${states.hidden}
        else ${states.unavailable} end as state,
      coalesce(value, 0) as value, is_incomplete::int as is_incomplete, is_break::int as is_break,
      is_own_hidden::int as is_own_hidden, disagrees::int as disagrees
    from audit_count
    join audit_cell using (area, profession, staff_type)
    join category using (category)
    join period using (period_end)
    order by population, period, category, cell`,
  );
  const [population, period] = [integers("population"), integers("period")];
  if (population.length === 0) throw new PipelineError("audit-broken", "no counts");
  const ranges = new Map<string, readonly [number, number]>();
  for (let from = 0; from < population.length; ) {
    let to = from;
    while (to < population.length && population[to] === population[from] && period[to] === period[from]) to++;
    ranges.set(`${population[from]}/${period[from]}`, [from, to]);
    from = to;
  }
  return {
    cells: cells.map(({ area, profession, staff_type }): Cell => [area, profession, staff_type]),
    categories,
    periods,
    counts: {
      category: integers("category"),
      cell: integers("cell"),
      state: integers("state"),
      value: integers("value"),
      isIncomplete: integers("is_incomplete"),
      isBreak: integers("is_break"),
      isOwnHidden: integers("is_own_hidden"),
    },
    ranges,
    disagreements: integers("disagrees").reduce((sum, one) => sum + one, 0),
  };
}

async function readNames(connection: DuckDBConnection, column: string): Promise<string[]> {
  const rows = await readRows(
    connection,
    z.object({ name: z.string() }),
    `select ${column}::varchar as name from (select distinct ${column} from audit_count) order by 1`,
  );
  return rows.map(({ name }) => name);
}
