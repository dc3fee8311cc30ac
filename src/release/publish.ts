import { createHash } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PipelineError } from "../errors.ts";
import type { Folders } from "../paths.ts";
import { describeFile } from "../receive/find.ts";
import { renameDurably, switchLink, syncFolder } from "./durable.ts";
import { toJson } from "./json.ts";
import { cellsFile, isUnfinished } from "./kept.ts";
import { type Manifest, parseManifest } from "./manifest.ts";
import type { Place } from "./place.ts";
import { requireEdition } from "./published.ts";

/** What a release says of itself beside its name and its files. */
export type ReleaseInfo = Omit<Manifest, "release" | "previous" | "files">;

/**
 * Builds a release aside and publishes it: `write` fills its folder, the manifest is added, everything is synced, the
 * folder gets its name and the link `published` is switched. Until then the last release stands; a release that cannot be
 * filled leaves nothing.
 * @param write fills the folder with the release's files
 * @throws PipelineError `not-repeatable` when a release made before does not come out the same, `other-edition`
 */
export async function publishRelease(
  folders: Folders,
  info: ReleaseInfo,
  place: Place,
  write: (folder: string) => Promise<void>,
): Promise<Manifest> {
  const { release, previous, expected } = place;
  requireEdition(folders, { ...info, release }, folders.releases);
  await mkdir(folders.releases, { recursive: true });
  await removeUnfinished(folders.releases);
  const aside = join(folders.releases, `.building-${release}`);
  await mkdir(aside);
  try {
    await write(aside);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
  const manifest: Manifest = {
    release,
    ...info,
    previous: previous && describePrevious(previous.manifest),
    files: await listFiles(aside),
  };
  if (expected) requireSame(manifest, expected);
  await writeFile(join(aside, "manifest.json"), toJson(parseManifest(manifest)));
  await syncFolder(aside);
  const folder = join(folders.releases, release);
  await setAside(folder, join(folders.releases, `.replaced-${release}`));
  await renameDurably(aside, folder);
  await switchLink(folders.published, folder);
  await removeUnfinished(folders.releases);
  return manifest;
}

/** Hash of texts in their order, each kept apart from the next. */
export function fingerprint(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest("hex");
}

function describePrevious({ release, files }: Manifest): Manifest["previous"] {
  return { release, sha256: files.find(({ path }) => path === cellsFile)?.sha256 ?? "" };
}

function requireSame(made: Manifest, expected: Manifest): void {
  const hashes = new Map(expected.files.map(({ path, sha256 }) => [path, sha256]));
  const changed = made.files.filter(({ path, sha256 }) => hashes.get(path) !== sha256);
  const missing = expected.files.filter(({ path }) => !made.files.some((file) => file.path === path));
  const different = [...changed, ...missing].map(({ path }) => path);
  if (different.length > 0)
    throw new PipelineError("not-repeatable", `${made.release}: ${different.join(", ")}`);
}

async function setAside(folder: string, aside: string): Promise<void> {
  try {
    await rename(folder, aside);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}

async function removeUnfinished(releases: string): Promise<void> {
  for (const name of await readdir(releases)) {
    if (isUnfinished(name)) await rm(join(releases, name), { recursive: true });
  }
}

async function listFiles(folder: string): Promise<Manifest["files"]> {
  const files: Manifest["files"] = [];
  for (const entry of await readdir(folder, { recursive: true })) {
    const path = join(folder, entry);
    if ((await stat(path)).isDirectory()) continue;
    const { bytes, sha256 } = await describeFile("", path, entry);
    files.push({ path: entry.replaceAll("\\", "/"), bytes, sha256 });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
