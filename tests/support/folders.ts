import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { type Folders, resolveFolders } from "../../src/paths.ts";

export const project = fileURLToPath(new URL("../..", import.meta.url));

/** A new empty folder that goes when the test has finished. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "gweithlu-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function temporaryFolders(): Promise<Folders> {
  const data = await temporaryFolder();
  return resolveFolders(project, join(data, "data"), join(data, "dist"));
}
