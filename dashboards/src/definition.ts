import type { PageContext } from "./context.ts";
import { type Html, html } from "./html.ts";
import type { Indicator } from "./release.ts";

/** What an indicator means and where it comes from, down to its SQL. */
export function definitionList(context: PageContext, indicator: Indicator): Html {
  const { t, release, pick, link } = context;
  const datasets = release.quality.datasets.filter(({ dataset }) => indicator.datasets.includes(dataset));
  const outcomes = release.plan.aims
    .flatMap((aim) => [...aim.outcomes, ...aim.actions])
    .filter(({ id }) => [...indicator.outcomes, ...indicator.actions].includes(id));
  const entries: readonly (readonly [string, string | null])[] = [
    [t("methods-definition"), pick(indicator.description)],
    [t("methods-numerator"), indicator.numerator && pick(indicator.numerator)],
    [t("methods-denominator"), indicator.denominator && pick(indicator.denominator)],
    [t("methods-unit"), pick(indicator.unit)],
    [t("methods-period"), t(`methods-period-${indicator.period}`)],
    [
      t("methods-class"),
      t(`methods-class-${indicator.class.toLowerCase()}`, { last: release.manifest.policy.threshold - 1 }),
    ],
    [t("methods-direction"), t(`methods-direction-${indicator.direction}`)],
    [t("methods-datasets"), datasets.map(({ title }) => pick(title)).join(", ")],
    [t("methods-version"), String(indicator.version)],
  ];
  return html`<div class="indicator">
    <dl>${entries.map(
      ([term, text]) => text !== null && text !== "" && html`<div><dt>${term}</dt><dd>${text}</dd></div>`,
    )}<div><dt>${t("methods-outcomes")}</dt><dd>${outcomes.map(
      ({ id, title }, index) => html`${index > 0 && "; "}<a href="${link("plan", id)}">${pick(title)}</a>`,
    )}</dd></div>
      <div><dt>${t("methods-id")}</dt><dd><code>${indicator.id}</code></dd></div></dl>
    <details><summary>${t("methods-sql", { title: pick(indicator.title) })}</summary>
      <pre tabindex="0" lang="en"><code>${indicator.sql}</code></pre></details>
  </div>`;
}
