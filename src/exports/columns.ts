import type { NamedRow } from "./audience-table.ts";

/** A column of a table for people; its heading is the message `column-<key>`. */
export interface Column {
  key: string;
  isNumber: boolean;
  /** In characters. */
  width: number;
  read(row: NamedRow): string | number | null;
}

const all: readonly Column[] = [
  { key: "period", isNumber: false, width: 14, read: (row) => row.period },
  { key: "period-end", isNumber: false, width: 14, read: (row) => row.period_end },
  { key: "area", isNumber: false, width: 24, read: (row) => row.area },
  { key: "profession", isNumber: false, width: 38, read: (row) => row.profession },
  { key: "staff-type", isNumber: false, width: 20, read: (row) => row.staff_type },
  { key: "category", isNumber: false, width: 30, read: (row) => row.category },
  { key: "level", isNumber: false, width: 44, read: (row) => row.level },
  { key: "value", isNumber: true, width: 14, read: (row) => row.value },
  { key: "shorthand", isNumber: false, width: 18, read: (row) => row.shorthand },
  { key: "numerator", isNumber: true, width: 14, read: (row) => row.numerator },
  { key: "denominator", isNumber: true, width: 14, read: (row) => row.denominator },
  { key: "lower", isNumber: true, width: 14, read: (row) => row.lower },
  { key: "upper", isNumber: true, width: 14, read: (row) => row.upper },
];

const always = ["value", "shorthand"];

/** The columns of a table, without those that would be blank from top to bottom. */
export function chooseColumns(rows: readonly NamedRow[]): Column[] {
  return all.filter(({ key, read }) => always.includes(key) || rows.some((row) => read(row) !== null));
}

/** Every column, for files that hold several tables. */
export function allColumns(): readonly Column[] {
  return all;
}
