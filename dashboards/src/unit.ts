import type { PageContext } from "./context.ts";
import type { Indicator } from "./release.ts";

/** The unit to write beside the indicator's title; null where the title already says it. */
export function unitBeside({ pick }: PageContext, { title, unit }: Indicator): string | null {
  return pick(title).toLowerCase().includes(pick(unit).toLowerCase()) ? null : pick(unit);
}

/** The title of a figure or table with the indicator's unit in brackets, once. */
export function withUnit(context: PageContext, title: string, indicator: Indicator): string {
  const unit = unitBeside(context, indicator);
  return unit === null ? title : `${title} (${unit})`;
}
