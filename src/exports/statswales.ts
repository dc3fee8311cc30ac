import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { type Bilingual, languages } from "../bilingual.ts";
import type { TracedIndicator } from "../indicators/compute.ts";
import type { Indicator } from "../indicators/registry.ts";
import { markName } from "../release/notice.ts";
import { quoteText } from "../warehouse/connect.ts";
import { checkPack } from "./check-pack.ts";
import { type ExportContent, tellRounding } from "./content.ts";

/** The tables of the pack, by the period of their indicators; a table has one style of period throughout. */
const tables: Record<Indicator["period"], { name: string; period: string; yearType: string }> = {
  quarter: {
    name: "ahp-quarter-ends",
    period: "year(period_end) || 'Q' || quarter(period_end)",
    yearType: "calendar",
  },
  "year-to-quarter": { name: "ahp-rolling-years", period: "'YE' || period_end", yearType: "rolling" },
  "academic-year": { name: "ahp-academic-years", period: "'YE' || period_end", yearType: "academic" },
  year: { name: "ahp-years", period: "year(period_end)::varchar", yearType: "calendar" },
};

/** The platform's words for what a measure is and how it is written. */
const measureTypes: Record<Indicator["kind"], string> = {
  count: "count",
  fte: "count",
  rate: "rate",
  mean: "mean",
  median: "median",
};

/**
 * The packs for StatsWales, one folder a table: data, a lookup for each dimension and for the measures in both languages,
 * and the text that describes it. Cells without breakdown, for Wales, the boards and the national bodies. The platform
 * marks revisions itself, so `r` is left out; its design cannot change later, so the dimensions are always the same.
 * Each pack is read back and checked before the release appears.
 * @returns the paths of the packs inside `folder`, and which table each has
 * @throws PipelineError `invalid-pack`
 */
export async function writeStatsWales(
  connection: DuckDBConnection,
  folder: string,
  content: ExportContent,
): Promise<{ path: string; table: string }[]> {
  const paths: { path: string; table: string }[] = [];
  // The platform leaves no room for a mark in the files.
  const mark = markName({ ...content, example: false });
  for (const [period, table] of Object.entries(tables)) {
    const indicators = content.indicators.filter((one) => one.period === period);
    if (indicators.length === 0) continue;
    const path = `statswales/${mark}${table.name}`;
    await mkdir(join(folder, path), { recursive: true });
    await writePack(connection, join(folder, path), indicators, table.period);
    for (const language of languages) {
      await writeFile(
        join(folder, path, `metadata_${language}.txt`),
        describePack(content, indicators, table.name, table.yearType, language),
      );
    }
    await checkPack(connection, join(folder, path));
    paths.push({ path, table: table.name });
  }
  return paths;
}

async function writePack(
  connection: DuckDBConnection,
  folder: string,
  indicators: readonly TracedIndicator[],
  period: string,
): Promise<void> {
  const measures = indicators.map(({ id, kind, order, decimals, title, unit, description, scale }) => {
    const texts = [
      id,
      `${title.en} (${unit.en})`,
      `${title.cy} (${unit.cy})`,
      description.en,
      description.cy,
    ];
    const type = kind === "rate" && scale === 100 ? "percentage" : measureTypes[kind];
    return `(${texts.map(quoteText).join(", ")}, ${order}, ${decimals}, ${quoteText(type)})`;
  });
  const file = (name: string): string => quoteText(join(folder, name));
  const csv = "(format csv, header true)";
  await connection.run(`
    create or replace temp table pack_measure as
      select * from (values ${measures.join(", ")})
        as measure(refcode, description_en, description_cy, note_en, note_cy, sort, decimals, type);
    create or replace temp table pack_cell as
      select area, profession, staff_type, observation.level, ${period} as period, indicator, round(value, decimals) as value,
        decimals, string_split(marker, ' ') as codes
      from result.observation join pack_measure on refcode = indicator
      join reference.areas on areas.code = area and areas.level <> 'employer'
      where breakdown = 'none';
    copy (
      select area as "Area", if(profession = 'all', 't', profession) as "Profession",
        if(staff_type = 'all', 't', staff_type) as "StaffType", level as "Level", period as "Period",
        indicator as "Measure",
        nullif(array_to_string(case
          when value is null and not list_has_any(codes, ['c', 'x', 'z']) then ['x']
          else list_filter(codes, code -> code in ('c', 'x', 'z', 'p', 'b', 'u')) end, ','), '') as "NoteCodes",
        case when decimals = 0 then value::bigint::varchar else value::varchar end as "Data"
      from pack_cell order by all)
    to ${file("data.csv")} ${csv};
    copy (
      select refcode, description_en, description_cy, null as hierarchy, sort, note_en, note_cy, type,
        if(decimals = 0, 'integer', 'decimal') as format, decimals as "decimal"
      from pack_measure semi join pack_cell on indicator = refcode order by sort, refcode)
    to ${file("measure.csv")} ${csv};
    ${copyLookup("areas", "area", "code", "parent", file("lookup_Area.csv"))};
    ${copyLookup("professions", "profession", totalCode("code"), totalCode("parent"), file("lookup_Profession.csv"))};
    ${copyLookup("staff_types", "staff_type", totalCode("code"), totalCode("parent"), file("lookup_StaffType.csv"))};
    copy (
      select code as refcode, name_en as description_en, name_cy as description_cy, null as hierarchy,
        row_number() over (order by code desc) as sort, null as note_en, null as note_cy
      from reference.levels where code in (select level from pack_cell) order by sort)
    to ${file("lookup_Level.csv")} ${csv}`);
}

/** A lookup with every code that the data have, and those above them. */
function copyLookup(table: string, column: string, code: string, parent: string, file: string): string {
  return `copy (
    with recursive used as (
      select code, parent from reference.${table} where code in (select ${column} from pack_cell)
      union select above.code, above.parent from reference.${table} as above join used on used.parent = above.code)
    select ${code} as refcode, name_en as description_en, name_cy as description_cy, ${parent} as hierarchy,
      row_number() over (order by sort::int, code) as sort, null as note_en, null as note_cy
    from reference.${table} where code in (select code from used) order by sort)
  to ${file} (format csv, header true)`;
}

/** The platform's code of a total. */
function totalCode(column: string): string {
  return `if(${column} = 'all', 't', ${column})`;
}

function describePack(
  content: ExportContent,
  indicators: readonly TracedIndicator[],
  table: string,
  yearType: string,
  language: keyof Bilingual,
): string {
  const say = content.messages[language];
  const field = (key: string, text: string): string => `${say(`pack-${key}`)}: ${text}`;
  return `${[
    ...(content.notice ? [content.notice[language], ""] : []),
    field("title", say(`pack-title-${table}`)),
    field("summary", say("pack-summary-text", { indicators: indicators.length })),
    field("collection", say("pack-collection-text")),
    field("quality", say("pack-quality-text")),
    field("rounding", [say("pack-rounding-text"), ...tellRounding(content, say)].join(" ")),
    field("sources", say("pack-sources-text")),
    field("frequency", say("pack-frequency-text")),
    field("year-type", say(`pack-year-type-${yearType}`)),
    field("designation", say("pack-designation-text")),
    field("topics", say("pack-topics-text")),
    field("release", content.release),
  ].join("\n")}\n`;
}
