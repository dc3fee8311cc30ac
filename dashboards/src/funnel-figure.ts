import { funnelChart } from "./charts/funnel-chart.ts";
import type { PageContext } from "./context.ts";
import { minimumNumbers, renderFigure, wordsId } from "./figure.ts";
import { type Html, html } from "./html.ts";
import { areaLink } from "./links.ts";
import { readShown } from "./reasons.ts";
import type { Area, AreaPosition, Indicator } from "./release.ts";
import { walesName } from "./rows.ts";
import { allProfessions, lastPeriod, mainStaffType, pageAreas, type Slice, wales } from "./select.ts";
import { besideTitle, levelBeside, withPercent, withUnit } from "./unit.ts";

export type Funnel = {
  readonly id: string;
  readonly indicator: Indicator;
  readonly level?: string;
};

/** An area with its position among the limits of its size. */
type PlacedArea = { readonly area: Area; readonly position: AreaPosition };

/** A figure of the health-board areas beside Wales, with the limits within which chance alone would leave them; false where none can be compared. */
export function funnelFigure(context: PageContext, funnel: Funnel): Html | false {
  const { t, format, release, pick, shortName } = context;
  const { id, indicator } = funnel;
  const placed = placeAreas(context, funnel);
  const [first] = placed;
  if (first === undefined) return false;
  const title = t("funnel-title", { title: pick(indicator.title) });
  const number = (value: number): string => format.number(value, indicator.decimals);
  const total = first.position.total_value;
  const unit = pick(indicator.unit);
  const slice = (area: string): Slice => ({
    indicator,
    area,
    profession: allProfessions,
    ...(funnel.level !== undefined && { level: funnel.level }),
  });
  return renderFigure(context, {
    id,
    title,
    subtitle: [
      ...besideTitle(context, title, indicator),
      ...levelBeside(context, funnel),
      t("all-professions"),
      format.period(indicator.period, lastPeriod(release, indicator)),
    ],
    indicators: [indicator],
    ...(placed.length >= minimumNumbers && {
      chart: funnelChart(
        placed.map(({ position }, index) => ({
          number: String(index + 1),
          size: position.denominator,
          value: position.value,
          lower998: position.lower_998,
          lower95: position.lower_95,
          upper95: position.upper_95,
          upper998: position.upper_998,
          isBeyond: position.position.endsWith("99.8"),
        })),
        {
          title,
          describedBy: wordsId(id),
          words: t("funnel-words", {
            names: placed.map(({ area }, index) => `${index + 1} ${shortName(area)}`).join("; "),
            sentence: positionSentence(context, funnel) ?? "",
          }),
          xLabel: t("funnel-size"),
          yLabel: unit,
          total: { value: total, label: walesName(context) },
          limitLabels: { inner: t("funnel-limit-95"), outer: t("funnel-limit-998") },
          decimals: indicator.decimals,
          formatNumber: format.number,
        },
      ),
    }),
    table: {
      caption: withUnit(context, title, indicator),
      rowHeader: t("column-area"),
      columns: [
        { header: t("column-value"), kind: "number" },
        { header: t("column-denominator"), kind: "number" },
        { header: t("column-limits-95"), kind: "number" },
        { header: t("column-limits-998"), kind: "number" },
        { header: t("column-position"), kind: "text" },
      ],
      rows: [
        { header: walesName(context), cells: [number(total)], role: "total" },
        ...placed.map(({ area, position }, index) => ({
          header: html`${index + 1} ${areaLink(context, area)}`,
          cells: [
            number(position.value),
            format.number(position.denominator, 0),
            `${number(position.lower_95)}–${number(position.upper_95)}`,
            `${number(position.lower_998)}–${number(position.upper_998)}`,
            t(`position-${position.position.replace(".", "")}`),
          ],
        })),
      ],
    },
    shown: [wales, ...placed.map(({ area }) => area.code)].map((area) => readShown(release, slice(area))),
    notes: [t("funnel-note")],
  });
}

/** Says which areas differ from Wales by more than chance explains, and which way; null where none can be placed. */
export function positionSentence(context: PageContext, funnel: Funnel): string | null {
  const { t, pick, format, shortName } = context;
  const { indicator } = funnel;
  const placed = placeAreas(context, funnel);
  const [first] = placed;
  if (first === undefined) return null;
  const total = format.number(first.position.total_value, indicator.decimals);
  const parts = (["high-99.8", "low-99.8", "high-95", "low-95"] as const).flatMap((wanted) => {
    const names = placed.filter(({ position }) => position.position === wanted);
    return names.length === 0
      ? []
      : [
          t(`funnel-part-${wanted.replace(".", "")}`, {
            names: names.map(({ area }) => shortName(area)).join(", "),
          }),
        ];
  });
  return t("funnel-point", {
    title: [pick(indicator.title), ...levelBeside(context, funnel).map((level) => `(${level})`)].join(" "),
    total: withPercent(total, indicator),
    count: parts.length,
    parts: parts.join("; "),
  });
}

function placeAreas({ release }: PageContext, { indicator, level }: Funnel): readonly PlacedArea[] {
  const { periodEnd } = lastPeriod(release, indicator);
  const staffType = mainStaffType(indicator);
  return pageAreas(release).flatMap((area) => {
    const position = release.funnels.find(
      (each) =>
        each.indicator === indicator.id &&
        each.period_end === periodEnd &&
        each.area === area.code &&
        each.profession === allProfessions &&
        each.staff_type === staffType &&
        (level === undefined || each.level === level),
    );
    return position === undefined ? [] : [{ area, position }];
  });
}
