import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readYaml } from "../parse-yaml.ts";
import { quoteName, quoteText, readRows } from "../warehouse/connect.ts";

const content = z.strictObject({
  pattern: z.string(),
  /** The column is refused when one value in so many has the pattern. */
  one_in: z.number().min(1),
  /** Counts only values whose check digit is right (NHS number: weights 10 to 2, modulus 11). */
  check_digit: z.enum(["nhs"]).optional(),
  /** At least so many different values, where a few repeated ones are something else. */
  different: z.int().positive().optional(),
  /** Only in columns that hold persons. */
  only: z.enum(["person"]).optional(),
});

const identifierFile = z.strictObject({
  headings: z.record(z.string(), z.array(z.string())),
  contents: z.record(z.string(), content),
});

/** What announces a direct identifier in a heading, and what one looks like. */
export type Identifiers = z.infer<typeof identifierFile>;

export async function readIdentifiers(pipelines: string): Promise<Identifiers> {
  return readYaml(join(pipelines, "identifiers.yml"), identifierFile);
}

export interface IdentifierFound {
  column: string;
  kind: string;
}

/**
 * Looks for direct identifiers in columns of text.
 * @param relation SQL of a FROM item
 * @param columns name in `relation`, the name to report, and whether the column holds persons
 */
export async function findIdentifiers(
  connection: DuckDBConnection,
  relation: string,
  columns: readonly { name: string; heading: string; isPerson: boolean }[],
  contents: Identifiers["contents"],
): Promise<IdentifierFound[]> {
  if (columns.length === 0) return [];
  const any = quoteText(joinPatterns(contents));
  const suspects = columns.map(
    ({ name }) => `bool_or(regexp_matches(${quoteName(name)}::varchar, ${any})) as ${quoteName(name)}`,
  );
  const [row] = await readRows(
    connection,
    z.record(z.string(), z.boolean().nullable()),
    `select ${suspects.join(", ")} from ${relation}`,
  );
  const found: IdentifierFound[] = [];
  for (const { name, heading, isPerson } of columns) {
    if (row?.[name] !== true) continue;
    const kinds = Object.entries(contents).filter(([, one]) => one.only === undefined || isPerson);
    const [counts] = await readRows(
      connection,
      z.record(z.string(), z.boolean()),
      `select ${kinds.map(([kind, one]) => `${isRefused(one, `${quoteName(name)}::varchar`)} as ${quoteName(kind)}`).join(", ")} from ${relation}`,
    );
    found.push(
      ...kinds.filter(([kind]) => counts?.[kind] === true).map(([kind]) => ({ column: heading, kind })),
    );
  }
  return found;
}

/** One pattern that any direct identifier has. */
export function joinPatterns(contents: Identifiers["contents"]): string {
  return Object.values(contents)
    .map((one) => `(${one.pattern})`)
    .join("|");
}

function isRefused(one: z.infer<typeof content>, value: string): string {
  const matches = [
    `regexp_matches(${value}, ${quoteText(one.pattern)})`,
    ...(one.check_digit ? [hasNhsCheckDigit(value)] : []),
  ].join(" and ");
  const enough = `count(*) filter (${matches}) * ${one.one_in} >= count(${value}) and count(*) filter (${matches}) > 0`;
  return one.different
    ? `(${enough} and count(distinct ${value}) filter (${matches}) >= ${one.different})`
    : `(${enough})`;
}

/** NHS Data Dictionary, NHS NUMBER: a leading zero may have been lost in a spreadsheet. */
function hasNhsCheckDigit(value: string): string {
  const digits = `lpad(translate(${value}, ' -', ''), 10, '0')`;
  const weighted = Array.from(
    { length: 9 },
    (_, index) => `${10 - index} * try_cast(${digits}[${index + 1}] as integer)`,
  );
  return `(11 - (${weighted.join(" + ")}) % 11) % 11 = try_cast(${digits}[10] as integer)`;
}
