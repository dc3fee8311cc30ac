import { expect, test } from "vitest";
import { createDates, createFormat } from "../../dashboards/src/format.ts";
import { readMessages } from "../../dashboards/src/messages.ts";
import { createTranslate } from "../../dashboards/src/translate.ts";

const messages = readMessages();
const english = createFormat("en", createTranslate(messages, "en"), createDates("en"));
const welsh = createFormat("cy", createTranslate(messages, "cy"), createDates("cy"));

test("numbers have thousands, fixed decimals and a real minus sign", () => {
  expect(english.number(12345.678, 1)).toBe("12,345.7");
  expect(welsh.number(12345.678, 0)).toBe("12,346");
  expect(english.number(-1.5, 1)).toBe("−1.5");
  expect(english.number(-0.04, 1)).toBe("0.0");
  expect(english.number(0, 0)).toBe("0");
});

test("differences have their sign unless they are written as zero", () => {
  expect([12, -3, 0].map((value) => english.signed(value, 0))).toEqual(["+12", "−3", "0"]);
  expect([0.04, -0.04, 0.06].map((value) => english.signed(value, 1))).toEqual(["0.0", "0.0", "+0.1"]);
});

test("a figure given by a source keeps its decimals", () => {
  expect([5288, 530.4, -0.2].map(english.plain)).toEqual(["5,288", "530.4", "−0.2"]);
});

test("dates are written in the page's language", () => {
  expect(english.date("2025-09-30")).toBe("30 September 2025");
  expect(welsh.date("2025-09-30")).toBe("30 Medi 2025");
  expect(["2025-03-31", "2025-06-30", "2025-12-31"].map(welsh.month)).toEqual([
    "Mawrth 2025",
    "Mehefin 2025",
    "Rhagfyr 2025",
  ]);
});

test("a period says what it covers", () => {
  const quarter = { periodEnd: "2025-09-30", period: "2025-Q3" };
  const year = { periodEnd: "2025-07-31", period: "2024/25" };
  expect(english.period("quarter", quarter)).toBe("as at 30 September 2025");
  expect(welsh.period("quarter", quarter)).toBe("ar 30 Medi 2025");
  expect(english.period("year-to-quarter", quarter)).toBe("12 months to 30 September 2025");
  expect(welsh.period("year-to-quarter", quarter)).toBe("12 mis hyd at 30 Medi 2025");
  expect(english.period("academic-year", year)).toBe("academic year 2024/25");
});

test("a cell without a number shows its shorthand, one with notes shows them", () => {
  expect(english.reading({ value: null, shorthand: "c", notes: [] }, 0)).toBe("[c]");
  expect(english.reading({ value: null, shorthand: "x", notes: ["b"] }, 0)).toBe("[x] [b]");
  expect(english.reading({ value: 1234, notes: ["b", "incomplete"] }, 0)).toBe("1,234 [b] [i]");
  expect(english.reading({ value: 0, notes: [] }, 0)).toBe("0");
});

test("sizes are readable", () => {
  expect([150, 20006, 45382760].map(english.bytes)).toEqual(["150 bytes", "20 kB", "45.4 MB"]);
});
