import { gzipSync } from "node:zlib";
import { DateDay, Float64, Int32, Table, tableToIPC, Utf8, vectorFromArray } from "apache-arrow";
import fc from "fast-check";
import { type CellValue, writeXlsx } from "hucre";

type Value = string | number | boolean | Date;

/** A table as its sender has it in mind. */
export interface SentTable {
  headings: string[];
  rows: Value[][];
}

const day = 86_400_000;

const quarterEnd = fc
  .tuple(fc.integer({ min: 2015, max: 2030 }), fc.constantFrom([2, 31], [5, 30], [8, 30], [11, 31]))
  .map(([year, [month = 0, date = 1]]) => new Date(Date.UTC(year, month, date)));

const anyDay = fc.integer({ min: 7305, max: 20_000 }).map((days) => new Date(days * day));

/** What a text cell may hold: quotes, separators and line breaks in it mean nothing. */
const text = fc
  .array(fc.constantFrom("Ysgol", "â", "ô", '"', ",", ";", "|", "\t", "x", "7", "'", "=", " "), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => `P${parts.join("")}Z`);

const staffRow = fc.tuple(
  quarterEnd,
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{6,20}$/),
  fc.stringMatching(/^[A-Z][0-9]{4,7}$/),
  fc.constantFrom("7A1", "7A7", "RQF", "W06000011"),
  fc.constantFrom("S1E", "S0L", "SFA"),
  fc.constantFrom("5", "6", "8a"),
  fc.integer({ min: 0, max: 150 }).map((hundredths) => hundredths / 100),
  anyDay,
  fc.boolean(),
);

const educationRow = fc.tuple(
  fc.constantFrom("2023/24", "2024/25"),
  fc.constantFrom("physiotherapist", "dietitian", "paramedic"),
  text,
  fc.constantFrom("undergraduate", "part-time"),
  fc.boolean(),
  fc.integer({ min: 0, max: 3000 }),
  fc.integer({ min: 0, max: 3000 }),
);

export const tables: Record<string, fc.Arbitrary<SentTable>> = {
  staff: fc.array(staffRow, { minLength: 1, maxLength: 12 }).map((rows) => ({
    headings: [
      "snapshot_date",
      "person_id",
      "assignment_id",
      "employer_code",
      "occupation_code",
      "afc_band",
      "fte",
      "start_date_nhs",
      "first_contact",
    ],
    rows,
  })),
  education: fc.array(educationRow, { minLength: 1, maxLength: 12 }).map((rows) => ({
    headings: [
      "academic_year",
      "profession",
      "provider",
      "route",
      "welsh_medium",
      "commissioned_places",
      "enrolled",
    ],
    rows,
  })),
};

const layout = fc.record({
  preamble: fc.constantFrom([], ["Staff in post"], ["Report, run 1/10/2025", "", 'Filter "all']),
  headingStyle: fc.constantFrom("plain", "spaced", "upper"),
  order: fc.boolean(),
  totals: fc.constantFrom([], ["Total"], ["Is-gyfanswm", "Cyfanswm/Total"]),
  blankRow: fc.boolean(),
  repeatHeadings: fc.boolean(),
});

const delimited = fc.record({
  kind: fc.constant("delimited" as const),
  layout,
  encoding: fc.constantFrom(
    "utf-8",
    "utf-8-bom",
    "utf-16le",
    "utf-16le-bare",
    "utf-16be",
    "utf-16be-bare",
    "latin1",
  ),
  separator: fc.constantFrom(",", ";", "\t", "|"),
  lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
  finalLineEnd: fc.boolean(),
  emptyLines: fc.boolean(),
  sepLine: fc.boolean(),
  quoteAll: fc.boolean(),
  dates: fc.constantFrom("iso", "uk", "month"),
  decimalComma: fc.boolean(),
  isPacked: fc.boolean(),
});

const spreadsheet = fc.record({
  kind: fc.constant("spreadsheet" as const),
  layout,
  dateSystem: fc.constantFrom("1900" as const, "1904" as const),
  isNamed: fc.boolean(),
});

const other = fc.record({
  kind: fc.constantFrom(
    "ndjson" as const,
    "arrow-file" as const,
    "arrow-stream" as const,
    "parquet" as const,
  ),
  isPacked: fc.boolean(),
});

export const disguises = fc.oneof(
  { arbitrary: delimited, weight: 4 },
  { arbitrary: spreadsheet, weight: 2 },
  { arbitrary: other, weight: 1 },
);

type Of<T> = T extends fc.Arbitrary<infer V> ? V : never;

export type Disguise = Of<typeof disguises>;

/** The bytes and name a table is sent as; a parquet file is still CSV, for the engine to turn into one. */
export async function disguise(table: SentTable, dataset: string, as: Disguise): Promise<[string, Buffer]> {
  switch (as.kind) {
    case "delimited":
      return as.isPacked
        ? ["sent.csv.gz", gzipSync(writeDelimited(table, as))]
        : ["sent.csv", writeDelimited(table, as)];
    case "spreadsheet":
      return ["sent.xlsx", await writeWorkbook(table, dataset, as)];
    case "ndjson": {
      const lines = table.rows.map((row) =>
        JSON.stringify(
          Object.fromEntries(table.headings.map((name, index) => [name, jsonValue(row[index])])),
        ),
      );
      const bytes = Buffer.from(`${lines.join("\n")}\n`);
      return as.isPacked ? ["sent.ndjson.gz", gzipSync(bytes)] : ["sent.ndjson", bytes];
    }
    case "arrow-file":
    case "arrow-stream":
      return ["sent.arrow", writeArrow(table, as.kind === "arrow-file" ? "file" : "stream")];
    case "parquet":
      return ["sent.parquet.csv", Buffer.from(writeRows(table.headings, table.rows, ",", "\n", true))];
  }
}

