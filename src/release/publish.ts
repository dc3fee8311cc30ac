import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Bilingual } from "../bilingual.ts";
import { bilingual } from "../bilingual.ts";
import type { Policy } from "../disclosure/policy.ts";
import type { Folders } from "../paths.ts";
import { describeFile } from "../receive/find.ts";
import { renameDurably, switchLink, syncFolder } from "./durable.ts";

const hashed = { rows: z.int(), sha256: z.string() };

const manifestFile = z.strictObject({
  release: z.string(),
  as_at: z.iso.date(),
  example: z.boolean(),
  notice: bilingual.nullable(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  /** Identifies inputs, definitions, policy and software together: equal ones give the same release. */
  fingerprint: z.string(),
  policy: z.record(z.string(), z.union([z.number(), z.string()])),
  inputs: z.array(z.strictObject({ dataset: z.string(), name: z.string(), ...hashed })),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.int(), sha256: z.string() })),
});

export type Manifest = z.infer<typeof manifestFile>;

export interface ReleaseInfo {
  as_at: string;
  example: boolean;
  notice: Bilingual | null;
  software: Manifest["software"];
  fingerprint: string;
  policy: Policy;
  inputs: Manifest["inputs"];
}

/** The manifest of the release that is published now, or null. */
export async function readManifest(published: string): Promise<Manifest | null> {
  try {
    return manifestFile.parse(JSON.parse(await readFile(join(published, "manifest.json"), "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/**
 * Builds a release aside and publishes it: `write` fills its folder, the manifest is added, everything is synced, the
 * folder gets its name and the link `published` is switched. Until then the last release stands.
 * @param write fills the folder with the release's files
 */
export async function publishRelease(
  folders: Folders,
  info: ReleaseInfo,
  write: (folder: string, release: string) => Promise<void>,
): Promise<Manifest> {
  await mkdir(folders.releases, { recursive: true });
  await removeUnfinished(folders.releases);
  const release = await nextRelease(folders.releases, info.as_at);
  const aside = join(folders.releases, `.building-${release}`);
  await mkdir(aside);
  await write(aside, release);
  const manifest: Manifest = { release, ...info, files: await listFiles(aside) };
  await writeFile(join(aside, "manifest.json"), toJson(manifestFile.parse(manifest)));
  await syncFolder(aside);
  const folder = join(folders.releases, release);
  await renameDurably(aside, folder);
  await switchLink(folders.published, folder);
  return manifest;
}

/** JSON as it is published: indented, with a last line break. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

/** Hash of texts in their order, each kept apart from the next. */
export function fingerprint(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest("hex");
}

async function removeUnfinished(releases: string): Promise<void> {
  for (const name of await readdir(releases)) {
    if (name.startsWith(".building-")) await rm(join(releases, name), { recursive: true });
  }
}

async function nextRelease(releases: string, asAt: string): Promise<string> {
  const taken = (await readdir(releases))
    .filter((name) => name.startsWith(`${asAt}-`))
    .map((name) => Number(name.slice(asAt.length + 1)));
  return `${asAt}-${Math.max(0, ...taken) + 1}`;
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
