import type { PageContext } from "./context.ts";
import type { Place } from "./points.ts";
import type { Indicator } from "./release.ts";
import { categoriesOf, lastPeriod, readLatest } from "./select.ts";
import { withPercent } from "./unit.ts";

/** Shares told one by one; the table has the others. */
const toldShares = 3;

/**
 * Tells a change and the parts that add up to it, the largest first, each signed as it moves the whole; null where the
 * whole has no number. A part without a number is left to the table.
 */
export function partsSentence(
  context: PageContext,
  indicator: Indicator,
  breakdown: string,
  place: Place,
): string | null {
  const { t, format, release } = context;
  const { area, profession } = place;
  const whole = readLatest(release, { indicator, area, profession });
  if (whole.value === null) return null;
  const parts = readCategories(context, indicator, breakdown, place)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .map(({ name, value }) => `${name} ${format.signed(value, indicator.decimals)}`);
  return t("parts-point", {
    place: place.name,
    period: format.period(indicator.period, lastPeriod(release, indicator)),
    direction: whole.value > 0 ? "up" : whole.value < 0 ? "down" : "same",
    value: format.number(Math.abs(whole.value), indicator.decimals),
    parts: parts.join("; "),
  });
}

/** Tells the largest shares of a mix, and the share that is not known or why it is confidential; null where no share has a number. */
export function largestSentence(
  context: PageContext,
  indicator: Indicator,
  breakdown: string,
  place: Place,
): string | null {
  const { t, format, pick, release } = context;
  const shares = readCategories(context, indicator, breakdown, place);
  const known = shares.filter(({ code }) => code !== unknownCategory).sort((a, b) => b.value - a.value);
  if (known.length === 0) return null;
  const text = (value: number): string => withPercent(format.number(value, indicator.decimals), indicator);
  const { area, profession } = place;
  const unknown = readLatest(release, { indicator, area, profession, breakdown, category: unknownCategory });
  const sentence = t("largest-point", {
    title: pick(indicator.title),
    place: place.name,
    period: format.period(indicator.period, lastPeriod(release, indicator)),
    parts: known
      .slice(0, toldShares)
      .map(({ name, value }) => `${name} ${text(value)}`)
      .join("; "),
    unknown: unknown.value === null ? `[${unknown.shorthand}]` : text(unknown.value),
  });
  const isConfidential = unknown.value === null && unknown.shorthand === "c";
  return isConfidential ? `${sentence} ${t("confidential-why")}` : sentence;
}

/** The category of what a record does not say. */
const unknownCategory = "unknown";

function readCategories(
  { release, name }: PageContext,
  indicator: Indicator,
  breakdown: string,
  { area, profession }: Place,
) {
  return categoriesOf(release, breakdown).flatMap((category) => {
    const { value } = readLatest(release, {
      indicator,
      area,
      profession,
      breakdown,
      category: category.code,
    });
    return value === null ? [] : [{ code: category.code, name: name(category), value }];
  });
}
