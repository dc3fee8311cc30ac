import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
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
 * Loads and checks a large staff file beside a bare `create table as select * from read_csv(…)` in the same engine, and
 * the first 100,000 of its rows as a spreadsheet. Scale 27 is 11.5 million rows and 1.6 GB.
 */

const scale = Number(process.argv[2] ?? 27);
const project = fileURLToPath(new URL("../..", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "gweithlu-bench-"));
const folders = resolveFolders(project, join(folder, "data"), join(folder, "site"));
await mkdir(folders.work, { recursive: true });
await generateNation({ out: folders.incoming, scale, seed: 1, months: 120, pipelines: folders.pipelines });
const csv = join(folders.incoming, "staff", "example-enghraifft-staff.csv");

const warehouse = await openWarehouse({ path: folders.warehouse });
const { connection } = warehouse;
const contracts = await readContracts(folders.pipelines);
await loadReference(connection, join(folders.pipelines, "reference"));
await prepareHistory(connection, contracts);

const bare = await time(() =>
  connection.run(`create table bare as select * from read_csv(${quoteText(csv)})`),
);
await connection.run("drop table bare; checkpoint");
const [loaded, rows] = await load(csv);
const xlsx = join(folder, "staff.xlsx");
await writeSpreadsheet(xlsx, 100_000);
const [spreadsheet, cells] = await load(xlsx);
warehouse.close();
await rm(folder, { recursive: true });

console.log("| what | rows | seconds | ratio |\n|---|---|---|---|");
console.log(`| bare read_csv into a table | ${rows} | ${bare.toFixed(1)} | 1.0 |`);
console.log(
  `| receive, check and load the same file | ${rows} | ${loaded.toFixed(1)} | ${(loaded / bare).toFixed(2)} |`,
);
console.log(`| receive, check and load a spreadsheet | ${cells} | ${spreadsheet.toFixed(1)} | |`);

/** Seconds, and the rows of the file. */
async function load(path: string): Promise<[number, number]> {
  let rows = 0;
  const seconds = await time(async () => {
    const file = await describeFile("staff", path, path.split(/[\\/]/).at(-1) ?? path);
    const [outcome] = await takeIn(connection, contracts, [file], folders, () => undefined);
    if (outcome?.status !== "loaded") throw new Error(JSON.stringify(outcome));
    rows = outcome.report?.rows ?? 0;
  });
  return [seconds, rows];
}

async function writeSpreadsheet(path: string, count: number): Promise<void> {
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

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
