import type { PageContext } from "../context.ts";
import { type Content, type Html, html } from "../html.ts";
import { makePage, type Page, section } from "../page.ts";
import type { PublishedFigure } from "../release.ts";
import { type Column, type Row, renderTable } from "../table.ts";

/** The series in the order of their interest here; others follow. */
const seriesOrder = [
  "vacancies",
  "staff-by-group",
  "profession-facts",
  "training-places",
  "sickness-absence",
];

/** A series has a column for each measure if there are no more than this, and this share of the cells is filled. */
const maximumMeasureColumns = 6;
const minimumFilledShare = 0.5;

/** Names of areas outside Wales, which the codes of a release need not have. */
const areasBeyond: ReadonlyMap<string, string> = new Map([
  ["uk", "published-area-uk"],
  ["england", "published-area-england"],
]);

/** A table with more rows than this is folded away. */
const openRows = 25;

/** Real figures that others published, each with its source, date and status; contradicting ones both, flagged. */
export function publishedPage(context: PageContext): Page {
  const { t, release } = context;
  const bySeries = [...Map.groupBy(release.published, ({ series }) => series)].sort(
    ([a], [b]) => rankOf(a) - rankOf(b),
  );
  const conflicts = release.published.filter(({ conflict }) => conflict).length;
  return makePage(t("published-title"), t("published-introduction"), [
    html`<p>${t("published-real", { example: String(release.manifest.example) })}</p>`,
    conflicts > 0 &&
      html`<p class="missing">${conflictMark(context)} ${t("published-conflicts", { count: conflicts })}</p>`,
    html`<nav aria-label="${t("published-contents")}"><ul class="link-list">${bySeries.map(
      ([series]) => html`<li><a href="#${series}">${seriesTitle(context, series)}</a></li>`,
    )}</ul></nav>`,
    bySeries.map(([series, figures]) => seriesSection(context, series, figures)),
    bySeries.length === 0 && html`<p class="missing">${t("published-none")}</p>`,
  ]);
}

function seriesSection(context: PageContext, series: string, figures: readonly PublishedFigure[]): Html {
  const { t, pick } = context;
  const title = seriesTitle(context, series);
  const measures = [...new Set(figures.map(({ measure }) => measure))];
  const rowOf = ({ measure: _, value: __, value_text: ___, conflict: ____, ...row }: PublishedFigure) =>
    JSON.stringify(row);
  const wide =
    measures.length <= maximumMeasureColumns &&
    figures.length >= minimumFilledShare * measures.length * new Set(figures.map(rowOf)).size;
  const areas = new Set(figures.map(({ area }) => area));
  const columns: Column[] = [
    ...(areas.size > 1 ? [{ header: t("column-area"), kind: "text" as const }] : []),
    { header: t("column-period"), kind: "text" },
    ...(wide
      ? measures.map((measure) => ({ header: measureName(context, measure), kind: "number" as const }))
      : [
          { header: t("column-measure"), kind: "text" as const },
          { header: t("column-value"), kind: "number" as const },
        ]),
    { header: t("column-status"), kind: "text" },
    { header: t("column-note"), kind: "text" },
    { header: t("column-source"), kind: "text" },
  ];
  const keyOf = (figure: PublishedFigure) => rowOf(figure) + (wide ? "" : figure.measure);
  const rows = [...Map.groupBy(figures, keyOf).values()].flatMap((together): Row[] => {
    const [first] = together;
    if (first === undefined) return [];
    const values: Content[] = wide
      ? measures.map((measure) =>
          together
            .filter((figure) => figure.measure === measure)
            .map((figure, index) => html`${index > 0 && " / "}${figureValue(context, figure)}`),
        )
      : [measureName(context, first.measure), together.map((figure) => figureValue(context, figure))];
    return [
      {
        header: pick({ en: first.group, cy: first.group_cy }),
        cells: [
          ...(areas.size > 1 ? [areaName(context, first.area)] : []),
          periodOf(context, first),
          ...values,
          t(`published-status-${first.status}`),
          // The notes and the sources' names are in English: they are the sources' words.
          first.note !== null && html`<span lang="en">${first.note}</span>`,
          sources(context, first.source),
        ],
      },
    ];
  });
  const caption = areas.size === 1 ? `${title}: ${areaName(context, figures[0]?.area ?? "")}` : title;
  const table = renderTable({ caption, rowHeader: t("column-group"), columns, rows }, `${series}-table`);
  const content =
    rows.length > openRows
      ? html`<details><summary>${t("figure-table", { title: caption })}</summary>${table}</details>`
      : table;
  return section(series, title, html`<figure class="figure">${content}</figure>`);
}

function rankOf(series: string): number {
  const rank = seriesOrder.indexOf(series);
  return rank === -1 ? seriesOrder.length : rank;
}

function seriesTitle({ t }: PageContext, series: string): string {
  return t(`published-series-${series}`);
}

function figureValue(context: PageContext, { value, value_text, conflict }: PublishedFigure): Html {
  const text = value === null ? (value_text ?? "[x]") : context.format.plain(value);
  return html`${text}${conflict && html` ${conflictMark(context)}`}`;
}

function conflictMark({ t }: PageContext): Html {
  return html`<strong class="conflict">${t("published-conflict-mark")}</strong>`;
}

function measureName({ t }: PageContext, measure: string): string {
  return t(`published-measure-${measure}`);
}

/** The name of an area, or its code: the series also cover areas that the release has no name for. */
function areaName({ t, release, shortName }: PageContext, code: string): string {
  const area = release.codes.areas.find((each) => each.code === code);
  if (area !== undefined) return shortName(area);
  const beyond = areasBeyond.get(code.toLowerCase());
  return beyond === undefined ? code : t(beyond);
}

/** The period in the page's language, with the dates and months in it written out. */
function periodOf({ pick, format, t }: PageContext, { period, period_cy }: PublishedFigure): string {
  return pick({ en: period, cy: period_cy })
    .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => format.date(date))
    .replaceAll(/\b\d{4}-\d{2}\b/g, (month) => format.month(`${month}-01`))
    .replace("..", ` ${t("period-to")} `);
}

function sources({ t }: PageContext, source: string): Html {
  const addresses = source.split(/\s*;\s*/).filter((address) => /^https?:\/\//.test(address));
  if (addresses.length === 0) return html`<span lang="en">${source}</span>`;
  return html`${addresses.map(
    (address, index) =>
      html`${index > 0 && ", "}<a rel="external" href="${address}" aria-label="${t("published-source-label", { address })}">${hostOf(address)}</a>`,
  )}`;
}

function hostOf(address: string): string {
  return new URL(address).hostname.replace(/^www\./, "");
}
