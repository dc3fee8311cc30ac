import type { PageContext } from "./context.ts";
import { liftFigures } from "./framework.ts";
import { raw } from "./html.ts";
import { renderEmbed } from "./layout.ts";
import type { Page } from "./page.ts";

/** A figure's page for other sites: its address in the language's folder without extension, and its document. */
export type Embed = { readonly path: string; readonly document: string };

/** Makes a page of its own for each figure of a page, to be shown inside pages of other sites. */
export function embedFigures(
  context: PageContext,
  page: Page,
  stylesheets: readonly string[],
): readonly Embed[] {
  return liftFigures(page.body.text).figures.flatMap((figure) => {
    const [, id] = /^<figure class="figure" id="([^"]+)"/.exec(figure) ?? [];
    const [, title] = /<h3>(.*?)<\/h3>/.exec(figure) ?? [];
    if (id === undefined || title === undefined) return [];
    // In a page of its own the figure's title is the page's.
    const content = raw(figure.replace("<h3>", "<h1>").replace("</h3>", "</h1>"));
    return [
      {
        path: `embed/${context.path}/${id}`,
        document: renderEmbed(context, { id, title: raw(title), content }, stylesheets),
      },
    ];
  });
}
