import { createHash } from "node:crypto";
import { createReadStream, type Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { type TextFacts, TextScan } from "./text-scan.ts";

export interface ReceivedFile extends TextFacts {
  dataset: string;
  path: string;
  /** Path inside the folder it came from, with `/`; fit to be shown. */
  name: string;
  bytes: number;
  /** Identifies the content: the same file sent again has the same. */
  sha256: string;
}

/**
 * Every file below `folder`, in name order. Hidden files are left out, and so are the `~$` files that Office keeps
 * beside an open document. A folder that is not there is empty.
 */
export async function findFiles(dataset: string, folder: string): Promise<ReceivedFile[]> {
  const entries = await listEntries(folder);
  const files: ReceivedFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || /^(\.|~\$)/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    files.push(await describeFile(dataset, path, relative(folder, path).replaceAll("\\", "/")));
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Reads the file once, in chunks, for its size, its hash and what it is as text. */
export async function describeFile(dataset: string, path: string, name: string): Promise<ReceivedFile> {
  const hash = createHash("sha256");
  const scan = new TextScan();
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk);
    scan.push(chunk);
    bytes += chunk.length;
  }
  return { dataset, path, name: shownName(name), bytes, sha256: hash.digest("hex"), ...scan.finish() };
}

/** A name without the control and direction characters that would change how a report reads. */
function shownName(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\ufffd");
}

async function listEntries(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
