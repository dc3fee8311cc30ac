import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Contract } from "../contracts/contract.ts";
import { quoteText, readRows } from "../warehouse/connect.ts";
import { withDecimalPoints } from "./decimal-comma.ts";
import type { DecodedText } from "./decode.ts";
import { type Dialect, detectDialect } from "./dialect.ts";
import { acceptHeadings, type MatchHeadings } from "./header.ts";
import { readRecords } from "./records.ts";
import { FileRefused, lineLimit, lineTooLong } from "./refusal.ts";
import { lineField, Scratch, scratchTable } from "./scratch.ts";
import { describeFields, type FileField, type FileSource, type RowSource } from "./source.ts";
import { diagnoseSecondTable, guardSecondTable, structuralRows } from "./structural.ts";

/**
 * A delimited text file. One that begins with its headings and is regular goes straight to the engine; any other is
 * written anew, record by record with its line.
 * @param scratch where that copy may be written
 * @throws FileRefused
 */
export async function openDelimited(
  connection: DuckDBConnection,
  text: DecodedText,
  contract: Contract,
  match: MatchHeadings,
  scratch: string,
): Promise<FileSource> {
  if (text.longestLine > lineLimit) throw lineTooLong();
  const dialect = await detectDialect(text.path, match);
  const described = describeFields(dialect.header.fields, acceptHeadings(dialect.header, match));
  const { fields } = described;
  const isDirect = isRegular(text, dialect);
  const raw = isDirect
    ? readDirectly(text.path, dialect, fields)
    : await rewrite(text.path, dialect, fields, scratch);
  const rows: RowSource = {
    table: raw,
    fields,
    firstLine: dialect.header.next,
    lineField: isDirect ? null : lineField,
  };
  const diagnose = async (cause: unknown): Promise<FileRefused> =>
    (await diagnoseSecondTable(connection, rows, contract, cause)) ??
    (await diagnoseRows(
      connection,
      (more) => readDirectly(text.path, dialect, fields, more),
      fields.length,
      cause,
    ));
  const table = await withDecimalPoints(connection, raw, fields, contract, dialect.separator).catch(
    async (error: unknown) => {
      throw error instanceof FileRefused ? error : await diagnose(error);
    },
  );
  return {
    ...described,
    ...rows,
    table: guardSecondTable(table, fields, contract),
    structural: structuralRows(fields, contract),
    format: dialect.separator === "\t" ? "tsv" : "csv",
    encoding: text.encoding,
    mayBeCutOff: text.isLastLineOpen,
    diagnose,
  };
}

/** Whether the engine counts its lines as they are: it leaves out empty ones and knows one line end at a time. */
function isRegular(text: DecodedText, { header }: Dialect): boolean {
  const isOneLineEnd = header.newLine === "\r\n" || (header.newLine !== "\r" && !text.hasReturn);
  return header.line === 1 && !text.hasEmptyLine && isOneLineEnd;
}

function readDirectly(
  path: string,
  { separator, header }: Dialect,
  fields: readonly FileField[],
  more: readonly string[] = [],
): string {
  const options = [
    quoteText(path),
    "auto_detect = false",
    "header = true",
    `delim = ${quoteText(separator)}`,
    `quote = '"'`,
    `escape = '"'`,
    `new_line = '${header.newLine === "\r\n" ? "\\r\\n" : "\\n"}'`,
    `max_line_size = ${lineLimit}`,
    `buffer_size = ${2 * lineLimit}`,
    "compression = 'none'",
    "hive_partitioning = false",
    `columns = {${fields.map(({ name }) => `${quoteText(name)}: 'varchar'`).join(", ")}}`,
    ...more,
  ];
  return `read_csv(${options.join(", ")})`;
}

async function rewrite(
  path: string,
  { separator, header }: Dialect,
  fields: readonly FileField[],
  target: string,
): Promise<string> {
  const scratch = await Scratch.create(target);
  try {
    for await (const records of readRecords(path, separator, header.next, fields.length)) {
      for (const record of records) scratch.write(record.line, record.fields);
      await scratch.drain();
    }
  } finally {
    await scratch.close();
  }
  return scratchTable(
    scratch.path,
    fields.map(({ name }) => name),
  );
}

const brokenRow = z.object({ line: z.int(), found: z.int(), kind: z.string() });

/** Why the engine gave up: it is asked again for the first row it cannot read. */
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
    if (String(error).includes("invalid state")) return new FileRefused({ rule: "mixed-line-ends" }, error);
    return new FileRefused({ rule: "unreadable-file", detail: "csv" }, error);
  }
  const [broken] = await readRows(
    connection,
    brokenRow,
    `select line::int as line, column_idx::int as found, error_type::varchar as kind
     from broken_rows order by line limit 1`,
  );
  if (!broken) return new FileRefused({ rule: "unreadable-file", detail: "csv" }, cause);
  return new FileRefused(describeBroken(broken, expected), cause);
}

function describeBroken(
  { line, found, kind }: z.infer<typeof brokenRow>,
  expected: number,
): FileRefused["refusal"] {
  switch (kind) {
    case "LINE SIZE OVER MAXIMUM":
      return lineTooLong().refusal;
    case "UNQUOTED VALUE":
      return { rule: "broken-quote", line };
    default:
      return { rule: "broken-row", line, expected, fields: found < expected ? "fewer" : "more" };
  }
}
