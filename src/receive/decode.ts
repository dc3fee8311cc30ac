import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { readHead } from "./head.ts";
import { FileRefused } from "./refusal.ts";
import { type TextFacts, TextScan } from "./text-scan.ts";

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

export interface DecodedText extends TextFacts {
  /** A file in UTF-8: the original where it already is, else `scratch`. */
  path: string;
  encoding: Encoding;
}

/** How much of a file without a mark its encoding is read from, in bytes. */
const sampleSize = 1 << 20;

/** No text holds them: C0 controls but tab, line ends and form feed; DEL; what no character stands for. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const controls = /[\0-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]/;

/** Bytes that Windows-1252 gives no character. */
const undefinedBytes = /[\x81\x8d\x8f\x90\x9d]/;

/** A character above ASCII as UTF-8 writes it, in bytes. */
const utf8Character = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/;

/**
 * Makes a text file readable as UTF-8. The byte order mark decides; without one, zero bytes in every other place are
 * UTF-16, valid UTF-8 is UTF-8, and anything else is Windows-1252 if nothing speaks against it.
 * @param scratch where a decoded copy may be written; the caller removes it
 * @throws FileRefused `unknown-encoding` when no encoding fits all of it, or two fit parts of it
 */
export async function decodeText(path: string, facts: TextFacts, scratch: string): Promise<DecodedText> {
  const sample = await readHead(path, sampleSize);
  const encoding = detectEncoding(sample, facts);
  if (encoding === "utf-8") {
    if (controls.test(sample.toString("utf8"))) throw new FileRefused({ rule: "unknown-encoding" });
    return { ...facts, path, encoding };
  }
  const scan = new TextScan();
  await pipeline(
    createReadStream(path, { highWaterMark: 1 << 18 }),
    encoding === "windows-1252" ? decodeWindows : decodeWith(encoding),
    async function* (texts: AsyncIterable<string>) {
      for await (const text of texts) {
        if (controls.test(text)) throw new FileRefused({ rule: "unknown-encoding" });
        const bytes = Buffer.from(text);
        scan.push(bytes);
        yield bytes;
      }
    },
    createWriteStream(scratch),
  );
  return { ...scan.finish(), path: scratch, encoding };
}

function detectEncoding(sample: Buffer, facts: TextFacts): Encoding {
  const mark = sample.subarray(0, 4).toString("hex");
  if (mark === "fffe0000" || mark === "0000feff") throw new FileRefused({ rule: "unknown-encoding" });
  if (mark.startsWith("fffe")) return "utf-16le";
  if (mark.startsWith("feff")) return "utf-16be";
  if (facts.hasNul) return detectUtf16(sample);
  return facts.isUtf8 ? "utf-8" : "windows-1252";
}

/** Nearly all text of a return is ASCII: one byte of each of its UTF-16 units is zero, and always the same one. */
function detectUtf16(sample: Buffer): Encoding {
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const units = Math.floor(sample.length / 2);
  if (even === 0 && odd > 0.8 * units) return "utf-16le";
  if (odd === 0 && even > 0.8 * units) return "utf-16be";
  throw new FileRefused({ rule: "unknown-encoding" });
}

type Decoder = (chunks: AsyncIterable<Buffer>) => AsyncGenerator<string>;

function decodeWith(encoding: Encoding): Decoder {
  return async function* (chunks) {
    const decoder = new TextDecoder(encoding, { fatal: true });
    try {
      for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
      yield decoder.decode();
    } catch (cause) {
      throw new FileRefused({ rule: "unknown-encoding" }, cause);
    }
  };
}

/** A UTF-8 character among bytes that are no UTF-8 means damage, and every reading of it would be a guess. */
async function* decodeWindows(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder("windows-1252");
  let carried = "";
  for await (const chunk of chunks) {
    const bytes = chunk.toString("latin1");
    if (undefinedBytes.test(bytes) || utf8Character.test(carried + bytes)) {
      throw new FileRefused({ rule: "unknown-encoding" });
    }
    carried = bytes.slice(-3);
    yield decoder.decode(chunk, { stream: true });
  }
}
