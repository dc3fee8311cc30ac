import type { PageContext } from "../context.ts";
import { html } from "../html.ts";
import { makePage, type Page, section } from "../page.ts";

const features = ["zoom", "keyboard", "headings", "charts", "symbols", "script", "language"];
const tests = ["automatic", "keyboard", "narrow", "script"];
const gaps = ["users", "manual", "wide-tables", "trend-lines", "files", "source-language"];

/** How the site can be used, what was tested and how, and what is known not to work or was not tested. */
export function accessibilityPage(context: PageContext): Page {
  const { t } = context;
  const list = (items: readonly string[], text: (item: string) => string) =>
    html`<ul>${items.map((item) => html`<li>${text(item)}</li>`)}</ul>`;
  return makePage(t("accessibility-title"), t("accessibility-introduction"), [
    section(
      "use",
      t("accessibility-use-title"),
      list(features, (feature) => t(`accessibility-use-${feature}`)),
    ),
    section(
      "status",
      t("accessibility-status-title"),
      html`<p>${t("accessibility-status-text")}</p>`,
      list(gaps, (gap) => t(`accessibility-gap-${gap}`)),
    ),
    section(
      "tests",
      t("accessibility-tests-title"),
      html`<p>${t("accessibility-tests-text")}</p>`,
      list(tests, (test) => t(`accessibility-test-${test}`)),
    ),
    section("contact", t("accessibility-contact-title"), html`<p>${t("accessibility-contact-text")}</p>`),
  ]);
}
