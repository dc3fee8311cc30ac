import { type CellStyle, type CellValue, colToLetter, type WriteOptions, type WriteSheet } from "hucre/xlsx";
import type { Language } from "../bilingual.ts";
import type { TracedIndicator } from "../indicators/compute.ts";
import type { Say } from "../messages/message.ts";
import type { NamedRow } from "./audience-table.ts";
import { type Column, chooseColumns } from "./columns.ts";
import { type ExportContent, longDate, tellRounding } from "./content.ts";

const title: CellStyle = { font: { bold: true, size: 15 } };
const heading: CellStyle = {
  font: { bold: true },
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "DDE6F0" } },
  alignment: { wrapText: true, vertical: "top" },
};
const wrapped: CellStyle = { alignment: { wrapText: true, vertical: "top" } };

export interface MarkerName {
  code: string;
  en: string;
  cy: string;
}

/**
 * A workbook for an audience in one language, as the Analysis Function's checklist for accessible spreadsheets asks: cover,
 * contents, notes, then one marked-up table a sheet, its name unique; nothing merged, headers frozen, numbers as numbers,
 * shorthand in a column of its own.
 * Source: https://analysisfunction.civilservice.gov.uk/policy-store/making-spreadsheets-accessible-a-brief-checklist-of-the-basics/
 */
export function describeWorkbook(
  content: ExportContent,
  audience: string,
  language: Language,
  rows: readonly NamedRow[],
  markers: readonly MarkerName[],
): WriteOptions {
  const say = content.messages[language];
  const byIndicator = Map.groupBy(rows, ({ indicator }) => indicator);
  const tables = content.indicators.flatMap((indicator) => {
    const own = byIndicator.get(indicator.id);
    return own === undefined ? [] : [{ indicator, rows: own }];
  });
  const sheetName = (index: number): string => say("workbook-table-sheet", { number: index + 1 });
  const notice = content.notice?.[language];
  return {
    properties: {
      title: workbookTitle(content, audience, language),
      creator: "gweithlu",
      created: new Date(`${content.as_at}T00:00:00Z`),
      modified: new Date(`${content.as_at}T00:00:00Z`),
      ...(notice === undefined ? {} : { description: notice }),
    },
    defaultFont: { name: "Arial", size: 12 },
    sheets: [
      describeCover(content, audience, language),
      describeContents(say, language, notice, tables, sheetName),
      describeNotes(say, language, notice, tables, markers),
      ...tables.map(({ indicator, rows: own }, index) =>
        describeTable(say, language, notice, indicator, own, index, sheetName(index)),
      ),
    ],
  };
}

function workbookTitle({ as_at, messages }: ExportContent, audience: string, language: Language): string {
  const say = messages[language];
  return say("workbook-title", { audience: say(`audience-${audience}`), date: longDate(as_at, language) });
}

function describeCover(content: ExportContent, audience: string, language: Language): WriteSheet {
  const say = content.messages[language];
  const lines = [
    workbookTitle(content, audience, language),
    ...(content.notice ? [content.notice[language]] : []),
    say("workbook-about"),
    say("workbook-selection", { periods: content.settings.workbook_periods }),
    say("workbook-release", { release: content.release, date: longDate(content.as_at, language) }),
    say("workbook-blank"),
    ...tellRounding(content, say),
    say("workbook-other-language"),
  ];
  return describeText(say("workbook-cover"), lines, [90]);
}

interface SheetTable {
  indicator: TracedIndicator;
  rows: readonly NamedRow[];
}

function describeContents(
  say: Say,
  language: Language,
  notice: string | undefined,
  tables: readonly SheetTable[],
  sheetName: (index: number) => string,
): WriteSheet {
  const columns = [say("workbook-sheet"), say("workbook-content")];
  const rows = [
    [say("workbook-notes"), say("workbook-notes-title")],
    ...tables.map(({ indicator }, index) => [sheetName(index), indicator.title[language]]),
  ];
  const introduction = introduce(say("workbook-contents"), say("workbook-contents-text"), notice);
  const sheet = describeGrid(say("workbook-contents"), "contents", introduction, columns, rows, [18, 80]);
  const first = introduction.length + 1;
  for (const [index, [name]] of rows.entries()) {
    sheet.cells?.set(`${first + index},0`, {
      value: name ?? "",
      hyperlink: { target: "", location: `'${name}'!A1` },
    });
  }
  return sheet;
}

function describeNotes(
  say: Say,
  language: Language,
  notice: string | undefined,
  tables: readonly SheetTable[],
  markers: readonly MarkerName[],
): WriteSheet {
  const columns = [say("workbook-note"), say("workbook-meaning")];
  const rows = [
    ...markers.map((marker) => [`[${marker.code}]`, marker[language]]),
    ...tables.map(({ indicator }) => [indicator.title[language], indicator.description[language]]),
  ];
  const introduction = introduce(say("workbook-notes-title"), say("workbook-notes-text"), notice);
  return describeGrid(say("workbook-notes"), "notes", introduction, columns, rows, [36, 100]);
}

function describeTable(
  say: Say,
  language: Language,
  notice: string | undefined,
  indicator: TracedIndicator,
  rows: readonly NamedRow[],
  index: number,
  name: string,
): WriteSheet {
  const columns = chooseColumns(rows);
  const introduction = introduce(
    say("workbook-table-title", {
      number: index + 1,
      title: indicator.title[language],
      unit: indicator.unit[language],
    }),
    say("workbook-table-text"),
    notice,
  );
  const sheet = describeGrid(
    name,
    `table_${index + 1}_${indicator.id.replaceAll("-", "_")}`,
    introduction,
    columns.map(({ key }) => say(`column-${key}`)),
    rows.map((row) => columns.map((column) => column.read(row))),
    columns.map(({ width }) => width),
  );
  const decimals = indicator.decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(indicator.decimals)}`;
  return { ...sheet, columns: columns.map((column) => describeColumn(column, decimals)) };
}

function describeColumn({ width, isNumber }: Column, decimals: string): { width: number; numFmt?: string } {
  return isNumber ? { width, numFmt: decimals } : { width };
}

function introduce(first: string, second: string, notice: string | undefined): string[] {
  return [first, ...(notice === undefined ? [] : [notice]), second];
}

function describeText(name: string, lines: readonly string[], widths: readonly number[]): WriteSheet {
  return {
    name,
    columns: widths.map((width) => ({ width, style: wrapped })),
    rows: lines.map((line) => [line]),
    cells: new Map([["0,0", { value: lines[0] ?? "", style: title }]]),
  };
}

/** A sheet with its introduction in the first column and one marked-up table below; the table's header stays in view. */
function describeGrid(
  name: string,
  table: string,
  introduction: readonly string[],
  columns: readonly string[],
  rows: readonly (readonly CellValue[])[],
  widths: readonly number[],
): WriteSheet {
  const header = introduction.length;
  return {
    name,
    columns: widths.map((width) => ({ width })),
    rows: [...introduction.map((line) => [line]), [...columns], ...rows.map((row) => [...row])],
    cells: new Map([
      ["0,0", { value: introduction[0] ?? "", style: title }],
      ...columns.map((column, index): [string, { value: string; style: CellStyle }] => [
        `${header},${index}`,
        { value: column, style: heading },
      ]),
    ]),
    freezePane: { rows: header + 1 },
    tables: [
      {
        name: table,
        displayName: table,
        range: `A${header + 1}:${colToLetter(columns.length - 1)}${header + 1 + rows.length}`,
        columns: columns.map((column) => ({ name: column })),
        style: "TableStyleLight1",
        showRowStripes: false,
      },
    ],
  };
}
