import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { describeFile, type ReceivedFile } from "./find.ts";
import { FileRefused } from "./refusal.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

export interface DecodedText {
  /** A file in UTF-8: the original where it already is, else `scratch`. */
  path: string;
  encoding: Encoding;
}

/**
 * Makes a delimited text file readable as UTF-8. The byte order mark decides; without one, valid UTF-8 is UTF-8 and
 * anything else Windows-1252.
 * @param scratch where a decoded copy may be written; the caller removes it.
 * @throws FileRefused `unreadable-file` when it cannot be unpacked.
 */
export async function decodeText(file: ReceivedFile, scratch: string): Promise<DecodedText> {
  let current = file;
  if (file.name.toLowerCase().endsWith(".gz")) {
    const unpacked = `${scratch}.unpacked`;
    try {
      await pipeline(createReadStream(file.path), createGunzip(), createWriteStream(unpacked));
    } catch (cause) {
      throw new FileRefused({ rule: "unreadable-file", detail: "gzip" }, cause);
    }
    current = await describeFile(file.dataset, unpacked, file.name);
  }
  const encoding = await detectEncoding(current);
  if (encoding === "utf-8") return { path: current.path, encoding };
  await pipeline(createReadStream(current.path), decodeWith(encoding), createWriteStream(scratch));
  return { path: scratch, encoding };
}

function decodeWith(encoding: Encoding): (chunks: AsyncIterable<Buffer>) => AsyncGenerator<string> {
  return async function* (chunks) {
    const decoder = new TextDecoder(encoding, { fatal: true });
    try {
      for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
      yield decoder.decode();
    } catch (cause) {
      throw new FileRefused({ rule: "unreadable-file", detail: encoding }, cause);
    }
  };
}

async function detectEncoding(file: ReceivedFile): Promise<Encoding> {
  const handle = await open(file.path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    if (bytesRead === 2 && buffer[0] === 0xff && buffer[1] === 0xfe) return "utf-16le";
    if (bytesRead === 2 && buffer[0] === 0xfe && buffer[1] === 0xff) return "utf-16be";
  } finally {
    await handle.close();
  }
  return file.isUtf8 ? "utf-8" : "windows-1252";
}
