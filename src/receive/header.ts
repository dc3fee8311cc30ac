import { type HeadingMatch, normaliseHeading } from "./headings.ts";
import { FileRefused } from "./refusal.ts";

/** How many lines or rows at the top of a file may stand before its headings. */
export const headerLines = 50;

export interface HeaderCandidate {
  line: number;
  fields: readonly string[];
}

export type MatchHeadings = (headings: readonly string[]) => HeadingMatch;

/**
 * The first of these lines that has all required headings; without one, the first with most known headings, which
 * `acceptHeadings` then refuses.
 * @throws FileRefused `second-table` when a line with other headings could be the header as well
 */
export function findHeader<T extends HeaderCandidate>(
  candidates: readonly T[],
  match: MatchHeadings,
): { header: T; known: number; isComplete: boolean } | null {
  const rated = candidates.map((header) => {
    const { columns, missing } = match(header.fields);
    const known = columns.filter((column) => column !== null).length;
    return { header, known, isComplete: missing.length === 0 };
  });
  const complete = rated.filter((one) => one.isComplete);
  const [first] = complete;
  const other = complete.find((one) => first && !sameHeadings(one.header.fields, first.header.fields));
  if (other) throw new FileRefused({ rule: "second-table", line: other.header.line });
  if (first) return first;
  const [top] = rated;
  return top ? rated.reduce((best, one) => (one.known > best.known ? one : best), top) : null;
}

/** @throws FileRefused when these headings cannot be the contract's, or announce direct identifiers */
export function acceptHeadings({ fields, line }: HeaderCandidate, match: MatchHeadings): HeadingMatch {
  const matched = match(fields);
  if (matched.identifiers.length > 0) {
    throw new FileRefused({
      rule: "direct-identifier",
      line,
      columns: matched.identifiers.map((one) => one.heading),
      kinds: [...new Set(matched.identifiers.map((one) => one.kind))],
    });
  }
  if (matched.duplicated.length > 0)
    throw new FileRefused({ rule: "duplicate-heading", line, columns: matched.duplicated });
  if (matched.missing.length > 0)
    throw new FileRefused({ rule: "missing-column", line, columns: matched.missing });
  return matched;
}

function sameHeadings(a: readonly string[], b: readonly string[]): boolean {
  const normalised = (headings: readonly string[]): string =>
    headings.map(normaliseHeading).join("\n").trim();
  return normalised(a) === normalised(b);
}
