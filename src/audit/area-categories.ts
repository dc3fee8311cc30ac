import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import type { Table } from "../populations/tables.ts";
import { quoteText } from "../warehouse/connect.ts";
import { readCodes } from "./codes.ts";
import { findWholePopulation, type Population } from "./meanings.ts";

const codes = z.object({ areas: z.array(z.looseObject({ code: z.string() })) });

/**
 * Adds to `audit_count`, for tables that split by a category that all persons of an employer have, what the counts of the
 * employers say: all are of its own category, as `codes.json` tells it, and nobody of another.
 * @throws PipelineError `audit-broken` when `codes.json` does not tell
 */
export async function addAreaCategories(
  connection: DuckDBConnection,
  folder: string,
  tables: readonly Table[],
  populations: readonly Population[],
): Promise<void> {
  const where = join(folder, "codes.json");
  for (const [index, { areas: column, counts }] of tables.entries()) {
    if (column === null) continue;
    const { areas } = await readCodes(folder, codes);
    const own = areas.flatMap(({ code, [column]: category }) =>
      typeof category === "string" ? [`(${quoteText(code)}, ${quoteText(category)})`] : [],
    );
    if (own.length === 0) throw new PipelineError("audit-broken", column, { where });
    for (const [split, { table, name }] of populations.entries()) {
      if (table !== index || !(name in counts)) continue;
      await connection.run(`
        insert into audit_count
          with employer (area, own) as (values ${own.join(", ")})
          select ${split}, given.category, period_end, area, profession, staff_type,
            case when given.category = own then value else 0 end, false,
            is_hidden and given.category = own, is_incomplete, is_break, is_own_hidden and given.category = own
          from audit_count
          join employer using (area)
          cross join (select distinct category from audit_count where population = ${split}) as given
          where population = ${findWholePopulation(populations, name)} and audit_count.category = ''`);
    }
  }
}
