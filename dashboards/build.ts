#!/usr/bin/env node
import { cpSync, existsSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { dataFolder } from "./src/addresses.ts";
import { bundleScripts } from "./src/bundle.ts";
import { embedFigures } from "./src/embed.ts";
import { encodeCells } from "./src/explore-data.ts";
import { exploreFolder, toExploreRelease } from "./src/explore-release.ts";
import { replaceFolder } from "./src/folder.ts";
import { createDates } from "./src/format.ts";
import { buildWithFramework } from "./src/framework.ts";
import { html } from "./src/html.ts";
import { type Language, languages } from "./src/language.ts";
import { renderDocument, renderLanguageChoice, renderPaperMark } from "./src/layout.ts";
import { readMessages } from "./src/messages.ts";
import { modelFolder, toModelRelease } from "./src/model-release.ts";
import { readRelease } from "./src/release.ts";
import { renderSite } from "./src/site.ts";
import { SiteError } from "./src/site-error.ts";
import { siteName } from "./src/site-name.ts";
import { createTranslate } from "./src/translate.ts";

export type BuildOptions = {
  /** The folder of the published release. */
  readonly published: string;
  /** The folder of the site; replaced as a whole. */
  readonly out: string;
  readonly onPage?: (page: number, pages: number) => void;
};

/** Builds the site of a release in both languages. Gives the number of pages, the single figures for other sites apart. */
export async function buildSite({ published, out, onPage }: BuildOptions): Promise<number> {
  const source = findPublished(published);
  const release = readRelease(source);
  const isRestricted = release.manifest.edition === "restricted";
  if (isRestricted) requireOwnPlace(source, out);
  const messages = readMessages();
  const pages = renderSite(release, messages).map(({ language, context, page }) => ({
    address: `${language}/${context.path}`,
    context,
    page,
  }));
  const count = pages.length + 1;
  const [built, scripts, cells] = await Promise.all([
    buildWithFramework(
      [
        { address: "index", title: siteName, body: html`<div></div>` },
        ...pages.map(({ address, page }) => ({ address, title: page.title, body: page.body })),
      ],
      (done) => onPage?.(done, count),
    ),
    bundleScripts(release, messages),
    encodeCells(source, release),
  ]);
  try {
    await replaceFolder(out, async (next) => {
      const write = (path: string, content: string | Uint8Array): void => {
        const file = join(next, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      };
      write("index.html", renderLanguageChoice(release, messages, built.page("index").stylesheets));
      for (const { address, context, page } of pages) {
        const { main, stylesheets: common } = built.page(address);
        const stylesheets = common.map(context.rootLink);
        const own = scripts[context.language];
        const loaded = page.script === undefined ? [own.common] : [own.common, own[page.script]];
        write(
          `${address}.html`,
          renderDocument(context, page, main, {
            stylesheets: isRestricted
              ? [...stylesheets, context.rootLink(paperMark(context.language))]
              : stylesheets,
            scripts: loaded.map(({ path }) => context.rootLink(path)),
          }),
        );
        if (isRestricted) continue;
        for (const { path, document } of embedFigures(context, page, stylesheets)) {
          write(`${context.language}/${path}.html`, document);
        }
      }
      if (isRestricted) write("robots.txt", "User-agent: *\nDisallow: /\n");
      for (const language of languages) {
        if (isRestricted) {
          write(paperMark(language), renderPaperMark(createTranslate(messages, language)));
        }
        for (const { path, code } of Object.values(scripts[language])) write(path, code);
        const dates = createDates(language);
        write(`${exploreFolder}/release-${language}.json`, JSON.stringify(toExploreRelease(release, dates)));
        write(`${modelFolder}/release-${language}.json`, JSON.stringify(toModelRelease(release, dates)));
      }
      for (const [file, bytes] of cells) write(`${exploreFolder}/${file}`, bytes);
      cpSync(built.imports, join(next, "_import"), { recursive: true });
      cpSync(new URL("src/icon.svg", import.meta.url), join(next, "icon.svg"));
      for (const path of ["manifest.json", ...release.manifest.files.map((file) => file.path)]) {
        cpSync(join(source, path), join(next, dataFolder, path));
      }
    });
  } finally {
    built.remove();
  }
  return count;
}

/** The style sheet of the restricted edition for paper. */
function paperMark(language: Language): string {
  return `paper-${language}.css`;
}

/** A restricted release lies in `releases` of the folder that its site must not leave. */
function requireOwnPlace(source: string, out: string): void {
  const own = dirname(dirname(source));
  const way = relative(own, findPlace(resolve(out)));
  if (way === "" || way.startsWith("..") || isAbsolute(way)) {
    throw new SiteError(`restricted release: its site must be inside ${own}: ${out}`);
  }
}

/** Where a path really is, also when it is not there yet. */
function findPlace(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(findPlace(dirname(path)), basename(path));
}

/** The release folder itself: the published one is a link that may be switched while the site is built. */
function findPublished(published: string): string {
  try {
    return realpathSync(published);
  } catch (cause) {
    throw new SiteError(`published release: not found: ${published}: run the pipeline first`, { cause });
  }
}

async function main(): Promise<void> {
  const { published, out, progress } = parseArgs({
    options: {
      published: { type: "string" },
      out: { type: "string" },
      progress: { type: "string" },
    },
  }).values;
  if (published === undefined || out === undefined || (progress !== undefined && progress !== "json")) {
    throw new SiteError("usage: node dashboards/build.ts --published DIR --out DIR [--progress json]");
  }
  await buildSite({
    published,
    out,
    ...(progress === "json" && {
      onPage: (page: number, pages: number) => process.stderr.write(`${JSON.stringify({ page, pages })}\n`),
    }),
  });
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => process.exit(1));
  }
  try {
    await main();
  } catch (error) {
    const told = error instanceof SiteError ? error.message : error instanceof Error ? error.stack : error;
    process.stderr.write(`${told}\n`);
    process.exitCode = 1;
  }
}
