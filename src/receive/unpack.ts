import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { FileRefused } from "./refusal.ts";
import { type TextFacts, TextScan } from "./text-scan.ts";

const mebibyte = 1024 * 1024;

/**
 * Bytes that packed content may unpack to. Returns shrink to a tenth or so; what shrinks to less than a hundredth of
 * more than 64 MiB is there to fill the disk.
 */
export function unpackLimit(packed: number): number {
  return Math.max(64 * mebibyte, Math.min(100 * packed, 16 * 1024 * mebibyte));
}

/**
 * Unpacks gzip into `target`.
 * @param bytes size of the packed file
 * @throws FileRefused `unreadable-file`, `unpacks-too-large`
 */
export async function unpackGzip(path: string, bytes: number, target: string): Promise<TextFacts> {
  const scan = new TextScan();
  const limit = unpackLimit(bytes);
  let size = 0;
  try {
    await pipeline(
      createReadStream(path),
      createGunzip(),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          size += chunk.length;
          if (size > limit) throw new FileRefused({ rule: "unpacks-too-large", format: "gzip" });
          scan.push(chunk);
          yield chunk;
        }
      },
      createWriteStream(target),
    );
  } catch (cause) {
    if (cause instanceof FileRefused) throw cause;
    throw new FileRefused({ rule: "unreadable-file", detail: "gzip" }, cause);
  }
  if (size === 0) throw new FileRefused({ rule: "empty-file" });
  return scan.finish();
}
