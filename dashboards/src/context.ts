import { createDates, createFormat, type Dates, type Format } from "./format.ts";
import { type Bilingual, type Language, twins } from "./language.ts";
import type { Area, Release } from "./release.ts";
import { createTranslate, type Messages, type Translate } from "./translate.ts";

/** What a page needs to render itself in one language at one address. */
export type PageContext = {
  readonly language: Language;
  readonly release: Release;
  readonly t: Translate;
  readonly format: Format;
  /** The page's address inside its language's folder, without extension: `areas/powys`. */
  readonly path: string;
  readonly pick: (text: Bilingual) => string;
  readonly name: (item: { readonly name_en: string; readonly name_cy: string }) => string;
  readonly shortName: (area: Area) => string;
  /** A relative link to another page of the same language. */
  readonly link: (path: string, anchor?: string) => string;
  /** A relative link to the same page in the other language. */
  readonly twinLink: () => string;
  /** A relative link to a file at the root of the site. */
  readonly rootLink: (file: string) => string;
};

/** Makes the contexts of one language; formats and messages are shared by its pages. */
export function createContexts(
  release: Release,
  messages: Messages,
  language: Language,
  dates: Dates = createDates(language),
): (path: string) => PageContext {
  const t = createTranslate(messages, language);
  const format = createFormat(language, t, dates);
  const welsh = language === "cy";
  return (path) => {
    const up = "../".repeat(path.split("/").length - 1);
    return {
      language,
      release,
      t,
      format,
      path,
      pick: (text) => text[language],
      name: (item) => (welsh ? item.name_cy : item.name_en),
      shortName: (area) => (welsh ? area.short_cy : area.short_en),
      link: (target, anchor) => `${up}${target}.html${anchor === undefined ? "" : `#${anchor}`}`,
      twinLink: () => `${up}../${twins[language]}/${path}.html`,
      rootLink: (file) => `${up}../${file}`,
    };
  };
}
