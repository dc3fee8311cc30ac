import { readingCell } from "./cells.ts";
import type { PageContext } from "./context.ts";
import { renderFigure } from "./figure.ts";
import { type Html, html } from "./html.ts";
import { professionLink } from "./links.ts";
import { readShown } from "./reasons.ts";
import type { Area, Indicator } from "./release.ts";
import { splitProfessions } from "./rows.ts";
import { lastPeriod } from "./select.ts";
import { besideTitle, withUnit } from "./unit.ts";

export type Matrix = {
  readonly id: string;
  readonly title: string;
  readonly place: string;
  readonly indicator: Indicator;
  readonly areas: readonly Area[];
};

/**
 * A table of one indicator for every profession (rows) in every area (columns) at its last period. Values from its threshold
 * on stand out, in bold and on a tint.
 */
export function matrixFigure(context: PageContext, matrix: Matrix): Html {
  const { t, release, name, shortName, format } = context;
  const { id, title, place, indicator, areas } = matrix;
  const { threshold } = indicator;
  const { shown, leftOut } = splitProfessions(
    release,
    indicator,
    areas.map(({ code }) => code),
  );
  const period = format.period(indicator.period, lastPeriod(release, indicator));
  const rows = shown.map((profession) => ({
    profession,
    shown: areas.map((area) =>
      readShown(release, { indicator, area: area.code, profession: profession.code }),
    ),
  }));
  return renderFigure(context, {
    id,
    title,
    subtitle: [...besideTitle(context, title, indicator), place, period],
    indicators: [indicator],
    table: {
      caption: withUnit(context, title, indicator),
      rowHeader: t("column-profession"),
      columns: areas.map((area) => ({ header: shortName(area), kind: "number" })),
      rows: rows.map(({ profession, shown: cells }) => ({
        header: professionLink(context, profession),
        cells: cells.map(({ reading }) => {
          const cell = readingCell(context, reading, indicator);
          const high = threshold !== null && reading.value !== null && reading.value >= threshold.value;
          return high ? html`<strong class="high">${cell}</strong>` : cell;
        }),
      })),
    },
    shown: rows.flatMap((row) => row.shown),
    notes: [
      ...(threshold === null ? [] : [t("matrix-threshold", { threshold: threshold.value })]),
      ...(leftOut.length === 0 ? [] : [t("matrix-left-out", { names: leftOut.map(name).join(", ") })]),
    ],
  });
}
