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

function missingNotice({ t, release, pick }: PageContext, ids: readonly string[]): Html {
  const titles = ids.map((id) => {
    const indicator = release.indicators.find((each) => each.id === id);
    return indicator === undefined ? id : pick(indicator.title);
  });
  return html`<p class="missing">${t("indicator-missing", { titles: titles.join(", ") })}</p>`;
}
