import { expect, test } from "vitest";
import { findIdentifiers, readIdentifiers } from "../../src/check/identifiers.ts";
import { openWarehouse, quoteText } from "../../src/warehouse/connect.ts";
import { pipelines } from "../support/given.ts";

const { contents } = await readIdentifiers(pipelines);

/** Kinds found in a column of these values. */
async function kindsIn(values: readonly string[], isPerson = false): Promise<string[]> {
  const warehouse = await openWarehouse({ path: ":memory:" });
  const rows = values.map((value) => `(${quoteText(value)})`).join(", ");
  const column = { name: "v", heading: "V", isPerson };
  const found = await findIdentifiers(warehouse.connection, `(values ${rows}) as t(v)`, [column], contents);
  warehouse.close();
  return found.map((one) => one.kind);
}

const numbers = (count: number, text: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => text(i));

test.each([
  ["e-mail-address", ["note", "see jane.doe@wales.example.org"]],
  ["national-insurance-number", ["AB123456C", "AB 12 34 56 C", "JG103759A", "QQ123456A"]],
  ["registration-number", ["PH123456", "PYL123456", "OT 54321", "RA012345"]],
  ["postcode", ["CF10 3NQ", "home: SA1 1AA"]],
  ["phone-number", ["029 2034 2000", "+44 7700 900123", "01656 111222"]],
  ["nhs-number", ["9876543210", "943-476-5870", "9434765870", "607230002", "4000000632", "999 000 0018"]],
  ["date-of-birth", numbers(25, (index) => `${1960 + index}-03-1${index % 10}`)],
  ["date-of-birth", numbers(25, (index) => `1${index % 10}/03/${1960 + index}`)],
  ["name", numbers(25, (index) => `Siân ${String.fromCharCode(65 + index)}${"abcdefgh".slice(index % 5)}`)],
])("%s is found", async (kind, values) => {
  expect(await kindsIn(values)).toContain(kind);
});

test("an employee number used as a pseudonym is found, in columns of persons only", async () => {
  const values = numbers(30, (index) => String(21000000 + index * 7));
  expect(await kindsIn(values, true)).toEqual(["employee-number"]);
  expect(await kindsIn(values)).toEqual([]);
});

test.each([
  ["pseudonyms", numbers(50, (index) => `EX${(index * 7919).toString(16).padStart(10, "0")}`)],
  [
    "ten-digit numbers, of which some have the check digit by chance",
    numbers(200, (index) => String(4000000000 + index)),
  ],
  ["dates of employment", numbers(60, (index) => `${1965 + index}-03-1${index % 10}`)],
  ["organisation and occupation codes", ["7A3", "RT4", "W06000001", "S1E", "A1A"]],
  ["nearly registration numbers", ["PH1234567", "XX123456", "PH", "A1234", "ROTA12345"]],
  [
    "a few names of places",
    numbers(60, (index) => ["Cardiff University", "Swansea Bay", "Adult Physiotherapy"][index % 3] ?? ""),
  ],
  ["not quite national insurance numbers", ["AB123456E", "AB12345C"]],
])("%s are no identifiers", async (_, values) => {
  expect(await kindsIn(values, true)).toEqual([]);
});
