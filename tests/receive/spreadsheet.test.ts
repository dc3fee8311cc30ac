import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readContracts } from "../../src/contracts/contract.ts";
import { openWarehouse } from "../../src/warehouse/connect.ts";
import { temporaryFolder } from "../support/folders.ts";
import { pipelines } from "../support/given.ts";
import { readFile } from "./read-rows.ts";
import { cell, row, workbook } from "./workbook.ts";

const headings = ["quarter_end", "employer_code", "occupation_code", "funded_fte", "afc_band"];
const head = row(
  1,
  headings.map((text, index) => cell(index, text)),
);

async function read(
  sheets: Parameters<typeof workbook>[0],
  options: Parameters<typeof workbook>[1] = {},
): ReturnType<typeof readFile> {
  const contract = (await readContracts(pipelines)).find(({ dataset }) => dataset === "establishment");
  if (!contract) throw new Error("unknown dataset: establishment");
  const folder = await temporaryFolder();
  const path = join(folder, "sent.xlsx");
  await writeFile(path, workbook(sheets, options));
  const { connection, close } = await openWarehouse({ path: ":memory:" });
  try {
    return await readFile(connection, contract, folder, path, "sent.xlsx");
  } finally {
    close();
  }
}

async function readCells(...cells: string[]): Promise<Record<string, string | null> | undefined> {
  const found = await read({ Sheet1: head + row(2, cells) });
  if ("rule" in found) throw new Error(found.rule);
  return found.rows[0];
}

test("dates, numbers, shared and rich text, booleans and computed formulas are read as what they are", async () => {
  const found = await read(
    {
      Sheet1:
        head +
        row(2, [
          `<c r="A2" s="1"><v>45930</v></c>`,
          `<c r="B2" t="s"><v>0</v></c>`,
          `<c r="C2" t="s"><v>1</v></c>`,
          `<c r="D2"><f>1.5+2</f><v>3.5000000000000004</v></c>`,
          `<c r="E2"><v>7</v></c>`,
        ]) +
        row(9, [
          `<c r="A9"><v>45930</v></c>`,
          `<c r="B9" t="str"><f>"7A"&amp;1</f><v>7A1</v></c>`,
          `<c r="C9" t="inlineStr"><is><r><t>S1</t></r><r><t>E</t></r><rPh><t>x</t></rPh></is></c>`,
          `<c r="D9"><v>0.59999999999999998</v></c>`,
        ]),
    },
    { strings: ["<t>7A7</t>", "<r><t>S1</t></r><r><t>E</t></r>"] },
  );
  expect(found).toMatchObject({
    rows: [
      {
        line: "2",
        quarter_end: "2025-09-30",
        employer_code: "7A7",
        occupation_code: "S1E",
        funded_fte: "3.500000",
        afc_band: "7",
      },
      {
        line: "9",
        quarter_end: "2025-09-30",
        employer_code: "7A1",
        occupation_code: "S1E",
        funded_fte: "0.600000",
        afc_band: null,
      },
    ],
  });
});

test.each([
  ["a formula that was never computed", '<c r="D2"><f>1/0</f></c>'],
  ["an error", '<c r="D2" t="e"><v>#REF!</v></c>'],
  ["a date among the numbers", '<c r="D2" s="1"><v>12</v></c>'],
])("%s is no number", async (_, broken) => {
  const found = await readCells(cell(0, "2025-09-30", 2), cell(1, "7A7", 2), cell(2, "S1E", 2), broken);
  expect(found?.["funded_fte"]).toBeNull();
});

test("the 29 February 1900 that never was is no date", async () => {
  const found = await readCells('<c r="A2" s="1"><v>60</v></c>', cell(1, "7A7", 2));
  expect(found?.["quarter_end"]).toBeNull();
});

test("the sheet named after the dataset is read, wherever it is", async () => {
  const data = row(2, [cell(0, "2025-09-30", 2)]);
  expect(
    await read({ Cover: head + data + row(3, [cell(0, "2025-06-30", 3)]), Establishment: head + data }),
  ).toMatchObject({
    rows: [{ line: "2" }],
  });
});

test.each([
  ["a dangling shared string", { Sheet1: head + row(2, ['<c r="A2" t="s"><v>5</v></c>']) }, {}],
  ["rows out of order", { Sheet1: head + row(3, []) + row(2, []) }, {}],
  ["markup that is not closed", { Sheet1: `${head}<row>` }, {}],
  ["declared entities", { Sheet1: head }, { prologue: '<!DOCTYPE a [<!ENTITY x "y">]>' }],
  ["a wrong checksum", { Sheet1: head }, { crc: 1 }],
  ["a size that lies", { Sheet1: head }, { size: 10 }],
])("%s makes the workbook unreadable", async (_, sheets, options) => {
  expect(await read(sheets, options)).toEqual({ rule: "unreadable-file", detail: "xlsx" });
});

test("what unpacks to far more than any return is refused before it is unpacked", async () => {
  const filler = `<!--${" ".repeat(70 * 1024 * 1024)}-->`;
  expect(await read({ Sheet1: head + filler })).toEqual({ rule: "unpacks-too-large", format: "xlsx" });
});

test("a value beside the table is not lost", async () => {
  expect(await read({ Sheet1: head + row(2, [cell(7, "note", 2)]) })).toEqual({
    rule: "broken-row",
    line: 2,
    expected: 5,
    fields: "more",
  });
});
