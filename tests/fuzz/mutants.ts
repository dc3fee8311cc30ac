import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { Table, tableToIPC, vectorFromArray } from "apache-arrow";
import { type CellValue, writeXlsx } from "hucre";

/** What must be true of the rows that a mutant gives. */
export type Oracle =
  /** Every row is one of the original's, whole. */
  | "rows"
  /** Every value is one of the original's, in any row and column. */
  | "values"
  /** The mutation can make any value, and no reader could tell. */
  | "none";

export interface Mutant {
  mutation: string;
  name: string;
  bytes: Buffer;
  oracle: Oracle;
}

export type Random = () => number;

/** Deterministic numbers in [0, 1) (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const headings = [
  "academic_year",
  "profession",
  "provider",
  "route",
  "welsh_medium",
  "commissioned_places",
  "enrolled",
];

const professions = ["physiotherapist", "dietitian", "paramedic", "podiatrist"];
const providers = ["Prifysgol Caerdydd", "Ysgol “Ŵyl”", "Wrecsam, Glyndŵr", "Abertawe"];
const routes = ["undergraduate", "postgraduate", "part-time"];

/** A valid education table; numbers have the digits 1 to 4 only, so that a wrong one shows. */
export const original: string[][] = Array.from({ length: 40 }, (_, row) => [
  `20${String(10 + Math.floor(row / 4)).padStart(2, "0")}/${String(11 + Math.floor(row / 4)).padStart(2, "0")}`,
  professions[row % 4] ?? "",
  providers[(row >> 2) % 4] ?? "",
  routes[row % 3] ?? "",
  row % 2 === 0 ? "true" : "false",
  String(1111 + (row % 4) * 1000 + (row % 3) * 100),
  String(1112 + (row % 4) * 1000),
]);

function pick<T>(random: Random, values: readonly [T, ...T[]]): T {
  return values[Math.floor(random() * values.length)] ?? values[0];
}

function between(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from));
}

function delimited(rows: readonly (readonly string[])[], separator: string, lineEnd: string): string {
  const field = (text: string): string =>
    /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map(field).join(separator) + lineEnd).join("");
}

const table = [headings, ...original];

function numbersOf(row: readonly string[]): CellValue[] {
  return row.map((text, index) => (index >= 5 ? Number(text) : index === 4 ? text === "true" : text));
}

let workbook: Promise<Buffer> | null = null;

/** The table as a workbook; written once. */
function asWorkbook(): Promise<Buffer> {
  workbook ??= writeXlsx({
    sheets: [{ name: "education", rows: [headings, ...original.map(numbersOf)] }],
  }).then((bytes) => Buffer.from(bytes));
  return workbook;
}

function asArrow(format: "file" | "stream"): Buffer {
  const columns = headings.map((name, index) => [
    name,
    vectorFromArray(original.map((row) => row[index] ?? "")),
  ]);
  return Buffer.from(tableToIPC(new Table(Object.fromEntries(columns)), format));
}

/** Written once: the library numbers dictionaries through, and the same mutant would differ. */
const arrows = { file: asArrow("file"), stream: asArrow("stream") };

function asNdjson(): string {
  return original
    .map((row) => JSON.stringify(Object.fromEntries(headings.map((name, index) => [name, row[index]]))))
    .join("\n");
}

function flipBytes(random: Random, bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes);
  const count = between(random, 1, 6);
  for (let flip = 0; flip < count; flip++) {
    const at = between(random, 0, flipped.length);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << between(random, 0, 8));
  }
  return flipped;
}

function truncate(random: Random, bytes: Buffer): Buffer {
  return bytes.subarray(0, between(random, 1, bytes.length));
}

function splice(random: Random, bytes: Buffer): Buffer {
  const from = between(random, 0, bytes.length);
  const length = between(random, 1, 64);
  const into = between(random, 0, bytes.length);
  return Buffer.concat([bytes.subarray(0, into), bytes.subarray(from, from + length), bytes.subarray(into)]);
}

