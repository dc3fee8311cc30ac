import { compareIn } from "../alphabet.ts";
import { pageLanguage } from "./page-language.ts";
import { text } from "./texts.ts";

type Direction = "ascending" | "descending" | "none";

const next: Record<Direction, Direction> = {
  none: "ascending",
  ascending: "descending",
  descending: "none",
};

/**
 * Puts a button into each column's heading that sorts the rows by it: upwards, downwards, then as they were. A total stays
 * first, and rows without a number last.
 */
export function makeSortable(table: HTMLTableElement): void {
  const [body] = table.tBodies;
  const headers = [...table.querySelectorAll<HTMLTableCellElement>("thead th")];
  if (body === undefined || body.rows.length < 2) return;
  const original = [...body.rows];
  const total = original.filter((row) => row.classList.contains("total"));
  const rest = original.filter((row) => !row.classList.contains("total"));
  headers.forEach((header, column) => {
    const name = header.textContent?.trim() ?? "";
    if (name === "") return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.title = text("script-sort", { name });
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const direction = next[directionOf(header)];
      for (const other of headers) other.removeAttribute("aria-sort");
      if (direction !== "none") header.setAttribute("aria-sort", direction);
      const isNumber = header.classList.contains("n");
      const ordered =
        direction === "none" ? original : [...total, ...sort(rest, column, direction, isNumber)];
      body.append(...ordered);
    });
  });
}

function directionOf(header: HTMLTableCellElement): Direction {
  const sorted = header.getAttribute("aria-sort");
  return sorted === "ascending" || sorted === "descending" ? sorted : "none";
}

function sort(
  rows: readonly HTMLTableRowElement[],
  column: number,
  direction: "ascending" | "descending",
  isNumber: boolean,
): readonly HTMLTableRowElement[] {
  const sign = direction === "ascending" ? 1 : -1;
  const compareNames = compareIn(pageLanguage());
  const read = (row: HTMLTableRowElement) => {
    const cell = row.cells[column];
    const shown = cell?.textContent?.trim() ?? "";
    const order = cell?.dataset["order"];
    return {
      shown,
      number: order === undefined ? readNumber(shown) : Number(order),
      ordered: order !== undefined,
    };
  };
  const keys = new Map(rows.map((row) => [row, read(row)]));
  return rows.toSorted((first, second) => {
    const [a, b] = [keys.get(first), keys.get(second)];
    if (a === undefined || b === undefined) return 0;
    if (!isNumber && !a.ordered) return sign * compareNames(a.shown, b.shown);
    if (Number.isNaN(a.number) || Number.isNaN(b.number)) {
      return Number(Number.isNaN(a.number)) - Number(Number.isNaN(b.number));
    }
    return sign * (a.number - b.number);
  });
}

/** The number that a cell shows, without its notes; not a number where it shows none. */
function readNumber(shown: string): number {
  const [number] = /^[−+-]?[\d,]+(?:\.\d+)?/.exec(shown) ?? [];
  return number === undefined ? Number.NaN : Number(number.replaceAll(",", "").replace("−", "-"));
}
