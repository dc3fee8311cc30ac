import { lineLimit, lineTooLong } from "./refusal.ts";
import { serialToIso } from "./serial-date.ts";
import { decodeEscapes, readPart, type Workbook } from "./workbook.ts";
import { readAttribute } from "./xml.ts";
import type { Zip } from "./zip.ts";

/** Text, or a number that is not formatted as a date. */
export type Cell = string | number;

/** What a cell holds whose formula was never computed. */
const notComputed = "#N/A";

const lastRow = 1_048_576;
const lastColumn = 16_384;

/**
 * Goes through the rows of one sheet, from the top; rows without a cell are not among them.
 * @param onRow given the number of the row in the sheet and its cells from column A on
 * @param afterChunk waited for now and then; false ends the reading
 * @throws FileRefused
 */
export async function readSheet(
  zip: Zip,
  workbook: Workbook,
  part: string,
  onRow: (row: number, cells: Cell[]) => void,
  afterChunk: () => boolean | Promise<boolean>,
): Promise<void> {
  let row = 0;
  let cells: Cell[] = [];
  let size = 0;
  let column = 0;
  let inSheetData = false;
  let inRow = false;
  let type = "";
  let style = -1;
  let text = "";
  let hasFormula = false;
  let hasValue = false;
  let inText = false;
  let inGuide = false;
  await readPart(
    zip,
    part,
    {
      open(name, attributes) {
        if (name === "sheetData") inSheetData = true;
        if (!inSheetData) return;
        switch (name) {
          case "row": {
            const number = Number(readAttribute(attributes, "r") ?? row + 1);
            if (!(Number.isInteger(number) && number > row && number <= lastRow))
              throw new RangeError("row out of order");
            row = number;
            cells = [];
            size = 0;
            column = 0;
            inRow = true;
            break;
          }
          case "c": {
            const reference = readAttribute(attributes, "r");
            const next = reference === null ? column + 1 : columnNumber(reference);
            if (!inRow || next <= column || next > lastColumn) throw new RangeError("cell out of order");
            column = next;
            type = readAttribute(attributes, "t") ?? "n";
            style = Number(readAttribute(attributes, "s") ?? -1);
            text = "";
            hasFormula = false;
            hasValue = false;
            break;
          }
          case "f":
            hasFormula = true;
            break;
          case "v":
            hasValue = true;
            inText = true;
            break;
          case "rPh":
            inGuide = true;
            break;
          case "t":
            inText = type === "inlineStr" && !inGuide;
            break;
        }
      },
      text(piece) {
        if (!inText) return;
        text += piece;
        size += piece.length;
        if (size > lineLimit) throw lineTooLong();
      },
      close(name) {
        if (!inSheetData) return;
        switch (name) {
          case "sheetData":
            inSheetData = false;
            break;
          case "v":
          case "t":
            inText = false;
            break;
          case "rPh":
            inGuide = false;
            break;
          case "c": {
            const value = hasFormula && !hasValue ? notComputed : cellValue(workbook, type, style, text);
            if (value === "") break;
            while (cells.length < column - 1) cells.push("");
            cells.push(value);
            break;
          }
          case "row":
            inRow = false;
            onRow(row, cells);
            break;
        }
      },
    },
    afterChunk,
  );
}

function cellValue(workbook: Workbook, type: string, style: number, text: string): Cell {
  switch (type) {
    case "s": {
      const shared = /^\d+$/.test(text) ? workbook.sharedStrings[Number(text)] : text === "" ? "" : undefined;
      if (shared === undefined) throw new RangeError("no such shared string");
      return shared;
    }
    case "str":
    case "inlineStr":
      return decodeEscapes(text);
    case "b":
      if (text !== "0" && text !== "1" && text !== "") throw new RangeError("not a boolean");
      return text === "" ? "" : text === "1" ? "true" : "false";
    case "e":
      return text || notComputed;
    case "d":
      return text;
    case "n":
      return numberValue(workbook, style, text.trim());
    default:
      throw new RangeError("unknown type of cell");
  }
}

/** Spreadsheets hold at most 15 digits; longer runs of digits are kept as they are written. */
function numberValue(workbook: Workbook, style: number, text: string): Cell {
  if (text === "") return "";
  const number = Number(text);
  if (!/^[-+]?[0-9.]+([eE][-+]?[0-9]+)?$/.test(text) || !Number.isFinite(number)) {
    throw new RangeError("not a number");
  }
  if (workbook.dateStyles[style]) return serialToIso(number, workbook.is1904) ?? text;
  return /^-?[0-9]{16,}$/.test(text) ? text : number;
}

/** 1 for `A7`, 27 for `AA7`. */
function columnNumber(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) | 32;
    if (letter < 97 || letter > 122) break;
    column = column * 26 + letter - 96;
  }
  return column;
}
