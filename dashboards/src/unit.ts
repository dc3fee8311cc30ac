import type { PageContext } from "./context.ts";
import type { Indicator } from "./release.ts";
import { levelOf, type Slice } from "./select.ts";

/** The unit to write beside a title, by default the indicator's; null where the title already says it. */
export function unitBeside(
  { pick }: PageContext,
  { title, unit }: Indicator,
  beside: string = pick(title),
): string | null {
  const text = pick(unit);
  return says(beside, text) || says(beside, shortUnit(text)) ? null : text;
}

/** The title of a figure or table with the indicator's unit in brackets, once. */
export function withUnit(context: PageContext, title: string, indicator: Indicator): string {
  const unit = unitBeside(context, indicator, title);
  return unit === null ? title : `${title} (${shortUnit(unit)})`;
}

/** The unit as the first part of the line under a title; nothing where the title already says it. */
export function besideTitle(context: PageContext, title: string, indicator: Indicator): readonly string[] {
  const unit = unitBeside(context, indicator, title);
  return unit === null ? [] : [unit];
}

/** The level of a slice as a part of the line under a title; nothing of an indicator without levels. */
export function levelBeside(
  { release, name }: PageContext,
  slice: Pick<Slice, "indicator" | "level">,
): readonly string[] {
  const { levels } = slice.indicator;
  const level = release.codes.levels.find(({ code }) => code === levelOf(slice));
  return levels.length === 0 || level === undefined ? [] : [name(level)];
}

/** A unit as it stands in brackets: its abbreviation if it ends with one, so that brackets are not nested. */
function shortUnit(unit: string): string {
  return /\(([^()]+)\)$/.exec(unit)?.[1] ?? unit;
}

/** Whether an indicator is a percentage, which sentences write with a sign: `7.2%`. */
export function isPercentage({ unit }: Indicator): boolean {
  return unit.en === "per cent";
}

/** A number as a sentence has it: with the sign where the indicator is a percentage. */
export function withPercent(text: string, indicator: Indicator): string {
  return isPercentage(indicator) ? `${text}%` : text;
}

/** A number with its unit as a sentence has it: `7.2%`, `27.6 (FTE per 10,000 Welsh speakers)`. */
export function quantity(context: PageContext, value: number, indicator: Indicator): string {
  const unit = unitBeside(context, indicator);
  const text = withPercent(context.format.number(value, indicator.decimals), indicator);
  return unit === null || indicator.kind === "count" || isPercentage(indicator)
    ? text
    : `${text} (${shortUnit(unit)})`;
}

function says(title: string, unit: string): boolean {
  const words = (text: string): string =>
    ` ${text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
      .trim()} `;
  return words(title).includes(words(unit));
}
