import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import { quoteName, quoteText, readRows } from "../warehouse/connect.ts";

/** Columns of data.csv that are no dimension. */
const ownColumns = ["Period", "Measure", "NoteCodes", "Data"];

const lookupHeadings = "refcode,description_en,description_cy,hierarchy,sort,note_en,note_cy";

/**
 * Forms of a period that the platform takes. Source:
 * https://github.com/Marvell-Consulting/statswales-backend/blob/25ea7888/src/services/fact-table-validator.ts
 */
const periodForms =
  "^([0-9]{4}|[0-9]{4}Q[1-4]|[0-9]{4}-[0-9]{2}-[0-9]{2}|(YE|QE)[0-9]{4}-[0-9]{2}-[0-9]{2})$";

/** Note codes that the platform knows. */
const noteForms = "^([abcefkprtuwxz]|ns|s{1,3})(,([abcefkprtuwxz]|ns|s{1,3}))*$";

/**
 * Reads a StatsWales pack back and checks it against the platform's rules: numbers only, a reason where there is none, no
 * fact twice, every code looked up in both languages, one parent that is there, descriptions unique.
 * @throws PipelineError `invalid-pack` with every rule that is broken
 */
export async function checkPack(connection: DuckDBConnection, folder: string): Promise<void> {
  const columns = await readFileBack(connection, "pack_data", join(folder, "data.csv"));
  const dimensions = columns.filter((column) => !ownColumns.includes(column));
  const problems = ownColumns
    .filter((column) => !columns.includes(column))
    .map((column) => `missing column: ${column}`);
  problems.push(...(await findBroken(connection, "pack_data", describeFactRules(dimensions))));
  const lookups = (await readdir(folder)).filter((file) => file.startsWith("lookup_"));
  const expected = dimensions.map((dimension) => `lookup_${dimension}.csv`).sort();
  if (lookups.sort().join() !== expected.join()) problems.push(`lookups: ${lookups.join(", ")}`);
  for (const [file, column] of [
    ...dimensions.map((dimension) => [`lookup_${dimension}.csv`, dimension] as const),
    ["measure.csv", "Measure"] as const,
  ]) {
    const headings = (await readFileBack(connection, "pack_lookup", join(folder, file))).join();
    const wanted = column === "Measure" ? `${lookupHeadings},type,format,decimal` : lookupHeadings;
    if (headings !== wanted) problems.push(`${file}: headings: ${headings}`);
    const broken = await findBroken(connection, "pack_lookup", describeLookupRules(quoteName(column)));
    problems.push(...broken.map((rule) => `${file}: ${rule}`));
  }
  if (problems.length > 0) throw new PipelineError("invalid-pack", problems.join("; "), { where: folder });
}

/** Reads a file of the pack into a temporary table, all of it as text. @returns its headings */
async function readFileBack(connection: DuckDBConnection, table: string, path: string): Promise<string[]> {
  await connection.run(
    `create or replace temp table ${table} as select * from read_csv(${quoteText(path)},
       header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '')`,
  );
  const columns = await readRows(connection, z.object({ column_name: z.string() }), `describe ${table}`);
  return columns.map((column) => column.column_name);
}

/** The rules that rows of a table break, each with how many. @param rules SQL of that number, over the table */
async function findBroken(
  connection: DuckDBConnection,
  table: string,
  rules: Readonly<Record<string, string>>,
): Promise<string[]> {
  const counts = Object.entries(rules).map(([rule, count]) => `(${count})::int as ${quoteName(rule)}`);
  const [found = {}] = await readRows(
    connection,
    z.record(z.string(), z.int()),
    `select ${counts.join(", ")} from ${table}`,
  );
  return Object.entries(found)
    .filter(([, broken]) => broken > 0)
    .map(([rule, broken]) => `${rule} (${broken})`);
}

/** SQL of how many facts of `pack_data` break each rule. */
function describeFactRules(dimensions: readonly string[]): Record<string, string> {
  const key = [...dimensions, "Period", "Measure"].map(quoteName);
  const hasReason = `coalesce(list_has_any(string_split("NoteCodes", ','), ['x', 'z', 'c']), false)`;
  const where = (broken: string): string => `count(*) filter (${broken})`;
  return {
    "no number": where(`not regexp_full_match("Data", '-?[0-9]+(\\.[0-9]+)?')`),
    "no number and no reason": where(`"Data" is null and not ${hasReason}`),
    "a number and a reason for none": where(`"Data" is not null and ${hasReason}`),
    "unknown note code": where(`not regexp_full_match("NoteCodes", '${noteForms}')`),
    "invalid period": where(`not regexp_full_match("Period", '${periodForms}')`),
    "incomplete fact": where(key.map((name) => `${name} is null`).join(" or ")),
    "several styles of period": `select count(distinct regexp_replace("Period", '[0-9]', '0', 'g')) - 1
      from (select distinct "Period" from pack_data)`,
    "duplicate fact": `select count(*) from (select ${key.join(", ")} from pack_data group by all having count(*) > 1)`,
  };
}

/** SQL of how many rows of `pack_lookup` break each rule. @param column that it looks up, quoted */
function describeLookupRules(column: string): Record<string, string> {
  return {
    "code without lookup": `select count(distinct ${column}) from pack_data anti join pack_lookup on refcode = ${column}`,
    "code twice": "count(refcode) - count(distinct refcode)",
    "a language is missing": "count(*) filter (description_en is null or description_cy is null)",
    "parent is not there":
      "select count(hierarchy) from pack_lookup where hierarchy not in (select refcode from pack_lookup)",
    "description twice":
      "count(description_en) + count(description_cy) - count(distinct description_en) - count(distinct description_cy)",
  };
}
