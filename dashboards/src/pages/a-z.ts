import { compareIn, initialOf } from "../alphabet.ts";
import type { PageContext } from "../context.ts";
import { html } from "../html.ts";
import { listEverything } from "../listing.ts";
import { makePage, type Page } from "../page.ts";

/** Everything that has a name and a place in the site, under the letters of the page's alphabet. */
export function indexPage(context: PageContext): Page {
  const { t, language, link } = context;
  const compare = compareIn(language);
  const listed = listEverything(context).toSorted((a, b) => compare(a.name, b.name));
  const letters = Map.groupBy(listed, ({ name }) => initialOf(name, language));
  return makePage(t("a-z-title"), t("a-z-introduction"), [
    [...letters].map(
      ([letter, entries]) =>
        html`<section><h2>${letter}</h2><ul class="index">${entries.map(
          ({ name, kind, path, anchor }) =>
            html`<li><a href="${link(path, anchor)}">${name}</a> <span class="kind">${t(`kind-${kind}`)}</span></li>`,
        )}</ul></section>`,
    ),
  ]);
}
