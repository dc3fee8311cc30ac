import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteText } from "../warehouse/connect.ts";

/**
 * Writes the temporary table `change` as CSV. The name of a file that somebody sent is the only free text in it: what a
 * spreadsheet could take for a formula, or for the end of a field, is replaced in it.
 * @param isExample says so in a last column
 */
export async function writeChangesFile(
  connection: DuckDBConnection,
  path: string,
  isExample: boolean,
): Promise<void> {
  await connection.run(`
    copy (
      select indicator, period_end, period, area, profession, staff_type, breakdown, category, "level",
        old_value, new_value, old_marker, new_marker, kind, cause_dataset,
        regexp_replace(regexp_replace(cause_file, '[,;"|\\t\\r\\n]', '_', 'g'), '^[=+@-]', '_') as cause_file,
        cause_employer, cause_period${isExample ? ", 1 as example_data_enghreifftiol" : ""}
      from change)
    to ${quoteText(path)} (format csv, header true)`);
}
