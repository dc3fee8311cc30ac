import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readContracts } from "../../src/contracts/contract.ts";
import { findFiles } from "../../src/receive/find.ts";
import { TextScan } from "../../src/receive/text-scan.ts";
import { openWarehouse } from "../../src/warehouse/connect.ts";
import { temporaryFolder } from "../support/folders.ts";
import { pipelines } from "../support/given.ts";
import { readFile } from "./read-rows.ts";

async function read(
  content: string | Buffer,
  name = "sent.csv",
  beside: Record<string, string> = {},
): ReturnType<typeof readFile> {
  const contract = (await readContracts(pipelines)).find(({ dataset }) => dataset === "establishment");
  if (!contract) throw new Error("unknown dataset: establishment");
  const folder = await temporaryFolder();
  for (const [other, text] of Object.entries(beside)) await writeFile(join(folder, other), text);
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  const { connection, close } = await openWarehouse({ path: ":memory:" });
  try {
    return await readFile(connection, contract, folder, path, name);
  } finally {
    close();
  }
}

const french = `bwrdd;quarter_end;employer_code;occupation_code;funded_fte
Môn – gogledd;30/09/2025;7A1;S1E;0,8
Hywel Dda;30/09/2025;7A2;S0L;1.234,5
Cyfanswm/Total;;;;1.235,3
`;

test.each([
  ["windows-1252", Buffer.from(french.replace("–", "-"), "latin1"), "windows-1252"],
  ["utf-8", Buffer.from(french), "utf-8"],
  ["utf-16le", Buffer.from(`\ufeff${french}`, "utf16le"), "utf-16le"],
  ["utf-16be without a mark", Buffer.from(french, "utf16le").swap16(), "utf-16be"],
  ["tabs in utf-16le", Buffer.from(`\ufeff${french.replaceAll(";", "\t")}`, "utf16le"), "utf-16le"],
])(
  "a continental export in %s reads with decimal points and without its total",
  async (_, bytes, encoding) => {
    expect(await read(bytes)).toMatchObject({
      source: { encoding },
      rows: [
        { line: "2", funded_fte: "0.800000" },
        { line: "3", funded_fte: "1234.500000" },
      ],
      structural: [{ rule: "total-row", line: 4 }],
    });
  },
);

const plain = "quarter_end,employer_code,occupation_code,funded_fte\n2025-09-30,7A1,S1E,1.5\n";

test.each(["a*.csv", "a?.csv", "a[b].csv", "funded_fte=9/a.csv", "it's.csv", "a\nb.csv", '"a".csv'])(
  "a file named %j is read, and no other",
  async (name) => {
    const other = plain.replace("1.5", "77");
    expect(await read(plain, name, { "ab.csv": other, "ax.csv": other })).toMatchObject({
      rows: [{ line: "2", funded_fte: "1.500000" }],
    });
  },
);

test("names that would change how a report reads are shown without that", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "a\u202ecsv.exe\n.csv"), plain);
  await writeFile(join(folder, "~$open.xlsx"), "");
  await writeFile(join(folder, ".hidden"), "");
  expect((await findFiles("establishment", folder)).map(({ name }) => name)).toEqual([
    "a\ufffdcsv.exe\ufffd.csv",
  ]);
});

test.each([
  ["bytes Windows-1252 does not know", Buffer.from([...Buffer.from(plain), 0x81, 0x0a])],
  ["UTF-8 and Windows-1252 together", Buffer.from([...Buffer.from(`${plain}ŵ\n`), 0xe2, 0x0a])],
  ["half of a UTF-16 unit", Buffer.concat([Buffer.from(`\ufeff${plain}`, "utf16le"), Buffer.from("x")])],
  ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])],
  ["control bytes", Buffer.from(`${plain}\u0007\n`)],
])("%s fit no encoding", async (_, bytes) => {
  expect(await read(bytes)).toEqual({ rule: "unknown-encoding" });
});

test.each([
  ["<?xml version='1.0'?><Workbook/>", "xml"],
  ["%PDF-1.7", "pdf"],
  ["{\\rtf1}", "rtf"],
  ["[\n{}]", "json"],
])("%j is refused by its name", async (content, format) => {
  expect(await read(content, "sent.csv")).toEqual({ rule: "unsupported-format", format });
});

test("an NDJSON file has the keys of all lines, counts its empty ones and may give no key twice", async () => {
  const line = '{"quarter_end":"2025-09-30","employer_code":"7A1","occupation_code":"S1E"';
  expect(await read(`${line}}\n\n${line},"funded/fte":null,"funded_fte":2.50}\n`)).toMatchObject({
    rule: "duplicate-heading",
  });
  expect(await read(`${line}}\n\n${line},"a/b~c":[1],"funded_fte":2.50}\n`)).toMatchObject({
    source: { unknownHeadings: ["a/b~c"] },
    rows: [
      { line: "1", funded_fte: null },
      { line: "3", funded_fte: "2.500000" },
    ],
    structural: [{ rule: "blank-row", line: 2 }],
  });
  expect(await read(`${line},"funded_fte":1,"funded_fte":2}\n`)).toEqual({
    rule: "duplicate-heading",
    line: 1,
    columns: ["funded_fte"],
  });
});

test.each([
  ["a\n\nb", true],
  ["a\r\n\r\nb", true],
  ["\na", true],
  ["ŵ\n\nâ\n", true],
  ["a\n\n\n", false],
  ["a\nb\n", false],
  ["a\r\n", false],
  ["a\rb", false],
])("%j has an empty line: %s, however the bytes are cut", (text, hasEmptyLine) => {
  const bytes = Buffer.from(text);
  const whole = new TextScan();
  whole.push(bytes);
  const cut = new TextScan();
  for (const byte of bytes) cut.push(Buffer.from([byte]));
  expect(whole.finish()).toMatchObject({ hasEmptyLine, isUtf8: true, hasReturn: text.includes("\r") });
  expect(cut.finish()).toEqual(whole.finish());
  expect(whole.finish().isLastLineOpen).toBe(!/[\r\n]$/.test(text));
});

test.each([
  ["sent.csv", plain.trimEnd(), true],
  ["sent.csv", plain, false],
  ["sent.csv", plain.replaceAll("\n", "\r"), false],
  ["sent.csv", Buffer.from(`\ufeff${plain.trimEnd()}`, "utf16le"), true],
  ["sent.csv", Buffer.from(`\ufeff${plain}`, "utf16le"), false],
  ["sent.csv.gz", gzipSync(plain.trimEnd()), true],
  [
    "sent.json",
    '{"quarter_end":"2025-09-30","employer_code":"7A1","occupation_code":"S1E","funded_fte":1}',
    false,
  ],
])("%s %j may be cut off: %s", async (name, content, mayBeCutOff) => {
  expect(await read(content, name)).toMatchObject({
    source: { mayBeCutOff },
    rows: [{ line: expect.anything() }],
  });
});
