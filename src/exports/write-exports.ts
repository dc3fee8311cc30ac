import { mkdir, writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { languages } from "../bilingual.ts";
import { toJson } from "../release/json.ts";
import { markColumns } from "../release/notice.ts";
import { cellKey } from "../revision/compare.ts";
import type { ChangeSummary } from "../revision/summary.ts";
import { writeSeries } from "./api.ts";
import { type ExportContent, inBoth } from "./content.ts";
import { type CsvColumn, type CsvFile, describeCsv } from "./csvw.ts";
import { describeDataset } from "./dcat.ts";
import { type PastRelease, writeFeed } from "./feed.ts";
import { describeApi } from "./openapi.ts";
import { writeStatsWales } from "./statswales.ts";
import { readTables, writeTables } from "./tables.ts";

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
  const tables = await readTables(connection, content);
  // The engine writes the packs and the series while the workbooks are made here.
  const made = writeTables(folder, content, tables);
  const packs = writePacks(connection, folder, content);
  await Promise.allSettled([made, packs]);
  const files = [describeChanges(content), ...(await made), ...(await packs)];
  await mkdir(join(folder, "csvw"));
  for (const file of files) {
    const name = file.path.startsWith("statswales/")
      ? (file.path.split("/")[1] ?? "")
      : parse(file.path).name;
    await writeFile(join(folder, "csvw", `${name}.json`), toJson(describeCsv(file, content)));
  }
  await writeDescriptions(folder, content, files, history, changes);
}

async function writePacks(
  connection: DuckDBConnection,
  folder: string,
  content: ExportContent,
): Promise<CsvFile[]> {
  const paths = await writeStatsWales(connection, folder, content);
  await writeSeries(connection, folder, content);
  return paths.map(({ path, table }) => describePackData(path, table, content));
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

function describeChanges(content: ExportContent): CsvFile {
  const key = [...cellKey];
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
    ...markColumns(content),
  ];
  return {
    path: "changes.csv",
    title: inBoth(content, (say) => say("csvw-changes", { release: content.release })),
    columns: names.map(column),
    key,
  };
}

function describePackData(path: string, table: string, content: ExportContent): CsvFile {
  const key = ["Area", "Profession", "StaffType", "Level", "Period", "Measure"];
  return {
    path: `${path}/data.csv`,
    title: inBoth(content, (say) => say(`pack-title-${table}`)),
    columns: [
      ...[...key, "NoteCodes"].map((name): CsvColumn => ({ name, titles: name, datatype: "string" })),
      { name: "Data", titles: "Data", datatype: "double" },
    ],
    key,
  };
}
