import { createHash } from "node:crypto";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { quoteName, quoteText, readRows } from "../warehouse/connect.ts";
import type { Column, Contract } from "./contract.ts";

/** What may stand in a column of codes: each accepted text, and the code it means. */
export interface CodeList {
  /** Texts as the list gives them, and without case, spaces, `_` and `-`; sorted. */
  aliases: string[];
  /** The code of each alias. */
  meanings: string[];
  /** The codes, sorted. */
  codes: string[];
}

/** The code lists of a contract's columns, by column. */
export async function readCodeLists(
  connection: DuckDBConnection,
  contract: Contract,
): Promise<Map<string, CodeList>> {
  const lists = new Map<string, CodeList>();
  for (const [name, column] of Object.entries(contract.columns)) {
    if (column.type !== "code") continue;
    const rows = await readRows(
      connection,
      z.object({ alias: z.string(), code: z.string() }),
      `with listed as (${column.codes})
       select alias, min(code) as code
       from (select alias, code from listed union select ${normaliseCode("alias")}, code from listed)
       where alias <> '' group by all order by all`,
    );
    lists.set(name, {
      aliases: rows.map((row) => row.alias),
      meanings: rows.map((row) => row.code),
      codes: [...new Set(rows.map((row) => row.code))].sort(),
    });
  }
  return lists;
}

/** SQL that makes codes and their aliases comparable: case, spaces, `_` and `-` do not matter. */
export function normaliseCode(text: string): string {
  return `case when contains(${text}, ' ') or contains(${text}, '-') or contains(${text}, '_')
    then translate(lower(${text}), ' _-', '') else lower(${text}) end`;
}

/** Makes the temporary types that `codeOf` needs. An enumeration finds a text faster than a join does. */
export async function createCodeTypes(
  connection: DuckDBConnection,
  lists: ReadonlyMap<string, CodeList>,
): Promise<void> {
  for (const [name, { aliases, codes }] of lists) {
    await connection.run(`create or replace temp type ${aliasType(name)} as enum (${listTexts(aliases)});
      create or replace temp type ${codeType(name)} as enum (${listTexts(codes)})`);
  }
}

/** SQL of the code that the text `raw` means, as an enumeration of the codes; null for one that is not in the list. */
export function codeOf(name: string, list: CodeList, raw: string): string {
  const type = aliasType(name);
  return meaningOf(
    name,
    list,
    `coalesce(try_cast(${raw} as ${type}), try_cast(${normaliseCode(raw)} as ${type}))`,
  );
}

/** SQL of the code that the text `raw` means if it is an alias just as the list has it; null for any other. */
export function codeOfAlias(name: string, list: CodeList, raw: string): string {
  return meaningOf(name, list, `try_cast(${raw} as ${aliasType(name)})`);
}

function meaningOf(name: string, list: CodeList, alias: string): string {
  return `([${listTexts(list.meanings)}]::${codeType(name)}[])[enum_code(${alias})::integer + 1]`;
}

/** Whether a column's values are stored as an enumeration: those that take texts outside their list are not. */
export function isEnumerated(column: Column): boolean {
  return column.type === "code" && column.other === undefined;
}

/** Name of the lasting type for these codes; the same for the same codes. */
export function storedTypeName({ codes }: CodeList): string {
  const hash = createHash("sha256").update(JSON.stringify(codes)).digest("hex");
  return `codes_${hash.slice(0, 12)}`;
}

export function listTexts(texts: readonly string[]): string {
  return texts.map(quoteText).join(", ");
}

function aliasType(name: string): string {
  return quoteName(`alias_${name}`);
}

function codeType(name: string): string {
  return quoteName(`code_${name}`);
}
