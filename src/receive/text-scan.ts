import { isUtf8 } from "node:buffer";

/** What one pass over the bytes of a file tells about it as text. */
export interface TextFacts {
  isUtf8: boolean;
  hasNul: boolean;
  /** Whether there is any carriage return. */
  hasReturn: boolean;
  /** Whether a line without a character stands above another line. */
  hasEmptyLine: boolean;
  /** Whether no line end stands after the last line. */
  isLastLineOpen: boolean;
  /** Bytes of the longest run without a line end; exact above 1 MiB, else 0. */
  longestLine: number;
}

const lineFeed = 10;
const carriageReturn = 13;

/** Gathers the facts while the bytes go by; only native searches, so that it costs next to nothing beside a hash. */
export class TextScan {
  #isUtf8 = true;
  #hasNul = false;
  #hasReturn = false;
  #hasEmptyLine = false;
  #longestLine = 0;
  /** Bytes of a character that the end of the last chunk cuts in two. */
  #rest = Buffer.alloc(0);
  #openLine = 0;
  /** A file begins like a line does. */
  #endsLine = true;
  #pendingEmptyLine = false;

  push(chunk: Buffer): void {
    this.#checkEncoding(chunk);
    this.#hasNul ||= chunk.includes(0);
    this.#hasReturn ||= chunk.includes(carriageReturn);
    this.#measureLines(chunk);
    this.#findEmptyLine(chunk);
  }

  finish(): TextFacts {
    return {
      isUtf8: this.#isUtf8 && this.#rest.length === 0,
      hasNul: this.#hasNul,
      hasReturn: this.#hasReturn,
      hasEmptyLine: this.#hasEmptyLine,
      isLastLineOpen: this.#openLine > 0,
      longestLine: Math.max(this.#longestLine, this.#openLine),
    };
  }

  #checkEncoding(chunk: Buffer): void {
    if (!this.#isUtf8) return;
    const text = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const end = completeLength(text);
    this.#isUtf8 = isUtf8(text.subarray(0, end));
    this.#rest = Buffer.from(text.subarray(end));
  }

  #measureLines(chunk: Buffer): void {
    const ends = [lineFeed, carriageReturn].filter((byte) => chunk.includes(byte));
    if (ends.length === 0) {
      this.#openLine += chunk.length;
      return;
    }
    const first = Math.min(...ends.map((byte) => chunk.indexOf(byte)));
    const last = Math.max(...ends.map((byte) => chunk.lastIndexOf(byte)));
    this.#longestLine = Math.max(this.#longestLine, this.#openLine + first);
    this.#openLine = chunk.length - last - 1;
  }

  #findEmptyLine(chunk: Buffer): void {
    if (this.#hasEmptyLine) return;
    let from =
      this.#pendingEmptyLine || (this.#endsLine && isLineEnd(chunk[0])) ? 0 : nextEmptyLine(chunk, 0);
    if (from >= 0) {
      while (from < chunk.length && isLineEnd(chunk[from])) from++;
      this.#pendingEmptyLine = from === chunk.length;
      this.#hasEmptyLine = from < chunk.length;
    }
    this.#endsLine = chunk.at(-1) === lineFeed;
  }
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === lineFeed || byte === carriageReturn;
}

function nextEmptyLine(chunk: Buffer, from: number): number {
  const found = ["\n\n", "\n\r"].map((ends) => chunk.indexOf(ends, from)).filter((at) => at >= 0);
  return found.length > 0 ? Math.min(...found) : -1;
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
