import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream, type Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";

export interface ReceivedFile {
  dataset: string;
  path: string;
  /** Path inside the folder it came from, with `/`. */
  name: string;
  bytes: number;
  /** Identifies the content: the same file sent again has the same. */
  sha256: string;
  isUtf8: boolean;
}

/** Every file below `folder`, in name order; hidden files are left out. A folder that is not there is empty. */
export async function findFiles(dataset: string, folder: string): Promise<ReceivedFile[]> {
  const entries = await listEntries(folder);
  const files: ReceivedFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.startsWith(".")) continue;
    const path = join(entry.parentPath, entry.name);
    files.push(await describeFile(dataset, path, relative(folder, path).replaceAll("\\", "/")));
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Reads the file once, in chunks, for its size, hash and whether it is valid UTF-8. */
export async function describeFile(dataset: string, path: string, name: string): Promise<ReceivedFile> {
  const hash = createHash("sha256");
  let bytes = 0;
  let valid = true;
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk);
    bytes += chunk.length;
    if (valid) {
      const text = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const end = completeLength(text);
      valid = isUtf8(text.subarray(0, end));
      rest = Buffer.from(text.subarray(end));
    }
  }
  return { dataset, path, name, bytes, sha256: hash.digest("hex"), isUtf8: valid && rest.length === 0 };
}

/** Length without a multi-byte character that the end of the chunk cuts in two. */
function completeLength(text: Buffer): number {
  for (let back = 1; back <= Math.min(3, text.length); back++) {
    const byte = text[text.length - back] ?? 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? text.length - back : text.length;
    }
    if (byte < 0x80) break;
  }
  return text.length;
}

async function listEntries(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
