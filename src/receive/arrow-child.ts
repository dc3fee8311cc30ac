import { createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { AsyncMessageReader, DataType, Precision, RecordBatchReader } from "apache-arrow";
import { z } from "zod";
import { plainNumber } from "./plain-number.ts";
import { FileRefused, lineLimit, lineTooLong } from "./refusal.ts";
import { Scratch } from "./scratch.ts";

/**
 * Writes an Arrow file to a scratch file, batch by batch. Runs as a process with little memory of its own: the library
 * believes whatever lengths a damaged file claims, and ends with the process that it runs in. Tells of the headings,
 * then of the end or of what is wrong.
 */
const [path, format, target] = z
  .tuple([z.string(), z.enum(["arrow-file", "arrow-stream"]), z.string()])
  .parse(process.argv.slice(2));

/** What every complete file of the format ends with. */
const endings = {
  "arrow-file": Buffer.from("ARROW1"),
  "arrow-stream": Buffer.from("ffffffff00000000", "hex"),
};

/** Bytes before the first message of the file format. */
const fileMark = 8;

let handle: FileHandle | null = null;
try {
  await requireEnding(path, endings[format]);
  await requireCounts(path, format === "arrow-file" ? fileMark : 0);
  if (format === "arrow-file") handle = await open(path);
  const reader = await (handle
    ? RecordBatchReader.from(handle)
    : RecordBatchReader.from(createReadStream(path)));
  await reader.open();
  process.send?.({ headings: reader.schema.fields.map((field) => String(field.name)) });
  await writeBatches(reader, target);
  process.send?.({ isDone: true });
} catch (error) {
  const refusal = error instanceof FileRefused ? error.refusal : null;
  process.send?.({ refusal, reason: String(error) });
} finally {
  await handle?.close();
}

/** A file cut off between two batches reads without an error. */
async function requireEnding(path: string, ending: Buffer): Promise<void> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const { buffer } = await handle.read(
      Buffer.alloc(ending.length),
      0,
      ending.length,
      Math.max(0, size - ending.length),
    );
    if (!buffer.equals(ending)) throw new RangeError("the end is missing");
  } finally {
    await handle.close();
  }
}

/** A damaged file claims values without end, and the library sets memory aside for them; none takes less than a bit. */
async function requireCounts(path: string, start: number): Promise<void> {
  const most = (await stat(path)).size * 8;
  const messages = new AsyncMessageReader(createReadStream(path, { start }));
  try {
    for (let next = await messages.next(); !next.done; next = await messages.next()) {
      const message = next.value;
      const batch = message.isDictionaryBatch()
        ? message.header().data
        : message.isRecordBatch()
          ? message.header()
          : null;
      const counts = batch ? [batch.length, ...batch.nodes.map((node) => node.length)] : [];
      if (counts.some((count) => count < 0 || count > most)) throw new RangeError("more values than bits");
      await messages.readMessageBody(message.bodyLength);
    }
  } finally {
    await messages.return();
  }
}

async function writeBatches(reader: RecordBatchReader, target: string): Promise<void> {
  const types = reader.schema.fields.map((field) => field.type);
  const scratch = await Scratch.create(target);
  let line = 0;
  try {
    for await (const batch of reader) {
      const columns = types.map((type, index) => ({ type, vector: batch.getChildAt(index) }));
      for (let row = 0; row < batch.numRows; row++) {
        line++;
        scratch.write(
          line,
          columns.map(({ type, vector }) => valueText(vector?.get(row), type)),
        );
        if (row % 1024 === 0) await scratch.drain();
      }
    }
  } finally {
    await scratch.close();
  }
}

function valueText(value: unknown, type: DataType): string {
  if (value === null || value === undefined) return "";
  if (DataType.isDictionary(type)) return valueText(value, type.dictionary);
  if (DataType.isDate(type) || DataType.isTimestamp(type)) {
    const date = value instanceof Date ? value : new Date(Number(value));
    return date.toISOString().replace(/T00:00:00\.000Z$|\.000Z$|Z$/, "");
  }
  if (DataType.isDecimal(type) && value instanceof Uint32Array) return decimalText(value, type.scale);
  if (typeof value === "number") {
    const isSingle = DataType.isFloat(type) && type.precision === Precision.SINGLE;
    return plainNumber(isSingle ? shortestSingle(value) : value);
  }
  const text = String(value);
  if (text.length > lineLimit) throw lineTooLong();
  if (text.includes("\ufffd")) throw new FileRefused({ rule: "unknown-encoding" });
  return text;
}

/** The number with the fewest digits that is the same in 32 bits: 0.6, not 0.6000000238418579. */
function shortestSingle(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/** A fixed-point number: little-endian words, in two's complement. */
function decimalText(words: Uint32Array, scale: number): string {
  const bits = words.length * 32;
  const unsigned = words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
  const value = BigInt.asIntN(bits, unsigned);
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale > 0 ? `.${digits.slice(digits.length - scale)}` : "";
  return `${value < 0n ? "-" : ""}${whole}${fraction}`;
}
