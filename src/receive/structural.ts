import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Contract } from "../contracts/contract.ts";
import { quoteName, quoteText, readRows } from "../warehouse/connect.ts";
import { headingNoise, knownHeadings, normaliseHeading } from "./headings.ts";
import { FileRefused } from "./refusal.ts";
import { type FileField, numberRows, type RowSource } from "./source.ts";

/** A row that belongs to the layout of the file and is no data. */
export interface StructuralRow {
  rule: "repeated-heading" | "total-row" | "blank-row";
  /** SQL condition over the fields; true for such a row. */
  condition: string;
}

/** What the engine's error says when a row looks like the headings of another table. */
const secondTable = "second-table";

/** `Total`, `Grand total`, `Betsi Total`, `Subtotal: …`, `Cyfanswm/Total`, `Is-gyfanswm`. */
const totalLabel =
  "(grand |overall |sub[- ]?|is-?)?(totals?|c?gyfanswm|cyfanswm|swm)([^a-z].*)?|.*[ /](total|cyfanswm)";

/**
 * Conditions for the rows that exporters and people put between the data. A row whose first number or date begins with
 * a digit is data, which is all that is looked at in a clean file.
 */
export function structuralRows(fields: readonly FileField[], contract: Contract): StructuralRow[] {
  const known = knownFields(fields);
  const texts = fields.map(({ name }) => trimmed(name));
  const keys = known.filter(({ column }) => contract.key.includes(column)).map(({ name }) => trimmed(name));
  const label = `coalesce(${texts.map((text) => `nullif(${text}, '')`).join(", ")})`;
  const isOnlyLabel = keys.map((key) => `(${key} = '' or ${key} = ${label})`).join(" and ");
  const unlessData = (condition: string): string =>
    `case when ${isData(known, contract)} then false else ${condition} end`;
  return [
    { rule: "repeated-heading", condition: unlessData(repeatsHeadings(known)) },
    {
      rule: "total-row",
      condition: unlessData(
        `coalesce(regexp_full_match(lower(${label}), ${quoteText(totalLabel)}) and ${isOnlyLabel || "true"}, false)`,
      ),
    },
    { rule: "blank-row", condition: unlessData(texts.map((text) => `${text} = ''`).join(" and ")) },
  ];
}

/**
 * SQL of the same rows, which fails on one that looks like the headings of another table. It hangs on a field that is
 * always read, because the engine leaves out what nobody asks for, and filters cost more.
 */
export function guardSecondTable(table: string, fields: readonly FileField[], contract: Contract): string {
  const known = knownFields(fields);
  const probe = probeField(known, contract);
  if (!probe) return table;
  const name = quoteName(probe.name);
  return `(select * replace (case when ${isData(known, contract)} then ${name}
    when ${beginsSecondTable(fields, contract)} then error(${quoteText(secondTable)})
    else ${name} end as ${name}) from ${table})`;
}

/** The refusal with the line, when that guard is why reading failed. */
export async function diagnoseSecondTable(
  connection: DuckDBConnection,
  rows: RowSource,
  contract: Contract,
  cause: unknown,
): Promise<FileRefused | null> {
  if (!(cause instanceof Error && cause.message.includes(secondTable))) return null;
  const [found] = await readRows(
    connection,
    z.object({ line: z.int() }),
    `select coalesce(min(line), 0)::int as line
     from (${numberRows(rows, [`${beginsSecondTable(rows.fields, contract)} as begins`])}) where begins`,
  );
  return new FileRefused({ rule: "second-table", line: found?.line ?? 0 }, cause);
}

/**
 * SQL condition for a row most of whose fields are headings of the contract, but not those of the file. Not with `in`:
 * the engine would make a join of it that every row goes through.
 */
function beginsSecondTable(fields: readonly FileField[], contract: Contract): string {
  const known = knownFields(fields);
  const headings = [...knownHeadings(contract).keys()].map(quoteText).join(", ");
  const found = fields
    .map(({ name }) => `list_contains([${headings}], ${normalised(name)})::int`)
    .join(" + ");
  const required = Object.values(contract.columns).filter((column) => column.required).length;
  return `(${found}) >= ${Math.max(2, Math.ceil(required / 2))} and not (${repeatsHeadings(known)})`;
}

interface KnownField extends FileField {
  column: string;
}

function knownFields(fields: readonly FileField[]): KnownField[] {
  return fields.flatMap((field) => (field.column === null ? [] : [{ ...field, column: field.column }]));
}

/** A field that every row must fill: with a number or date if there is one. */
function probeField(known: readonly KnownField[], contract: Contract): KnownField | undefined {
  const required = known.filter(({ column }) => contract.columns[column]?.required);
  return (
    required.find(({ column }) =>
      ["date", "number", "integer"].includes(contract.columns[column]?.type ?? ""),
    ) ??
    required[0] ??
    known[0]
  );
}

/** Whether that field begins with a digit. */
function isData(known: readonly KnownField[], contract: Contract): string {
  const probe = probeField(known, contract);
  if (!probe) return "false";
  const text = `${quoteName(probe.name)}::varchar`;
  return `coalesce(${text} >= '0' and ${text} < ':', false)`;
}

function repeatsHeadings(known: readonly KnownField[]): string {
  return known
    .map(({ name, heading }) => `${normalised(name)} = ${quoteText(normaliseHeading(heading))}`)
    .join(" and ");
}

function trimmed(name: string): string {
  return `coalesce(trim(${quoteName(name)}::varchar, ' ' || chr(9) || chr(160)), '')`;
}

function normalised(name: string): string {
  return `regexp_replace(lower(coalesce(${quoteName(name)}::varchar, '')), ${quoteText(headingNoise)}, '', 'g')`;
}
