import type { DuckDBConnection } from "@duckdb/node-api";
import { type Marked, markColumns } from "../release/notice.ts";
import { quoteText } from "../warehouse/connect.ts";

/**
 * Writes the temporary table `change` as CSV. The name of a file that somebody sent is the only free text in it: what a
 * spreadsheet could take for a formula, or for the end of a field, is replaced in it.
 * @param marked what last columns say
 */
export async function writeChangesFile(
  connection: DuckDBConnection,
  path: string,
  marked: Marked,
): Promise<void> {
  const marks = markColumns(marked).map((name) => `, 1 as ${name}`);
  await connection.run(`
    copy (
      select indicator, period_end, period, area, profession, staff_type, breakdown, category, "level",
        old_value, new_value, old_marker, new_marker, kind, cause_dataset,
        regexp_replace(regexp_replace(cause_file, '[,;"|\\t\\r\\n]', '_', 'g'), '^[=+@-]', '_') as cause_file,
        cause_employer, cause_period${marks.join("")}
      from change)
    to ${quoteText(path)} (format csv, header true)`);
}
