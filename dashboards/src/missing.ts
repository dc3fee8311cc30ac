import type { PageContext } from "./context.ts";
import { type Content, type Html, html } from "./html.ts";
import type { Indicator } from "./release.ts";
import { findIndicator, findIndicators } from "./select.ts";

/** Renders what needs one indicator, or says that this release does not have it. */
export function withIndicator(
  context: PageContext,
  id: string,
  render: (indicator: Indicator) => Content,
): Html {
  return withIndicators(context, [id], ([indicator]) => render(indicator));
}

/** Renders what shows several indicators from those that the release has; false where it has none of them. */
export function withFound(
  { release }: PageContext,
  ids: readonly string[],
  render: (indicators: readonly [Indicator, ...Indicator[]]) => Content,
): Html | false {
  const [first, ...others] = findIndicators(release, ids);
  const content = first !== undefined && render([first, ...others]);
  return content !== false && html`${content}`;
}

/** As `withFound`, and names the indicators that the release does not have. */
export function withIndicators(
  context: PageContext,
  ids: readonly string[],
  render: (indicators: readonly [Indicator, ...Indicator[]]) => Content,
): Html {
  const missing = ids.filter((id) => findIndicator(context.release, id) === undefined);
  return html`${withFound(context, ids, render)}${missing.length > 0 && missingNotice(context, missing)}`;
}

/** Says that the release has no data on indicators, and why: no number can be given yet, or their datasets have no rows. */
export function missingNotice(context: PageContext, ids: readonly string[]): Html {
  const { t, release, pick } = context;
  const titlesOf = (some: readonly string[]): string =>
    some
      .map((id) => {
        const indicator = release.indicators.find((each) => each.id === id);
        return indicator === undefined ? id : pick(indicator.title);
      })
      .join(", ");
  const withReason = release.indicators.filter(
    ({ id, unavailable }) => ids.includes(id) && unavailable !== null,
  );
  const others = ids.filter((id) => !withReason.some((indicator) => indicator.id === id));
  const ended = others.filter((id) => release.cube.lastNumber(id) !== null);
  const absent = others.filter((id) => !ended.includes(id));
  const datasets = emptyDatasets(context, absent);
  return html`${
    absent.length > 0 &&
    html`<p class="missing">${t("indicator-missing", {
      titles: titlesOf(absent),
      count: datasets.length,
      datasets: datasets.join(", "),
    })}</p>`
  }${withReason.map(
    ({ title, unavailable }) =>
      unavailable !== null && html`<p class="missing">${pick(title)}: ${pick(unavailable)}</p>`,
  )}${ended.length > 0 && html`<p class="missing">${t("indicator-ended", { titles: titlesOf(ended) })}</p>`}`;
}

/** Says that the release has no data on an area or a profession. */
export function noNumbersNotice({ t }: PageContext, name: string): Html {
  return html`<p class="missing">${t("subject-missing", { name })}</p>`;
}

function emptyDatasets({ release, pick }: PageContext, ids: readonly string[]): readonly string[] {
  const needed = new Set(
    release.indicators.filter(({ id }) => ids.includes(id)).flatMap(({ datasets }) => datasets),
  );
  return release.quality.datasets
    .filter(({ dataset, rows }) => rows === 0 && needed.has(dataset))
    .map(({ title }) => pick(title));
}