function shuffled<T>(random: Random, values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

/** A zip archive with these parts; sizes and checksums may be made to lie. */
function zip(parts: Readonly<Record<string, Buffer>>, claimed: Partial<Record<string, number>> = {}): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const packed = deflateRawSync(content);
    const size = claimed[name] ?? content.length;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("504b0304", "hex"), common, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from("504b01021400", "hex"), common, place, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(centrals.length, 8);
  end.writeUInt16LE(centrals.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** A workbook around any sheet XML. */
function workbookOf(sheet: string, claimed?: number): Buffer {
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  return zip(
    {
      "[Content_Types].xml": Buffer.from("<Types/>"),
      "xl/workbook.xml": Buffer.from(
        `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="education" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      "xl/_rels/workbook.xml.rels": Buffer.from(
        `<Relationships><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
      "xl/worksheets/sheet1.xml": Buffer.from(sheet),
    },
    claimed === undefined ? {} : { "xl/worksheets/sheet1.xml": claimed },
  );
}

function inlineCell(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<c t="inlineStr"><is><t>${escaped}</t></is></c>`;
}

function sheetXml(rows: readonly string[]): string {
  return `<worksheet><sheetData>${rows.map((row) => `<row>${row}</row>`).join("")}</sheetData></worksheet>`;
}

const inlineRows = table.map((row) => row.map(inlineCell).join(""));

type Mutation = (random: Random) => Promise<Omit<Mutant, "mutation">> | Omit<Mutant, "mutation">;

/** One way each to damage or disguise the table; the more usual ones are drawn more often. */
const mutations: Readonly<Record<string, { weight: number; mutate: Mutation }>> = {
  "csv bytes flipped": {
    weight: 10,
    mutate: (random) => ({
      name: "a.csv",
      bytes: flipBytes(random, Buffer.from(delimited(table, ",", "\n"))),
      oracle: "none",
    }),
  },
  "csv truncated": {
    weight: 6,
    mutate: (random) => ({
      name: "a.csv",
      bytes: truncate(random, Buffer.from(delimited(table, pick(random, [",", ";", "\t"]), "\r\n"))),
      oracle: "none",
    }),
  },
  "csv pieces moved": {
    weight: 6,
    mutate: (random) => ({
      name: "a.csv",
      bytes: splice(random, Buffer.from(delimited(table, ",", "\n"))),
      oracle: "none",
    }),
  },
  "columns shuffled": {
    weight: 8,
    mutate: (random) => {
      const order = shuffled(random, [...headings.keys()]);
      const rows = table.map((row) => order.map((index) => row[index] ?? ""));
      const separator = pick(random, [",", ";", "\t", "|"]);
      return {
        name: "a.csv",
        bytes: Buffer.from(delimited(rows, separator, pick(random, ["\n", "\r\n", "\r"]))),
        oracle: "rows",
      };
    },
  },
  "rows of two orders stacked": {
    weight: 6,
    mutate: (random) => {
      const order = shuffled(random, [...headings.keys()]);
      const turned = table.map((row) => order.map((index) => row[index] ?? ""));
      const blank = pick(random, [[], [headings.map(() => "")], [["Table 2", "", "", "", "", "", ""]]]);
      return {
        name: "a.csv",
        bytes: Buffer.from(delimited([...table, ...blank, ...turned], ",", "\n")),
        oracle: "rows",
      };
    },
  },
  "delimiters changed in some rows": {
    weight: 6,
    mutate: (random) => {
      const lines = delimited(table, ",", "\n").split("\n");
      const other = pick(random, [";", "\t", "|", ", ", "  "]);
      const changed = lines.map((line) => (random() < 0.1 ? line.replaceAll(",", other) : line));
      return { name: "a.csv", bytes: Buffer.from(changed.join("\n")), oracle: "none" };
    },
  },
  "line ends mixed": {
    weight: 4,
    mutate: (random) => {
      const lines = delimited(table, ",", "\n").split("\n").slice(0, -1);
      const text = lines.map((line) => line + pick(random, ["\n", "\r\n", "\r", "\n\n"])).join("");
      return { name: "a.csv", bytes: Buffer.from(text), oracle: "rows" };
    },
  },
  "encodings mixed": {
    weight: 6,
    mutate: (random) => {
      const lines = delimited(table, ",", "\n").split("\n");
      const parts = lines.map((line) => {
        const other = pick<"latin1" | "utf16le">(random, ["latin1", "utf16le"]);
        const encoding = /[^\x20-\xff]/.test(line) ? "utf16le" : other;
        return Buffer.from(`${line}\n`, random() < 0.2 ? encoding : "utf8");
      });
      return { name: "a.csv", bytes: Buffer.concat(parts), oracle: "rows" };
    },
  },
  "decimal marks mixed": {
    weight: 4,
    mutate: (random) => {
      const marked = original.map((row) =>
        row.map((text, index) =>
          index >= 5 && random() < 0.5
            ? text.replace(/(\d)(\d{3})$/, pick(random, ["$1,$2", "$1.$2"]))
            : text,
        ),
      );
      const separator = pick(random, [";", ","]);
      return {
        name: "a.csv",
        bytes: Buffer.from(delimited([headings, ...marked], separator, "\n")),
        oracle: "rows",
      };
    },
  },
  "quotes sprinkled": {
    weight: 4,
    mutate: (random) => {
      const text = delimited(table, ",", "\n");
      const at = between(random, 0, text.length);
      return { name: "a.csv", bytes: Buffer.from(`${text.slice(0, at)}"${text.slice(at)}`), oracle: "none" };
    },
  },
  "formulas as text": {
    weight: 3,
    mutate: (random) => {
      const formula = pick(random, [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "-2+3",
        "#N/A",
        '=HYPERLINK("x")',
      ]);
      const column = between(random, 0, headings.length);
      const rows = original.map((row) => row.map((text, index) => (index === column ? formula : text)));
      return { name: "a.csv", bytes: Buffer.from(delimited([headings, ...rows], ",", "\n")), oracle: "none" };
    },
  },
  "odd name": {
    weight: 4,
    mutate: (random) => ({
      name: pick(random, [
        "a'; drop table history.load; --.csv",
        'a"b.csv',
        "a\nb.csv",
        "a*[b]?.csv",
        "..%2f..%2fpasswd.csv",
        "fte=1.csv",
        "\u202egnp.csv",
        "$(id).csv",
        "a.csv.gz.csv",
      ]),
      bytes: Buffer.from(delimited(table, ",", "\n")),
      oracle: "rows",
    }),
  },
  "very long line": {
    weight: 1,
    mutate: (random) => {
      const text = delimited(table, ",", "\n");
      const at = between(random, 0, text.length);
      const filler = pick(random, ["x", " ", '"', ","]).repeat(between(random, 1, 40) * 1_000_000);
      return {
        name: "a.csv",
        bytes: Buffer.from(text.slice(0, at) + filler + text.slice(at)),
        oracle: "none",
      };
    },
  },
  "gzip corrupted": {
    weight: 8,
    mutate: (random) => {
      const packed = gzipSync(delimited(table, ",", "\n"));
      return {
        name: "a.csv.gz",
        bytes: random() < 0.5 ? flipBytes(random, packed) : truncate(random, packed),
        oracle: "rows",
      };
    },
  },
  "gzip bomb": {
    weight: 1,
    mutate: (random) => ({
      name: "a.csv.gz",
      bytes: gzipSync(
        Buffer.alloc(between(random, 70, 200) * 1024 * 1024, pick(random, ["a", "a,b\n", "\n"])),
        {
          level: 1,
        },
      ),
      oracle: "none",
    }),
  },
  "workbook corrupted": {
    weight: 12,
    mutate: async (random) => {
      const bytes = await asWorkbook();
      const damage = pick(random, [flipBytes, truncate, splice]);
      return { name: "a.xlsx", bytes: damage(random, bytes), oracle: "rows" };
    },
  },
  "sheet damaged inside the archive": {
    weight: 8,
    mutate: (random) => ({
      name: "a.xlsx",
      bytes: workbookOf(flipBytes(random, Buffer.from(sheetXml(inlineRows))).toString("latin1")),
      oracle: "none",
    }),
  },
  "workbook bomb": {
    weight: 1,
    mutate: (random) => {
      const row = pick(random, [inlineRows[1] ?? "", "<c><v>1</v></c>", " "]);
      const count = Math.floor((between(random, 70, 150) * 1024 * 1024) / (row.length + 11));
      const xml = `<worksheet><sheetData><row>${inlineRows[0]}</row>${`<row>${row}</row>`.repeat(count)}</sheetData></worksheet>`;
      return { name: "a.xlsx", bytes: workbookOf(xml, random() < 0.5 ? 1000 : undefined), oracle: "none" };
    },
  },
  "formulas in a workbook": {
    weight: 4,
    mutate: (random) => {
      const cell = pick(random, [
        "<c><f>1/0</f></c>",
        '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c t="str"><f>"x"</f><v>x</v></c>',
        '<c t="s"><v>99999</v></c>',
        "<c><v>NaN</v></c>",
        "<c><v>1e400</v></c>",
        "<c><v>0x10</v></c>",
        '<c t="b"><v>7</v></c>',
        '<c r="ZZZZ1"><v>1</v></c>',
        '<c r="A1"><v>1</v></c>',
      ]);
      const rows = inlineRows.map((row, index) =>
        index > 0 && random() < 0.3 ? row.replace(/<c t="inlineStr"><is><t>\d+<\/t><\/is><\/c>$/, cell) : row,
      );
      return { name: "a.xlsx", bytes: workbookOf(sheetXml(rows)), oracle: "none" };
    },
  },
  "ndjson damaged": {
    weight: 6,
    mutate: (random) => {
      const bytes = Buffer.from(asNdjson());
      const damage = pick(random, [flipBytes, truncate, splice]);
      return { name: "a.ndjson", bytes: damage(random, bytes), oracle: "none" };
    },
  },
  "ndjson nested deep": {
    weight: 1,
    mutate: (random) => {
      const depth = between(random, 10, 200_000);
      return {
        name: "a.ndjson",
        bytes: Buffer.from(`${asNdjson()}\n{"provider":${"[".repeat(depth)}${"]".repeat(depth)}}`),
        oracle: "none",
      };
    },
  },
  "arrow damaged": {
    weight: 6,
    mutate: (random) => {
      const bytes = arrows[pick<"file" | "stream">(random, ["file", "stream"])];
      const damage = pick(random, [flipBytes, truncate, splice]);
      return { name: "a.arrow", bytes: damage(random, bytes), oracle: "none" };
    },
  },
  "another format by name": {
    weight: 2,
    mutate: (random) => ({
      name: pick(random, ["a.xlsx", "a.parquet", "a.arrow", "a.csv.gz", "a.xls", "a.docx", "a"]),
      bytes: Buffer.from(delimited(table, ",", "\n")),
      oracle: "rows",
    }),
  },
  "random bytes": {
    weight: 3,
    mutate: (random) => ({
      name: pick(random, ["a.csv", "a.xlsx", "a.parquet", "a.arrow", "a.csv.gz", "a.ndjson"]),
      bytes: Buffer.concat([
        Buffer.from(
          pick(random, [
            "",
            "1f8b08",
            "504b0304",
            "50415231",
            "4152524f57310000",
            "ffffffff",
            "7b",
            "d0cf11e0a1b11ae1",
          ]),
          "hex",
        ),
        Buffer.from(Array.from({ length: between(random, 1, 4000) }, () => between(random, 0, 256))),
      ]),
      oracle: "values",
    }),
  },
};

/** The mutant with this number; the same seed gives the same ones. */
export async function makeMutant(seed: number, number: number, parquet: Buffer): Promise<Mutant> {
  const random = seededRandom(seed * 1_000_003 + number);
  const all = { ...mutations, "parquet damaged": { weight: 6, mutate: damageParquet(parquet) } };
  const total = Object.values(all).reduce((sum, { weight }) => sum + weight, 0);
  let drawn = random() * total;
  for (const [mutation, { weight, mutate }] of Object.entries(all)) {
    drawn -= weight;
    if (drawn < 0) return { mutation, ...(await mutate(random)) };
  }
  throw new Error("no mutation drawn");
}

function damageParquet(parquet: Buffer): Mutation {
  return (random) => {
    const damage = pick(random, [flipBytes, truncate, splice]);
    return { name: "a.parquet", bytes: damage(random, parquet), oracle: "none" };
  };
}
