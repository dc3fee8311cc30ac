import { quoteName, quoteText } from "../warehouse/connect.ts";
import { type CodeList, codeOf, codeOfAlias, listTexts } from "./codes.ts";
import type { Column } from "./contract.ts";

/** Fixed point, so that sums do not depend on the order of the rows. */
const numberType = "decimal(18, 6)";

/** SQL type a typed column has; codes are texts until they are stored. */
export function sqlType(column: Column): string {
  switch (column.type) {
    case "date":
      return "date";
    case "number":
      return numberType;
    case "integer":
      return "integer";
    case "boolean":
      return "boolean";
    case "person":
    case "text":
    case "code":
      return "varchar";
  }
}

/**
 * SQL for the value that the text `raw` of a column stands for; null where the text is not of the column's type.
 * @param list the code list of a column of codes
 */
export function typedValue(name: string, column: Column, raw: string, list: CodeList | undefined): string {
  switch (column.type) {
    case "text": {
      const otherwise = column.pattern
        ? `when regexp_full_match(${raw}, ${quoteText(column.pattern)}) then ${raw}`
        : `else ${raw}`;
      return `case when ${isSpreadsheetError(raw)} then null ${otherwise} end`;
    }
    case "person":
      return column.pattern
        ? `case when regexp_full_match(${raw}, ${quoteText(column.pattern)}) then ${raw} end`
        : raw;
    case "date":
      return parseDate(raw, column.precision);
    case "number":
      return parseNumber(raw, numberType);
    case "integer":
      return `case when ${parseNumber(raw, numberType)} % 1 = 0 then ${parseNumber(raw, numberType)}::integer end`;
    case "boolean":
      return `case when list_contains(['true', 'yes', 'y', '1', 'ie'], lower(${raw})) then true
        when list_contains(['false', 'no', 'n', '0', 'na', 'nage'], lower(${raw})) then false end`;
    case "code": {
      if (!list) return "null";
      const code = codeOf(name, list, raw);
      return column.other
        ? `coalesce(${code}::varchar, case when regexp_full_match(${raw}, ${quoteText(column.other)}) then ${raw} end)`
        : code;
    }
  }
}

/**
 * SQL for the value of a text that is one of those most files have, though nobody has trimmed it, and else null;
 * null where there are none for the type.
 */
export function usualValue(
  name: string,
  column: Column,
  text: string,
  list: CodeList | undefined,
): string | null {
  if (column.type === "boolean") return `case ${text} when 'true' then true when 'false' then false end`;
  if (column.type !== "code" || !list) return null;
  return column.other ? `${codeOfAlias(name, list, text)}::varchar` : codeOfAlias(name, list, text);
}

/** What Excel and LibreOffice show, and export, in place of a value that could not be computed. */
const spreadsheetErrors = [
  "#NULL!",
  "#DIV/0!",
  "#VALUE!",
  "#REF!",
  "#NAME?",
  "#NUM!",
  "#N/A",
  "#SPILL!",
  "#CALC!",
  "#GETTING_DATA",
];

/** SQL condition that a text is what a spreadsheet shows in place of a value. */
export function isSpreadsheetError(text: string): string {
  return `(prefix(${text}, '#') and list_contains([${listTexts(spreadsheetErrors)}], upper(${text})))`;
}

/** SQL condition that a typed number lies outside the column's limits; null where it has none. */
export function outOfRange(column: Column, name: string): string | null {
  if (column.type !== "number" && column.type !== "integer") return null;
  const limits = [
    ...(column.min === undefined ? [] : [`${quoteName(name)} < ${column.min}`]),
    ...(column.max === undefined ? [] : [`${quoteName(name)} > ${column.max}`]),
  ];
  return limits.length > 0 ? limits.join(" or ") : null;
}

/** ISO, `30/09/2025` and `30-Sep-2025`; month first is never guessed. The first branch is the fast and usual one. */
function parseDate(raw: string, precision: "day" | "month"): string {
  const month =
    precision === "month"
      ? `when regexp_full_match(${raw}, '[0-9]{4}-[0-9]{2}') then try_cast(${raw} || '-01' as date)`
      : "";
  return `case
    when ${raw} like '____-__-__' then try_cast(${raw} as date)
    when regexp_full_match(${raw}, '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}') then try_strptime(${raw}, '%d/%m/%Y')::date
    when regexp_full_match(${raw}, '[0-9]{1,2}-[A-Za-z]{3}-[0-9]{4}') then try_strptime(${raw}, '%d-%b-%Y')::date
    when regexp_full_match(${raw}, '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]00:00(:00(\\.0+)?)?') then try_cast(left(${raw}, 10) as date)
    ${month} end`;
}

/** Plain decimals, and commas only where they part thousands. */
function parseNumber(raw: string, type: string): string {
  return `case
    when not contains(${raw}, ',') then case when regexp_full_match(${raw}, '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)') then try_cast(${raw} as ${type}) end
    when regexp_full_match(${raw}, '[+-]?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?') then try_cast(replace(${raw}, ',', '') as ${type}) end`;
}
