import { open } from "node:fs/promises";
import { FileRefused } from "./refusal.ts";

const separators = [",", ";", "\t", "|"] as const;

export interface Dialect {
  separator: (typeof separators)[number];
  headings: string[];
  newLine: "\\n" | "\\r\\n";
}

/** The longest header line that is looked at, in bytes. */
const headerLimit = 1 << 16;

/**
 * Separator and headings of a delimited UTF-8 file, from its first line.
 * @param countKnown how many of these headings the contract knows: the separator that makes most of them known is it.
 */
export async function detectDialect(
  path: string,
  countKnown: (headings: string[]) => number,
): Promise<Dialect> {
  const handle = await open(path);
  let start: string;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerLimit), 0, headerLimit, 0);
    start = buffer
      .subarray(0, bytesRead)
      .toString("utf8")
      .replace(/^\ufeff/, "");
  } finally {
    await handle.close();
  }
  const end = start.search(/\r?\n/);
  const header = end < 0 ? start : start.slice(0, end);
  if (header.trim() === "") throw new FileRefused({ rule: "empty-file" });
  const candidates = separators.map((separator) => {
    const headings = splitHeader(header, separator);
    return { separator, headings, known: countKnown(headings) };
  });
  const best = candidates.reduce((a, b) => (b.known > a.known ? b : a));
  return {
    separator: best.separator,
    headings: best.headings,
    newLine: start.slice(end, end + 2) === "\r\n" ? "\\r\\n" : "\\n",
  };
}

function splitHeader(header: string, separator: string): string[] {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (const [index, character] of [...header].entries()) {
    if (character === '"') {
      if (quoted && header[index + 1] === '"') field += '"';
      quoted = !quoted;
    } else if (character === separator && !quoted) {
      fields.push(field);
      field = "";
    } else {
      field += character;
    }
  }
  return [...fields, field].map((heading) => heading.trim());
}
