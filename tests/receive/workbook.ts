import { crc32, deflateRawSync } from "node:zlib";

export interface WorkbookOptions {
  strings?: readonly string[];
  /** Put before the root of each sheet. */
  prologue?: string;
  /** A checksum and a size to claim for the sheets instead of the right ones. */
  crc?: number;
  size?: number;
}

const namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** An XLSX file with these sheets, given by the XML of their rows; style 1 is a date. */
export function workbook(sheets: Readonly<Record<string, string>>, options: WorkbookOptions = {}): Buffer {
  const names = Object.keys(sheets);
  const relations = names.map(
    (_, index) =>
      `<Relationship Id="r${index}" Type="${namespace}/worksheet" Target="worksheets/s${index}.xml"/>`,
  );
  const parts: Record<string, string> = {
    "xl/workbook.xml": `<workbook xmlns:r="${namespace}"><sheets>${names
      .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index}"/>`)
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${relations.join("")}
      <Relationship Id="s" Type="${namespace}/styles" Target="styles.xml"/>
      <Relationship Id="t" Type="${namespace}/sharedStrings" Target="/xl/strings.xml"/></Relationships>`,
    "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    "xl/strings.xml": `<sst>${(options.strings ?? []).map((text) => `<si>${text}</si>`).join("")}</sst>`,
  };
  for (const [index, name] of names.entries()) {
    parts[`xl/worksheets/s${index}.xml`] =
      `${options.prologue ?? ""}<worksheet><sheetData>${sheets[name]}</sheetData></worksheet>`;
  }
  return zip(parts, options);
}

export function row(number: number, cells: readonly string[]): string {
  return `<row r="${number}">${cells.join("")}</row>`;
}

/** A cell with text, in the column with this index. */
export function cell(column: number, text: string, line = 1): string {
  return `<c r="${String.fromCharCode(65 + column)}${line}" t="inlineStr"><is><t>${text}</t></is></c>`;
}

function zip(parts: Readonly<Record<string, string>>, { crc, size }: WorkbookOptions): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const isSheet = name.includes("worksheets");
    const common = Buffer.alloc(26);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE((isSheet ? crc : undefined) ?? crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE((isSheet ? size : undefined) ?? content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("504b01021400", "hex"), common, place, Buffer.from(name)]));
    locals.push(Buffer.concat([Buffer.from("504b0304", "hex"), common, Buffer.from(name), packed]));
    offset += locals.at(-1)?.length ?? 0;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(locals.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
