import type { DuckDBConnection } from "@duckdb/node-api";
import type { Contract } from "../contracts/contract.ts";
import {
  acceptHeadings,
  findHeader,
  type HeaderCandidate,
  headerLines,
  type MatchHeadings,
} from "./header.ts";
import { normaliseHeading } from "./headings.ts";
import { plainNumber } from "./plain-number.ts";
import { FileRefused } from "./refusal.ts";
import { lineField, Scratch, scratchTable } from "./scratch.ts";
import { plainSerialToIso } from "./serial-date.ts";
import { type Cell, readSheet } from "./sheet.ts";
import { describeFields, type FileField, type FileSource, type RowSource } from "./source.ts";
import { diagnoseSecondTable, guardSecondTable, structuralRows } from "./structural.ts";
import { readWorkbook, type Sheet, type Workbook } from "./workbook.ts";
import { openZip, type Zip } from "./zip.ts";

interface SheetRow {
  row: number;
  cells: Cell[];
}

/**
 * An XLSX workbook: the sheet named after the dataset, or else the first that is not hidden. Its rows are written to a
 * scratch file while they are read; formulas count with the value the workbook keeps for them.
 * @param scratch path prefix for that file
 * @throws FileRefused
 */
export async function openSpreadsheet(
  connection: DuckDBConnection,
  path: string,
  contract: Contract,
  match: MatchHeadings,
  scratch: string,
): Promise<FileSource> {
  const zip = await openZip(path, "xlsx");
  try {
    const workbook = await readWorkbook(zip);
    const sheet = await chooseSheet(zip, workbook, contract, match);
    const top = await readTop(zip, workbook, sheet);
    const header = findHeader(top.map(toCandidate), match)?.header;
    if (!header) throw new FileRefused({ rule: "empty-file" });
    const described = describeFields(header.fields, acceptHeadings(header, match));
    const { fields } = described;
    const target = `${scratch}.rows`;
    await writeRows(zip, workbook, sheet, header, fields, contract, target);
    const table = scratchTable(
      target,
      fields.map(({ name }) => name),
    );
    const rows: RowSource = { table, fields, firstLine: header.line + 1, lineField };
    return {
      ...described,
      ...rows,
      table: guardSecondTable(table, fields, contract),
      structural: structuralRows(fields, contract),
      format: "xlsx",
      encoding: null,
      mayBeCutOff: false,
      diagnose: async (cause) =>
        (await diagnoseSecondTable(connection, rows, contract, cause)) ??
        new FileRefused({ rule: "unreadable-file", detail: "xlsx" }, cause),
    };
  } finally {
    await zip.close();
  }
}

/** @throws FileRefused `second-sheet` when another sheet that is shown has the headings as well and none has the name */
async function chooseSheet(
  zip: Zip,
  workbook: Workbook,
  contract: Contract,
  match: MatchHeadings,
): Promise<Sheet> {
  const named = workbook.sheets.find(
    ({ name }) => normaliseHeading(name) === normaliseHeading(contract.dataset),
  );
  const [first, ...others] = workbook.sheets.filter((sheet) => sheet.isVisible);
  const chosen = named ?? first;
  if (!chosen) throw new FileRefused({ rule: "empty-file" });
  if (named) return named;
  for (const other of others) {
    const found = findHeader((await readTop(zip, workbook, other)).map(toCandidate), match);
    if (found?.isComplete) {
      throw new FileRefused({ rule: "second-sheet", first: chosen.name, second: other.name });
    }
  }
  return chosen;
}

/** The first rows of a sheet that hold anything. */
async function readTop(zip: Zip, workbook: Workbook, sheet: Sheet): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  await readSheet(
    zip,
    workbook,
    sheet.part,
    (row, cells) => {
      if (rows.length < headerLines && cells.length > 0) rows.push({ row, cells });
    },
    () => rows.length < headerLines,
  );
  return rows;
}

async function writeRows(
  zip: Zip,
  workbook: Workbook,
  sheet: Sheet,
  header: HeaderCandidate,
  fields: readonly FileField[],
  contract: Contract,
  target: string,
): Promise<void> {
  const scratch = await Scratch.create(target);
  const isDate = fields.map(({ column }) => contract.columns[column ?? ""]?.type === "date");
  const toText = (cell: Cell, index: number): string =>
    typeof cell === "number" && isDate[index]
      ? (plainSerialToIso(cell, workbook.is1904) ?? cellText(cell))
      : cellText(cell);
  try {
    await readSheet(
      zip,
      workbook,
      sheet.part,
      (row, cells) => {
        if (row <= header.line || cells.length === 0) return;
        if (cells.length > fields.length) {
          throw new FileRefused({ rule: "broken-row", line: row, expected: fields.length, fields: "more" });
        }
        scratch.write(
          row,
          fields.map((_, index) => toText(cells[index] ?? "", index)),
        );
      },
      async () => {
        await scratch.drain();
        return true;
      },
    );
  } finally {
    await scratch.close();
  }
}

function toCandidate({ row, cells }: SheetRow): HeaderCandidate {
  return { line: row, fields: cells.map((cell) => cellText(cell).trim()) };
}

function cellText(cell: Cell): string {
  return typeof cell === "string" ? cell : plainNumber(cell);
}
