import { writeCsv } from "hucre/csv";
import type { Language } from "../bilingual.ts";
import type { Marked } from "../release/notice.ts";
import type { NamedRow } from "./audience-table.ts";
import { allColumns } from "./columns.ts";
import type { ExportContent } from "./content.ts";

/** Headings of the columns that name the indicator and its unit. */
export const peopleHeadings = { first: "column-indicator", unit: "column-unit" } as const;

/** Headings of the last columns, which say that the data are restricted, or an example. */
export function markHeadings({ edition, example }: Marked): string[] {
  return [...(edition === "restricted" ? ["column-restricted"] : []), ...(example ? ["column-example"] : [])];
}

/**
 * The tables of an audience as one CSV file for spreadsheets: names instead of codes, a byte order mark for the letters ŵ
 * and ŷ, numbers unrounded. Its texts are the project's own; one that a spreadsheet could take for a formula is escaped.
 */
export function writePeopleCsv(
  content: ExportContent,
  language: Language,
  rows: readonly NamedRow[],
): string {
  const say = content.messages[language];
  const marks = markHeadings(content);
  const indicators = new Map(content.indicators.map((one) => [one.id, one]));
  const headings = [
    say(peopleHeadings.first),
    say(peopleHeadings.unit),
    ...allColumns().map(({ key }) => say(`column-${key}`)),
    ...marks.map((key) => say(key)),
  ];
  const lines = rows.map((row) => {
    const indicator = indicators.get(row.indicator);
    return [
      escapeFormula(indicator?.title[language] ?? row.indicator),
      escapeFormula(indicator?.unit[language] ?? ""),
      ...allColumns().map(({ read }) => {
        const value = read(row);
        return typeof value === "string" ? escapeFormula(value) : value;
      }),
      ...marks.map(() => 1),
    ];
  });
  return writeCsv([headings, ...lines], { bom: true });
}

/** What a spreadsheet would take for a formula, at the start of a text or after a separator in it, behind an apostrophe. */
export function escapeFormula(text: string): string {
  if (!/[=+\-@\t\r\n]/.test(text)) return text;
  return text.replaceAll(/(^|[,;|\t\r\n]\s*)([=+\-@\t\r\n])/g, "$1'$2");
}
