import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Manifest } from "./manifest.ts";

/** Files of a release that are not there or do not have the content that its manifest says. */
export async function findDamaged(folder: string, manifest: Manifest): Promise<string[]> {
  const damaged: string[] = [];
  for (const { path, sha256 } of manifest.files) {
    const found = await hashFile(join(folder, path)).catch(() => null);
    if (found !== sha256) damaged.push(path);
  }
  return damaged;
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
