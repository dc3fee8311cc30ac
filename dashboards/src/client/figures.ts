import { makeSortable } from "./sorting.ts";
import { addTools } from "./tools.ts";
import { addTooltip } from "./tooltip.ts";

/** Gives the figures in a part of a page what only a script can. */
export function enhanceFigures(root: ParentNode): void {
  for (const figure of root.querySelectorAll<HTMLElement>("figure.figure")) {
    addTools(figure);
    addTooltip(figure);
  }
  for (const table of root.querySelectorAll("table")) makeSortable(table);
}
