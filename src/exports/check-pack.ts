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
  const problems: string[] = [];
  const require = async (rule: string, sql: string): Promise<void> => {
    const [found] = await readRows(
      connection,
      z.object({ broken: z.int() }),
      `select count(*)::int as broken from (${sql})`,
    );
    if ((found?.broken ?? 0) > 0) problems.push(`${rule} (${found?.broken})`);
  };
  const read = async (name: string, file: string): Promise<string[]> => {
    await connection.run(
      `create or replace temp table ${name} as select * from read_csv(${quoteText(join(folder, file))},
         header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '')`,
    );
    const columns = await readRows(connection, z.object({ column_name: z.string() }), `describe ${name}`);
    return columns.map((column) => column.column_name);
  };
  const columns = await read("pack_data", "data.csv");
  for (const column of ownColumns) if (!columns.includes(column)) problems.push(`missing column: ${column}`);
  const dimensions = columns.filter((column) => !ownColumns.includes(column));
  const key = [...dimensions, "Period", "Measure"].map(quoteName);
  for (const [rule, broken] of await countBroken(connection, key)) {
    if (broken > 0) problems.push(`${rule} (${broken})`);
  }
  await require("several styles of period", `select 1 from (
    select distinct regexp_replace("Period", '[0-9]', '0', 'g') from (select distinct "Period" from pack_data)) having count(*) > 1`);
  await require("duplicate fact", `select ${key.join(", ")} from pack_data group by all having count(*) > 1`);
  const lookups = (await readdir(folder)).filter((file) => file.startsWith("lookup_"));
  const expected = dimensions.map((dimension) => `lookup_${dimension}.csv`).sort();
  if (lookups.sort().join() !== expected.join()) problems.push(`lookups: ${lookups.join(", ")}`);
  for (const [file, column] of [
    ...dimensions.map((dimension) => [`lookup_${dimension}.csv`, dimension] as const),
    ["measure.csv", "Measure"] as const,
  ]) {
    const headings = (await read("pack_lookup", file)).join();
    const wanted = column === "Measure" ? `${lookupHeadings},type,format,decimal` : lookupHeadings;
    if (headings !== wanted) problems.push(`${file}: headings: ${headings}`);
    const name = quoteName(column);
    await require(`${file}: code without lookup`, `select distinct ${name} from pack_data anti join pack_lookup on refcode = ${name}`);
    await require(`${file}: code twice`, "select refcode from pack_lookup group by all having count(*) > 1");
    await require(`${file}: a language is missing`, "from pack_lookup where description_en is null or description_cy is null");
    await require(`${file}: parent is not there`, "from pack_lookup as child where hierarchy is not null and hierarchy not in (select refcode from pack_lookup)");
    for (const language of ["en", "cy"]) {
      await require(`${file}: description twice`, `select description_${language} from pack_lookup group by all having count(*) > 1`);
    }
  }
  if (problems.length > 0) throw new PipelineError("invalid-pack", problems.join("; "), { where: folder });
}

/** How many facts of `pack_data` break each rule that one fact alone can break. */
async function countBroken(
  connection: DuckDBConnection,
  key: readonly string[],
): Promise<[rule: string, broken: number][]> {
  const hasReason = `coalesce(list_has_any(string_split("NoteCodes", ','), ['x', 'z', 'c']), false)`;
  const rules = {
    "no number": `not regexp_full_match("Data", '-?[0-9]+(\\.[0-9]+)?')`,
    "no number and no reason": `"Data" is null and not ${hasReason}`,
    "a number and a reason for none": `"Data" is not null and ${hasReason}`,
    "unknown note code": `not regexp_full_match("NoteCodes", '${noteForms}')`,
    "invalid period": `not regexp_full_match("Period", '${periodForms}')`,
    "incomplete fact": key.map((name) => `${name} is null`).join(" or "),
  };
  const counts = Object.entries(rules).map(
    ([rule, broken]) => `count_if(${broken})::int as ${quoteName(rule)}`,
  );
  const [found] = await readRows(
    connection,
    z.record(z.string(), z.int()),
    `select ${counts.join(", ")} from pack_data`,
  );
  return Object.entries(found ?? {});
}
