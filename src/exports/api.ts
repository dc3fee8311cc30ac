import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { quoteName, quoteText, readRows } from "../warehouse/connect.ts";
import type { ExportContent } from "./content.ts";

/** Columns of the rows of a series file, in their order. */
const seriesColumns = [
  "area",
  "period",
  "period_end",
  "profession",
  "staff_type",
  "breakdown",
  "category",
  "level",
  "value",
  "lower",
  "upper",
  "marker",
] as const;

/** `api/v1/<indicator>.json`. */
export const seriesFile = z.strictObject({
  release: z.string(),
  as_at: z.iso.date(),
  example: z.boolean(),
  notice: z.strictObject({ en: z.string(), cy: z.string() }).nullable(),
  indicator: z.string(),
  columns: z.array(z.enum(seriesColumns)),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
});

/**
 * Writes one file for each indicator, employers left out: a row for each cell without breakdown; of a mix, which
 * has nothing else, its categories over all professions.
 * Their paths stay the same from release to release. The engine writes them, as lines of text.
 */
export async function writeSeries(
  connection: DuckDBConnection,
  folder: string,
  { release, as_at, example, notice, indicators }: ExportContent,
): Promise<void> {
  const place = join(folder, "api", "v1");
  await mkdir(place, { recursive: true });
  const totals = await readRows(
    connection,
    z.object({ indicator: z.string() }),
    "select distinct indicator::varchar as indicator from result.observation where breakdown = 'none'",
  );
  const copies = indicators.map(({ id }) => {
    const hasTotal = totals.some(({ indicator }) => indicator === id);
    const head = { release, as_at, example, notice, indicator: id, columns: seriesColumns };
    return `
      copy (
        select json_array(${seriesColumns.map(selectColumn).join(", ")})
        from result.observation as cell
        semi join (from reference.areas where level <> 'employer') as shown on shown.code = area
        where indicator = ${quoteText(id)} and ${hasTotal ? "breakdown = 'none'" : "profession = 'all'"}
        order by area, period_end, profession, staff_type, breakdown, category, cell.level)
      to ${quoteText(join(place, `${id}.json`))} (
        format csv, header false, quote '', escape '', delimiter '', new_line ',\n',
        prefix ${quoteText(`${JSON.stringify(head).slice(0, -1)},"rows":[`)}, suffix ']}\n')`;
  });
  await connection.run(copies.join(";"));
}

function selectColumn(name: (typeof seriesColumns)[number]): string {
  return name === "period_end" ? "period_end::varchar" : quoteName(name);
}
