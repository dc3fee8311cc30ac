import { join } from "node:path";
import type { CellStyle, DataValidation, WriteSheet } from "hucre/xlsx";
import { colToLetter, writeXlsx } from "hucre/xlsx";
import { type Column, type Contract, readContracts } from "../contracts/contract.ts";
import { PipelineError } from "../errors.ts";
import type { Messages } from "../messages/message.ts";
import { openWarehouse } from "../warehouse/connect.ts";
import { loadReference } from "../warehouse/reference.ts";
import { type NamedCode, readNamedCodes } from "./named-codes.ts";
import { writeNotes } from "./notes.ts";

/** Sheets beside the one that is filled in and has the dataset's name. */
const codesSheet = "codes";
const notesSheet = "notes";

/** Rows made ready to be filled in: as text, so that a spreadsheet does not take `01` for a number. */
const readyRows = 1000;

const lastRow = 1_048_576;

const header: CellStyle = {
  font: { bold: true },
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "DDE6F0" } },
};
const wrapped: CellStyle = { alignment: { wrapText: true, vertical: "top" } };

/**
 * An empty return of a dataset as an XLSX workbook: a sheet to fill in, with the contract's columns and their lists of
 * codes to choose from, a sheet of the codes with their names, and notes in both languages.
 * @throws PipelineError `unknown-dataset`
 */
export async function createTemplate(
  pipelines: string,
  dataset: string,
  messages: Messages,
): Promise<Uint8Array> {
  const contracts = (await readContracts(pipelines)).filter((contract) => !contract.file);
  const contract = contracts.find((one) => one.dataset === dataset);
  if (!contract) throw new PipelineError("unknown-dataset", dataset, { kind: "usage" });
  const lists = await readLists(pipelines, contract);
  return writeXlsx({
    sheets: [
      describeReturn(contract, lists),
      describeCodes(lists),
      {
        name: notesSheet,
        columns: [
          { width: 28, style: { font: { bold: true }, ...wrapped } },
          { width: 80, style: wrapped },
          { width: 80, style: wrapped },
        ],
        rows: writeNotes(contract, messages),
      },
    ],
  });
}

async function readLists(pipelines: string, { columns }: Contract): Promise<Map<string, NamedCode[]>> {
  const warehouse = await openWarehouse({ path: ":memory:" });
  const { connection } = warehouse;
  try {
    await loadReference(connection, join(pipelines, "reference"));
    const lists = new Map<string, NamedCode[]>();
    for (const [name, column] of Object.entries(columns)) {
      if (column.type === "code") lists.set(name, await readNamedCodes(connection, column.codes));
    }
    return lists;
  } finally {
    warehouse.close();
  }
}

function describeReturn(contract: Contract, lists: ReadonlyMap<string, NamedCode[]>): WriteSheet {
  const names = Object.keys(contract.columns);
  const columns = Object.values(contract.columns);
  const ranges = listRanges(lists);
  return {
    name: contract.dataset,
    columns: names.map((name, index) => ({
      width: Math.max(12, name.length + 2),
      style: {
        numFmt: columns[index]?.type === "number" || columns[index]?.type === "integer" ? "General" : "@",
      },
    })),
    rows: [names, ...Array.from({ length: readyRows }, () => names.map(() => null))],
    cells: styleHeader(names),
    freezePane: { rows: 1 },
    dataValidations: columns.flatMap((column, index) => {
      const letter = colToLetter(index);
      const list = ranges.get(names[index] ?? "");
      return describeValidation(column, list, `${letter}2:${letter}${lastRow}`);
    }),
  };
}

/** The place of each column's codes on their sheet. */
function listRanges(lists: ReadonlyMap<string, NamedCode[]>): Map<string, string> {
  const ranges = new Map<string, string>();
  let row = 2;
  for (const [name, codes] of lists) {
    ranges.set(name, `${codesSheet}!$B$${row}:$B$${row + codes.length - 1}`);
    row += codes.length;
  }
  return ranges;
}

/** What a spreadsheet can hold a column to; a value of another form than the list's is left to the check. */
function describeValidation(column: Column, list: string | undefined, range: string): DataValidation[] {
  const rule = { range, allowBlank: true, showErrorMessage: true } as const;
  switch (column.type) {
    case "code":
      if (list === undefined) return [];
      return [{ ...rule, type: "list", formula1: list, showErrorMessage: column.other === undefined }];
    case "boolean":
      return [{ ...rule, type: "list", values: ["yes", "no"] }];
    case "number":
    case "integer": {
      const { min, max } = column;
      const type = column.type === "integer" ? "whole" : "decimal";
      if (min !== undefined && max !== undefined) {
        return [{ ...rule, type, operator: "between", formula1: String(min), formula2: String(max) }];
      }
      return min === undefined
        ? []
        : [{ ...rule, type, operator: "greaterThanOrEqual", formula1: String(min) }];
    }
    case "text":
    case "person":
    case "date":
      return [];
  }
}

function describeCodes(lists: ReadonlyMap<string, NamedCode[]>): WriteSheet {
  const headings = ["column", "code", "name_en", "name_cy"];
  const rows = [...lists].flatMap(([name, codes]) =>
    codes.map(({ code, name_en, name_cy }) => [name, code, name_en, name_cy]),
  );
  return {
    name: codesSheet,
    columns: [{ width: 24 }, { width: 20, numFmt: "@" }, { width: 60 }, { width: 60 }],
    rows: [headings, ...rows],
    cells: styleHeader(headings),
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:D${rows.length + 1}` },
  };
}

function styleHeader(headings: readonly string[]): Map<string, { value: string; style: CellStyle }> {
  return new Map(headings.map((heading, index) => [`0,${index}`, { value: heading, style: header }]));
}
