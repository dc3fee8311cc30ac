import { dataFolder } from "./addresses.ts";
import type { PageContext } from "./context.ts";
import { type Content, type Html, html } from "./html.ts";
import type { Indicator } from "./release.ts";

/** Whether a file of the release is the tables for reading of an audience in a language. */
function isTableOf(path: string, language: string, audience: string): boolean {
  return path.startsWith(`tables/${language}/`) && path.includes(`gweithlu-${audience}-`);
}

/**
 * Links to the files of the release that hold the numbers of a page: those of an indicator for programs, the tables of
 * audiences in the language of the page, and the way to all files.
 */
export function fileList(context: PageContext, audiences: readonly string[], indicator?: Indicator): Html {
  const { t, language, release, format, rootLink, link } = context;
  const { files } = release.manifest;
  const items = [
    ...files
      .filter(({ path }) => indicator !== undefined && path === `api/v1/${indicator.id}.json`)
      .map((file) => ({ ...file, text: t("files-indicator") })),
    ...audiences.flatMap((audience) =>
      files
        .filter(({ path }) => isTableOf(path, language, audience))
        .map((file) => ({ ...file, text: t("files-tables", { audience: t(`navigation-${audience}`) }) })),
    ),
  ];
  const item = ({ path, bytes, text }: (typeof items)[number]): Content => {
    const kind = path.slice(path.lastIndexOf(".") + 1).toUpperCase();
    const told = t("files-file", { name: text, kind, size: format.bytes(bytes) });
    return html`<li><a href="${rootLink(`${dataFolder}/${path}`)}">${told}</a></li>`;
  };
  return html`<ul>${items.map(item)}<li><a href="${link("downloads")}">${t("files-all")}</a></li></ul>`;
}
