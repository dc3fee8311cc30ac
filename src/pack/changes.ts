import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Folders } from "../paths.ts";
import { renameDurably, syncFile } from "../release/durable.ts";
import { toJson } from "../release/json.ts";
import { diffReleases } from "../revision/diff.ts";
import { type ChangeSummary, changeSummary } from "../revision/summary.ts";

const packsFile = z.record(z.string(), z.string());

/** What is different from the release that the last pack of this name showed. */
export interface PackChanges {
  /** Null when there is nothing to compare with. */
  since: string | null;
  changes: Pick<ChangeSummary, "indicators" | "largest">;
}

/**
 * Changes since the last pack; when there was none, or it showed this release, those since the release before.
 * @param name of the pack: audience and language
 */
export async function readPackChanges(folders: Folders, name: string, release: string): Promise<PackChanges> {
  const last = (await readPacks(folders))[name];
  if (last !== undefined && last !== release) {
    return { since: last, changes: await diffReleases(folders, last, release, null) };
  }
  const own = changeSummary
    .extend({ previous: z.string().nullable() })
    .parse(JSON.parse(await readFile(join(folders.published, "revisions.json"), "utf8")));
  return { since: own.previous, changes: own };
}

/** Keeps which release the pack of this name showed. */
export async function rememberPack(folders: Folders, name: string, release: string): Promise<void> {
  const path = packsPath(folders);
  await mkdir(folders.work, { recursive: true });
  await writeFile(`${path}.next`, toJson({ ...(await readPacks(folders)), [name]: release }));
  await syncFile(`${path}.next`);
  await renameDurably(`${path}.next`, path);
}

async function readPacks(folders: Folders): Promise<Record<string, string>> {
  try {
    return packsFile.parse(JSON.parse(await readFile(packsPath(folders), "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
}

function packsPath(folders: Folders): string {
  return join(folders.work, "packs.json");
}
