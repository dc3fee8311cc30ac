import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { listTexts } from "../contracts/codes.ts";
import type { Contract } from "../contracts/contract.ts";
import { PipelineError } from "../errors.ts";
import { quoteText, readRows, runSideBySide } from "../warehouse/connect.ts";
import { referencedTables } from "../warehouse/lineage.ts";
import { collectSources, type Model } from "../warehouse/models.ts";
import { type Indicator, type IndicatorKind, requiredColumns } from "./registry.ts";

/** An indicator with the datasets that its numbers come from, derived from its SQL. */
export interface TracedIndicator extends Indicator {
  datasets: string[];
}

/** Finds the datasets behind each indicator through the models its SELECT reads. */
export async function traceIndicators(
  connection: DuckDBConnection,
  indicators: readonly Indicator[],
  models: readonly Model[],
): Promise<TracedIndicator[]> {
  const traced: TracedIndicator[] = [];
  for (const indicator of indicators) {
    const tables = await referencedTables(connection, indicator.sql, indicator.path);
    const datasets = [...collectSources(models, tables)]
      .filter((name) => name.startsWith("staging."))
      .map((name) => name.slice("staging.".length))
      .sort();
    traced.push({ ...indicator, datasets });
  }
  return traced;
}

/**
 * Fills `result.ingredient`, one row per cell of every indicator: key (indicator, period_end, cell, breakdown, category,
 * level), ingredients (total, numerator, denominator, people, denominator_people) and what is known of its state:
 * is_available, is_incomplete, is_break. Cells that no row came for are there too, as zeros.
 * @returns rows per indicator
 */
export async function computeIngredients(
  connection: DuckDBConnection,
  indicators: readonly TracedIndicator[],
  contracts: readonly Contract[],
  onIndicator: (id: string, rows: number) => void,
): Promise<void> {
  const types = await keyTypes(connection, indicators);
  await connection.run(`
    create schema if not exists result;
    create or replace table result.ingredient (
      indicator ${types.indicator}, period_end date, cell integer,
      breakdown ${types.breakdown}, category ${types.category}, level ${types.level},
      total double, numerator double, denominator double, people integer, denominator_people integer,
      is_available boolean, is_incomplete boolean, is_break boolean)`);
  const empty = await emptyDatasets(connection, contracts);
  await runSideBySide(connection, indicators, prepareStates, async (lane, indicator) => {
    await lane.run(`create or replace temp table raw_ingredient as ${indicator.sql}`);
    await requireColumns(lane, indicator);
    if (indicator.breakdowns.length > 0) await requireCategories(lane, indicator);
    const { rowsChanged } = await lane.run(
      `insert into result.ingredient ${completedSelect(indicator, contracts, empty, types)}`,
    );
    onIndicator(indicator.id, rowsChanged);
  });
}

