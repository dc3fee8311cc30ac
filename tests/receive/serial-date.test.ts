import { expect, test } from "vitest";
import { isDateFormat, plainSerialToIso, serialToIso } from "../../src/receive/serial-date.ts";

/** Computed with SheetJS ssf 0.11.2 (bits/35_datecode.js). */
test.each([
  [0, false, "1900-01-00"],
  [1, false, "1900-01-01"],
  [59, false, "1900-02-28"],
  [60, false, "1900-02-29"],
  [61, false, "1900-03-01"],
  [367, false, "1901-01-01"],
  [25569, false, "1970-01-01"],
  [36526, false, "2000-01-01"],
  [45016, false, "2023-03-31"],
  [45382, false, "2024-03-31"],
  [45747.5, false, "2025-03-31T12:00:00"],
  [2958465, false, "9999-12-31"],
  [2958466, false, null],
  [-1, false, null],
  [0, true, "1904-01-01"],
  [43921, true, "2024-04-01"],
  [44285, true, "2025-03-31"],
])("serial %d (1904: %s) is %s", (serial, is1904, iso) => {
  expect(serialToIso(serial, is1904)).toBe(iso);
});

test.each([
  [45930, "2025-09-30"],
  [2025, null],
  [202509, null],
  [20250930, null],
  [45930.5, null],
])("the plain number %d in a date column is %s", (serial, iso) => {
  expect(plainSerialToIso(serial, false)).toBe(iso);
});

test.each([
  [14, undefined, true],
  [20, undefined, false],
  [2, undefined, false],
  [164, "dd/mm/yyyy", true],
  [164, "[$-809]d mmmm yyyy;@", true],
  [164, "[h]:mm", false],
  [164, "0.00", false],
  [164, "General", false],
  [164, '#,##0.00 "days"', false],
  [164, "[Red]0.00;[Blue]-0.00", false],
  [164, "mmm-yy", true],
])("number format %d %s shows a date: %s", (id, code, isDate) => {
  expect(isDateFormat(id, code)).toBe(isDate);
});
