import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { z } from "zod";
import { prepareHistory } from "../../src/check/history.ts";
import { readContracts } from "../../src/contracts/contract.ts";
import { takeIn } from "../../src/intake/take-in.ts";
import { describeFile } from "../../src/receive/find.ts";
import { openWarehouse, quoteText, readRows } from "../../src/warehouse/connect.ts";
import { loadReference } from "../../src/warehouse/reference.ts";
import { temporaryFolder, temporaryFolders } from "../support/folders.ts";
import { pipelines } from "../support/given.ts";

const plain = `academic_year,profession,provider,route,welsh_medium,commissioned_places,enrolled
2024/25,physiotherapist,"Ysgol â, ŵ a ŷ",undergraduate,true,1200,1190
2024/25,dietitian,Ysgol B,postgraduate,false,20,18
`;

const french = plain.replaceAll("ŵ a ŷ", "ô");

function withSeparator(separator: string): string {
  return plain.replaceAll(/,(?! )/g, separator);
}

const disguises: Record<string, Buffer> = {
  "plain.csv": Buffer.from(plain),
  "bom.csv": Buffer.from(`\ufeff${plain}`),
  "windows-line-ends.csv": Buffer.from(plain.replaceAll("\n", "\r\n")),
  "semicolons.csv": Buffer.from(withSeparator(";")),
  "tabs.tsv": Buffer.from(withSeparator("\t")),
  "bars.txt": Buffer.from(withSeparator("|")),
  "packed.csv.gz": gzipSync(plain),
  "utf-16-le.csv": Buffer.from(`\ufeff${plain}`, "utf16le"),
  "utf-16-be-bare.csv": Buffer.from(plain, "utf16le").swap16(),
  "utf-16-be.csv": Buffer.from(`\ufeff${plain}`, "utf16le").swap16(),

  "separator-line.csv": Buffer.from(`sep=;\n${withSeparator(";")}`),
  "headings.csv": Buffer.from(
    plain
      .replace("academic_year", "Academic Year")
      .replace("commissioned_places", "PLACES")
      .replace("enrolled", "enrolled,remark")
      .replaceAll(/(1190|18)\n/g, "$1,note\n"),
  ),
  "spaces-and-thousands.csv": Buffer.from(
    plain.replaceAll(",1200,", ',"1,200\u00a0",').replaceAll("dietitian", " Dietitians "),
  ),
  "reordered.csv": Buffer.from(
    plain
      .split("\n")
      .map((line) => line.replace(/^([^,]*),([^,]*),/, "$2,$1,"))
      .join("\n"),
  ),
};

async function load(name: string, content: Buffer): Promise<unknown[]> {
  const folders = { ...(await temporaryFolders()), pipelines };
  const path = join(await temporaryFolder(), name);
  await writeFile(path, content);
  return loadPath(path, name, folders);
}

async function loadPath(
  path: string,
  name: string,
  folders: Awaited<ReturnType<typeof temporaryFolders>>,
): Promise<unknown[]> {
  const contracts = (await readContracts(pipelines)).filter((contract) => contract.dataset === "education");
  const warehouse = await openWarehouse({ path: ":memory:" });
  const { connection } = warehouse;
  await loadReference(connection, join(pipelines, "reference"));
  await prepareHistory(connection, contracts);
  const outcomes = await takeIn(
    connection,
    contracts,
    [await describeFile("education", path, name)],
    folders,
    () => undefined,
  );
  expect(outcomes.map((outcome) => [outcome.status, outcome.report?.faults])).toEqual([["loaded", []]]);
  const rows = await readRows(
    connection,
    z.record(z.string(), z.unknown()),
    "select * from history.education order by all",
  );
  warehouse.close();
  return rows;
}

test.each(Object.keys(disguises))("%s loads to the same rows", async (name) => {
  const wanted = await load("plain.csv", Buffer.from(plain));
  expect(wanted).toHaveLength(2);
  expect(await load(name, disguises[name] ?? Buffer.from(""))).toEqual(wanted);
});

test("windows-1252 is read as such where the bytes are no UTF-8", async () => {
  expect(await load("western.csv", Buffer.from(french, "latin1"))).toEqual(
    await load("plain.csv", Buffer.from(french)),
  );
});

test("parquet loads to the same rows", async () => {
  const folders = await temporaryFolders();
  const path = join(await temporaryFolder(), "rows.parquet");
  const warehouse = await openWarehouse({ path: ":memory:" });
  const csv = `${path}.csv`;
  await writeFile(csv, plain);
  await warehouse.connection.run(
    `copy (from read_csv(${quoteText(csv)}, header = true)) to ${quoteText(path)}`,
  );
  warehouse.close();
  expect(await loadPath(path, "rows.parquet", folders)).toEqual(await load("plain.csv", Buffer.from(plain)));
});