/** What must come out: the values as text, by column. */
export function expectedRows({ headings, rows }: SentTable): Record<string, string>[] {
  return rows.map((row) =>
    Object.fromEntries(headings.map((name, index) => [name, canonical(row[index] ?? "").trim()])),
  );
}

function canonical(value: Value): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return String(value);
}

interface Layout {
  preamble: readonly string[];
  headingStyle: string;
  order: boolean;
  totals: readonly string[];
  blankRow: boolean;
  repeatHeadings: boolean;
}

/** Headings and rows with everything that people put between and around them. */
function layOut({ headings, rows }: SentTable, as: Layout): { headings: string[]; rows: Value[][] } {
  const turn = <T>(values: readonly T[]): T[] => (as.order ? values.toReversed() : [...values]);
  const styled = turn(headings).map((heading) => {
    if (as.headingStyle === "upper") return `${heading.toUpperCase()} `;
    return as.headingStyle === "spaced" ? heading.replaceAll("_", " ") : heading;
  });
  const total = (label: string): Value[] => styled.map((_, index) => (index === 0 ? label : ""));
  const [first = [], ...rest] = rows.map(turn);
  return {
    headings: styled,
    rows: [
      first,
      ...(as.repeatHeadings ? [styled] : []),
      ...(as.blankRow ? [styled.map(() => "")] : []),
      ...rest,
      ...as.totals.map(total),
    ],
  };
}

function writeDelimited(table: SentTable, as: Of<typeof delimited>): Buffer {
  const laidOut = layOut(table, as.layout);
  const isComma = as.decimalComma && as.separator === ";";
  const toText = (value: Value): string => {
    if (value instanceof Date) return dateText(value, as.dates);
    if (typeof value === "number" && isComma) return String(value).replace(".", ",");
    return String(value);
  };
  const body = writeRows(
    laidOut.headings,
    laidOut.rows.map((row) => row.map(toText)),
    as.separator,
    as.lineEnd,
    as.quoteAll,
  );
  const above = [...(as.sepLine ? [`sep=${as.separator}`] : []), ...as.layout.preamble].map(
    (line) => line + as.lineEnd,
  );
  const spaced = as.emptyLines ? body.replace(as.lineEnd, as.lineEnd + as.lineEnd) : body;
  const text = above.join("") + (as.finalLineEnd ? spaced : spaced.slice(0, -as.lineEnd.length));
  return encode(text, as.encoding);
}

function encode(text: string, encoding: string): Buffer {
  const mark = encoding.endsWith("bare") ? "" : "\ufeff";
  if (encoding.startsWith("utf-16le")) return Buffer.from(mark + text, "utf16le");
  if (encoding.startsWith("utf-16be")) return Buffer.from(mark + text, "utf16le").swap16();
  if (encoding === "utf-8-bom") return Buffer.from(`\ufeff${text}`);
  return Buffer.from(text, encoding === "latin1" ? "latin1" : "utf8");
}

function writeRows(
  headings: readonly string[],
  rows: readonly (readonly Value[])[],
  separator: string,
  lineEnd: string,
  quoteAll: boolean,
): string {
  const field = (value: Value): string => {
    const text = canonical(value);
    const mustQuote = quoteAll || /["\r\n]/.test(text) || text.includes(separator);
    return mustQuote ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [headings, ...rows].map((row) => row.map(field).join(separator) + lineEnd).join("");
}

function dateText(date: Date, style: string): string {
  const iso = date.toISOString().slice(0, 10);
  const [year, month, dayOfMonth] = iso.split("-");
  if (style === "uk") return `${dayOfMonth}/${month}/${year}`;
  const name = date.toLocaleString("en", { month: "short", timeZone: "UTC" });
  return style === "month" ? `${dayOfMonth}-${name}-${year}` : iso;
}

async function writeWorkbook(table: SentTable, dataset: string, as: Of<typeof spreadsheet>): Promise<Buffer> {
  const { headings, rows } = layOut(table, as.layout);
  const cells: CellValue[][] = [
    ...as.layout.preamble.map((line) => [line]),
    headings,
    ...rows.map((row) => row.map((value) => (value === "" ? null : value))),
  ];
  const sheet = { name: as.isNamed ? dataset : "Sheet1", rows: cells };
  const notes = { name: "Notes", rows: [["Run on", new Date(Date.UTC(2025, 9, 1))]] };
  const sheets = as.isNamed ? [notes, sheet] : [sheet, notes];
  return Buffer.from(await writeXlsx({ sheets, dateSystem: as.dateSystem }));
}

function jsonValue(value: Value | undefined): string | number | boolean {
  return value instanceof Date ? canonical(value) : (value ?? "");
}

function writeArrow({ headings, rows }: SentTable, format: "file" | "stream"): Buffer {
  const vectors = headings.map((name, index) => {
    const values = rows.map((row) => row[index] ?? "");
    const [first] = values;
    if (first instanceof Date) return [name, vectorFromArray(values, new DateDay())] as const;
    if (typeof first === "boolean") return [name, vectorFromArray(values)] as const;
    if (typeof first === "number") {
      const isWhole = values.every((value) => Number.isInteger(value));
      return [name, vectorFromArray(values, isWhole ? new Int32() : new Float64())] as const;
    }
    return [name, index % 2 ? vectorFromArray(values, new Utf8()) : vectorFromArray(values)] as const;
  });
  return Buffer.from(tableToIPC(new Table(Object.fromEntries(vectors)), format));
}
