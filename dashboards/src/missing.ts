import type { PageContext } from "./context.ts";
import { type Content, type Html, html } from "./html.ts";
import type { Indicator } from "./release.ts";
import { findIndicator } from "./select.ts";

/** Renders what needs one indicator, or says that this release does not have it. */
export function withIndicator(
  context: PageContext,
  id: string,
  render: (indicator: Indicator) => Content,
): Html {
  const indicator = findIndicator(context.release, id);
  return indicator === undefined ? missingNotice(context, [id]) : html`${render(indicator)}`;
}

/** Renders what shows several indicators from those that the release has, and names the others. */
export function withIndicators(
  context: PageContext,
  ids: readonly string[],
  render: (indicators: readonly [Indicator, ...Indicator[]]) => Content,
): Html {
  const found = ids.flatMap((id) => findIndicator(context.release, id) ?? []);
  const missing = ids.filter((id) => !found.some((indicator) => indicator.id === id));
  const [first, ...others] = found;
  return html`${first !== undefined && render([first, ...others])}${missing.length > 0 && missingNotice(context, missing)}`;
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
