import { compareIn } from "../alphabet.ts";
import type { PageContext } from "../context.ts";
import { glossaryTerms, termAnchor } from "../glossary.ts";
import { html } from "../html.ts";
import { makePage, type Page } from "../page.ts";

/** What the words of this site mean, in the order of the page's alphabet. */
export function glossaryPage(context: PageContext): Page {
  const { t, language, link, release } = context;
  const compare = compareIn(language);
  const terms = glossaryTerms(release)
    .map((term) => ({ term, name: t(`glossary-${term}-term`) }))
    .sort((a, b) => compare(a.name, b.name));
  return makePage(t("glossary-title"), t("glossary-introduction"), [
    html`<dl class="rules">${terms.map(
      ({ term, name }) =>
        html`<dt id="${termAnchor(term)}">${name}</dt><dd>${t(`glossary-${term}-text`)}</dd>`,
    )}</dl>`,
    html`<p>${t("glossary-more")} <a href="${link("methods")}">${t("navigation-methods")}</a> ·
      <a href="${link("indicators/index")}">${t("navigation-indicators")}</a> ·
      <a href="${link("a-z")}">${t("navigation-a-z")}</a></p>`,
  ]);
}
