import { makeSortable } from "./sorting.ts";

/** Gives the figures in a part of a page what only a script can. */
export function enhanceFigures(root: ParentNode): void {
  for (const table of root.querySelectorAll("table")) makeSortable(table);
}
