import type { Level } from "./charts/levels.ts";
import type { PageContext } from "./context.ts";
import type { ControlLimits } from "./observations.ts";
import type { Indicator } from "./release.ts";
import { withPercent } from "./unit.ts";

/** What a trend is compared with, as lines of its chart and as sentences. */
export type Levels = { readonly lines: readonly Level[]; readonly sentences: readonly string[] };

/**
 * The levels of a trend of an indicator.
 *
 * @param limits of its only series; null where there are several or none can be told
 * @param threshold of all its series; null where there is none or they differ
 */
export function trendLevels(
  context: PageContext,
  indicator: Indicator,
  limits: ControlLimits | null,
  threshold: Indicator["threshold"],
): Levels {
  const { t, format, pick } = context;
  const number = (value: number): string => format.number(value, indicator.decimals);
  const lines: Level[] = [];
  const sentences: string[] = [];
  if (limits !== null) {
    const { lower, mean, upper, first_end: from, period_end: to, points } = limits;
    const span = { from, to };
    lines.push(
      { kind: "limit", name: t("chart-limit"), value: upper, span },
      { kind: "mean", name: t("chart-mean"), value: mean, span },
      { kind: "limit", name: t("chart-limit"), value: lower, span },
    );
    sentences.push(
      t("words-limits", {
        first: format.month(from),
        lower: number(lower),
        mean: number(mean),
        upper: number(upper),
        points,
      }),
    );
  }
  if (threshold !== null) {
    const name = pick(threshold.name);
    const decimals = Number.isInteger(threshold.value) ? 0 : indicator.decimals;
    const value = withPercent(format.number(threshold.value, decimals), indicator);
    lines.push({ kind: "threshold", name: `${name} ${value}`, value: threshold.value });
    sentences.push(t("words-threshold", { name, value }));
  }
  return { lines, sentences };
}
