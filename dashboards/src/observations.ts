import { tableFromIPC, type Vector } from "apache-arrow";

/** A period by its last day (ISO date) and its name: `2025-Q3`, `2025-Q3/12m`, `2024/25`. */
export type Period = { readonly periodEnd: string; readonly period: string };

/** What the control chart of a series says of its last period. */
const signals = ["improving", "worsening", "no-change", "too-short"] as const;

/** The mean of a series and the limits of its usual variation, of so many points from the first to the last period end. */
export type ControlLimits = {
  readonly indicator: string;
  readonly area: string;
  readonly profession: string;
  readonly staff_type: string;
  readonly breakdown: string;
  readonly category: string;
  readonly level: string;
  readonly first_end: string;
  readonly period_end: string;
  readonly points: number;
  readonly lower: number;
  readonly mean: number;
  readonly upper: number;
};

/** One published cell; every number is null where the cell is confidential or has no value. */
export type Observation = Period & {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly markers: readonly string[];
  /** Null where the period is not the last of its series or a signal would say too much or too little. */
  readonly signal: (typeof signals)[number] | null;
  /** Of the series; null where the period is not its last, or it has no signal or too few points. */
  readonly limits: ControlLimits | null;
  /** The kind of its change since the release before; null where it did not change or that is not said. */
  readonly change: string | null;
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
  /** The periods for which the indicator has a cell, in order of time. */
  readonly periods: (indicator: string) => readonly Period[];
  /** The observations of a series in order of time; empty when the release has none. */
  readonly series: (key: SeriesKey) => readonly Observation[];
  /** The last period for which the indicator has a cell, or null when the release has none of it. */
  readonly lastPeriod: (indicator: string) => Period | null;
  /** The last period in which a cell of the indicator has a number, shown or confidential; null when none has. */
  readonly lastNumber: (indicator: string) => Period | null;
};

/** The columns that tell a series from the others. */
export const dimensions = [
  "indicator",
  "area",
  "profession",
  "staff_type",
  "breakdown",
  "category",
  "level",
] as const;

/** The key in the metadata of a part of the cells under which it has the limits of its series, as JSON. */
export const limitsKey = "control_limits";

/**
 * Indexes cells in Arrow IPC form, `observations.arrow` or a part of it, by series. A part may lack numerators,
 * denominators, signals and changes: they are null then. The limits of the series are given or in the metadata.
 */
export function readCube(bytes: Uint8Array, given: readonly ControlLimits[] = []): Cube {
  const table = tableFromIPC(bytes);
  const inside: readonly ControlLimits[] = JSON.parse(table.schema.metadata.get(limitsKey) ?? "[]");
  const limits = new Map(
    [...given, ...inside].map((one) => [dimensions.map((name) => one[name]).join(" "), one]),
  );
  const column = (name: string): Vector => {
    const vector = table.getChild(name);
    if (vector === null) throw new Error(`observations.arrow: missing column: ${name}`);
    return vector.memoize();
  };
  const keys = dimensions.map((name) => encode(column(name)));
  const periodEnds = column("period_end");
  const periods = column("period");
  const markers = column("marker");
  const signalColumn = table.getChild("signal")?.memoize();
  const changeColumn = table.getChild("change")?.memoize();
  const numbers = {
    numerator: table.getChild("numerator"),
    denominator: table.getChild("denominator"),
    value: column("value"),
    lower: column("lower"),
    upper: column("upper"),
  };

  const markersAt = (row: number): readonly string[] =>
    String(markers.get(row) ?? "")
      .split(" ")
      .filter((marker) => marker !== "");
  /** For each indicator a row of each of its periods by their last day, and of those with a number. */
  const periodRows = new Map<number, { all: Map<number, number>; numbers: Map<number, number> }>();
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < table.numRows; row += 1) {
    let key = 0;
    for (const { codes, texts } of keys) key = key * texts.length + (codes[row] ?? 0);
    const rows = rowsOf.get(key);
    if (rows === undefined) rowsOf.set(key, [row]);
    else rows.push(row);
    const end = Number(periodEnds.get(row));
    const indicator = keys[0]?.codes[row] ?? 0;
    const known = periodRows.get(indicator) ?? { all: new Map(), numbers: new Map() };
    periodRows.set(indicator, known);
    known.all.set(end, row);
    if (!known.numbers.has(end) && (numbers.value.isValid(row) || markersAt(row).includes("c"))) {
      known.numbers.set(end, row);
    }
  }
  const rowsOfPeriods = (indicator: string) => periodRows.get(keys[0]?.texts.indexOf(indicator) ?? -1);

  const periodAt = (row: number): Period => ({
    periodEnd: toIsoDate(Number(periodEnds.get(row))),
    period: String(periods.get(row)),
  });
  const read = (row: number): Observation => ({
    ...periodAt(row),
    numerator: toNumber(numbers.numerator?.get(row)),
    denominator: toNumber(numbers.denominator?.get(row)),
    value: toNumber(numbers.value.get(row)),
    lower: toNumber(numbers.lower.get(row)),
    upper: toNumber(numbers.upper.get(row)),
    markers: markersAt(row),
    signal: signals.find((signal) => signal === signalColumn?.get(row)) ?? null,
    limits: null,
    change: changeColumn?.get(row) || null,
  });
  const lastOf = (rows: ReadonlyMap<number, number> | undefined): Period | null => {
    const row = inOrder(rows).at(-1);
    return row === undefined ? null : periodAt(row);
  };
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
      const told = limits.get(wanted.join(" "));
      const observations = (rowsOf.get(key) ?? [])
        .map(read)
        .map((one) => (told?.period_end === one.periodEnd ? { ...one, limits: told } : one))
        .sort((a, b) => (a.periodEnd < b.periodEnd ? -1 : 1));
      series.set(key, observations);
      return observations;
    },
    periods: (indicator) => inOrder(rowsOfPeriods(indicator)?.all).map(periodAt),
    lastPeriod: (indicator) => lastOf(rowsOfPeriods(indicator)?.all),
    lastNumber: (indicator) => lastOf(rowsOfPeriods(indicator)?.numbers),
  };
}

/** The rows of periods in order of time. */
function inOrder(rows: ReadonlyMap<number, number> = new Map()): readonly number[] {
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
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

/** The day of a time in milliseconds. */
export function toIsoDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function toNumber(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
