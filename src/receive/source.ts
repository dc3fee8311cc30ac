import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Contract } from "../check/contract.ts";
import { quoteName, quoteText, readRows } from "../warehouse/connect.ts";
import { decodeText } from "./decode.ts";
import { detectDialect } from "./dialect.ts";
import type { ReceivedFile } from "./find.ts";
import { type HeadingMatch, matchHeadings } from "./headings.ts";
import { FileRefused } from "./refusal.ts";

export interface FileSource {
  /** SQL of a table with all fields of the file as text columns; read in parallel, in no order. */
  table: string;
  /** The table's columns, in the order of the file: name, heading, and the contract's column each one is, if any. */
  fields: { name: string; heading: string; column: string | null }[];
  /** Headings the contract does not know; they are ignored. */
  unknownHeadings: string[];
  isExample: boolean;
  /** What was found out about the file, for its report. */
  format: string;
  encoding: string | null;
  /** Line of the first row; 1 where rows are numbered and there are no lines. */
  firstLine: number;
  /** Why reading it failed: called when the engine gives up on the file. */
  diagnose(cause: unknown): Promise<FileRefused>;
}

/** SQL for the text of one field without the blanks around it; blank is null. Only fields that need it are trimmed. */
export function fieldText(name: string): string {
  const text = `${quoteName(name)}::varchar`;
  const blanks = ["' '", "chr(9)", "chr(160)"];
  const isBlankAround = blanks.flatMap((blank) => [`prefix(${text}, ${blank})`, `suffix(${text}, ${blank})`]);
  return `case when ${isBlankAround.join(" or ")} or ${text} = ''
    then nullif(trim(${text}, ${blanks.join(" || ")}), '') else ${text} end`;
}

/** SELECT of every row as the file has it: `row` (1-based), `line`, and the text of each known column. Reads in order. */
export function numberedRows(source: FileSource): string {
  const known = source.fields.filter((field) => field.column !== null);
  const texts = known.map(({ name, column }) => `${fieldText(name)} as ${quoteName(column ?? "")}`);
  const breaks = source.fields.map(({ name }) => {
    const text = `${quoteName(name)}::varchar`;
    return `coalesce(length(${text}) - length(replace(${text}, chr(10), '')), 0)`;
  });
  return `select * exclude (breaks),
      row + ${source.firstLine - 1} + coalesce(sum(breaks) over (order by row rows between unbounded preceding and 1 preceding), 0) as line
    from (select row_number() over () as row, ${breaks.join(" + ")} as breaks, ${texts.join(", ")} from ${source.table})`;
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
  const name = file.name.toLowerCase();
  if (/\.(csv|tsv|txt)(\.gz)?$/.test(name)) return openDelimited(connection, file, match, scratch);
  if (name.endsWith(".parquet")) return openParquet(connection, file, match);
  throw new FileRefused({ rule: "unsupported-format", format: name.split(".").at(-1) ?? "" });
}

async function openDelimited(
  connection: DuckDBConnection,
  file: ReceivedFile,
  match: (headings: readonly string[]) => HeadingMatch,
  scratch: string,
): Promise<FileSource> {
  const decoded = await decodeText(file, scratch);
  const dialect = await detectDialect(
    decoded.path,
    (headings) => match(headings).columns.filter((column) => column !== null).length,
  );
  const matched = acceptHeadings(dialect.headings, match);
  const names = dialect.headings.map((_, index) => `f${index}`);
  const options = [
    quoteText(decoded.path),
    "auto_detect = false",
    "header = true",
    `delim = ${quoteText(dialect.separator)}`,
    `quote = '"'`,
    `escape = '"'`,
    `new_line = '${dialect.newLine}'`,
    "max_line_size = 16777216",
    `columns = {${names.map((name) => `${quoteText(name)}: 'varchar'`).join(", ")}}`,
  ];
  const reader = (more: readonly string[]): string => `read_csv(${[...options, ...more].join(", ")})`;
  return {
    ...describeFields(matched, names, dialect.headings),
    table: reader([]),
    format: "csv",
    encoding: decoded.encoding,
    firstLine: 2,
    diagnose: (cause) => diagnoseRows(connection, reader, names.length, cause),
  };
}

async function openParquet(
  connection: DuckDBConnection,
  file: ReceivedFile,
  match: (headings: readonly string[]) => HeadingMatch,
): Promise<FileSource> {
  const table = `read_parquet(${quoteText(file.path)})`;
  const unreadable = (cause: unknown): FileRefused =>
    new FileRefused({ rule: "unreadable-file", detail: "parquet" }, cause);
  let names: string[];
  try {
    const columns = await readRows(
      connection,
      z.object({ column_name: z.string() }),
      `describe from ${table}`,
    );
    names = columns.map((column) => column.column_name);
  } catch (cause) {
    throw unreadable(cause);
  }
  return {
    ...describeFields(acceptHeadings(names, match), names, names),
    table,
    format: "parquet",
    encoding: null,
    firstLine: 1,
    diagnose: async (cause) => unreadable(cause),
  };
}

function acceptHeadings(
  headings: readonly string[],
  match: (headings: readonly string[]) => HeadingMatch,
): HeadingMatch {
  const matched = match(headings);
  if (matched.identifiers.length > 0) {
    throw new FileRefused({
      rule: "direct-identifier",
      columns: matched.identifiers.map((one) => one.heading),
      kinds: [...new Set(matched.identifiers.map((one) => one.kind))],
    });
  }
  if (matched.duplicated.length > 0)
    throw new FileRefused({ rule: "duplicate-heading", columns: matched.duplicated });
  if (matched.missing.length > 0) throw new FileRefused({ rule: "missing-column", columns: matched.missing });
  return matched;
}

function describeFields(
  matched: HeadingMatch,
  names: readonly string[],
  headings: readonly string[],
): Pick<FileSource, "fields" | "unknownHeadings" | "isExample"> {
  return {
    fields: names.map((name, index) => ({
      name,
      heading: headings[index] ?? name,
      column: matched.columns[index] ?? null,
    })),
    unknownHeadings: matched.unknown,
    isExample: matched.isExample,
  };
}

/** `broken-row` when a row has too few or too many fields, `unreadable-file` for anything else. */
async function diagnoseRows(
  connection: DuckDBConnection,
  reader: (more: readonly string[]) => string,
  expected: number,
  cause: unknown,
): Promise<FileRefused> {
  const table = reader([
    "store_rejects = true",
    "rejects_table = 'broken_rows'",
    "rejects_scan = 'broken_scans'",
    "rejects_limit = 1",
  ]);
  await connection.run("drop table if exists broken_rows; drop table if exists broken_scans");
  try {
    await connection.run(`select count(*) from ${table}`);
  } catch (error) {
    return new FileRefused({ rule: "unreadable-file", detail: "csv" }, error);
  }
  const [broken] = await readRows(
    connection,
    z.object({ line: z.int(), found: z.int() }),
    "select line::int as line, column_idx::int as found from broken_rows order by line limit 1",
  );
  if (!broken) return new FileRefused({ rule: "unreadable-file", detail: "csv" }, cause);
  const fields = broken.found < expected ? "fewer" : "more";
  return new FileRefused({ rule: "broken-row", line: broken.line, expected, fields }, cause);
}
