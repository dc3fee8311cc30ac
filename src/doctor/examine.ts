import { lstat, mkdir, readdir, realpath, rm, stat, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { version as engineVersion } from "@duckdb/node-api";
import { z } from "zod";
import { findInstalledBrowser } from "../browser/find-browser.ts";
import { PipelineError } from "../errors.ts";
import { inspectLock } from "../lock.ts";
import type { Folders } from "../paths.ts";
import { findDamaged } from "../release/damage.ts";
import { type Manifest, readManifest } from "../release/manifest.ts";
import { isSiteCurrent } from "../release/site.ts";
import { readRows } from "../warehouse/connect.ts";
import { openReadOnly } from "../warehouse/open-read-only.ts";
import { unfinishedWarehouse } from "../warehouse/replace.ts";

/** `problem`: a run would fail, or what is published is not what it should be. */
type FindingState = "ok" | "note" | "problem";

/** What was looked at, how it stands, and what the message `doctor-<check>-<state>` needs to say so. */
export interface Finding {
  check: string;
  state: FindingState;
  values: Record<string, string | number>;
}

/** Least free space that a run is promised to get along with, in bytes. */
const leastSpace = 1e9;

/** Looks at everything a run needs and leaves behind; changes nothing. */
export async function examine(folders: Folders, environment: NodeJS.ProcessEnv): Promise<Finding[]> {
  const lock = await examineLock(folders.lock);
  const manifest = await readManifest(folders.published).catch(() => null);
  return [
    { check: "versions", state: "ok", values: { node: process.versions.node, engine: engineVersion() } },
    await examineSpace(folders, manifest),
    ...(await examineFolders(folders)),
    lock,
    ...(isFree(lock) ? await examineRemains(folders) : []),
    await examineWarehouse(folders.warehouse),
    ...(await examineRelease(folders)),
    await examineSite(folders, manifest),
    examineBrowser(environment),
  ];
}

async function examineSpace(folders: Folders, manifest: Manifest | null): Promise<Finding> {
  const place = await nearestFolder(folders.releases);
  const { bavail, bsize } = await statfs(place);
  const warehouse = await stat(folders.warehouse).catch(() => null);
  const release = (manifest?.files ?? []).reduce((total, file) => total + file.bytes, 0);
  const needed = Math.max(leastSpace, 2 * ((warehouse?.size ?? 0) + release));
  const values = { folder: place, free: gigabytes(bavail * bsize), needed: gigabytes(needed) };
  return { check: "space", state: bavail * bsize < needed ? "problem" : "ok", values };
}

async function examineFolders(folders: Folders): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const folder of [
    folders.work,
    folders.releases,
    join(folders.published, ".."),
    join(folders.site, ".."),
  ]) {
    const place = await nearestFolder(folder);
    const values = { folder: place };
    if (findings.some((one) => one.values["folder"] === place)) continue;
    findings.push({ check: "folder", state: (await isWritable(place)) ? "ok" : "problem", values });
  }
  return findings;
}

async function examineLock(path: string): Promise<Finding> {
  const { state, holder } = await inspectLock(path);
  const values = {
    path,
    process: holder?.process ?? 0,
    host: holder?.host ?? "",
    since: holder?.since ?? "",
  };
  switch (state) {
    case "free":
      return { check: "lock", state: "ok", values };
    case "held":
      return { check: "lock", state: "note", values };
    case "stale":
      return { check: "stale-lock", state: "note", values };
    case "unknown":
      return { check: "foreign-lock", state: "problem", values };
  }
}

/** Whether a run could begin: then no other is at work. */
function isFree({ check, state }: Finding): boolean {
  return check === "stale-lock" || state === "ok";
}

/** What a run that was killed has left; the next one removes it. */
async function examineRemains(folders: Folders): Promise<Finding[]> {
  const releases = await readdir(folders.releases).catch(() => []);
  const remains = [
    ...releases.filter((name) => name.startsWith(".building-")).map((name) => join(folders.releases, name)),
    ...((await exists(unfinishedWarehouse(folders.warehouse)))
      ? [unfinishedWarehouse(folders.warehouse)]
      : []),
  ];
  return remains.map((path) => ({ check: "remains", state: "note", values: { path } }));
}

async function examineWarehouse(path: string): Promise<Finding> {
  const values = { path };
  try {
    const { connection, close } = await openReadOnly(path);
    try {
      await readRows(
        connection,
        z.object({ loads: z.int() }),
        "select count(*)::int as loads from history.load",
      );
      return { check: "warehouse", state: "ok", values };
    } finally {
      close();
    }
  } catch (error) {
    if (error instanceof PipelineError && error.code === "no-warehouse") {
      return { check: "no-warehouse", state: "note", values };
    }
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return { check: "warehouse", state: "problem", values: { path, reason } };
  }
}

/** The published release, file by file, against its manifest. */
async function examineRelease(folders: Folders): Promise<Finding[]> {
  const folder = await realpath(folders.published).catch(() => null);
  if (folder === null) {
    const isLink = await lstat(folders.published).then(
      () => true,
      () => false,
    );
    const state = isLink ? "problem" : "note";
    return [{ check: isLink ? "release-missing" : "no-release", state, values: { path: folders.published } }];
  }
  const values = { path: folder };
  let manifest: Manifest | null;
  try {
    manifest = await readManifest(folder);
  } catch {
    manifest = null;
  }
  if (manifest === null) return [{ check: "manifest", state: "problem", values }];
  const damaged = await findDamaged(folder, manifest);
  return damaged.length === 0
    ? [{ check: "release", state: "ok", values: { ...values, release: manifest.release } }]
    : damaged.map((file) => ({ check: "file", state: "problem", values: { path: join(folder, file) } }));
}

async function examineSite(folders: Folders, manifest: Manifest | null): Promise<Finding> {
  const isCurrent = manifest !== null && (await isSiteCurrent(folders, manifest.release));
  return { check: "site", state: isCurrent ? "ok" : "note", values: { path: folders.site } };
}

function examineBrowser(environment: NodeJS.ProcessEnv): Finding {
  const path = findInstalledBrowser(environment["CHROMIUM_PATH"]);
  return { check: "browser", state: path === null ? "note" : "ok", values: { path: path ?? "" } };
}

/** The folder itself, or the nearest one above it that is there. */
async function nearestFolder(folder: string): Promise<string> {
  const found = await realpath(folder).catch(() => null);
  return found ?? nearestFolder(join(folder, ".."));
}

/** Tried, since what a folder's rights say does not hold for every user and every disk. */
async function isWritable(folder: string): Promise<boolean> {
  const trial = join(folder, `.trial-${process.pid}`);
  try {
    await mkdir(trial);
    await writeFile(join(trial, "file"), "");
    return true;
  } catch {
    return false;
  } finally {
    await rm(trial, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function gigabytes(bytes: number): number {
  return Math.round(bytes / 1e8) / 10;
}
