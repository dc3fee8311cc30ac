import { FileRefused } from "./refusal.ts";
import { isDateFormat } from "./serial-date.ts";
import { readAttribute, readXml, type XmlHandlers } from "./xml.ts";
import type { Zip } from "./zip.ts";

export interface Sheet {
  name: string;
  /** Its part of the archive. */
  part: string;
  isVisible: boolean;
}

export interface Workbook {
  sheets: Sheet[];
  is1904: boolean;
  sharedStrings: string[];
  /** Whether numbers of each cell style are dates. */
  dateStyles: boolean[];
}

const workbookPart = "xl/workbook.xml";

/** Characters all shared strings may have together; they are held in memory. */
const sharedLimit = 256 * 1024 * 1024;

/**
 * Sheets, styles and shared strings of an XLSX file (ECMA-376 part 1, chapter 18).
 * @throws FileRefused
 */
export async function readWorkbook(zip: Zip): Promise<Workbook> {
  const targets = await readTargets(zip);
  const { sheets, is1904 } = await readSheets(zip, targets);
  const partOf = (type: string): string | undefined =>
    [...targets.values()].find((target) => target.type === type)?.part;
  const strings = partOf("sharedStrings");
  const styles = partOf("styles");
  return {
    sheets,
    is1904,
    sharedStrings: strings === undefined ? [] : await readStrings(zip, strings),
    dateStyles: styles === undefined ? [] : await readStyles(zip, styles),
  };
}

/** Reads one part; whatever is wrong with it makes the whole file unreadable. */
export async function readPart(
  zip: Zip,
  part: string,
  handlers: XmlHandlers,
  afterChunk?: () => boolean | Promise<boolean>,
): Promise<void> {
  try {
    await readXml(zip.read(part), handlers, afterChunk);
  } catch (cause) {
    throw cause instanceof FileRefused
      ? cause
      : new FileRefused({ rule: "unreadable-file", detail: "xlsx" }, cause);
  }
}

/** `_xHHHH_` stands for a character that XML cannot hold. */
export function decodeEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

async function readTargets(zip: Zip): Promise<Map<string, { part: string; type: string }>> {
  const targets = new Map<string, { part: string; type: string }>();
  await readPart(zip, "xl/_rels/workbook.xml.rels", {
    open(name, attributes) {
      if (name !== "Relationship") return;
      const target = readAttribute(attributes, "Target") ?? "";
      const part = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
      const type = (readAttribute(attributes, "Type") ?? "").split("/").at(-1) ?? "";
      targets.set(readAttribute(attributes, "Id") ?? "", { part, type });
    },
    text: () => undefined,
    close: () => undefined,
  });
  return targets;
}

async function readSheets(
  zip: Zip,
  targets: ReadonlyMap<string, { part: string; type: string }>,
): Promise<Pick<Workbook, "sheets" | "is1904">> {
  const sheets: Sheet[] = [];
  let is1904 = false;
  await readPart(zip, workbookPart, {
    open(name, attributes) {
      if (name === "workbookPr") is1904 = /^(1|true|on)$/.test(readAttribute(attributes, "date1904") ?? "");
      if (name !== "sheet") return;
      const target = targets.get(readAttribute(attributes, ":id") ?? readAttribute(attributes, "id") ?? "");
      if (target?.type !== "worksheet") return;
      sheets.push({
        name: readAttribute(attributes, "name") ?? "",
        part: target.part,
        isVisible: !(readAttribute(attributes, "state") ?? "").toLowerCase().includes("hidden"),
      });
    },
    text: () => undefined,
    close: () => undefined,
  });
  return { sheets, is1904 };
}

/** The text of each entry; runs of rich text are joined, phonetic guides left out. */
async function readStrings(zip: Zip, part: string): Promise<string[]> {
  const strings: string[] = [];
  let text = "";
  let size = 0;
  let inText = false;
  let inGuide = false;
  await readPart(zip, part, {
    open(name) {
      if (name === "si") text = "";
      else if (name === "rPh") inGuide = true;
      else if (name === "t") inText = !inGuide;
    },
    text(piece) {
      if (!inText) return;
      text += piece;
      size += piece.length;
      if (size > sharedLimit) throw new FileRefused({ rule: "unpacks-too-large", format: "xlsx" });
    },
    close(name) {
      if (name === "si") strings.push(decodeEscapes(text));
      else if (name === "rPh") inGuide = false;
      else if (name === "t") inText = false;
    },
  });
  return strings;
}

async function readStyles(zip: Zip, part: string): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let inCellFormats = false;
  await readPart(zip, part, {
    open(name, attributes) {
      const id = Number(readAttribute(attributes, "numFmtId") ?? 0);
      if (name === "numFmt") codes.set(id, readAttribute(attributes, "formatCode") ?? "");
      else if (name === "cellXfs") inCellFormats = true;
      else if (name === "xf" && inCellFormats) styles.push(isDateFormat(id, codes.get(id)));
    },
    text: () => undefined,
    close(name) {
      if (name === "cellXfs") inCellFormats = false;
    },
  });
  return styles;
}
