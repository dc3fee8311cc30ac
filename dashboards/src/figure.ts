import type { Chart } from "./charts/svg.ts";
import type { PageContext } from "./context.ts";
import { roundAsShown } from "./format.ts";
import { type Content, type Html, html, joinContent } from "./html.ts";
import { indicatorLink } from "./links.ts";
import { offerList } from "./offer-list.ts";
import { markersOf, shortMarker } from "./reading.ts";
import { incompleteReason, type Shown, unavailableReasons } from "./reasons.ts";
import type { Indicator, Marker } from "./release.ts";
import { renderTable, type Table } from "./table.ts";
import { isPercentage } from "./unit.ts";

/** A figure of more indicators than this has their names, linked or not, in its table already. */
const linkedIndicators = 4;

/** A chart of fewer numbers than this would show an axis and nothing else. */
export const minimumNumbers = 3;

export type Figure = {
  /** Anchor of the figure; its table has the anchor `<id>-table`. */
  readonly id: string;
  readonly title: string;
  /** Unit, period and place, under the title. */
  readonly subtitle: readonly string[];
  /** The indicators shown: their definitions are linked and their datasets named as the source. */
  readonly indicators: readonly Indicator[];
  readonly chart?: Chart;
  readonly table: Table;
  /** Every reading shown, for the legend of markers and the reasons behind them. */
  readonly shown: readonly Shown[];
  readonly notes?: readonly Content[];
  /** A long table is folded away under the chart. */
  readonly folded?: boolean;
};

/** Renders a figure: title, chart and its words, table, legend of the markers used, what is shown in place of confidential numbers, notes, source and links. */
export function renderFigure(context: PageContext, figure: Figure): Html {
  const { t } = context;
  const { id, chart } = figure;
  const table = renderTable(figure.table, `${id}-table`);
  const offers = offerList(context, figure.shown);
  return html`<figure class="figure" id="${id}">
    <figcaption>
      <h3>${figure.title}</h3>
      <p class="subtitle">${figure.subtitle.join(" · ")}${releaseMarks(context)}</p>
    </figcaption>
    <div class="figure-body">
      ${chart !== undefined && renderChart(chart)}
      <div class="figure-text">
        ${chart !== undefined && html`<p class="words" id="${wordsId(id)}">${chart.words}</p>`}
        ${
          figure.folded === true
            ? html`<details><summary>${t("figure-table", { title: figure.table.caption })}</summary>${table}</details>`
            : table
        }
        ${renderLegend(context, [...figure.shown, ...offers.shown])}
        ${offers.content}
        ${isAboveHundred(figure.shown) && html`<p class="note">${t("figure-above-hundred")}</p>`}
        ${isRounded(context, figure.indicators) && html`<p class="note">${t("figure-rounded", { to: context.release.manifest.policy.round_to })}</p>`}
        ${figure.notes?.map((note) => html`<p class="note">${note}</p>`)}
        <p class="source">${renderSource(context, figure.indicators)}
          <a href="#${id}" aria-label="${t("figure-link-label", { title: figure.title })}">${t("figure-link")}</a></p>
      </div>
    </div>
  </figure>`;
}

/** Both drawings of a chart, of which the theme shows the one that fits, or its only one. */
function renderChart({ wide, narrow, key }: Chart): Html {
  if (narrow === undefined) return html`<div class="chart chart-small">${wide}</div>`;
  return html`<div class="chart">
    <div class="chart-wide">${wide}</div>
    <div class="chart-narrow">
      ${key !== undefined && html`<ul class="key">${key.map(({ name, line }) => html`<li class="key-${line}">${name}</li>`)}</ul>`}
      ${narrow}
    </div>
  </div>`;
}

/** The id of the words that tell what a figure's chart shows. */
export function wordsId(figureId: string): string {
  return `${figureId}-words`;
}

/** Badges that say that the numbers are restricted, or an example; nothing in a real public release. */
export function releaseMarks({ t, release }: PageContext): Html {
  const { edition, example } = release.manifest;
  return html`${edition === "restricted" && html` <span class="restricted-mark">${t("restricted-mark")}</span>`}${
    example && html` <span class="example-mark">${t("example-mark")}</span>`
  }`;
}

/** The meaning of each marker among the readings, with its reason where it can be told; nothing when there are none. */
function renderLegend(context: PageContext, shown: readonly Shown[]): Html | false {
  const used = markersOf(shown.map(({ reading }) => reading));
  const markers = context.release.codes.markers.filter(({ code }) => used.has(code));
  return (
    markers.length > 0 &&
    html`<p class="legend"><span class="legend-title">${context.t("legend-title")}</span>
      ${markers.map(
        (marker) =>
          html` <span class="legend-item"><b>[${shortMarker(marker.code)}]</b> ${meaningOf(context, marker, shown)}</span>`,
      )}</p>`
  );
}

/** Whether a percentage is shown above 100: one of posts filled can be, and a reader would take it for a fault. */
function isAboveHundred(shown: readonly Shown[]): boolean {
  return shown.some(({ reading, cell }) => {
    const indicator = cell?.slice.indicator;
    return (
      indicator !== undefined &&
      isPercentage(indicator) &&
      reading.value !== null &&
      roundAsShown(reading.value, indicator.decimals) > 100
    );
  });
}

function isRounded({ release }: PageContext, indicators: readonly Indicator[]): boolean {
  const { edition, policy } = release.manifest;
  const isOpen = (one: Indicator): boolean =>
    one.class === "O" || (one.class === "P" && edition === "restricted");
  return policy.round_to > 1 && !indicators.every(isOpen);
}

function meaningOf(context: PageContext, marker: Marker, shown: readonly Shown[]): Content {
  const meaning = context.name(marker);
  if (marker.code === "c") return `${meaning}. ${context.t("confidential-why")}`;
  if (marker.code === "incomplete") return incompleteReason(context, shown) ?? meaning;
  const reasons = marker.code === "x" ? unavailableReasons(context, shown) : [];
  return reasons.length === 0 ? meaning : html`${meaning}: ${joinContent(reasons, "; ")}`;
}

function renderSource(context: PageContext, indicators: readonly Indicator[]): Html {
  const { t, release, pick } = context;
  const used = new Set(indicators.flatMap(({ datasets }) => datasets));
  const datasets = release.quality.datasets
    .filter(({ dataset }) => used.has(dataset))
    .map(({ title }) => pick(title));
  const source = t("figure-source", {
    datasets: datasets.join(", "),
    release: release.manifest.release,
    example: String(release.manifest.example),
  });
  const told = html`<span class="source-text">${source}</span>`;
  if (indicators.length > linkedIndicators) return told;
  return html`${told} ${t("figure-definitions")}
    ${joinContent(
      indicators.map((indicator) => indicatorLink(context, indicator)),
      ", ",
    )}.`;
}
