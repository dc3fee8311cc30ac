import { readingCell } from "../cells.ts";
import type { PageContext } from "../context.ts";
import { releaseMarks, renderFigure } from "../figure.ts";
import { type Html, html } from "../html.ts";
import { indicatorLink } from "../links.ts";
import { makePage, type Page, section } from "../page.ts";
import { qualityNote, readUnknown, shareDecimals, unknownOf } from "../quality-note.ts";
import type { Indicator, Quality, UnknownValues } from "../release.ts";
import { walesName } from "../rows.ts";
import { pageAreas, wales } from "../select.ts";
import { renderTable } from "../table.ts";

/** Period ends shown for each employer's returns; older ones are in `quality.json`. */
const shownPeriods = 8;

/** What was received from whom, what is missing, how much was rejected or needs a look, and how much is unknown. */
export function qualityPage(context: PageContext): Page {
  const { t, release, format, pick } = context;
  const { quality } = release;
  const count = (number: number): string => format.number(number, 0);
  return makePage(t("quality-title"), t("quality-introduction"), [
    section(
      "datasets",
      t("quality-datasets-title"),
      html`<figure class="figure">${renderTable(
        {
          caption: t("quality-datasets-caption", { date: format.date(release.manifest.as_at) }),
          rowHeader: t("column-dataset"),
          columns: [
            { header: t("column-rows"), kind: "number" },
            { header: t("column-rejected"), kind: "number" },
            { header: t("column-advisory"), kind: "number" },
            { header: t("column-out-of-scope"), kind: "number" },
            { header: t("column-returns"), kind: "number" },
            { header: t("column-missing"), kind: "number" },
          ],
          rows: quality.datasets.map((dataset) => {
            const returns = quality.returns.filter((each) => each.dataset === dataset.dataset);
            const received = returns.filter((each) => each.received).length;
            const title = pick(dataset.title);
            const counts = [dataset.rows, dataset.rejected, dataset.advisory, dataset.out_of_scope];
            return returns.length === 0
              ? { header: title, cells: [...counts.map(count), t("quality-not-due"), ""] }
              : {
                  header: html`<a href="#${dataset.dataset}">${title}</a>`,
                  cells: [...counts, received, returns.length - received].map(count),
                };
          }),
        },
        "datasets-table",
      )}<p class="source">${t("quality-words")}${releaseMarks(context)}</p></figure>`,
    ),
    section("unknown", t("quality-unknown-title"), unknownFigure(context)),
    datasetsWithReturns(quality).map(({ dataset, title }) =>
      section(dataset, pick(title), employersTable(context, dataset, pick(title), quality)),
    ),
  ]);
}

/** How often something that an indicator needs is unknown, by area. */
function unknownFigure(context: PageContext): Html {
  const { t, release, pick, shortName } = context;
  const withBasis = (...wanted: readonly UnknownValues["basis"][]): readonly Indicator[] =>
    release.indicators.filter((indicator) => wanted.includes(unknownOf(release, indicator).basis));
  const indicators = withBasis("cells", "records");
  const places = [
    { code: wales, name: walesName(context) },
    ...pageAreas(release).map((area) => ({ code: area.code, name: shortName(area) })),
  ];
  const rows = indicators.map((indicator) => ({
    indicator,
    what: unknownOf(release, indicator).what,
    readings: places.map(({ code }) => readUnknown(release, indicator, code)),
  }));
  return renderFigure(context, {
    id: "unknown-values",
    title: t("quality-unknown-figure-title"),
    subtitle: [t("quality-unknown-unit"), t("quality-unknown-period")],
    indicators,
    table: {
      caption: t("quality-unknown-figure-title"),
      rowHeader: t("column-indicator"),
      columns: [
        { header: t("column-what-unknown"), kind: "text" },
        ...places.map(({ name }) => ({ header: name, kind: "number" as const })),
      ],
      rows: rows.map(({ indicator, what, readings }) => ({
        header: indicatorLink(context, indicator),
        cells: [
          what === null ? "" : pick(what),
          ...readings.map((reading) => readingCell(context, reading, { decimals: shareDecimals })),
        ],
      })),
    },
    shown: rows.flatMap(({ readings }) => readings.map((reading) => ({ reading }))),
    notes: [
      ...withBasis("not-counted").map(
        (indicator) => `${pick(indicator.title)}: ${qualityNote(context, indicator, wales)}`,
      ),
      t("quality-unknown-none", {
        titles: withBasis("none")
          .map(({ title }) => pick(title))
          .join("; "),
      }),
    ],
  });
}

function datasetsWithReturns({ datasets, returns }: Quality): Quality["datasets"] {
  return datasets.filter(({ dataset }) => returns.some((each) => each.dataset === dataset));
}

function employersTable(
  context: PageContext,
  dataset: string,
  title: string,
  { datasets, returns, freshness }: Quality,
): Html {
  const { t, format } = context;
  const nearest = datasets.find((each) => each.dataset === dataset)?.rows_to_nearest ?? 1;
  const ofDataset = returns.filter((each) => each.dataset === dataset);
  const fresh = freshness.filter((each) => each.dataset === dataset);
  const periodEnds = [...new Set(ofDataset.map(({ period_end }) => period_end))].sort();
  const shown = periodEnds.slice(-shownPeriods);
  const employers = [...new Set([...fresh, ...ofDataset].map(({ employer }) => employer))];
  const missing = fresh.flatMap(({ employer, missing: periods }) =>
    periods.map((periodEnd) => ({ employer, periodEnd })),
  );
  return html`
    ${
      missing.length > 0 &&
      html`<p>${t("quality-missing", {
        count: missing.length,
        returns: missing
          .map(({ employer, periodEnd }) => `${employerName(context, employer)}, ${format.date(periodEnd)}`)
          .join("; "),
      })}</p>`
    }
    <figure class="figure">${renderTable(
      {
        caption: t("quality-returns-caption", { title }),
        rowHeader: t("column-employer"),
        columns: [
          { header: t("column-latest-return"), kind: "text" },
          ...shown.map((periodEnd) => ({ header: format.month(periodEnd), kind: "number" as const })),
        ],
        rows: employers.map((employer) => {
          const latest = fresh.find((each) => each.employer === employer)?.latest_period ?? null;
          return {
            header: employerName(context, employer),
            cells: [
              latest === null ? html`<strong>${t("quality-none")}</strong>` : format.date(latest),
              ...shown.map((periodEnd) => {
                const found = ofDataset.find(
                  (each) => each.employer === employer && each.period_end === periodEnd,
                );
                if (found === undefined) return html`<span class="no-value">${t("quality-not-due")}</span>`;
                return found.received
                  ? rowCount(context, found.rows, nearest)
                  : html`<strong class="high">${t("quality-not-received")}</strong>`;
              }),
            ],
          };
        }),
      },
      `${dataset}-table`,
    )}<p class="source">${t("quality-returns-note")}${nearest > 1 ? ` ${t("quality-rows-rounded", { nearest })}` : ""}${releaseMarks(context)}</p></figure>`;
}

/** A number of rows that is rounded; of 0 it says how many it is fewer than. */
function rowCount({ t, format }: PageContext, rows: number, nearest: number): string {
  return nearest > 1 && rows === 0 ? t("quality-rows-fewer", { limit: nearest / 2 }) : format.number(rows, 0);
}

function employerName({ release, name }: PageContext, code: string): string {
  const employer = release.codes.areas.find((area) => area.code === code);
  return employer === undefined ? code : name(employer);
}
