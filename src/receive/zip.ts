import { type FileHandle, open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { FileRefused } from "./refusal.ts";
import { unpackLimit } from "./unpack.ts";

interface ZipEntry {
  packed: number;
  size: number;
  crc32: number;
  method: number;
  isEncrypted: boolean;
  offset: number;
}

export interface Zip {
  entries: ReadonlyMap<string, ZipEntry>;
  /** Unpacked bytes of an entry, in chunks; the last is given only once size and checksum have proved right. */
  read(name: string): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

const endSignature = 0x06054b50;
const endSize = 22;
const wideEndSignature = 0x06064b50;
const wideLocatorSignature = 0x07064b50;
const wideLocatorSize = 20;
const centralSignature = 0x02014b50;
const centralSize = 46;
const localSignature = 0x04034b50;
const localSize = 30;
const longestComment = 0xffff;
const directoryLimit = 16 * 1024 * 1024;
const stored = 0;
const deflated = 8;

/**
 * Opens a zip archive by its central directory (PKWARE APPNOTE 4.3, with ZIP64). Nothing is unpacked yet.
 * @param format what the file claims to be, for its refusal
 * @throws FileRefused `unreadable-file`
 */
export async function openZip(path: string, format: string): Promise<Zip> {
  const handle = await open(path);
  try {
    const entries = await readDirectory(handle);
    return {
      entries,
      read: (name) => readEntry(handle, entries.get(name), format),
      close: () => handle.close(),
    };
  } catch (cause) {
    await handle.close();
    throw cause instanceof FileRefused
      ? cause
      : new FileRefused({ rule: "unreadable-file", detail: format }, cause);
  }
}

async function readDirectory(handle: FileHandle): Promise<Map<string, ZipEntry>> {
  const { size } = await handle.stat();
  const tailStart = Math.max(0, size - endSize - longestComment);
  const tail = await readAt(handle, tailStart, size - tailStart);
  let end = tail.length - endSize;
  while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end--;
  if (end < 0) throw new RangeError("no end of directory");
  const place = await placeOfDirectory(handle, tail, end, tailStart);
  if (place.size > directoryLimit) throw new RangeError("directory too large");
  return parseDirectory(await readAt(handle, place.offset, place.size), place.count);
}

async function placeOfDirectory(
  handle: FileHandle,
  tail: Buffer,
  end: number,
  tailStart: number,
): Promise<{ count: number; size: number; offset: number }> {
  const place = {
    count: tail.readUInt16LE(end + 10),
    size: tail.readUInt32LE(end + 12),
    offset: tail.readUInt32LE(end + 16),
  };
  if (place.count !== 0xffff && place.size !== 0xffffffff && place.offset !== 0xffffffff) return place;
  const locator = await readAt(handle, tailStart + end - wideLocatorSize, wideLocatorSize);
  if (locator.readUInt32LE(0) !== wideLocatorSignature) return place;
  const wide = await readAt(handle, Number(locator.readBigUInt64LE(8)), 56);
  if (wide.readUInt32LE(0) !== wideEndSignature) throw new RangeError("no wide end of directory");
  return {
    count: Number(wide.readBigUInt64LE(32)),
    size: Number(wide.readBigUInt64LE(40)),
    offset: Number(wide.readBigUInt64LE(48)),
  };
}

function parseDirectory(directory: Buffer, count: number): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (directory.readUInt32LE(at) !== centralSignature) throw new RangeError("no directory entry");
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const nameStart = at + centralSize;
    const extraStart = nameStart + nameLength;
    const name = directory.toString("utf8", nameStart, extraStart);
    if (entries.has(name)) throw new RangeError("entry given twice");
    entries.set(name, {
      isEncrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      method: directory.readUInt16LE(at + 10),
      crc32: directory.readUInt32LE(at + 16),
      ...readSizes(directory, at, directory.subarray(extraStart, extraStart + extraLength)),
    });
    at = extraStart + extraLength + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** Sizes and offset; those that 32 bits cannot hold stand in the ZIP64 extra field, in this order. */
function readSizes(
  directory: Buffer,
  at: number,
  extra: Buffer,
): Pick<ZipEntry, "packed" | "size" | "offset"> {
  const wide = findExtra(extra, 1);
  let next = 0;
  const widen = (value: number): number => {
    if (value !== 0xffffffff) return value;
    next += 8;
    return Number(wide.readBigUInt64LE(next - 8));
  };
  const size = widen(directory.readUInt32LE(at + 24));
  const packed = widen(directory.readUInt32LE(at + 20));
  return { size, packed, offset: widen(directory.readUInt32LE(at + 42)) };
}

function findExtra(extra: Buffer, id: number): Buffer {
  let at = 0;
  while (at + 4 <= extra.length) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return Buffer.alloc(0);
}

async function* readEntry(
  handle: FileHandle,
  entry: ZipEntry | undefined,
  format: string,
): AsyncGenerator<Buffer> {
  if (!entry) throw new FileRefused({ rule: "unreadable-file", detail: format });
  if (entry.isEncrypted) throw new FileRefused({ rule: "password-protected", format });
  if (entry.size > unpackLimit(entry.packed)) throw new FileRefused({ rule: "unpacks-too-large", format });
  let size = 0;
  let sum = 0;
  let held: Buffer | null = null;
  try {
    for await (const chunk of unpacked(handle, entry)) {
      size += chunk.length;
      if (size > entry.size) throw new RangeError("larger than declared");
      sum = crc32(chunk, sum);
      if (held) yield held;
      held = chunk;
    }
    if (size !== entry.size || sum !== entry.crc32) throw new RangeError("size or checksum is wrong");
  } catch (cause) {
    throw new FileRefused({ rule: "unreadable-file", detail: format }, cause);
  }
  if (held) yield held;
}

function unpacked(handle: FileHandle, entry: ZipEntry): AsyncIterable<Buffer> {
  const packed = readPacked(handle, entry);
  if (entry.method === stored) return packed;
  if (entry.method !== deflated) throw new RangeError("unknown method");
  const inflate = createInflateRaw({ chunkSize: 1 << 16 });
  // Not `compose`, which waits for ever when packed bytes are left over. Errors come out of `inflate`.
  pipeline(Readable.from(packed, { objectMode: false }), inflate, () => undefined);
  return inflate;
}

async function* readPacked(handle: FileHandle, entry: ZipEntry): AsyncGenerator<Buffer> {
  const local = await readAt(handle, entry.offset, localSize);
  if (local.readUInt32LE(0) !== localSignature) throw new RangeError("no entry");
  let at = entry.offset + localSize + local.readUInt16LE(26) + local.readUInt16LE(28);
  const end = at + entry.packed;
  while (at < end) {
    const chunk = await readAt(handle, at, Math.min(1 << 16, end - at));
    at += chunk.length;
    yield chunk;
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  if (position < 0 || length < 0 || !Number.isSafeInteger(position)) throw new RangeError("outside the file");
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new RangeError("outside the file");
  return buffer;
}
