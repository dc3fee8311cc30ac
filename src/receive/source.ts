import { copyFile } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Contract } from "../contracts/contract.ts";
import { quoteName } from "../warehouse/connect.ts";
import { openArrow } from "./arrow.ts";
import { decodeText } from "./decode.ts";
import { openDelimited } from "./delimited.ts";
import type { ReceivedFile } from "./find.ts";
import { detectFormat, detectTextFormat } from "./format.ts";
import { type HeadingMatch, matchHeadings, shownHeading } from "./headings.ts";
import { openNdjson } from "./ndjson.ts";
import { openParquet } from "./parquet.ts";
import { FileRefused, lineLimit, lineTooLong } from "./refusal.ts";
import { openSpreadsheet } from "./spreadsheet.ts";
import type { StructuralRow } from "./structural.ts";
import { unpackGzip } from "./unpack.ts";

/** Bytes that no line has in any encoding: a longer one is not even decoded. */
const longestEncoded = 4 * lineLimit;

export interface FileField {
  /** Column of `FileSource.table`. */
  name: string;
  /** What the file calls it. */
  heading: string;
  /** The contract's column it is, if any. */
  column: string | null;
}

/** The rows of a file, before anything is known about them. */
export interface RowSource {
  /** SQL of a table with all fields of the file, read in parallel, in no order. */
  table: string;
  /** The fields in the order of the file. */
  fields: FileField[];
  /** Line of the first row; 1 where rows are numbered and there are no lines. */
  firstLine: number;
  /** Column of the table with the line of each row, where the order of the rows does not tell it. */
  lineField: string | null;
}

export interface FileSource extends RowSource {
  /** Headings the contract does not know; they are ignored. */
  unknownHeadings: string[];
  isExample: boolean;
  /** Rows that belong to the layout of the file: they are no data. */
  structural: StructuralRow[];
  /** What was found out about the file, for its report. */
  format: string;
  encoding: string | null;
  /** Whether its last line has no line end, as when a file is cut off while it is written or sent. */
  mayBeCutOff: boolean;
  /** Why reading it failed: called when the engine gives up on the file. */
  diagnose(cause: unknown): Promise<FileRefused>;
}

/** SQL for the text of one field without the blanks around it; blank is null. */
export function fieldText(name: string): string {
  return trimmedText(`${quoteName(name)}::varchar`);
}

/** SQL for a text without the blanks around it; blank is null. What sorts before `!` is empty or begins with a blank. */
export function trimmedText(text: string): string {
  const isBlankAfter = ["' '", "chr(9)", "chr(160)"].map((blank) => `suffix(${text}, ${blank})`);
  return `case when ${text} < '!' or prefix(${text}, chr(160)) or ${isBlankAfter.join(" or ")}
    then nullif(trim(${text}, ' ' || chr(9) || chr(160)), '') else ${text} end`;
}

/** SELECT of `row` (1-based), `line` and these expressions over the fields of every row. Reads in order. */
export function numberRows(source: RowSource, expressions: readonly string[]): string {
  if (source.lineField) {
    return `select row_number() over () as row, ${quoteName(source.lineField)} as line, ${expressions.join(", ")} from ${source.table}`;
  }
  const breaks = source.fields.map(({ name }) => {
    const text = `${quoteName(name)}::varchar`;
    return `coalesce(length(${text}) - length(replace(${text}, chr(10), '')), 0)`;
  });
  return `select * exclude (breaks),
      row + ${source.firstLine - 1} + coalesce(sum(breaks) over (order by row rows between unbounded preceding and 1 preceding), 0) as line
    from (select row_number() over () as row, ${breaks.join(" + ")} as breaks, ${expressions.join(", ")} from ${source.table})`;
}

/** What headings tell about the fields of a table. */
export function describeFields(
  headings: readonly string[],
  matched: HeadingMatch,
  names: readonly string[] = headings.map((_, index) => `f${index}`),
): Pick<FileSource, "fields" | "unknownHeadings" | "isExample"> {
  return {
    fields: headings.map((heading, index) => ({
      name: names[index] ?? heading,
      heading: shownHeading(heading, index),
      column: matched.columns[index] ?? null,
    })),
    unknownHeadings: matched.unknown,
    isExample: matched.isExample,
  };
}

/**
 * Finds out how a file can be read and which of its columns are which.
 * @param identifiers headings of direct identifiers by kind
 * @param scratch path prefix for decoded copies; the caller removes them
 * @throws FileRefused
 */
export async function openSource(
  connection: DuckDBConnection,
  file: ReceivedFile,
  contract: Contract,
  identifiers: Readonly<Record<string, readonly string[]>>,
  scratch: string,
): Promise<FileSource> {
  if (file.bytes === 0) throw new FileRefused({ rule: "empty-file" });
  const match = (headings: readonly string[]): HeadingMatch => matchHeadings(headings, contract, identifiers);
  const plain = { ...file, path: await withPlainName(file.path, `${scratch}.copy`) };
  const format = await detectFormat(plain.path, file.name);
  switch (format) {
    case "gzip": {
      const facts = await unpackGzip(plain.path, file.bytes, `${scratch}.unpacked`);
      const name = file.name.replace(/\.gz$/i, "");
      const inner = await detectFormat(`${scratch}.unpacked`, name);
      if (inner !== "text") throw new FileRefused({ rule: "unsupported-format", format: `${inner}.gz` });
      const unpacked = { ...file, ...facts, path: `${scratch}.unpacked` };
      const source = await openText(connection, unpacked, contract, match, scratch);
      return { ...source, format: `${source.format}.gz` };
    }
    case "text":
      return openText(connection, plain, contract, match, scratch);
    case "parquet":
      return openParquet(connection, plain.path, match);
    case "xlsx":
      return openSpreadsheet(connection, plain.path, contract, match, scratch);
    case "arrow-file":
    case "arrow-stream":
      return openArrow(plain.path, format, match, scratch);
  }
}

async function openText(
  connection: DuckDBConnection,
  file: ReceivedFile,
  contract: Contract,
  match: (headings: readonly string[]) => HeadingMatch,
  scratch: string,
): Promise<FileSource> {
  if (file.longestLine > longestEncoded) throw lineTooLong();
  const text = await decodeText(file.path, file, `${scratch}.decoded`);
  const format = await detectTextFormat(text.path);
  return format === "ndjson"
    ? openNdjson(connection, text, match, `${scratch}.rows`)
    : openDelimited(connection, text, contract, match, `${scratch}.rows`);
}

/** The engine takes `*`, `?` and `[` in a path for a pattern and would read other files: such a file is copied. */
async function withPlainName(path: string, copy: string): Promise<string> {
  if (!/[*?[]/.test(path)) return path;
  await copyFile(path, copy);
  return copy;
}
