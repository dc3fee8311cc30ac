import { tableFromIPC } from "apache-arrow";

/** A period by its last day (ISO date) and its name: `2025-Q3`, `2025-Q3/12m`, `2024/25`. */
export type Period = { readonly periodEnd: string; readonly period: string };

/** One published cell; every number is null where the cell is confidential or has no value. */
export type Observation = Period & {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly markers: readonly string[];
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
  /** The last period end at which a cell of the indicator has a number, shown or confidential; null when none has. */
  readonly lastNumber: (indicator: string) => string | null;
};

const dimensions = ["indicator", "area", "profession", "staff_type", "breakdown", "category", "level"];

/** Indexes `observations.arrow`, the release's cells in Arrow IPC form, by series. */
export function readCube(bytes: Uint8Array): Cube {
  const table = tableFromIPC(bytes);
  const column = (name: string): { get(row: number): unknown } => {
    const vector = table.getChild(name);
    if (vector === null) throw new Error(`observations.arrow: missing column: ${name}`);
    return vector.memoize();
  };
  const keys = dimensions.map(column);
  const periodEnds = column("period_end");
  const periods = column("period");
  const markers = column("marker");
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
  const hasNumber = (row: number): boolean =>
    toNumber(numbers.value.get(row)) !== null || markersAt(row).includes("c");

  const rowsOf = new Map<string, number[]>();
  const lastPeriods = new Map<string, Period>();
  const lastNumbers = new Map<string, string>();
  for (let row = 0; row < table.numRows; row += 1) {
    const parts = keys.map((key) => String(key.get(row)));
    const key = parts.join("|");
    const rows = rowsOf.get(key);
    if (rows === undefined) rowsOf.set(key, [row]);
    else rows.push(row);
    const indicator = parts[0] ?? "";
    const periodEnd = toIsoDate(periodEnds.get(row));
    if (periodEnd > (lastPeriods.get(indicator)?.periodEnd ?? "")) {
      lastPeriods.set(indicator, { periodEnd, period: String(periods.get(row)) });
    }
    if (periodEnd > (lastNumbers.get(indicator) ?? "") && hasNumber(row)) {
      lastNumbers.set(indicator, periodEnd);
    }
  }

  const read = (row: number): Observation => ({
    periodEnd: toIsoDate(periodEnds.get(row)),
    period: String(periods.get(row)),
    numerator: toNumber(numbers.numerator.get(row)),
    denominator: toNumber(numbers.denominator.get(row)),
    value: toNumber(numbers.value.get(row)),
    lower: toNumber(numbers.lower.get(row)),
    upper: toNumber(numbers.upper.get(row)),
    markers: markersAt(row),
  });
  const series = new Map<string, readonly Observation[]>();
  return {
    series({ indicator, area, profession, staffType, breakdown, category, level }) {
      const key = [indicator, area, profession, staffType, breakdown, category, level].join("|");
      const known = series.get(key);
      if (known !== undefined) return known;
      const observations = (rowsOf.get(key) ?? [])
        .map(read)
        .sort((a, b) => (a.periodEnd < b.periodEnd ? -1 : 1));
      series.set(key, observations);
      return observations;
    },
    lastPeriod: (indicator) => lastPeriods.get(indicator) ?? null,
    lastNumber: (indicator) => lastNumbers.get(indicator) ?? null,
  };
}

function toIsoDate(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === "number" || typeof value === "bigint") {
    return new Date(Number(value)).toISOString().slice(0, 10);
  }
  throw new Error(`observations.arrow: invalid period_end: ${String(value)}`);
}

function toNumber(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
