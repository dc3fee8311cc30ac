import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { writeXlsx } from "hucre/xlsx";
import { z } from "zod";
import { type Language, languages } from "../bilingual.ts";
import { audience } from "../indicators/registry.ts";
import { readRows } from "../warehouse/connect.ts";
import { type NamedRow, readNamedRows, selectRecentCells } from "./audience-table.ts";
import { allColumns } from "./columns.ts";
import { type ExportContent, fileName, inBoth } from "./content.ts";
import type { CsvColumn, CsvFile } from "./csvw.ts";
import { markHeadings, peopleHeadings, writePeopleCsv } from "./people-csv.ts";
import { setLanguage } from "./set-language.ts";
import { describeWorkbook, type MarkerName } from "./workbook.ts";

/** What the tables for people are made from. */
interface Tables {
  markers: MarkerName[];
  rows: Record<Language, NamedRow[]>;
}

export async function readTables(connection: DuckDBConnection, content: ExportContent): Promise<Tables> {
  await selectRecentCells(connection, content.indicators, content.settings.workbook_periods);
  return {
    markers: await readRows(
      connection,
      z.object({ code: z.string(), en: z.string(), cy: z.string() }),
      "select code, name_en as en, name_cy as cy from reference.markers order by sort::int",
    ),
    rows: { en: await readNamedRows(connection, "en"), cy: await readNamedRows(connection, "cy") },
  };
}

/**
 * Writes a workbook and a CSV file for each audience and language, in `tables/<language>`.
 * @returns what the CSV files hold
 */
export async function writeTables(
  folder: string,
  content: ExportContent,
  { markers, rows }: Tables,
): Promise<CsvFile[]> {
  const files: CsvFile[] = [];
  for (const group of audience.options) {
    const own = { ...content, indicators: content.indicators.filter((one) => one.audiences.includes(group)) };
    const ids = new Set(own.indicators.map(({ id }) => id));
    for (const language of languages) {
      const chosen = rows[language].filter(({ indicator }) => ids.has(indicator));
      const path = (extension: string): string =>
        `tables/${language}/${fileName(content, group, language, extension)}`;
      await mkdir(join(folder, "tables", language), { recursive: true });
      const workbook = await writeXlsx(describeWorkbook(own, group, language, chosen, markers));
      await writeFile(join(folder, path("xlsx")), setLanguage(workbook, language));
      await writeFile(join(folder, path("csv")), writePeopleCsv(own, language, chosen));
      files.push(describePeopleCsv(content, group, path("csv"), language));
    }
  }
  return files;
}

function describePeopleCsv(content: ExportContent, group: string, path: string, language: Language): CsvFile {
  const say = content.messages[language];
  const column = (key: string, datatype: CsvColumn["datatype"]): CsvColumn => ({
    name: key.replaceAll("-", "_"),
    titles: say(`column-${key}`),
    datatype,
  });
  const kind = (key: keyof NamedRow | string, isNumber: boolean): CsvColumn["datatype"] =>
    isNumber ? "double" : key === "period-end" ? "date" : "string";
  return {
    path,
    title: inBoth(content, (one) =>
      one("workbook-title", { audience: one(`audience-${group}`), date: content.as_at }),
    ),
    columns: [
      column(peopleHeadings.first.replace("column-", ""), "string"),
      column(peopleHeadings.unit.replace("column-", ""), "string"),
      ...allColumns().map(({ key, isNumber }) => column(key, kind(key, isNumber))),
      ...markHeadings(content).map((key) => column(key.replace("column-", ""), "integer")),
    ],
    key: [],
  };
}
