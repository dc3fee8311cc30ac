import { type Language, locales } from "./language.ts";
import type { Period } from "./observations.ts";
import { type Reading, shortMarker } from "./reading.ts";
import type { Indicator } from "./release.ts";
import type { Translate } from "./translate.ts";

/** Numbers, dates and periods as the page's language writes them. */
export type Format = {
  readonly number: (value: number, decimals: number) => string;
  /** A number as its source gave it, with as many decimals as it has. */
  readonly plain: (value: number) => string;
  /** With its sign always shown: +12, −0.4, 0. */
  readonly signed: (value: number, decimals: number) => string;
  /** The number of a cell or its shorthand `[c] [x] [z]`, then its notes: `1,234 [b]`. */
  readonly reading: (reading: Reading, decimals: number) => string;
  /** 30 September 2025 */
  readonly date: (iso: string) => string;
  /** September 2025 */
  readonly month: (iso: string) => string;
  /** The time an observation of the indicator is about: as at a date, twelve months to a date, or a year. */
  readonly period: (kind: Indicator["period"], period: Period) => string;
  readonly bytes: (bytes: number) => string;
};

const roundings = new Map<number, Intl.NumberFormat>();

/** A number as it is shown with so many decimals, so that a difference is that of the numbers beside it. */
export function roundAsShown(value: number, decimals: number): number {
  const known = roundings.get(decimals);
  const rounding =
    known ?? new Intl.NumberFormat("en", { maximumFractionDigits: decimals, useGrouping: false });
  roundings.set(decimals, rounding);
  return Number(rounding.format(value)) + 0;
}

/** Dates in words: 30 September 2025, September 2025. */
export type Dates = Pick<Format, "date" | "month">;

/** Dates as the calendar data of the runtime write them; browsers have none for Welsh. */
export function createDates(language: Language): Dates {
  const locale = locales[language];
  return {
    date: dateFormat(locale, { day: "numeric", month: "long", year: "numeric" }),
    month: dateFormat(locale, { month: "long", year: "numeric" }),
  };
}

/** Makes the formats of one language from the number data of the runtime. */
export function createFormat(language: Language, t: Translate, dates: Dates): Format {
  const locale = locales[language];
  const { date, month } = dates;
  const numbers = new Map<number, Intl.NumberFormat>();
  const numberFormat = (decimals: number): Intl.NumberFormat => {
    const known = numbers.get(decimals);
    if (known !== undefined) return known;
    const made = new Intl.NumberFormat(locale, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: "negative",
    });
    numbers.set(decimals, made);
    return made;
  };
  const number = (value: number, decimals: number): string =>
    numberFormat(decimals).format(value).replace("-", "−");
  const signed = (value: number, decimals: number): string => {
    const text = number(value, decimals);
    return value > 0 && text !== number(0, decimals) ? `+${text}` : text;
  };
  const asGiven = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  return {
    number,
    plain: (value) => asGiven.format(value).replace("-", "−"),
    signed,
    reading(reading, decimals) {
      const main = reading.value === null ? `[${reading.shorthand}]` : number(reading.value, decimals);
      return [main, ...reading.notes.map((note) => `[${shortMarker(note)}]`)].join(" ");
    },
    date,
    month,
    period(kind, { periodEnd, period }) {
      switch (kind) {
        case "quarter":
          return t("period-as-at", { date: date(periodEnd) });
        case "year-to-quarter":
          return t("period-twelve-months", { date: date(periodEnd) });
        case "academic-year":
          return t("period-academic-year", { year: period });
        case "year":
          return t("period-year", { year: period });
      }
    },
    bytes(bytes) {
      if (bytes < 1000) return t("size-bytes", { size: number(bytes, 0) });
      if (bytes < 1_000_000) return t("size-kilobytes", { size: number(bytes / 1000, 0) });
      return t("size-megabytes", { size: number(bytes / 1_000_000, 1) });
    },
  };
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): (iso: string) => string {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  return (iso) => format.format(new Date(`${iso}T00:00:00Z`));
}
