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
import { showRatio, showTime, type Time, time } from "./measure.ts";

/**
 * Loads and checks a large staff file beside a bare `create table as select * from read_csv(…)` in the same engine, in
 * turn and several times as machines are noisy, and the first 100,000 of its rows as a spreadsheet. Scale 27 is 11.5 million rows and 1.6 GB.
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
for (let round = 0; round < 5; round++) {
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

console.log(`${rounds[0]?.rows} rows, five times in turn; seconds, and of the processor in brackets:`);
console.log("| bare read_csv into a table | receive, check and load | ratio |\n|---|---|---|");
for (const { bare, loaded } of rounds) {
  console.log(`| ${showTime(bare)} | ${showTime(loaded)} | ${showRatio([[loaded, bare]])} |`);
}
console.log(`Median ratio: ${showRatio(rounds.map(({ bare, loaded }) => [loaded, bare]))}`);
console.log(`A spreadsheet of ${spreadsheet.rows} rows: ${showTime(spreadsheet.loaded)}`);

interface Load {
  rows: number;
  loaded: Time;
}

interface Round extends Load {
  /** The bare load just before. */
  bare: Time;
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
  const loaded = await time(async () => {
    const file = await describeFile("staff", path, path.split(/[\\/]/).at(-1) ?? path);
    const [outcome] = await takeIn(connection, contracts, [file], folders, () => undefined);
    if (outcome?.status !== "loaded") throw new Error(JSON.stringify(outcome));
    rows = outcome.report?.rows ?? 0;
  });
  return { rows, loaded };
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
