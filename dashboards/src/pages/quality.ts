import type { PageContext } from "../context.ts";
import { exampleMark } from "../figure.ts";
import { type Html, html } from "../html.ts";
import { makePage, type Page, section } from "../page.ts";
import type { Quality } from "../release.ts";
import { renderTable } from "../table.ts";

/** Period ends shown for each employer's returns; older ones are in `quality.json`. */
const shownPeriods = 8;

/** What was received from whom, what is missing, and how much of it was rejected or needs a look. */
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
      )}<p class="source">${t("quality-words")}${exampleMark(context)}</p></figure>`,
    ),
    datasetsWithReturns(quality).map(({ dataset, title }) =>
      section(dataset, pick(title), employersTable(context, dataset, pick(title), quality)),
    ),
  ]);
}

function datasetsWithReturns({ datasets, returns }: Quality): Quality["datasets"] {
  return datasets.filter(({ dataset }) => returns.some((each) => each.dataset === dataset));
}

function employersTable(
  context: PageContext,
  dataset: string,
  title: string,
  { returns, freshness }: Quality,
): Html {
  const { t, format } = context;
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
                  ? format.number(found.rows, 0)
                  : html`<strong class="high">${t("quality-not-received")}</strong>`;
              }),
            ],
          };
        }),
      },
      `${dataset}-table`,
    )}<p class="source">${t("quality-returns-note")}${exampleMark(context)}</p></figure>`;
}

function employerName({ release, name }: PageContext, code: string): string {
  const employer = release.codes.areas.find((area) => area.code === code);
  return employer === undefined ? code : name(employer);
}
