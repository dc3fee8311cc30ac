import { createReadStream } from "node:fs";
import { FileRefused, lineLimit, lineTooLong } from "./refusal.ts";

export interface DelimitedRecord {
  /** Line it begins on. */
  line: number;
  fields: string[];
}

interface ParsedRecord {
  fields: string[];
  /** Index after its line end. */
  end: number;
  newLine: string;
  /** Lines it takes: more than one where a quoted field has line ends. */
  lines: number;
}

/** How far the end of a line is looked for at once, in characters. */
const shortLine = 4096;

const lineEnd = /\r\n|\n|\r/g;

/**
 * The record that begins at `start`: RFC 4180 with any separator and any line end; a quotation mark inside an unquoted
 * field is part of it.
 * @param isEnd whether nothing comes after `text`
 * @returns null when the record is not complete, `broken-quote` when something stands after a closing quotation mark
 */
export function parseRecord(
  text: string,
  start: number,
  separator: string,
  isEnd: boolean,
): ParsedRecord | "broken-quote" | null {
  const plain = plainRecord(text, start, separator);
  if (plain) return plain;
  const fields: string[] = [];
  let at = start;
  let lines = 1;
  for (;;) {
    let field: string;
    if (text[at] === '"') {
      const quoted = quotedField(text, at);
      if (quoted === null) return null;
      field = quoted.field;
      at = quoted.end;
      if (field.includes("\n") || field.includes("\r")) lines += field.match(lineEnd)?.length ?? 0;
    } else {
      const end = endOfField(text, at, separator);
      field = text.slice(at, end);
      at = end;
    }
    fields.push(field);
    if (at >= text.length) return isEnd ? { fields, end: at, newLine: "", lines } : null;
    if (text[at] === separator) {
      at++;
      continue;
    }
    const newLine = lineEndAt(text, at);
    if (newLine === null) return "broken-quote";
    if (newLine === "\r" && at + 1 === text.length && !isEnd) return null;
    return { fields, end: at + newLine.length, newLine, lines };
  }
}

/**
 * Records of a delimited UTF-8 file in order, whatever its line ends; blank lines are left out.
 * @param from line of the first record
 * @param width fields each record has
 * @throws FileRefused `broken-row`, `broken-quote`, `line-too-long`
 */
export async function* readRecords(
  path: string,
  separator: string,
  from: number,
  width: number,
): AsyncGenerator<DelimitedRecord[]> {
  const reader = new RecordReader(separator, from, width);
  for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    yield reader.read(String(chunk), false);
  }
  yield reader.read("", true);
}

class RecordReader {
  readonly #separator: string;
  readonly #from: number;
  readonly #width: number;
  #rest = "";
  #line = 1;
  #isStart = true;

  constructor(separator: string, from: number, width: number) {
    this.#separator = separator;
    this.#from = from;
    this.#width = width;
  }

  read(chunk: string, isEnd: boolean): DelimitedRecord[] {
    const text = this.#rest + (this.#isStart ? chunk.replace(/^\ufeff/, "") : chunk);
    this.#isStart &&= chunk === "";
    const records: DelimitedRecord[] = [];
    let at = 0;
    while (at < text.length) {
      const record = this.#line < this.#from ? plainLine(text, at, isEnd) : this.#record(text, at, isEnd);
      if (record === null) break;
      if (this.#line >= this.#from && !isBlankLine(record)) records.push(this.#checked(record));
      this.#line += record.lines;
      at = record.end;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > lineLimit) throw lineTooLong();
    if (isEnd && this.#rest !== "") throw new FileRefused({ rule: "broken-quote", line: this.#line });
    return records;
  }

  #record(text: string, at: number, isEnd: boolean): ParsedRecord | null {
    const record = parseRecord(text, at, this.#separator, isEnd);
    if (record === "broken-quote") throw new FileRefused({ rule: "broken-quote", line: this.#line });
    return record;
  }

  #checked({ fields }: ParsedRecord): DelimitedRecord {
    if (fields.length === this.#width) return { line: this.#line, fields };
    const direction = fields.length > this.#width ? "more" : "fewer";
    throw new FileRefused({
      rule: "broken-row",
      line: this.#line,
      expected: this.#width,
      fields: direction,
    });
  }
}

function isBlankLine({ fields }: ParsedRecord): boolean {
  return fields.length === 1 && fields[0]?.trim() === "";
}

/** The record on a short line that ends with a line feed and has no quotation mark, as most lines do. */
function plainRecord(text: string, start: number, separator: string): ParsedRecord | null {
  const head = text.slice(start, start + shortLine);
  const end = head.indexOf("\n");
  if (end < 0) return null;
  const newLine = end > 0 && head[end - 1] === "\r" ? "\r\n" : "\n";
  const line = head.slice(0, end + 1 - newLine.length);
  if (line.includes('"') || line.includes("\r")) return null;
  return { fields: line.split(separator), end: start + end + 1, newLine, lines: 1 };
}

/** A line above the headings, where quotation marks mean nothing. */
function plainLine(text: string, start: number, isEnd: boolean): ParsedRecord | null {
  const end = endOfField(text, start, "\n");
  const newLine = lineEndAt(text, end);
  const isOpen = newLine === null || (newLine === "\r" && end + 1 === text.length);
  return isOpen && !isEnd
    ? null
    : {
        fields: [text.slice(start, end)],
        end: end + (newLine?.length ?? 0),
        newLine: newLine ?? "",
        lines: 1,
      };
}

function quotedField(text: string, start: number): { field: string; end: number } | null {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end < 0 ? null : { field: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
}

function endOfField(text: string, start: number, separator: string): number {
  const wanted = separator.charCodeAt(0);
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === wanted || code === 10 || code === 13) return at;
  }
  return text.length;
}

function lineEndAt(text: string, at: number): string | null {
  if (text[at] === "\n") return "\n";
  if (text[at] !== "\r") return null;
  return text[at + 1] === "\n" ? "\r\n" : "\r";
}
