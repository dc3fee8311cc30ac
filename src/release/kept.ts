import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Folders } from "../paths.ts";
import { renameDurably, syncFile, syncFolder } from "./durable.ts";
import { toJson } from "./json.ts";
import { type Manifest, readManifest } from "./manifest.ts";

/** A release that is still there: whole, or thinned to what it takes to compare with it and to make it again. */
export interface KeptRelease {
  manifest: Manifest;
  folder: string;
  isWhole: boolean;
}

/** The file of a release that holds its cells for comparison. */
export const cellsFile = "observations.parquet";

/** Whether a name below the releases is of something that is no release: not yet, or no more. */
export function isUnfinished(name: string): boolean {
  return name.startsWith(".");
}

/** What is kept of a release that is thinned. */
const thinnedFiles = ["manifest.json", cellsFile, "indicators.json"];

/** Every release of the folders' edition that is there and that this version can read, in their order. */
export async function listReleases(folders: Folders): Promise<KeptRelease[]> {
  return (await listAnyEdition(folders)).filter(({ manifest }) => manifest.edition === folders.edition);
}

/** Also those of the other edition, which must not be here: for saying so to whoever asks for one. */
export async function listAnyEdition(folders: Folders): Promise<KeptRelease[]> {
  const whole = await readReleases(folders.releases, true);
  const names = new Set(whole.map(({ manifest }) => manifest.release));
  const thinned = await readReleases(folders.archive, false);
  return [...whole, ...thinned.filter(({ manifest }) => !names.has(manifest.release))].sort((a, b) =>
    orderReleases(a.manifest.release, b.manifest.release),
  );
}

/** Sorts names of releases by their day and, within it, by their number. */
export function orderReleases(a: string, b: string): number {
  const [dayA, numberA] = splitRelease(a);
  const [dayB, numberB] = splitRelease(b);
  return dayA === dayB ? numberA - numberB : dayA < dayB ? -1 : 1;
}

/** Thins all but the newest `keep` releases, those in `needed` excepted. */
export async function thinReleases(folders: Folders, keep: number, needed: readonly string[]): Promise<void> {
  const whole = (await listReleases(folders)).filter(({ isWhole }) => isWhole);
  for (const { manifest, folder } of whole.slice(0, Math.max(0, whole.length - keep))) {
    if (needed.includes(manifest.release)) continue;
    await mkdir(folders.archive, { recursive: true });
    const aside = join(folders.archive, `.${manifest.release}`);
    await rm(aside, { recursive: true, force: true });
    await mkdir(aside);
    for (const file of thinnedFiles) await cp(join(folder, file), join(aside, file));
    await syncFolder(aside);
    await rm(join(folders.archive, manifest.release), { recursive: true, force: true });
    await renameDurably(aside, join(folders.archive, manifest.release));
    const leaving = join(folders.releases, `.thinned-${manifest.release}`);
    await rename(folder, leaving);
    await rm(leaving, { recursive: true });
  }
}

const withdrawnFile = z.array(z.string());

/** Releases that were taken back: a run with nothing new does not publish them again. */
export async function readWithdrawn(folders: Folders): Promise<string[]> {
  try {
    return withdrawnFile.parse(JSON.parse(await readFile(withdrawnPath(folders), "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

export async function writeWithdrawn(folders: Folders, releases: readonly string[]): Promise<void> {
  const path = withdrawnPath(folders);
  await writeFile(`${path}.next`, toJson(releases));
  await syncFile(`${path}.next`);
  await renameDurably(`${path}.next`, path);
}

function withdrawnPath(folders: Folders): string {
  return join(folders.work, "withdrawn.json");
}

async function readReleases(folder: string, isWhole: boolean): Promise<KeptRelease[]> {
  const releases: KeptRelease[] = [];
  for (const name of await listNames(folder)) {
    if (isUnfinished(name)) continue;
    const manifest = await readManifest(join(folder, name)).catch(() => null);
    if (manifest) releases.push({ manifest, folder: join(folder, name), isWhole });
  }
  return releases;
}

async function listNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function splitRelease(release: string): [day: string, number: number] {
  const at = release.lastIndexOf("-");
  return [release.slice(0, at), Number(release.slice(at + 1))];
}
