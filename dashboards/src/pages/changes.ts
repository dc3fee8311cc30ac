import { dataFolder } from "../addresses.ts";
import { type RowValue, rowChart } from "../charts/row-chart.ts";
import type { PageContext } from "../context.ts";
import { minimumNumbers, releaseMarks, renderFigure, wordsId } from "../figure.ts";
import { type Content, html, joinContent } from "../html.ts";
import { indicatorLink } from "../links.ts";
import { makePage, type Page, section } from "../page.ts";
import type { Indicator, Revision } from "../release.ts";
import { renderTable } from "../table.ts";

/** A revision with the indicator that it is of; one of an indicator that is gone is not shown. */
type Shown = Omit<Revision, "indicator"> & { readonly indicator: Indicator };

/** A chart of more revisions than this would be longer than a page. */
const drawnRevisions = 12;

/** What is different from the release before: how much, why, the largest revisions, new definitions. */
export function changesPage(context: PageContext): Page {
  const { t, release, rootLink } = context;
  const { revisions, indicators } = release;
  const { previous, kinds, causes, definitions, cells } = revisions;
  const largest = revisions.largest.flatMap((one): Shown[] => {
    const indicator = indicators.find(({ id }) => id === one.indicator);
    return indicator === undefined ? [] : [{ ...one, indicator }];
  });
  const nameOf = (id: string): Content => {
    const found = indicators.find((one) => one.id === id);
    return found === undefined ? id : indicatorLink(context, found);
  };
  const introduction =
    previous === null ? t("changes-first") : t("changes-introduction", { previous, cells });
  return makePage(t("changes-title"), introduction, [
    html`<p>${t("changes-feed")} <a href="${rootLink(`${dataFolder}/feed_${context.language}.xml`)}">${t("changes-feed-link")}</a> ·
      <a href="${rootLink(`${dataFolder}/changes.csv`)}">${t("changes-file")}</a>${releaseMarks(context)}</p>`,
    kinds.length > 0 &&
      section(
        "kinds",
        t("changes-kinds"),
        renderTable(
          {
            caption: t("changes-kinds-caption"),
            rowHeader: t("changes-kind"),
            columns: [
              { header: t("changes-cells"), kind: "number" },
              { header: t("changes-meaning"), kind: "text" },
            ],
            rows: kinds.map((one) => ({
              header: t(`change-${one.kind}`),
              cells: [context.format.number(one.cells, 0), t(`change-meaning-${one.kind}`)],
            })),
          },
          "kinds-table",
        ),
      ),
    largest.length > 0 && section("largest", t("changes-largest"), revisionsFigure(context, largest)),
    causes.length > 0 &&
      section(
        "causes",
        t("changes-causes"),
        renderTable(
          {
            caption: t("changes-causes-caption"),
            rowHeader: t("changes-dataset"),
            columns: [
              { header: t("changes-employer"), kind: "text" },
              { header: t("changes-period"), kind: "text" },
              { header: t("changes-kind"), kind: "text" },
              { header: t("changes-cells"), kind: "number" },
            ],
            rows: causes.map((one) => ({
              header: datasetTitle(context, one.dataset),
              cells: [
                one.employer === null ? "" : areaName(context, one.employer),
                one.period_end === null ? "" : context.format.date(one.period_end),
                t(`change-${one.kind}`),
                context.format.number(one.cells, 0),
              ],
            })),
          },
          "causes-table",
        ),
      ),
    definitions.length > 0 &&
      section(
        "definitions",
        t("changes-definitions"),
        html`<ul>${definitions.map(
          ({ id, old_version, new_version }) =>
            html`<li>${nameOf(id)}: ${t("changes-version", {
              old: old_version ?? "–",
              new: new_version ?? "–",
            })}</li>`,
        )}</ul>`,
      ),
  ]);
}

function revisionsFigure(context: PageContext, largest: readonly Shown[]): ReturnType<typeof renderFigure> {
  const { t, format, pick } = context;
  const id = "revisions";
  const nameOf = (one: Shown): string =>
    [pick(one.indicator.title), areaName(context, one.area), periodName(context, one)].join(" · ");
  const drawn = largest.slice(0, drawnRevisions);
  const values: RowValue[] = drawn.map((one, index) => {
    const share = (100 * (one.new_value - one.old_value)) / Math.abs(one.old_value);
    return {
      name: `${index + 1}. ${areaName(context, one.area)}`,
      value: share,
      lower: null,
      upper: null,
      label: `${format.signed(share, 0)}%`,
      incomplete: false,
    };
  });
  const isDrawn = values.length >= minimumNumbers;
  const [first] = largest;
  const words =
    first === undefined
      ? ""
      : t("changes-words", {
          name: nameOf(first),
          old: format.number(first.old_value, first.indicator.decimals),
          new: format.number(first.new_value, first.indicator.decimals),
        });
  return renderFigure(context, {
    id,
    title: t("changes-largest"),
    subtitle: [t("changes-share")],
    indicators: [...new Set(largest.map(({ indicator }) => indicator))],
    ...(isDrawn && {
      chart: rowChart(values, {
        title: t("changes-largest"),
        describedBy: wordsId(id),
        words,
        xLabel: t("changes-share"),
        mark: "point",
        decimals: 0,
        formatNumber: format.number,
      }),
    }),
    table: {
      caption: t("changes-largest-caption"),
      rowHeader: t("changes-indicator"),
      columns: [
        { header: t("changes-place"), kind: "text" },
        { header: t("changes-period"), kind: "text" },
        { header: t("changes-old"), kind: "number" },
        { header: t("changes-new"), kind: "number" },
        { header: t("changes-kind"), kind: "text" },
      ],
      rows: largest.map((one, index) => ({
        header: `${index + 1}. ${pick(one.indicator.title)}`,
        cells: [
          html`${joinContent(placeOf(context, one), " · ")}`,
          periodName(context, one),
          format.number(one.old_value, one.indicator.decimals),
          format.number(one.new_value, one.indicator.decimals),
          t(`change-${one.kind}`),
        ],
      })),
    },
    shown: [],
  });
}

function placeOf(context: PageContext, one: Shown): string[] {
  const { codes } = context.release;
  const name = (
    list: readonly { code: string; name_en: string; name_cy: string }[],
    code: string,
  ): string => {
    const found = list.find((each) => each.code === code);
    return found === undefined ? code : context.name(found);
  };
  return [
    areaName(context, one.area),
    name(codes.professions, one.profession),
    name(codes.staff_types, one.staff_type),
    ...(one.level === "none" ? [] : [name(codes.levels, one.level)]),
  ];
}

function periodName({ format }: PageContext, { indicator, period, period_end }: Shown): string {
  return format.period(indicator.period, { period, periodEnd: period_end });
}

function areaName(context: PageContext, code: string): string {
  const area = context.release.codes.areas.find((one) => one.code === code);
  return area === undefined ? code : context.shortName(area);
}

function datasetTitle(context: PageContext, dataset: string): string {
  const found = context.release.quality.datasets.find((one) => one.dataset === dataset);
  return found === undefined ? dataset : context.pick(found.title);
}
