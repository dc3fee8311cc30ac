/** A number with its notes in brackets as a cell shows it, or the shorthand of a cell without one. */
const numberCell = /^(?<value>[−+]?[\d,]+(?:\.\d+)?)?\s*(?<notes>(?:\[[a-z]\]\s*)*)$/;

/** What a text must not begin with, or a spreadsheet takes it for a formula. */
const formula = /^[=+\-@\t\r\n]/;

type Cell = { readonly text: string; readonly isNumber: boolean };

/**
 * The rows of a table as CSV for people: numbers without their separators, the notes beside a number in a column of their own,
 * and last columns for what the figure is marked with. It begins with the mark that spreadsheets need to read Welsh letters.
 */
export function tableToCsv(
  table: HTMLTableElement,
  names: { readonly symbols: string; readonly marks: readonly string[] },
): string {
  const headers = [...table.querySelectorAll<HTMLTableCellElement>("thead th")];
  const rows = [...(table.tBodies[0]?.rows ?? [])].map((row) => [...row.cells].map(readCell));
  const withNotes = headers.map((_, column) =>
    rows.some((row) => (row[column]?.isNumber ?? false) && notesOf(row[column]) !== ""),
  );
  const head = headers.flatMap((header, column) => {
    const name = textOf(header);
    return withNotes[column] === true ? [name, `${name}: ${names.symbols}`] : [name];
  });
  const lines = [
    [...head, ...names.marks],
    ...rows.map((row) => [
      ...row.flatMap((cell, column) =>
        withNotes[column] === true ? [contentOf(cell), notesOf(cell)] : [contentOf(cell)],
      ),
      ...names.marks.map(() => "1"),
    ]),
  ];
  return `\uFEFF${lines.map((line) => line.map(quote).join(",")).join("\r\n")}\r\n`;
}

function readCell(cell: HTMLTableCellElement): Cell {
  return { text: textOf(cell), isNumber: cell.classList.contains("n") };
}

function textOf(element: Element): string {
  return (element.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}

/** The number that a cell shows as a program reads it; the shorthand where it has none; a text that is none as it is. */
function contentOf({ text, isNumber }: Cell): string {
  const { value, notes } = (isNumber ? numberCell.exec(text)?.groups : undefined) ?? {};
  if (value !== undefined) return value.replaceAll(",", "").replace("−", "-").replace("+", "");
  if (notes !== undefined) return /^\[[a-z]\]/.exec(notes)?.[0] ?? "";
  return formula.test(text) ? `'${text}` : text;
}

/** The notes beside a number or a shorthand. */
function notesOf(cell: Cell | undefined): string {
  const { value, notes = "" } = numberCell.exec(cell?.text ?? "")?.groups ?? {};
  return (value === undefined ? notes.replace(/^\[[a-z]\]/, "") : notes).trim();
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
