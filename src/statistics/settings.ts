import type { Indicator } from "../indicators/registry.ts";
import { quoteText } from "../warehouse/connect.ts";

const signs: Record<Indicator["direction"], number> = { up: 1, down: -1, none: 0 };

/**
 * SELECT of one row per indicator: indicator, kind, interval, scale, direction (1 up is better, −1 down, 0 neither),
 * compared_levels (null: all of them).
 */
export function selectSettings(indicators: readonly Indicator[]): string {
  const rows = indicators.map((one) => {
    const { id, kind, interval = "none", scale = 1, direction } = one;
    const texts = [id, kind, interval].map(quoteText);
    const levels = one.compared_levels ? `[${one.compared_levels.map(quoteText).join(", ")}]` : "null";
    return `(${[...texts, `${scale}::double`, signs[direction], `${levels}::varchar[]`].join(", ")})`;
  });
  return `select * from (values ${rows.join(", ")}) as setting(indicator, kind, "interval", scale, direction, compared_levels)`;
}
