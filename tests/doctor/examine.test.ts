import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { examine, type Finding } from "../../src/doctor/examine.ts";
import type { Folders } from "../../src/paths.ts";
import { publishRelease } from "../../src/release/publish.ts";
import { unfinishedWarehouse } from "../../src/warehouse/replace.ts";
import { gweithlu } from "../support/command-line.ts";
import { temporaryFolders } from "../support/folders.ts";
import { firstPlace, minimalRelease } from "../support/releases.ts";

async function find(folders: Folders, check: string): Promise<Finding | undefined> {
  return (await examine(folders, {})).find((one) => one.check === check);
}

test("before the first run there is no problem", async () => {
  const folders = await temporaryFolders();
  const findings = await examine(folders, {});
  expect(findings.filter(({ state }) => state === "problem")).toEqual([]);
  expect(findings.map(({ check }) => check)).toContain("no-release");
});

test("a changed and a missing file of the published release are named", async () => {
  const folders = await temporaryFolders();
  await publishRelease(folders, minimalRelease(), firstPlace(), async (folder) => {
    for (const name of ["a.json", "b.json"]) await writeFile(join(folder, name), name);
  });
  expect(await find(folders, "release")).toMatchObject({ state: "ok", values: { release: "2026-09-30-1" } });
  await writeFile(join(folders.published, "a.json"), "other");
  await rm(join(folders.published, "b.json"));
  const damaged = (await examine(folders, {})).filter(({ check }) => check === "file");
  expect(damaged.map(({ state, values }) => [state, String(values["path"]).slice(-6)])).toEqual([
    ["problem", "a.json"],
    ["problem", "b.json"],
  ]);
  await writeFile(join(folders.published, "manifest.json"), "{}");
  expect(await find(folders, "manifest")).toMatchObject({ state: "problem" });
});

test("a link to a release that is gone is a problem", async () => {
  const folders = await temporaryFolders();
  await mkdir(folders.releases, { recursive: true });
  await symlink("releases/2026-09-30-1", folders.published);
  expect(await find(folders, "release-missing")).toMatchObject({ state: "problem" });
});

test("what a killed run has left is told, and no problem", async () => {
  const folders = await temporaryFolders();
  await mkdir(join(folders.releases, ".building-2026-09-30-1"), { recursive: true });
  await mkdir(unfinishedWarehouse(folders.warehouse), { recursive: true });
  await writeFile(join(folders.work, "run.lock"), "");
  const findings = await examine(folders, {});
  expect(findings.filter(({ check }) => check === "remains")).toHaveLength(2);
  expect(findings.find(({ check }) => check === "stale-lock")).toMatchObject({ state: "note" });
  expect(findings.filter(({ state }) => state === "problem")).toEqual([]);
});

test("a lock of this process and one of another machine are told apart", async () => {
  const folders = await temporaryFolders();
  await mkdir(folders.work, { recursive: true });
  const holder = { process: process.pid, host: hostname(), since: "2026-01-01T00:00:00Z", started: null };
  await writeFile(join(folders.work, "run.lock"), JSON.stringify(holder));
  expect(await find(folders, "lock")).toMatchObject({ state: "note" });
  await writeFile(join(folders.work, "run.lock"), JSON.stringify({ ...holder, host: "elsewhere" }));
  expect(await find(folders, "foreign-lock")).toMatchObject({ state: "problem" });
});

test("a warehouse that cannot be read is a problem", async () => {
  const folders = await temporaryFolders();
  await mkdir(folders.work, { recursive: true });
  await writeFile(folders.warehouse, "no database".repeat(1000));
  expect(await find(folders, "warehouse")).toMatchObject({ state: "problem" });
});

test("the command says in both languages what to do, and ends with 1 on a problem", async () => {
  const folders = await temporaryFolders();
  await mkdir(folders.work, { recursive: true });
  await writeFile(folders.warehouse, "no database".repeat(1000));
  const data = join(folders.work, "..");
  const english = await gweithlu(["doctor", "--data", data, "--site", folders.site]);
  expect(english.code).toBe(1);
  expect(english.stdout).toMatch(/^Problem: The warehouse .* cannot be read: .* run again/m);
  const welsh = await gweithlu(["doctor", "--data", data, "--site", folders.site, "--lang", "cy"]);
  expect(welsh.stdout).toMatch(/^Problem: Ni ellir darllen y warws/m);
  const json = await gweithlu(["doctor", "--data", data, "--site", folders.site, "--json"]);
  const shape = z.array(z.object({ check: z.string(), state: z.string() }));
  expect(shape.parse(JSON.parse(json.stdout))).toContainEqual({ check: "warehouse", state: "problem" });
});
