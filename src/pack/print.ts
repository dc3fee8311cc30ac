import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Language } from "../bilingual.ts";
import { launchBrowser } from "../browser/launch.ts";
import { PipelineError } from "../errors.ts";
import type { Say } from "../messages/message.ts";
import type { Folders } from "../paths.ts";
import { readPublished } from "../release/published.ts";
import { isSiteCurrent } from "../release/site.ts";
import { readPackChanges, rememberPack } from "./changes.ts";
import { writePackDocument } from "./document.ts";

/**
 * Prints the pack of an audience to a tagged PDF with page numbers and an outline, and keeps which release it showed.
 * @param out path of the PDF, which appears whole or not at all
 * @param environment of the process; see `launchBrowser`
 * @throws PipelineError `nothing-published`, `site-not-current`, `no-site-page`
 */
export async function printPack(
  folders: Folders,
  audience: string,
  language: Language,
  out: string,
  say: Say,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const manifest = await readPublished(folders);
  if (!manifest) throw new PipelineError("nothing-published", folders.published);
  if (!(await isSiteCurrent(folders, manifest.release))) {
    throw new PipelineError("site-not-current", manifest.release, { where: folders.site });
  }
  const name = `${audience}-${language}`;
  const changes = await readPackChanges(folders, name, manifest.release);
  const document = await writePackDocument(folders, manifest, audience, language, changes, say);
  const page = join(folders.site, language, `.pack-${process.pid}.html`);
  await writeFile(page, document);
  try {
    await printPage(
      folders.site,
      page,
      out,
      footer(say, manifest.release, manifest.notice?.[language] ?? ""),
      environment,
    );
  } finally {
    await rm(page, { force: true });
  }
  await rememberPack(folders, name, manifest.release);
}

/** The browser gets the files of the site from here: it opens none itself, and nothing of the network. */
async function printPage(
  root: string,
  page: string,
  out: string,
  footerTemplate: string,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const browser = await launchBrowser(environment);
  try {
    const tab = await browser.newPage({ javaScriptEnabled: false, colorScheme: "light" });
    await tab.route("**/*", (route) =>
      route.fulfill({ path: join(root, new URL(route.request().url()).pathname) }),
    );
    await tab.goto(`http://pack.invalid/${relative(root, page).replaceAll("\\", "/")}`);
    await tab.emulateMedia({ media: "print" });
    const unfinished = `${out}.unfinished`;
    await mkdir(dirname(out), { recursive: true });
    await tab.pdf({
      path: unfinished,
      format: "A4",
      printBackground: true,
      tagged: true,
      outline: true,
      displayHeaderFooter: true,
      headerTemplate: "<span></span>",
      footerTemplate,
      margin: { top: "1.6cm", bottom: "1.8cm", left: "1.6cm", right: "1.6cm" },
    });
    await rename(unfinished, out);
  } finally {
    await browser.close();
  }
}

/** The browser fills the two classes with the numbers of the page and of all pages. */
function footer(say: Say, release: string, notice: string): string {
  const numbers = say("pack-page", { page: "PAGE", pages: "PAGES" })
    .replace("PAGES", '<span class="totalPages"></span>')
    .replace("PAGE", '<span class="pageNumber"></span>');
  return `<div style="font-size:8px;width:100%;padding:0 1.6cm;display:flex;justify-content:space-between"><span>gweithlu · ${release} · ${notice}</span><span>${numbers}</span></div>`;
}
