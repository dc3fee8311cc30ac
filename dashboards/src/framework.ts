import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import type { Html } from "./html.ts";
import { raw } from "./html.ts";

/** One page for Framework: its address in the site without extension, its title and content. */
export type SourcePage = {
  readonly address: string;
  readonly title: string;
  readonly body: Html;
};

/** What Framework made of a page: its content, and its stylesheets as addresses in the site. */
export type BuiltPage = {
  readonly main: Html;
  readonly stylesheets: readonly string[];
};

export type FrameworkBuild = {
  /** The folder with the stylesheets that the pages need, to be copied to `_import` of the site. */
  readonly imports: string;
  readonly page: (address: string) => BuiltPage;
  readonly remove: () => void;
};

const generatedFolder = fileURLToPath(new URL("../.pages/", import.meta.url));
const config = fileURLToPath(new URL("../observablehq.config.ts", import.meta.url));
const theme = fileURLToPath(new URL("theme.css", import.meta.url));
const program = fileURLToPath(import.meta.resolve("@observablehq/framework/dist/bin/observable.js"));

/**
 * Runs Framework's build over generated pages, in a work folder of its own so that no cache of an earlier build is
 * read. Figures are kept out of its way and put back afterwards: it parses every page with a full DOM twice, which
 * would take longer than everything else together. The pages lie side by side, as it looks for archives of dozens of kinds
 * in every folder above a page.
 */
export async function buildWithFramework(
  pages: readonly SourcePage[],
  onPage: (done: number) => void,
): Promise<FrameworkBuild> {
  removeAbandoned();
  const folder = mkdtempSync(join(generatedFolder, `${process.pid}-`));
  mkdirSync(join(folder, "src"));
  forgoOptionalLibraries(join(folder, "src"));
  cpSync(theme, join(folder, "src/theme.css"));
  const built = new Map<string, { readonly file: string; readonly figures: readonly string[] }>();
  pages.forEach(({ address, title, body }, index) => {
    const { text, figures } = liftFigures(body.text);
    built.set(address, { file: join(folder, "dist", `${index}.html`), figures });
    writeFileSync(join(folder, "src", `${index}.md`), toMarkdown(title, text));
  });
  await runFramework(folder, onPage);
  return {
    imports: join(folder, "dist/_import"),
    page(address) {
      const page = built.get(address);
      if (!page) throw new Error(`framework: no page was given for ${address}`);
      return readBuiltPage(readFileSync(page.file, "utf8"), page.figures);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Framework looks up the versions of all libraries that its client could load, though no page uses one. A folder in its
 * cache answers for each, so that a build needs no network.
 */
function forgoOptionalLibraries(root: string): void {
  const client = fileURLToPath(new URL("../client/", pathToFileURL(program)));
  const names = new Set<string>();
  for (const file of readdirSync(client, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".js")) continue;
    const code = readFileSync(join(client, file), "utf8");
    for (const [, name] of code.matchAll(/npm:((?:@[\w.-]+\/)?[\w.-]+)/g)) if (name) names.add(name);
  }
  for (const name of names) {
    mkdirSync(join(root, ".observablehq/cache/_npm", `${name}@0.0.0`), { recursive: true });
  }
}

/** Replaces each figure by an empty one with its number. Figures are never nested. */
export function liftFigures(text: string): { readonly text: string; readonly figures: readonly string[] } {
  const figures: string[] = [];
  const without = text.replace(/<figure\b.*?<\/figure>/gs, (figure) => {
    figures.push(figure);
    return `<figure data-figure="${figures.length - 1}"></figure>`;
  });
  return { text: without, figures };
}

/** Takes the content and the stylesheets out of a page as Framework wrote it, and puts its figures back. */
export function readBuiltPage(document: string, figures: readonly string[]): BuiltPage {
  const main = /<main id="observablehq-main"[^>]*>(.*)<\/main>/s.exec(document)?.[1];
  if (main === undefined) throw new Error("framework: the built page has no main element");
  const stylesheets = [...document.matchAll(/<link rel="stylesheet"[^>]* href="\.\/([^"]+)"/g)].flatMap(
    ([, href]) => href ?? [],
  );
  return {
    main: raw(
      main
        .trim()
        .replace(/<figure data-figure="(\d+)"><\/figure>/g, (_, index) => figures[Number(index)] ?? ""),
    ),
    stylesheets,
  };
}

/** A page as Markdown that holds one HTML block; `${` would start code in Framework. */
function toMarkdown(title: string, body: string): string {
  return `---\ntitle: ${JSON.stringify(title)}\n---\n\n${body.replaceAll("${", "&#36;{")}\n`;
}

async function runFramework(folder: string, onPage: (done: number) => void): Promise<void> {
  const child = spawn(process.execPath, [program, "build", "--config", config], {
    cwd: folder,
    env: { ...process.env, OBSERVABLE_TELEMETRY_DISABLE: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = (): void => {
    child.kill();
  };
  process.once("exit", stop);
  let output = "";
  let done = 0;
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += stripVTControlCharacters(text);
    // Every page is loaded first, then rendered: two lines a page.
    const steps = output.match(/^(?:load|render) /gm)?.length ?? 0;
    if (Math.floor(steps / 2) > done) {
      done = Math.floor(steps / 2);
      onPage(done);
    }
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  process.off("exit", stop);
  if (code !== 0) throw new Error(`framework: the build ended with code ${code}\n${output.slice(-4000)}`);
}

/** Removes the work folders of builds that were killed. */
function removeAbandoned(): void {
  mkdirSync(generatedFolder, { recursive: true });
  for (const name of readdirSync(generatedFolder)) {
    const pid = /^(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) {
      rmSync(join(generatedFolder, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
