import type { PageContext } from "../context.ts";
import { type Html, html } from "../html.ts";
import { missingNotice } from "../missing.ts";
import { makePage, type Page, section } from "../page.ts";
import { qualityNote } from "../quality-note.ts";
import { shortMarker } from "../reading.ts";
import type { Indicator } from "../release.ts";
import { findIndicator, wales } from "../select.ts";
import { renderTable } from "../table.ts";

const rules = [
  "population",
  "professions",
  "areas",
  "periods",
  "flows",
  "disclosure",
  "incomplete",
  "breaks",
  "rates",
] as const;

/** How the numbers come about: common rules, every indicator with its SQL, and the outcomes of the plan. */
export function methodsPage(context: PageContext): Page {
  const { t, release, name } = context;
  return makePage(t("methods-title"), t("methods-introduction"), [
    section(
      "rules",
      t("methods-rules-title"),
      html`<dl class="rules">${rules.map(
        (rule) => html`<dt>${t(`methods-${rule}-term`)}</dt><dd>${t(`methods-${rule}-text`)}</dd>`,
      )}</dl>`,
    ),
    section(
      "markers",
      t("methods-markers-title"),
      html`<dl class="markers">${release.codes.markers.map(
        (marker) => html`<div><dt>[${shortMarker(marker.code)}]</dt><dd>${name(marker)}</dd></div>`,
      )}<div><dt>0</dt><dd>${t("methods-zero")}</dd></div></dl>`,
    ),
    section(
      "indicators",
      t("methods-indicators-title"),
      release.indicators.map((indicator) => indicatorSection(context, indicator)),
    ),
    section("plan", t("methods-plan-title"), html`<p>${t("methods-plan-text")}</p>`, planTable(context)),
  ]);
}

function indicatorSection(context: PageContext, indicator: Indicator): Html {
  const { t, release, pick } = context;
  const datasets = release.quality.datasets.filter(({ dataset }) => indicator.datasets.includes(dataset));
  const outcomes = release.plan.aims
    .flatMap((aim) => aim.outcomes)
    .filter(({ id }) => indicator.outcomes.includes(id));
  const entries: readonly (readonly [string, string | null])[] = [
    [t("methods-definition"), pick(indicator.description)],
    [t("methods-numerator"), indicator.numerator && pick(indicator.numerator)],
    [t("methods-denominator"), indicator.denominator && pick(indicator.denominator)],
    [t("methods-unit"), pick(indicator.unit)],
    [t("methods-period"), t(`methods-period-${indicator.period}`)],
    [t("methods-class"), t(`methods-class-${indicator.class.toLowerCase()}`)],
    [t("methods-direction"), t(`methods-direction-${indicator.direction}`)],
    [t("methods-outcomes"), outcomes.map(({ title }) => pick(title)).join("; ")],
    [t("methods-datasets"), datasets.map(({ title }) => pick(title)).join(", ")],
    [t("methods-unknown"), qualityNote(context, indicator, wales)],
  ];
  return html`<section id="${indicator.id}" class="indicator">
    <h3>${pick(indicator.title)} <code>${indicator.id}</code></h3>
    ${findIndicator(release, indicator.id) === undefined && missingNotice(context, [indicator.id])}
    <dl>${entries.map(
      ([term, text]) => text !== null && text !== "" && html`<div><dt>${term}</dt><dd>${text}</dd></div>`,
    )}</dl>
    <details><summary>${t("methods-sql", { title: pick(indicator.title) })}</summary>
      <pre tabindex="0" lang="en"><code>${indicator.sql}</code></pre></details>
  </section>`;
}

function planTable(context: PageContext): Html {
  const { t, release, pick } = context;
  return html`<figure class="figure">${renderTable(
    {
      caption: t("methods-plan-title"),
      rowHeader: t("column-outcome"),
      columns: [
        { header: t("column-aim"), kind: "text" },
        { header: t("column-indicators"), kind: "text" },
        { header: t("column-page"), kind: "number" },
      ],
      rows: release.plan.aims.flatMap((aim) =>
        aim.outcomes.map((outcome) => ({
          header: pick(outcome.title),
          cells: [
            pick(aim.title),
            release.indicators
              .filter(({ outcomes }) => outcomes.includes(outcome.id))
              .map(({ id, title }, index) => html`${index > 0 && ", "}<a href="#${id}">${pick(title)}</a>`),
            String(outcome.page),
          ],
        })),
      ),
    },
    "plan-table",
  )}</figure>`;
}
