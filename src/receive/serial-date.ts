/** Days that workbooks on the 1904 date system count less. */
const days1904 = 1462;
const lastSerial = 2_958_465;
const dayLength = 86_400_000;

/**
 * ISO date of a spreadsheet's serial number, with the time where it has one; null outside 1900 to 9999.
 * The 1900 system counts a 29 February 1900 that never was: its serial 60 gives that text, which no check takes for a
 * date (ECMA-376 18.17.4.1).
 */
export function serialToIso(serial: number, is1904: boolean): string | null {
  const seconds = Math.round((is1904 ? serial + days1904 : serial) * 86_400);
  const day = Math.floor(seconds / 86_400);
  if (day < 0 || day > lastSerial) return null;
  const time = seconds % 86_400;
  const suffix = time === 0 ? "" : `T${new Date(time * 1000).toISOString().slice(11, 19)}`;
  if (!is1904 && day === 0) return `1900-01-00${suffix}`;
  if (!is1904 && day === 60) return `1900-02-29${suffix}`;
  const epoch = is1904 || day > 60 ? Date.UTC(1899, 11, 30) : Date.UTC(1899, 11, 31);
  return new Date(epoch + day * dayLength).toISOString().slice(0, 10) + suffix;
}

/**
 * ISO date of a number in a date column whose cell is not formatted as a date; null unless it lies between 1950 and
 * 2099, so that `2025` or `202509` is not taken for one.
 */
export function plainSerialToIso(serial: number, is1904: boolean): string | null {
  const iso = Number.isInteger(serial) ? serialToIso(serial, is1904) : null;
  return iso !== null && iso >= "1950-01-01" && iso <= "2099-12-31" ? iso : null;
}

/** Built-in number formats with a day, month or year (ECMA-376 18.8.30). */
const dateFormats = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

/** Whether a number format shows a day, month or year; one that shows only a time does not. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return dateFormats.has(id);
  const letters = code
    .replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]/gi, "")
    .split(";", 1)
    .join("")
    .toLowerCase();
  return letters !== "general" && (/[yd]/.test(letters) || (letters.includes("m") && !/[hs]/.test(letters)));
}