/** Makes the temporary tables from which the states of cells come: coverage, population and the breaks. */
async function prepareStates(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create or replace temp table coverage as
      select dataset, area, period_end, count(*) as expected, count(*) filter (is_received) as received
      from marts.employer_return join marts.area_ancestor using (employer_code) group by all;
    create or replace temp table population as
      select distinct cell from marts.person_leaf_quarter join marts.leaf_cell using (leaf);
    create or replace temp table break_quarter as
      select distinct area, last_day(date_trunc('quarter', effective_date::date) + interval 2 month) as period_end
      from reference.series_breaks;
    create or replace temp table break_year as
      select distinct area, quarter_end as period_end
      from break_quarter join marts.quarter on break_quarter.period_end <= quarter_end
        and break_quarter.period_end > last_day(quarter_end - interval 12 month);
    create or replace temp table break_none as select * from break_quarter limit 0;`);
}

type KeyTypes = Record<"indicator" | "breakdown" | "category" | "level", string>;

/** SQL types of the texts of the key: enumerations in alphabetical order, which are joined and sorted as numbers. */
async function keyTypes(connection: DuckDBConnection, indicators: readonly Indicator[]): Promise<KeyTypes> {
  const categories = await readRows(
    connection,
    z.object({ code: z.string() }),
    "select distinct code from reference.categories",
  );
  const enumeration = (texts: readonly string[]): string => `enum (${listTexts([...new Set(texts)].sort())})`;
  return {
    indicator: enumeration(indicators.map(({ id }) => id)),
    breakdown: enumeration(["none", ...indicators.flatMap(({ breakdowns }) => breakdowns)]),
    category: enumeration(["all", ...categories.map(({ code }) => code)]),
    level: enumeration(["none", ...indicators.flatMap(({ levels }) => levels)]),
  };
}

async function emptyDatasets(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
): Promise<Set<string>> {
  const counts = contracts.map(
    ({ dataset }) => `select ${quoteText(dataset)} as dataset, exists (from staging."${dataset}") as filled`,
  );
  const rows = await readRows(
    connection,
    z.object({ dataset: z.string(), filled: z.boolean() }),
    counts.join(" union all "),
  );
  return new Set(rows.filter((row) => !row.filled).map((row) => row.dataset));
}

async function requireColumns(connection: DuckDBConnection, indicator: Indicator): Promise<void> {
  const columns = await readRows(
    connection,
    z.object({ column_name: z.string() }),
    "describe raw_ingredient",
  );
  const found = columns.map((column) => column.column_name).sort();
  const required = requiredColumns(indicator).sort();
  if (found.join() !== required.join()) {
    throw new PipelineError("invalid-columns", `${found.join(", ")} ≠ ${required.join(", ")}`, {
      where: indicator.path,
    });
  }
}

/** What it computes must be among the known categories, and so must what it names of its own for their protection. */
async function requireCategories(connection: DuckDBConnection, indicator: Indicator): Promise<void> {
  const { breakdowns, balanced_by = [], open_parts = [] } = indicator;
  const own = breakdowns.map(quoteText).join(", ");
  const named = [...balanced_by, ...open_parts].map(quoteText).join(", ");
  const unknown = await readRows(
    connection,
    z.object({ name: z.string() }),
    `select distinct breakdown || '/' || category as name from raw_ingredient
     anti join reference.categories on categories.breakdown = raw_ingredient.breakdown and categories.code = category
     union
     select category from (select unnest([${named}]::varchar[]) as category)
     where category not in (select code from reference.categories where list_contains([${own}]::varchar[], breakdown))
     order by name`,
  );
  if (unknown.length > 0) {
    throw new PipelineError("unknown-category", unknown.map((one) => one.name).join(", "), {
      where: indicator.path,
    });
  }
}

/**
 * The computed rows, and beside them every cell in which the indicator could have a row: for every area the professions
 * and staff types that it or the staff in post have anywhere in Wales, for an employer those of its own. A mix, which has
 * only categories, has no cell without one. What an indicator does not have in its key is joined as a constant.
 */
function completedSelect(
  indicator: TracedIndicator,
  contracts: readonly Contract[],
  empty: ReadonlySet<string>,
  types: KeyTypes,
): string {
  const columns = requiredColumns(indicator);
  const has = (column: string): boolean => columns.includes(column);
  const key = ["period_end", "cell", ...["breakdown", "category", "level"].filter(has)];
  const typed = (["breakdown", "category", "level"] as const)
    .filter(has)
    .map((column) => `${column}::${types[column]} as ${column}`);
  const quantity = (column: string, absent: string): string =>
    has(column) ? `if(computed.cell is null, ${absent}, computed.${column})` : "null";
  return `
    with computed as (select *${typed.length > 0 ? ` replace (${typed.join(", ")})` : ""} from raw_ingredient),
    period as (
      select distinct period_end from computed
      union select ${periodEnd[indicator.period]} from marts.quarter where not exists (from computed)),
    seen as (
      select distinct cell.area, cell.area_level, cell.profession, cell.staff_type
      from (select cell from computed union select cell from population) join marts.cell using (cell)
      where cell.staff_type in (${listTexts(indicator.staff_types)})),
    published as (
      select cell.cell, cell.area, cell.area_level, cell.profession${indicator.by_occupation_code ? ", professions.needs_job_role" : ""}
      from marts.cell
      semi join (
        select areas.code as area, profession, staff_type from seen cross join reference.areas
        where seen.area_level = 'country' and areas.level <> 'employer'
        union select area, profession, staff_type from seen) as wanted using (area, profession, staff_type)
      ${indicator.by_occupation_code ? "join reference.professions on professions.code = cell.profession" : ""}
      where ${isGiven(indicator)}),
    category as (${categories(indicator, types)}),
    state as (${areaStates(indicator, contracts)}),
    grid as (
      select period.period_end, published.*, category.*, level.level
      from period cross join published cross join category
      cross join (select unnest([${listTexts(indicator.levels.length > 0 ? indicator.levels : ["none"])}]::${types.level}[]) as level) as level
      where category.breakdown = 'none' or ${isBrokenDown(indicator)})
    select
      ${quoteText(indicator.id)}, grid.period_end, grid.cell, grid.breakdown, grid.category, grid.level,
      ${quantity("total", "0")}, ${quantity("numerator", "0")}, ${quantity("denominator", "0")},
      ${quantity("people", "0")}, ${quantity("denominator_people", "0")},
      ${cellStates(indicator, empty)}
    from grid
    left join computed using (${key.join(", ")})
    join state on state.area = grid.area and state.period_end = grid.period_end`;
}

/** SELECT of the breakdowns and categories of an indicator, the whole among them. */
function categories(indicator: Indicator, types: KeyTypes): string {
  const whole = `select 'none'::${types.breakdown} as breakdown, 'all'::${types.category} as category`;
  return indicator.breakdowns.length === 0
    ? whole
    : `${whole} where not exists (from computed) or exists (from computed where breakdown = 'none')
      union all select distinct breakdown, category from computed where breakdown <> 'none'`;
}

/** SQL of the end of the period that a quarter end lies in. Academic years end in July. */
const periodEnd = {
  quarter: "quarter_end",
  "year-to-quarter": "quarter_end",
  "academic-year": "make_date(year(quarter_end) + if(month(quarter_end) > 7, 1, 0), 7, 31)",
  year: "make_date(year(quarter_end), 12, 31)",
} as const;

/** SQL condition on a cell that the indicator is given for it. */
function isGiven(indicator: Indicator): string {
  const levels = indicator.area_levels.map(quoteText).join(", ");
  const isTotal = "cell.area_level = 'country' and cell.profession = 'all'";
  return indicator.public === "total" ? isTotal : `cell.area_level in (${levels})`;
}

/** SQL condition on a cell that breakdowns are given for it. */
function isBrokenDown(indicator: Indicator): string {
  return indicator.breakdown_cells === "crossed"
    ? "published.area_level <> 'employer'"
    : "(published.area_level = 'country' or published.area_level <> 'employer' and published.profession = 'all')";
}

/** A stock is marked at the first quarter end after a break; a flow over all twelve months that contain it. */
const breakTables = {
  quarter: "break_quarter",
  "year-to-quarter": "break_year",
  "academic-year": "break_none",
  year: "break_none",
} as const;

/** Returns that an indicator's period needs, by SQL of their date: the end of `grid.period_end`, and what it looks back to. */
export function neededReturns(
  indicator: TracedIndicator,
  contracts: readonly Contract[],
): { alias: string; dataset: string; date: string }[] {
  const lookBack = (months: readonly number[]): string[] => [
    "grid.period_end",
    ...(indicator.looks_back ?? months).map((count) => `last_day(grid.period_end - interval ${count} month)`),
  ];
  const dates = {
    quarter: lookBack([]),
    "year-to-quarter": lookBack([12]),
    "academic-year": [],
    year: ["(select max(quarter_end) from marts.quarter where year(quarter_end) = year(grid.period_end))"],
  }[indicator.period];
  return contracts
    .filter((contract) => contract.returns && indicator.datasets.includes(contract.dataset))
    .flatMap(({ dataset }) =>
      dates.map((date, index) => ({ alias: `"${dataset}_${index}"`, dataset, date })),
    );
}

/** SELECT of what holds for all cells of an area at a period's end: is_received (every return needed came from somebody), is_incomplete, is_break. */
function areaStates(indicator: TracedIndicator, contracts: readonly Contract[]): string {
  const needed = neededReturns(indicator, contracts);
  const joins = needed.map(
    ({ alias, dataset, date }) => `left join coverage as ${alias} on ${alias}.dataset = ${quoteText(dataset)}
        and ${alias}.area = grid.area and ${alias}.period_end = ${date}`,
  );
  const isReceived = ["true", ...needed.map(({ alias }) => `coalesce(${alias}.received, 0) > 0`)];
  const isIncomplete = [
    "false",
    ...needed.map(({ alias }) => `coalesce(${alias}.received < ${alias}.expected, false)`),
  ];
  return `
      select
        grid.area, grid.period_end, ${isReceived.join(" and ")} as is_received, ${isIncomplete.join(" or ")} as is_incomplete,
        break.area is not null as is_break
      from (select period.period_end, areas.code as area from period cross join reference.areas) as grid
      ${joins.join("\n      ")}
      left join ${breakTables[indicator.period]} as break on break.area = grid.area and break.period_end = grid.period_end`;
}

/** The ingredient without which a computed row has no number. */
const essentialColumn: Record<IndicatorKind, string> = {
  count: "total",
  fte: "total",
  rate: "denominator",
  mean: "denominator",
  median: "denominator",
};

/**
 * SQL of is_available, is_incomplete, is_break. Where a return is missing and the others have nobody in the cell, it is
 * not known whether it is empty.
 */
function cellStates(indicator: TracedIndicator, empty: ReadonlySet<string>): string {
  const unavailable = [
    String(indicator.unavailable !== undefined || indicator.datasets.some((dataset) => empty.has(dataset))),
    `computed.cell is not null and computed.${essentialColumn[indicator.kind]} is null`,
    "not state.is_received",
    ...(indicator.by_occupation_code ? ["grid.needs_job_role = 'yes'"] : []),
    ...(isFlowOfPersons(indicator) ? ["state.is_break"] : []),
    "computed.cell is null and state.is_incomplete",
  ];
  return `not (${unavailable.join(" or ")}), state.is_incomplete, state.is_break`;
}

/** Over a mass transfer nobody can tell who joined or left; posts and adverts go on. */
function isFlowOfPersons(indicator: Indicator): boolean {
  return indicator.period === "year-to-quarter" && indicator.class !== "O";
}
