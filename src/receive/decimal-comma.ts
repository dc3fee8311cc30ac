import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Contract } from "../contracts/contract.ts";
import { quoteName, quoteText, readRows } from "../warehouse/connect.ts";
import type { Separator } from "./dialect.ts";
import { FileRefused } from "./refusal.ts";
import type { FileField } from "./source.ts";

/** Numbers that can only be read with a decimal comma, as `0,60` and `1.234,5`. */
const withComma = String.raw`[+-]?([0-9]+,([0-9]{1,2}|[0-9]{4,})|0,[0-9]+|[0-9]{1,3}([. \x{a0}\x{202f}][0-9]{3})+,[0-9]+)`;

/** Numbers that can only be read with a decimal point, as `0.60` and `1,234.5`. */
const withPoint = String.raw`[+-]?([0-9]+\.([0-9]{1,2}|[0-9]{4,})|0?\.[0-9]+|[0-9]{1,3}(,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(,[0-9]{3}){2,})`;

/** Numbers that are a thousand times more in one reading than in the other. */
const eitherComma = "[+-]?[1-9][0-9]{0,2},[0-9]{3}";
const eitherPoint = String.raw`[+-]?[1-9][0-9]{0,2}\.[0-9]{3}`;

/** What a number with a decimal comma looks like once that is certain. */
const commaNumber = String.raw`[+-]?([0-9]{1,3}([. \x{a0}\x{202f}][0-9]{3})+|[0-9]*)(,[0-9]+)?`;

/**
 * SQL of the same rows with decimal points, where all numbers of the file show that it has decimal commas. Files with
 * commas between their fields have none: they are left as they are, and are not looked through.
 * @param table SQL of the rows, text as the file has it
 * @throws FileRefused `ambiguous-number` when nothing tells whether `1,000` is one or a thousand
 */
export async function withDecimalPoints(
  connection: DuckDBConnection,
  table: string,
  fields: readonly FileField[],
  contract: Contract,
  separator: Separator,
): Promise<string> {
  const numbers = fields.filter(({ column }) =>
    ["number", "integer"].includes(contract.columns[column ?? ""]?.type ?? ""),
  );
  if (separator === "," || numbers.length === 0) return table;
  const seen = await readNumbers(connection, table, numbers);
  const hasComma = seen.some((one) => one.comma);
  const hasPoint = seen.some((one) => one.point);
  if (hasComma && !hasPoint) return replaceCommas(table, numbers);
  const isOpen = separator === ";" ? hasComma === hasPoint : hasComma && hasPoint;
  const unclear = numbers.filter((_, index) => seen[index]?.either);
  if (isOpen && unclear.length > 0) {
    throw new FileRefused({ rule: "ambiguous-number", columns: unclear.map(({ heading }) => heading) });
  }
  return table;
}

async function readNumbers(
  connection: DuckDBConnection,
  table: string,
  numbers: readonly FileField[],
): Promise<{ comma: boolean; point: boolean; either: boolean }[]> {
  const structs = numbers.map(({ name }) => {
    const text = `trim(${quoteName(name)}, ' ' || chr(9) || chr(160))`;
    const any = (pattern: string): string =>
      `coalesce(bool_or(regexp_full_match(${text}, ${quoteText(pattern)})), false)`;
    return `{comma: ${any(withComma)}, point: ${any(withPoint)}, either: ${any(`${eitherComma}|${eitherPoint}`)}}`;
  });
  const [found] = await readRows(
    connection,
    z.object({
      seen: z.array(z.object({ comma: z.boolean(), point: z.boolean(), either: z.boolean() })),
    }),
    `select [${structs.join(", ")}] as seen from ${table}`,
  );
  return found?.seen ?? [];
}

function replaceCommas(table: string, numbers: readonly FileField[]): string {
  const replaced = numbers.map(({ name }) => {
    const text = `trim(${quoteName(name)}, ' ' || chr(9) || chr(160))`;
    return `case when regexp_full_match(${text}, ${quoteText(commaNumber)})
      then replace(regexp_replace(${text}, ${quoteText(String.raw`[. \x{a0}\x{202f}]`)}, '', 'g'), ',', '.')
      else ${quoteName(name)} end as ${quoteName(name)}`;
  });
  return `(select * replace (${replaced.join(", ")}) from ${table})`;
}
