import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { type Contract, isOfPersons } from "../contracts/contract.ts";
import { PipelineError } from "../errors.ts";
import { quoteName, quoteText, readRows } from "../warehouse/connect.ts";
import { referencedTables } from "../warehouse/lineage.ts";
import { isOpenRecords, isUnknownCells, type OpenRecords, type UnknownCells } from "./quality.ts";
import { type Indicator, mainSlice } from "./registry.ts";

const unknownShare = z.object({
  area: z.string(),
  period_end: z.string().nullable(),
  /** 12 for the twelve months that end then, 0 for the state at that day. */
  months: z.int(),
  /** How much there is in all: records, persons or FTE; null with its marker where it cannot be shown. */
  records: z.number().nullable(),
  unknown: z.number().nullable(),
  /** Per cent. */
  share: z.number().nullable(),
  marker: z.enum(["", "c", "x", "z", "incomplete"]),
});

/** How often something that an indicator needs is unknown in one area. */
export type UnknownShare = z.infer<typeof unknownShare>;

/**
 * Fills `result.quality`, one row per area (the country, boards, the national bodies) of every indicator whose quality is
 * measured: from `result.observation`, which is protected, or from open records. Indicators look at the latest period that
 * has a number.
 * @throws PipelineError `personal-records` where records of persons would be counted
 */
export async function measureQuality(
  connection: DuckDBConnection,
  indicators: readonly Indicator[],
  contracts: readonly Contract[],
): Promise<void> {
  await connection.run(`
    create or replace table result.quality (
      indicator varchar, area varchar, period_end date, months integer,
      records double, unknown double, share double, marker varchar);
    create or replace temp table published_area as
      select code, level from reference.areas where code in (select area from result.observation);
    create or replace temp table latest_number as
      select indicator, max(period_end) as period_end from result.observation
      where value is not null or list_contains(string_split(marker, ' '), 'c') group by all`);
  for (const indicator of indicators) {
    const { quality } = indicator;
    if (isUnknownCells(quality)) {
      const source = indicators.find(({ id }) => id === quality.indicator);
      if (source) await insertShares(connection, indicator, selectCells(indicator, quality, source));
    } else if (isOpenRecords(quality)) {
      const contract = await requireOpenRecords(connection, indicator, quality, contracts);
      await insertShares(connection, indicator, selectRecords(indicator, quality, contract));
    }
  }
}

/** The measured areas of an indicator, in the order of the areas. */
export async function readQuality(connection: DuckDBConnection, indicator: string): Promise<UnknownShare[]> {
  return readRows(
    connection,
    unknownShare,
    `select area, period_end::varchar as period_end, months, records, unknown, share, marker
     from result.quality join reference.areas on areas.code = area
     where indicator = $indicator order by areas.sort::int, area`,
    { indicator },
  );
}

/** Adds what a SELECT gives for each area: period_end, months, records, unknown, marker. */
async function insertShares(connection: DuckDBConnection, { id }: Indicator, select: string): Promise<void> {
  await connection.run(
    `insert into result.quality
     select
       $id, area, period_end, months,
       if(marker in ('c', 'x'), null, records), if(marker in ('c', 'x'), null, unknown),
       if(marker in ('c', 'x', 'z'), null, 100 * unknown / records), marker
     from (${select})`,
    { id },
  );
}

