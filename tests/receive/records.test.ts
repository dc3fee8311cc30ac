import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { plainNumber } from "../../src/receive/plain-number.ts";
import { readRecords } from "../../src/receive/records.ts";
import { temporaryFolder } from "../support/folders.ts";

async function read(text: string, width: number, separator = ","): Promise<[number, ...string[]][]> {
  const path = join(await temporaryFolder(), "records.csv");
  await writeFile(path, text);
  const records: [number, ...string[]][] = [];
  for await (const some of readRecords(path, separator, 1, width)) {
    for (const { line, fields } of some) records.push([line, ...fields]);
  }
  return records;
}

/** The cases of csv-spectrum (github.com/max-mapper/csv-spectrum), rewritten. */
const cases: Record<string, [string, [number, ...string[]][]]> = {
  "comma in quotes": ['a,"b, c",d', [[1, "a", "b, c", "d"]]],
  "empty fields": [
    '1,"",""\n2,3,4',
    [
      [1, "1", "", ""],
      [2, "2", "3", "4"],
    ],
  ],
  "empty fields, CRLF": [
    '1,"",""\r\n2,3,4',
    [
      [1, "1", "", ""],
      [2, "2", "3", "4"],
    ],
  ],
  "escaped quotes": [
    '1,"ha ""ha"" ha",x\n3,4,5\n',
    [
      [1, "1", 'ha "ha" ha', "x"],
      [2, "3", "4", "5"],
    ],
  ],
  "JSON in a field": ['1,"{""a"": [1.0, ""b""]}",x\n', [[1, "1", '{"a": [1.0, "b"]}', "x"]]],
  "line break in quotes": [
    '"Once\na time",5,6\n7,8,9\n',
    [
      [1, "Once\na time", "5", "6"],
      [3, "7", "8", "9"],
    ],
  ],
  "CRLF in quotes": [
    '"Once\r\na time",5,6\r\n7,8,9',
    [
      [1, "Once\r\na time", "5", "6"],
      [3, "7", "8", "9"],
    ],
  ],
  "quotes and line breaks": [
    '1,"ha\n""ha""\nha",x\n3,4,5',
    [
      [1, "1", 'ha\n"ha"\nha', "x"],
      [4, "3", "4", "5"],
    ],
  ],
  "UTF-8 with a mark": ["\ufeff4,5,ʤ\n", [[1, "4", "5", "ʤ"]]],
  "return only": [
    "1,2,3\r4,5,6\r",
    [
      [1, "1", "2", "3"],
      [2, "4", "5", "6"],
    ],
  ],
  "empty lines": [
    "1,2,3\n\n \n4,5,6\n\n",
    [
      [1, "1", "2", "3"],
      [4, "4", "5", "6"],
    ],
  ],
};

test.each(Object.entries(cases))("%s", async (_, [text, records]) => {
  expect(await read(text, 3)).toEqual(records);
});

test.each([
  ["1,2\n", { rule: "broken-row", line: 1, expected: 3, fields: "fewer" }],
  ["1,2,3\n\n1,2,3,4\n", { rule: "broken-row", line: 3, expected: 3, fields: "more" }],
  ['1,2,3\n1,"2"x,3\n', { rule: "broken-quote", line: 2 }],
  ['1,2,3\n1,2,"3\n4,5,6\n', { rule: "broken-quote", line: 2 }],
])("%j is refused", async (text, refusal) => {
  await expect(read(text, 3)).rejects.toMatchObject({ refusal });
});

test("a plain number has no exponent and is the same number", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = plainNumber(value);
      expect(text).toMatch(/^-?\d+(\.\d+)?$/);
      expect(Number(text)).toBe(value === 0 ? 0 : value);
    }),
  );
});
