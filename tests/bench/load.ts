import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DuckDBConnection } from "@duckdb/node-api";
import { XlsxStreamWriter } from "hucre/xlsx";
import { z } from "zod";
import { prepareHistory } from "../../src/check/history.ts";
import { readContracts } from "../../src/contracts/contract.ts";
import { generateNation } from "../../src/generate/generate.ts";
import { takeIn } from "../../src/intake/take-in.ts";
import { resolveFolders } from "../../src/paths.ts";
import { describeFile } from "../../src/receive/find.ts";
import { openWarehouse, quoteText, readRows } from "../../src/warehouse/connect.ts";
import { loadReference } from "../../src/warehouse/reference.ts";

/**
 * Loads and checks a large staff file beside a bare `create table as select * from read_csv(…)` in the same engine, three
 * times in turn as machines are noisy, and the first 100,000 of its rows as a spreadsheet. Scale 27 is 11.5 million rows and 1.6 GB.
 */

const scale = Number(process.argv[2] ?? 27);
const project = fileURLToPath(new URL("../..", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "gweithlu-bench-"));
const folders = resolveFolders(project, join(folder, "data"), join(folder, "site"));
await mkdir(folders.work, { recursive: true });
await generateNation({ out: folders.incoming, scale, seed: 1, months: 120, pipelines: folders.pipelines });
const csv = join(folders.incoming, "staff", "example-enghraifft-staff.csv");

const contracts = await readContracts(folders.pipelines);
const rounds: Round[] = [];
for (let round = 0; round < 3; round++) {
  rounds.push(
    await withWarehouse(async (connection) => {
      const bare = await time(() =>
        connection.run(`create table bare as select * from read_csv(${quoteText(csv)})`),
      );
      await connection.run("drop table bare; checkpoint");
      return { bare, ...(await load(connection, csv)) };
    }),
  );
}
const xlsx = join(folder, "staff.xlsx");
const spreadsheet = await withWarehouse(async (connection) => {
  await writeSpreadsheet(connection, xlsx, 100_000);
  return load(connection, xlsx);
});
await rm(folder, { recursive: true });

console.log(
  "| round | rows | bare read_csv into a table, s | receive, check and load, s | ratio |\n|---|---|---|---|---|",
);
for (const [index, { rows, bare, seconds }] of rounds.entries()) {
  console.log(
    `| ${index + 1} | ${rows} | ${bare.toFixed(1)} | ${seconds.toFixed(1)} | ${(seconds / bare).toFixed(2)} |`,
  );
}
console.log(`\nMedian ratio: ${median(rounds.map(({ bare, seconds }) => seconds / bare)).toFixed(2)}`);
console.log(`A spreadsheet of ${spreadsheet.rows} rows: ${spreadsheet.seconds.toFixed(1)} s`);

interface Load {
  rows: number;
  seconds: number;
}

interface Round extends Load {
  /** Seconds of the bare load just before. */
  bare: number;
}

/** Every measurement has a new warehouse: one that holds the file already would not load it. */
async function withWarehouse<T>(use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  await rm(folders.warehouse, { force: true });
  const warehouse = await openWarehouse({ path: folders.warehouse });
  await loadReference(warehouse.connection, join(folders.pipelines, "reference"));
  await prepareHistory(warehouse.connection, contracts);
  const result = await use(warehouse.connection);
  warehouse.close();
  return result;
}

async function load(connection: DuckDBConnection, path: string): Promise<Load> {
  let rows = 0;
  const seconds = await time(async () => {
    const file = await describeFile("staff", path, path.split(/[\\/]/).at(-1) ?? path);
    const [outcome] = await takeIn(connection, contracts, [file], folders, () => undefined);
    if (outcome?.status !== "loaded") throw new Error(JSON.stringify(outcome));
    rows = outcome.report?.rows ?? 0;
  });
  return { rows, seconds };
}

async function writeSpreadsheet(connection: DuckDBConnection, path: string, count: number): Promise<void> {
  const values = await readRows(
    connection,
    z.record(z.string(), z.string().nullable()),
    `select * from read_csv(${quoteText(csv)}, all_varchar = true) limit ${count}`,
  );
  const headings = Object.keys(values[0] ?? {});
  const writer = new XlsxStreamWriter({ name: "staff" });
  writer.addRow(headings);
  for (const row of values) writer.addRow(headings.map((heading) => row[heading] ?? null));
  await writeFile(path, await writer.finish());
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
