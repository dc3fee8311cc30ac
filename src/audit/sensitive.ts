import { spread } from "./intervals.ts";

/** What makes a count one to protect; see the disclosure policy. */
export interface Rules {
  threshold: number;
  sensitive_denominator: number;
  /** How many values a protected count must still be able to have. */
  possible_values: number;
  /** Shown counts are rounded to the nearest multiple of this, halves up. */
  round_to: number;
  /** Whether readers may see all of class P, however small: then a part can have no more values than its total leaves. */
  arePersonsOpen: boolean;
}

/** Whether nobody may learn that a count is this. `whole` is what a sensitive share is taken of, where it is known. */
export function isSensitive(count: number, whole: number | null, rules: Rules): boolean {
  const isSmall = (one: number): boolean => one >= 1 && one < rules.threshold;
  if (isSmall(count)) return true;
  if (whole === null || whole === 0) return false;
  if (isSmall(whole - count)) return true;
  return whole < rules.sensitive_denominator && (count === 0 || count === whole);
}

/** Whether a count that lies between two others is narrowed to fewer values than it must have, a sensitive one among them. */
export function isDisclosed(min: number, max: number, whole: number | null, rules: Rules): boolean {
  if (spread(min, max) >= rules.possible_values - 1) return false;
  const { least, greatest } = wholeNumbers(min, max);
  const wholes = listWholes(whole, rules);
  for (let count = least; count <= greatest; count++) {
    if (wholes.some((one) => isSensitive(count, one, rules))) return true;
  }
  return false;
}

/** Whether a count that is shown as this cannot but be sensitive. */
export function isShownSensitive(value: number, whole: number | null, rules: Rules): boolean {
  const { lower, upper } = boundsOfShown(value, rules);
  const pairs = listNumbers(lower, upper).flatMap((count) =>
    listWholes(whole, rules).map((of): [number, number | null] => [count, of]),
  );
  const possible = pairs.filter(([count, of]) => of === null || count <= of);
  return (possible.length > 0 ? possible : pairs).every(([count, of]) => isSensitive(count, of, rules));
}

/** Whether a count may still be anything from nobody to a total that readers may know: more cannot be asked for. */
export function isAllOpen(min: number, max: number, total: number | null): boolean {
  const { least, greatest } = wholeNumbers(min, max);
  return total !== null && least <= 0 && greatest >= total;
}

/** What a count can be that is shown as this. A small one would not be shown, nor nobody as somebody. */
export function boundsOfShown(
  value: number,
  { round_to, threshold }: Rules,
): { lower: number; upper: number } {
  if (value === 0 || round_to === 1) return { lower: value, upper: value };
  return {
    lower: Math.max(threshold, value - Math.floor(round_to / 2)),
    upper: value + Math.ceil(round_to / 2) - 1,
  };
}

/** The whole numbers that an interval goes from and to; where none is inside, those around it. */
export function wholeNumbers(min: number, max: number): { least: number; greatest: number } {
  const least = Math.floor(max + 1e-6) - spread(min, max);
  const greatest = Math.floor(max + 1e-6);
  return least <= greatest ? { least, greatest } : { least: greatest, greatest: least };
}

function listWholes(whole: number | null, rules: Rules): (number | null)[] {
  if (whole === null) return [null];
  const { lower, upper } = boundsOfShown(whole, rules);
  return listNumbers(lower, upper);
}

function listNumbers(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
