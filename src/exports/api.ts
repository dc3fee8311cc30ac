import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readRows } from "../warehouse/connect.ts";
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
 * Their paths stay the same from release to release. The engine makes the rows; here they are only put into their files.
 */
export async function writeSeries(
  connection: DuckDBConnection,
  folder: string,
  { release, as_at, example, notice, indicators }: ExportContent,
): Promise<void> {
  const place = join(folder, "api", "v1");
  await mkdir(place, { recursive: true });
  for (const { id } of indicators) {
    const [series] = await readRows(
      connection,
      z.object({ rows: z.string().nullable() }),
      `select to_json(list(json_array(
         area, period, period_end::varchar, profession, staff_type, breakdown, category, cell.level,
         value, lower, upper, marker)
         order by area, period_end, profession, staff_type, breakdown, category, cell.level))::varchar as rows
       from result.observation as cell
       join reference.areas on areas.code = area and areas.level <> 'employer'
       where indicator = $id and (breakdown = 'none' or (profession = 'all' and not exists (
         from result.observation as total where total.indicator = $id and total.breakdown = 'none')))`,
      { id },
    );
    const head = { release, as_at, example, notice, indicator: id, columns: seriesColumns };
    await writeFile(
      join(place, `${id}.json`),
      `${JSON.stringify(head).slice(0, -1)},"rows":${series?.rows ?? "[]"}}\n`,
    );
  }
}
