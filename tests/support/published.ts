import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Every published file below the data folder, by its path in the release, in their order. */
export async function listPublished(data: string): Promise<string[]> {
  const folder = join(data, "published");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Hash of every published file, by its path. */
export async function hashPublished(data: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const path of await listPublished(data)) {
    hashes[path] = createHash("sha256")
      .update(await readFile(join(data, "published", path)))
      .digest("hex");
  }
  return hashes;
}
