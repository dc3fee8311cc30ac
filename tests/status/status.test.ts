import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { prepareHistory, writeCurrentViews } from "../../src/check/history.ts";
import { readContracts } from "../../src/contracts/contract.ts";
import { generateNation } from "../../src/generate/generate.ts";
import { findAllFiles, takeIn } from "../../src/intake/take-in.ts";
import { readMessages } from "../../src/messages/message.ts";
import type { Folders } from "../../src/paths.ts";
import { describeStatus, readStatus } from "../../src/status.ts";
import { openWarehouse } from "../../src/warehouse/connect.ts";
import { loadReference } from "../../src/warehouse/reference.ts";
import { gweithlu } from "../support/command-line.ts";
import { project, temporaryFolders } from "../support/folders.ts";

/** Loads what lies in `incoming`, as a run does before it computes anything. */
async function load(folders: Folders): Promise<void> {
  const contracts = await readContracts(folders.pipelines);
  await mkdir(folders.work, { recursive: true });
  const { connection, close } = await openWarehouse({ path: folders.warehouse });
  await loadReference(connection, join(folders.pipelines, "reference"));
  await prepareHistory(connection, contracts);
  await takeIn(connection, contracts, await findAllFiles(contracts, folders), folders, () => undefined);
  await writeCurrentViews(connection, contracts, null, null);
  close();
}

test("the return that the example nation lacks is missing and overdue, and no other of a board", async () => {
  const folders = await temporaryFolders();
  await generateNation({
    out: folders.incoming,
    scale: 0.02,
    seed: 1,
    months: 36,
    pipelines: folders.pipelines,
  });
  await load(folders);
  const status = await readStatus(folders, null);
  expect(status.release).toBeNull();
  const returns = status.datasets.flatMap((dataset) => dataset.returns);
  expect(returns.length).toBeGreaterThan(100);
  expect(returns.filter((one) => !one.received && one.employer.startsWith("7A"))).toEqual([
    {
      dataset: "staff",
      employer: "7A7",
      period_end: "2024-12-31",
      received: false,
      overdue: true,
      rows: 0,
      rejected: null,
      file: null,
    },
  ]);
  const lines = describeStatus(status, await readMessages("en"), "en");
  expect(lines[0]).toBe("There is no release yet.");
  expect(lines.find((line) => line.includes("7A7"))).toMatch(
    /^ {2}7A7 Powys THB +2026-09-30 +\d+ {2}2024-12-31 \(overdue\)$/,
  );
  const welsh = describeStatus(status, await readMessages("cy"), "cy");
  expect(welsh.find((line) => line.includes("7A7"))).toMatch(
    /^ {2}7A7 BIA Powys +2026-09-30 +\d+ {2}2024-12-31 \(hwyr\)$/,
  );
});

test("a day named decides what is overdue, and a file with one return tells its rejected rows", async () => {
  const folders = await temporaryFolders();
  await mkdir(join(folders.incoming, "staff"), { recursive: true });
  const fault = join(project, "tests", "fixtures", "faults", "invalid-date.csv");
  await copyFile(fault, join(folders.incoming, "staff", "return.csv"));
  await load(folders);
  const received = {
    dataset: "staff",
    employer: "7A7",
    period_end: "2025-09-30",
    received: true,
    overdue: false,
    rows: 59,
    rejected: 1,
    file: "return.csv",
  };
  const next = {
    ...received,
    period_end: "2025-12-31",
    received: false,
    rows: 0,
    rejected: null,
    file: null,
  };
  const ask = async (asAt: string | null): Promise<unknown> =>
    (await readStatus(folders, asAt)).datasets
      .find((one) => one.dataset === "staff")
      ?.returns.filter((one) => one.employer === "7A7");
  expect(await ask(null)).toEqual([received]);
  expect(await ask("2025-12-30")).toEqual([received]);
  expect(await ask("2026-01-30")).toEqual([received, next]);
  expect(await ask("2026-01-31")).toEqual([received, { ...next, overdue: true }]);
  const data = join(folders.warehouse, "..", "..");
  const { stdout, code } = await gweithlu(["status", "--data", data, "--as-at", "2026-01-31", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(await readStatus(folders, "2026-01-31"));
});

test("before the first run there is nothing to say", async () => {
  await expect(readStatus(await temporaryFolders(), null)).rejects.toMatchObject({ code: "no-warehouse" });
});
