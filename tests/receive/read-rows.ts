import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Contract } from "../../src/contracts/contract.ts";
import { typedValue } from "../../src/contracts/typed.ts";
import { describeFile } from "../../src/receive/find.ts";
import { FileRefused, type Refusal } from "../../src/receive/refusal.ts";
import { type FileSource, fieldText, numberRows, openSource } from "../../src/receive/source.ts";
import { quoteName, quoteText, readRows } from "../../src/warehouse/connect.ts";

export interface ReadFile {
  source: FileSource;
  /** Data rows with their typed values, all as text, and `line`. */
  rows: Record<string, string | null>[];
  /** Rules of the rows that are no data, with their lines. */
  structural: { rule: string; line: number }[];
}

const identifiers = { name: ["Name", "Surname"], "nhs-number": ["NHS Number"] };

/** Reads a file as far as the check would get it: columns matched, structural rows apart, text typed. */
export async function readFile(
  connection: DuckDBConnection,
  contract: Contract,
  folder: string,
  path: string,
  name: string,
): Promise<ReadFile | Refusal> {
  const file = await describeFile(contract.dataset, path, name);
  let source: FileSource | null = null;
  try {
    source = await openSource(connection, file, contract, identifiers, join(folder, file.sha256));
    const kind = source.structural
      .map((one) => `when ${one.condition} then ${quoteText(one.rule)}`)
      .join(" ");
    const texts = source.fields.flatMap(({ name, column }) =>
      column ? [`${fieldText(name)} as ${quoteName(column)}`] : [],
    );
    const marked = numberRows(source, [...texts, `${kind ? `case ${kind} end` : "null::varchar"} as kind`]);
    await connection.run(`create or replace temp table read_rows as ${marked}`);
    const columns = source.fields.flatMap(({ column }) => {
      const type = contract.columns[column ?? ""];
      return column && type
        ? [
            `(${type.type === "code" ? quoteName(column) : typedValue(column, type, quoteName(column), undefined)})::varchar as ${quoteName(column)}`,
          ]
        : [];
    });
    return {
      source,
      rows: await readRows(
        connection,
        z.record(z.string(), z.string().nullable()),
        `select line::varchar as line, ${columns.join(", ")} from read_rows where kind is null order by row`,
      ),
      structural: await readRows(
        connection,
        z.object({ rule: z.string(), line: z.int() }),
        "select kind as rule, line::int as line from read_rows where kind is not null order by row",
      ),
    };
  } catch (error) {
    if (error instanceof FileRefused) return error.refusal;
    if (source && error instanceof Error && /^(Invalid Input|Conversion|IO) Error/.test(error.message)) {
      return (await source.diagnose(error)).refusal;
    }
    throw error;
  }
}
