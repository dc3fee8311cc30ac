import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { createContexts, type PageContext } from "./context.ts";
import type { Language } from "./language.ts";
import { listEverything } from "./listing.ts";
import type { Release } from "./release.ts";
import type { Messages } from "./translate.ts";

/** A script as the site has it: its path, which changes with its content, and its code. */
type Script = { readonly path: string; readonly code: string };

/** The scripts of one language: the one that every page has, that of the explore page and that of the model's form. */
export type Scripts = { readonly common: Script; readonly explore: Script; readonly model: Script };

/** Texts of the common script; that of the explore page makes figures of everything and has all texts. */
const commonTexts = /^script-/;

/** Texts of the model's form, and of the figures that it makes. */
const modelTexts =
  /^(?:script|supply|model|figure|axis)-|^(?:restricted-mark|example-mark|trend-title|column-profession|explore-other-release)$/;

/** Bundles the scripts of every language with its texts in them. */
export async function bundleScripts(
  release: Release,
  messages: Messages,
): Promise<Record<Language, Scripts>> {
  const [cy, en] = await Promise.all([
    bundleLanguage(release, messages, "cy"),
    bundleLanguage(release, messages, "en"),
  ]);
  return { cy, en };
}

async function bundleLanguage(release: Release, messages: Messages, language: Language): Promise<Scripts> {
  const texts = [...messages].map(([key, text]) => [key, text[language]] as const);
  const textsOf = (keys: RegExp) => Object.fromEntries(texts.filter(([key]) => keys.test(key)));
  return {
    common: await bundle("common", language, {
      siteMessages: textsOf(commonTexts),
      siteIndex: indexOf(createContexts(release, messages, language)("index")),
    }),
    explore: await bundle("explore", language, { siteMessages: Object.fromEntries(texts) }),
    model: await bundle("model", language, { siteMessages: textsOf(modelTexts) }),
  };
}

async function bundle(
  name: keyof Scripts,
  language: Language,
  data: Readonly<Record<string, unknown>>,
): Promise<Script> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`client/${name}.ts`, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    platform: "browser",
    // A script that is no module also runs on pages opened as files.
    format: "iife",
    target: "es2023",
    charset: "utf8",
    legalComments: "eof",
    define: Object.fromEntries(
      Object.entries({ ...data, sitePalette: readPalette() }).map(([key, value]) => [
        key,
        JSON.stringify(value),
      ]),
    ),
  });
  const code = outputFiles.map(({ text }) => text).join("");
  const hash = createHash("sha256").update(code).digest("hex").slice(0, 8);
  return { path: `script/${name}-${language}-${hash}.js`, code };
}

/** The colours of the theme's first block, which are the light ones, by their names. */
function readPalette(): Readonly<Record<string, string>> {
  const theme = readFileSync(new URL("theme.css", import.meta.url), "utf8");
  const light = /^:root \{(.*?)\}/s.exec(theme)?.[1] ?? "";
  return Object.fromEntries(
    [...light.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name = "", colour = ""]) => [name, colour]),
  );
}

/** What the search of a language finds: name, address, kind and other words of each. */
function indexOf(context: PageContext): readonly (readonly string[])[] {
  return listEverything(context).map(({ name, kind, path, anchor, more = "" }) => [
    name,
    context.link(path, anchor),
    context.t(`kind-${kind}`),
    more,
  ]);
}
