import { readingCell } from "./cells.ts";
import type { PageContext } from "./context.ts";
import { renderFigure } from "./figure.ts";
import { type Html, html } from "./html.ts";
import type { Area, Indicator } from "./release.ts";
import { professionLink, splitProfessions } from "./rows.ts";
import { lastPeriod, readLatest } from "./select.ts";

export type Matrix = {
  readonly id: string;
  readonly title: string;
  readonly place: string;
  readonly indicator: Indicator;
  readonly areas: readonly Area[];
  /** Values from here on stand out, in bold and on a tint. */
  readonly threshold?: { readonly value: number; readonly note: string };
};

/** A table of one indicator for every profession (rows) in every area (columns) at its last period. */
export function matrixFigure(context: PageContext, matrix: Matrix): Html {
  const { t, release, pick, name, shortName, format } = context;
  const { id, title, place, indicator, areas, threshold } = matrix;
  const { shown, leftOut } = splitProfessions(
    release,
    indicator,
    areas.map(({ code }) => code),
  );
  const period = format.period(indicator.period, lastPeriod(release, indicator));
  const rows = shown.map((profession) => ({
    profession,
    readings: areas.map((area) =>
      readLatest(release, { indicator, area: area.code, profession: profession.code }),
    ),
  }));
  return renderFigure(context, {
    id,
    title,
    subtitle: [pick(indicator.unit), place, period],
    indicators: [indicator],
    table: {
      caption: `${title} (${pick(indicator.unit)})`,
      rowHeader: t("column-profession"),
      columns: areas.map((area) => ({ header: shortName(area), kind: "number" })),
      rows: rows.map(({ profession, readings }) => ({
        header: professionLink(context, profession),
        cells: readings.map((reading) => {
          const cell = readingCell(context, reading, indicator);
          const high = threshold !== undefined && reading.value !== null && reading.value >= threshold.value;
          return high ? html`<strong class="high">${cell}</strong>` : cell;
        }),
      })),
    },
    readings: rows.flatMap(({ readings }) => readings),
    notes: [
      ...(threshold === undefined ? [] : [threshold.note]),
      ...(leftOut.length === 0 ? [] : [t("matrix-left-out", { names: leftOut.map(name).join(", ") })]),
    ],
  });
}
