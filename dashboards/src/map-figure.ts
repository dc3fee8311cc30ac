import { changeCell, difference, readingCell } from "./cells.ts";
import { type Tile, tileMap } from "./charts/tile-map.ts";
import type { PageContext } from "./context.ts";
import { minimumNumbers, renderFigure, wordsId } from "./figure.ts";
import type { Html } from "./html.ts";
import { areaLink } from "./links.ts";
import { readShown } from "./reasons.ts";
import type { Indicator } from "./release.ts";
import { walesName } from "./rows.ts";
import { allProfessions, lastPeriod, pageAreas, wales } from "./select.ts";
import { besideTitle, levelBeside, withUnit } from "./unit.ts";
import { describeRows } from "./words.ts";

/** Where the areas of the health boards lie, as columns and rows; drawn for this site from where they border. */
const places: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["W11000023", [1, 0]],
  ["W11000025", [0, 1]],
  ["W11000024", [1, 1]],
  ["W11000031", [0, 2]],
  ["W11000030", [1, 2]],
  ["W11000028", [2, 2]],
  ["W11000029", [1, 3]],
]);

/** A map of one indicator over the areas of the health boards, with their distance from Wales in the table; false with too few numbers. */
export function mapFigure(context: PageContext, indicator: Indicator): Html | false {
  const { t, release, format, pick, shortName } = context;
  const id = `${indicator.id}-map`;
  const title = t("map-title", { title: pick(indicator.title) });
  const slice = { indicator, profession: allProfessions };
  const whole = readShown(release, { ...slice, area: wales });
  const areas = pageAreas(release).flatMap((area) => {
    const place = places.get(area.code);
    return place === undefined
      ? []
      : [{ area, place, name: shortName(area), shown: readShown(release, { ...slice, area: area.code }) }];
  });
  const rows = areas.map(({ name, place, shown: { reading } }) => ({
    name,
    place,
    value: reading.value,
    label: format.reading(reading, indicator.decimals),
    incomplete: reading.notes.includes("incomplete"),
    lower: null,
    upper: null,
  }));
  if (rows.filter(({ value }) => value !== null).length < minimumNumbers) return false;
  const isRate = indicator.kind === "rate" && whole.reading.value !== null;
  const words = describeRows(
    context,
    rows,
    indicator,
    isRate ? { name: walesName(context), value: whole.reading.value ?? 0 } : undefined,
  );
  const drawing = tileMap(
    rows.map(
      ({ name, place, value, label, incomplete }): Tile => ({ name, place, value, label, incomplete }),
    ),
    title,
    wordsId(id),
  );
  return renderFigure(context, {
    id,
    title,
    subtitle: [
      ...besideTitle(context, title, indicator),
      ...levelBeside(context, { indicator }),
      t("all-professions"),
      format.period(indicator.period, lastPeriod(release, indicator)),
    ],
    indicators: [indicator],
    chart: { wide: drawing, words: `${words} ${t("map-words")}` },
    table: {
      caption: withUnit(context, title, indicator),
      rowHeader: t("column-area"),
      columns: [
        { header: t("column-latest"), kind: "number" },
        ...(isRate ? [{ header: t("column-beside-wales"), kind: "number" as const }] : []),
      ],
      rows: areas.map(({ area, shown }) => ({
        header: areaLink(context, area),
        cells: [
          readingCell(context, shown.reading, indicator),
          ...(isRate
            ? [changeCell(context, difference(shown.reading, whole.reading, indicator.decimals), indicator)]
            : []),
        ],
      })),
    },
    shown: areas.map(({ shown }) => shown),
  });
}
