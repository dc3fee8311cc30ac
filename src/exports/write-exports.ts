import { mkdir, writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { writeXlsx } from "hucre/xlsx";
import { z } from "zod";
import { type Bilingual, type Language, languages } from "../bilingual.ts";
import { audience } from "../indicators/registry.ts";
import { toJson } from "../release/json.ts";
import type { ChangeSummary } from "../revision/summary.ts";
import { readRows } from "../warehouse/connect.ts";
import { writeSeries } from "./api.ts";
import { type NamedRow, readNamedRows, selectRecentCells } from "./audience-table.ts";
import { allColumns } from "./columns.ts";
import { type ExportContent, fileName } from "./content.ts";
import { type CsvColumn, type CsvFile, describeCsv } from "./csvw.ts";
import { describeDataset } from "./dcat.ts";
import { type PastRelease, writeFeed } from "./feed.ts";
import { describeApi } from "./openapi.ts";
import { peopleHeadings, writePeopleCsv } from "./people-csv.ts";
import { setLanguage } from "./set-language.ts";
import { writeStatsWales } from "./statswales.ts";
import { describeWorkbook, type MarkerName } from "./workbook.ts";

/**
 * Writes what others use: workbooks and CSV files for people in `tables/<language>`, the packs for StatsWales, metadata of
 * every CSV file in `csvw`, the series of the API in `api` with its description, the feed, and the record for catalogues.
 * @param history the releases that lead to this one, the newest first
 */
export async function writeExports(
  connection: DuckDBConnection,
  folder: string,
  content: ExportContent,
  history: readonly PastRelease[],
  changes: Pick<ChangeSummary, "kinds">,
): Promise<void> {
  const markers = await readRows(
    connection,
    z.object({ code: z.string(), en: z.string(), cy: z.string() }),
    "select code, name_en as en, name_cy as cy from reference.markers order by sort::int",
  );
  await selectRecentCells(connection, content.indicators, content.settings.workbook_periods);
  const files: CsvFile[] = [describeChanges(content)];
  for (const group of audience.options) {
    for (const language of languages) {
      files.push(await writeAudience(connection, folder, content, group, language, markers));
    }
  }
  for (const path of await writeStatsWales(connection, folder, content))
    files.push(describePackData(path, content));
  await mkdir(join(folder, "csvw"));
  for (const file of files) {
    const name = file.path.startsWith("statswales/")
      ? (file.path.split("/")[1] ?? "")
      : parse(file.path).name;
    await writeFile(
      join(folder, "csvw", `${name}.json`),
      toJson(describeCsv(file, content.release, content.notice)),
    );
  }
  await writeSeries(connection, folder, content);
  await writeDescriptions(folder, content, files, history, changes);
}

/** Files that the record for catalogues offers beside those for people. */
const offered = ["observations.parquet", "observations.arrow", "observations.csv.gz", "changes.csv"];

async function writeDescriptions(
  folder: string,
  content: ExportContent,
  files: readonly CsvFile[],
  history: readonly PastRelease[],
  changes: Pick<ChangeSummary, "kinds">,
): Promise<void> {
  const { release, as_at, example, notice } = content;
  const write = (path: string, text: string): Promise<void> => writeFile(join(folder, path), text);
  const releases = [{ release, as_at }, ...history];
  await write("releases.json", toJson({ latest: release, example, notice, releases }));
  for (const language of languages) {
    await write(`feed_${language}.xml`, writeFeed(content, language, history, changes));
    await write(`api/openapi_${language}.json`, toJson(describeApi(content, language)));
  }
  const tables = files.filter(({ path }) => path.startsWith("tables/")).map(({ path }) => path);
  const workbooks = tables.map((path) => path.replace(/csv$/, "xlsx"));
  await write("dcat.jsonld", toJson(describeDataset(content, [...offered, ...tables, ...workbooks])));
}

async function writeAudience(
  connection: DuckDBConnection,
  folder: string,
  content: ExportContent,
  group: (typeof audience.options)[number],
  language: Language,
  markers: readonly MarkerName[],
): Promise<CsvFile> {
  const own = { ...content, indicators: content.indicators.filter((one) => one.audiences.includes(group)) };
  const rows = await readNamedRows(connection, own.indicators, language);
  const path = (extension: string): string =>
    `tables/${language}/${fileName(content, group, language, extension)}`;
  await mkdir(join(folder, "tables", language), { recursive: true });
  const workbook = await writeXlsx(describeWorkbook(own, group, language, rows, markers));
  await writeFile(join(folder, path("xlsx")), setLanguage(workbook, language));
  await writeFile(join(folder, path("csv")), writePeopleCsv(own, language, rows));
  return describePeopleCsv(content, group, path("csv"), language);
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
    title: both(content, (one) =>
      one("workbook-title", { audience: one(`audience-${group}`), date: content.as_at }),
    ),
    columns: [
      column(peopleHeadings.first.replace("column-", ""), "string"),
      column(peopleHeadings.unit.replace("column-", ""), "string"),
      ...allColumns().map(({ key, isNumber }) => column(key, kind(key, isNumber))),
      ...(content.example ? [column(peopleHeadings.last.replace("column-", ""), "integer")] : []),
    ],
    key: [],
  };
}

function describeChanges(content: ExportContent): CsvFile {
  const key = [
    "indicator",
    "period_end",
    "area",
    "profession",
    "staff_type",
    "breakdown",
    "category",
    "level",
  ];
  const column = (name: string): CsvColumn => ({
    name,
    titles: name,
    datatype: /^(period_end|cause_period)$/.test(name) ? "date" : /_value$/.test(name) ? "double" : "string",
  });
  const names = [
    ...key.slice(0, 2),
    "period",
    ...key.slice(2),
    ...["old_value", "new_value", "old_marker", "new_marker", "kind"],
    ...["cause_dataset", "cause_file", "cause_employer", "cause_period"],
    ...(content.example ? ["example_data_enghreifftiol"] : []),
  ];
  return {
    path: "changes.csv",
    title: both(content, (say) => say("csvw-changes", { release: content.release })),
    columns: names.map(column),
    key,
  };
}

function describePackData(path: string, content: ExportContent): CsvFile {
  const key = ["Area", "Profession", "StaffType", "Level", "Period", "Measure"];
  return {
    path: `${path}/data.csv`,
    title: both(content, (say) => say(`pack-title-${path.split("/")[1]}`)),
    columns: [
      ...[...key, "NoteCodes"].map((name): CsvColumn => ({ name, titles: name, datatype: "string" })),
      { name: "Data", titles: "Data", datatype: "double" },
    ],
    key,
  };
}

function both(
  { messages }: ExportContent,
  text: (say: ExportContent["messages"]["en"]) => string,
): Bilingual {
  return { en: text(messages.en), cy: text(messages.cy) };
}