function selectCells(indicator: Indicator, quality: UnknownCells, source: Indicator): string {
  const { staff_type } = mainSlice(indicator);
  const { level } = mainSlice(source);
  return `
    with latest as (${latestPeriod(source)}),
    cell as (
      select
        area.code as area, latest.period_end, observation.numerator, observation.denominator,
        string_split(coalesce(observation.marker, 'x'), ' ') as markers
      from (${measuredAreas(indicator)}) as area
      cross join latest
      cross join (select unnest([${quality.categories.map(quoteText).join(", ")}]) as code) as category
      left join result.observation as observation
        on observation.indicator = ${quoteText(source.id)} and observation.period_end = latest.period_end
        and observation.area = area.code and observation.profession = 'all'
        and observation.staff_type = ${quoteText(staff_type)} and observation.level = ${quoteText(level)}
        and observation.breakdown = ${quoteText(quality.breakdown)} and observation.category = category.code),
    whole as (
      select
        area, period_end, max(denominator) as records, sum(numerator) as unknown,
        count(numerator) = count(*) and count(denominator) = count(*) as is_shown, flatten(list(markers)) as markers
      from cell group by all)
    select
      area, period_end, ${source.period === "quarter" ? 0 : 12} as months, records, unknown,
      case
        when list_contains(markers, 'c') then 'c'
        when list_contains(markers, 'x') or not is_shown then 'x'
        when records = 0 then 'z'
        when list_contains(markers, 'incomplete') then 'incomplete'
        else ''
      end as marker
    from whole`;
}

function selectRecords(indicator: Indicator, quality: OpenRecords, { dataset, returns }: Contract): string {
  const isNational = indicator.area_levels.every((level) => level === "country");
  const inMonths = (date: string): string =>
    `${date} > last_day(latest.period_end - interval 12 month) and ${date} <= latest.period_end`;
  const areaOf = isNational
    ? "cross join (select code as area from reference.areas where level = 'country') as ancestor"
    : "join marts.area_ancestor as ancestor using (employer_code)";
  return `
    with latest as (${latestPeriod(indicator)}),
    record as (${recordsOf(quality, isNational)}),
    dated as (select record.* from record join latest on ${inMonths("record.record_date")}),
    counted as (
      select ancestor.area, count(*)::double as records, count(*) filter (where is_unknown)::double as unknown
      from dated ${areaOf} group by all),
    due as (
      select ancestor.area, count(*) as expected, count(*) filter (where is_received) as received
      from marts.employer_return as due
      join latest on ${inMonths("due.period_end")}
      join marts.area_ancestor as ancestor using (employer_code)
      where dataset = ${quoteText(dataset)} group by all)
    select
      area.code as area, latest.period_end, 12 as months,
      coalesce(counted.records, 0) as records, coalesce(counted.unknown, 0) as unknown,
      case
        when latest.period_end is null or not exists (from dated) then 'x'
        when ${returns !== undefined} and coalesce(due.received, 0) = 0 then 'x'
        when counted.records is null then 'z'
        when due.received < due.expected then 'incomplete'
        else ''
      end as marker
    from (${measuredAreas(indicator)}) as area
    cross join latest
    left join counted on counted.area = area.code
    left join due on due.area = area.code`;
}

/** SQL of the records, each with its day and whether something is unknown of it. */
function recordsOf({ records, counted, unknown, date }: OpenRecords, isNational: boolean): string {
  return `
    select ${isNational ? "" : "employer_code, "}(${date})::date as record_date, (${unknown}) as is_unknown
    from staging.${quoteName(records)} where (${counted ?? "true"})`;
}

/** SQL of the latest period for which an indicator has a number, shown or confidential; null where it has none. */
function latestPeriod({ id }: Indicator): string {
  return `select max(period_end) as period_end from latest_number where indicator = ${quoteText(id)}`;
}

/** SQL of the areas that are published, but for employers. */
function measuredAreas({ area_levels }: Indicator): string {
  const levels = area_levels.filter((level) => level !== "employer").map(quoteText);
  return `select code from published_area where level in (${levels.join(", ")})`;
}

/** Only records of a dataset that has no persons in it are counted without protection, and nothing beside them. */
async function requireOpenRecords(
  connection: DuckDBConnection,
  indicator: Indicator,
  quality: OpenRecords,
  contracts: readonly Contract[],
): Promise<Contract> {
  const contract = contracts.find(({ dataset }) => dataset === quality.records);
  const tables = await referencedTables(connection, recordsOf(quality, true), indicator.path);
  const others = tables.filter((table) => table !== `staging.${quality.records}`);
  if (!contract || isOfPersons(contract) || others.length > 0) {
    throw new PipelineError("personal-records", [quality.records, ...others].join(", "), {
      where: indicator.path,
    });
  }
  return contract;
}
