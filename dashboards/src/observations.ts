import { tableFromIPC, type Vector } from "apache-arrow";
import { z } from "zod";

/** A period by its last day (ISO date) and its name: `2025-Q3`, `2025-Q3/12m`, `2024/25`. */
export type Period = { readonly periodEnd: string; readonly period: string };

/** What the control chart of a series says of its last period. */
const signalSchema = z.enum(["improving", "worsening", "no-change", "too-short"]);

/** One published cell; every number is null where the cell is confidential or has no value. */
export type Observation = Period & {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly markers: readonly string[];
  /** Null where the period is not the last of its series or a signal would say too much or too little. */
  readonly signal: z.infer<typeof signalSchema> | null;
};

/** A series: every dimension of a cell but its period. */
type SeriesKey = {
  readonly indicator: string;
  readonly area: string;
  readonly profession: string;
  readonly staffType: string;
  readonly breakdown: string;
  readonly category: string;
  readonly level: string;
};

export type Cube = {
  /** The observations of a series in order of time; empty when the release has none. */
  readonly series: (key: SeriesKey) => readonly Observation[];
  /** The last period for which the indicator has a cell, or null when the release has none of it. */
  readonly lastPeriod: (indicator: string) => Period | null;
  /** The last period in which a cell of the indicator has a number, shown or confidential; null when none has. */
  readonly lastNumber: (indicator: string) => Period | null;
};

const dimensions = ["indicator", "area", "profession", "staff_type", "breakdown", "category", "level"];

/** Indexes `observations.arrow`, the release's cells in Arrow IPC form, by series. */
export function readCube(bytes: Uint8Array): Cube {
  const table = tableFromIPC(bytes);
  const column = (name: string): Vector => {
    const vector = table.getChild(name);
    if (vector === null) throw new Error(`observations.arrow: missing column: ${name}`);
    return vector.memoize();
  };
  const keys = dimensions.map((name) => encode(column(name)));
  const periodEnds = column("period_end");
  const periods = column("period");
  const markers = column("marker");
  const signals = column("signal");
  const numbers = {
    numerator: column("numerator"),
    denominator: column("denominator"),
    value: column("value"),
    lower: column("lower"),
    upper: column("upper"),
  };

  const markersAt = (row: number): readonly string[] =>
    String(markers.get(row) ?? "")
      .split(" ")
      .filter((marker) => marker !== "");
  const lasts = new Map<number, { row: number; end: number; rowOfNumber: number; endOfNumber: number }>();
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < table.numRows; row += 1) {
    let key = 0;
    for (const { codes, texts } of keys) key = key * texts.length + (codes[row] ?? 0);
    const rows = rowsOf.get(key);
    if (rows === undefined) rowsOf.set(key, [row]);
    else rows.push(row);
    const end = Number(periodEnds.get(row));
    const indicator = keys[0]?.codes[row] ?? 0;
    const last = lasts.get(indicator) ?? {
      row,
      end,
      rowOfNumber: -1,
      endOfNumber: Number.NEGATIVE_INFINITY,
    };
    lasts.set(indicator, last);
    if (end > last.end) {
      last.row = row;
      last.end = end;
    }
    if (end > last.endOfNumber && (numbers.value.isValid(row) || markersAt(row).includes("c"))) {
      last.rowOfNumber = row;
      last.endOfNumber = end;
    }
  }
  const lastOf = (indicator: string) => lasts.get(keys[0]?.texts.indexOf(indicator) ?? -1);

  const periodAt = (row: number): Period => ({
    periodEnd: toIsoDate(Number(periodEnds.get(row))),
    period: String(periods.get(row)),
  });
  const read = (row: number): Observation => ({
    ...periodAt(row),
    numerator: toNumber(numbers.numerator.get(row)),
    denominator: toNumber(numbers.denominator.get(row)),
    value: toNumber(numbers.value.get(row)),
    lower: toNumber(numbers.lower.get(row)),
    upper: toNumber(numbers.upper.get(row)),
    markers: markersAt(row),
    signal: signalSchema.nullable().parse(signals.get(row) || null),
  });
  const series = new Map<number, readonly Observation[]>();
  return {
    series({ indicator, area, profession, staffType, breakdown, category, level }) {
      const wanted = [indicator, area, profession, staffType, breakdown, category, level];
      let key = 0;
      for (const [index, { texts }] of keys.entries()) {
        const code = texts.indexOf(wanted[index] ?? "");
        if (code === -1) return [];
        key = key * texts.length + code;
      }
      const known = series.get(key);
      if (known !== undefined) return known;
      const observations = (rowsOf.get(key) ?? [])
        .map(read)
        .sort((a, b) => (a.periodEnd < b.periodEnd ? -1 : 1));
      series.set(key, observations);
      return observations;
    },
    lastPeriod(indicator) {
      const last = lastOf(indicator);
      return last === undefined ? null : periodAt(last.row);
    },
    lastNumber(indicator) {
      const last = lastOf(indicator);
      return last === undefined || last.rowOfNumber === -1 ? null : periodAt(last.rowOfNumber);
    },
  };
}

/** The texts of a column, each once, and for every row the place of its text among them. */
function encode(column: Vector): { readonly codes: Int32Array; readonly texts: readonly string[] } {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(column.length);
  for (let row = 0; row < column.length; row += 1) {
    const text = String(column.get(row));
    const code = codeOf.get(text) ?? codeOf.size;
    if (code === codeOf.size) codeOf.set(text, code);
    codes[row] = code;
  }
  return { codes, texts: [...codeOf.keys()] };
}

function toIsoDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function toNumber(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
