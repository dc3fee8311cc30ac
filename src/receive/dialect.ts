import { readHead } from "./head.ts";
import { findHeader, type HeaderCandidate, headerLines, type MatchHeadings } from "./header.ts";
import { parseRecord } from "./records.ts";
import { FileRefused } from "./refusal.ts";

const separators = [",", ";", "\t", "|"] as const;

export type Separator = (typeof separators)[number];

interface Header extends HeaderCandidate {
  /** Line of the first row. */
  next: number;
  /** Line end of the header; empty when nothing follows. */
  newLine: string;
}

export interface Dialect {
  separator: Separator;
  header: Header;
}

/** How much of a file its header is looked for in, in bytes. */
const headSize = 1 << 18;

/**
 * Separator and headings of a delimited UTF-8 file: the separator that makes most headings known is it.
 * @throws FileRefused `empty-file`, `second-table`
 */
export async function detectDialect(path: string, match: MatchHeadings): Promise<Dialect> {
  const head = await readHead(path, headSize);
  const text = head.toString("utf8").replace(/^\ufeff/, "");
  const isWhole = head.length < headSize;
  if (text.trim() === "") throw new FileRefused({ rule: "empty-file" });
  const found = separators.flatMap((separator) => {
    const best = findHeader(readCandidates(text, separator, isWhole), match);
    return best ? [{ separator, ...best }] : [];
  });
  const [first] = found;
  if (!first) throw new FileRefused({ rule: "unreadable-file", detail: "csv" });
  const best = found.reduce((a, b) => (rank(b) > rank(a) ? b : a), first);
  return { separator: best.separator, header: best.header };
}

function rank({ known, isComplete, header }: { known: number; isComplete: boolean; header: Header }): number {
  return (isComplete ? 1e9 : 0) + known * 1e4 + Math.min(header.fields.length, 9999);
}

/** What a header could be on each of the first lines that has a character. */
function readCandidates(text: string, separator: string, isWhole: boolean): Header[] {
  const candidates: Header[] = [];
  let start = 0;
  for (let line = 1; line <= headerLines && start < text.length; line++) {
    const record = parseRecord(text, start, separator, isWhole);
    if (record !== null && record !== "broken-quote" && record.fields.join("").trim() !== "") {
      const { fields, newLine, lines } = record;
      candidates.push({ line, fields: fields.map((field) => field.trim()), newLine, next: line + lines });
    }
    const end = /\r\n|\n|\r/.exec(text.slice(start, start + headSize));
    if (!end) break;
    start += end.index + end[0].length;
  }
  return candidates;
}
