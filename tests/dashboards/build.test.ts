import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { tableFromIPC } from "apache-arrow";
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { buildSite } from "../../dashboards/build.ts";
import { replaceFolder } from "../../dashboards/src/folder.ts";
import { liftFigures, readBuiltPage } from "../../dashboards/src/framework.ts";
import { writeFixtureRelease } from "./fixture-release.ts";
import { temporaryFolder } from "./fixture-site.ts";

/** What a page may weigh compressed (kilobytes). */
const pageBudget = 350;

const program = fileURLToPath(new URL("../../dashboards/build.ts", import.meta.url));

test("a built site is complete: its links lead somewhere, its pages are light, its data are the release's", async () => {
  const folder = temporaryFolder();
  const published = join(folder, "published");
  const out = join(folder, "site");
  writeFixtureRelease(published, { example: true });
  const progress: number[] = [];
  const pages = await buildSite({ published, out, onPage: (page) => progress.push(page) });

  expect(progress.at(-1)).toBe(pages);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  const { files, embeds } = listPages(out);
  expect(files).toHaveLength(pages);
  expect(
    files.filter((name) => brokenLinks(out, name).length > 0).map((name) => brokenLinks(out, name)),
  ).toEqual([]);
  for (const name of files) {
    const document = readFileSync(join(out, name), "utf8");
    expect(weightOf(out, name) / 1000, name).toBeLessThan(pageBudget);
    expect(document, name).not.toMatch(/<style|\s(?:on\w+|style)=|maximum-scale|unsafe/);
    expect(document.replaceAll(/<script src="[^":]+" defer><\/script>/g, ""), name).not.toMatch(/<script/);
    expect(document, name).toContain("default-src 'none'".replaceAll("'", "&#39;"));
    expect(document, name).toMatch(/^<!doctype html>\n<html lang="(?:cy|en)">/);
  }
  expect(embeds.length).toBeGreaterThan(200);
  expect(embeds.filter((name) => name.startsWith("cy")).map((name) => name.slice(2))).toEqual(
    embeds.filter((name) => name.startsWith("en")).map((name) => name.slice(2)),
  );
  for (const name of embeds) {
    const document = readFileSync(join(out, name), "utf8");
    const [, base = ""] = /<base href="([^"]+)" target="_top">/.exec(document) ?? [];
    const page = readFileSync(resolve(dirname(join(out, name)), base), "utf8");
    expect(page, name).toContain(`<figure class="figure" id="${basename(name, ".html")}"`);
    expect(document, name).not.toMatch(/<style|\s(?:on\w+|style)=|<script|unsafe/);
    expect(document, name).toContain(
      name.startsWith("en") ? "Invented by a test." : "Wedi’i ddyfeisio gan brawf.",
    );
    for (const [, href = ""] of document.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)) {
      expect(existsSync(resolve(dirname(resolve(dirname(join(out, name)), base)), href)), name).toBe(true);
    }
  }
  const names = readdirSync(published, { recursive: true, encoding: "utf8" });
  for (const name of names.filter((path) => statSync(join(published, path)).isFile())) {
    expect(readFileSync(join(out, "data", name)).equals(readFileSync(join(published, name))), name).toBe(
      true,
    );
  }
  expect(readdirSync(folder).sort()).toEqual(["published", "site"]);
});

test("a release of one employer and one dataset builds, and the build asks nothing of a network", () => {
  const folder = temporaryFolder();
  const published = join(folder, "published");
  const out = join(folder, "site");
  writeFixtureRelease(published, { example: false, sparse: true });
  const noFetch = encodeURIComponent("globalThis.fetch = () => { throw new Error('network'); };");
  const { status, stderr } = spawnSync(process.execPath, [program, "--published", published, "--out", out], {
    env: { ...process.env, NODE_OPTIONS: `--import=data:text/javascript,${noFetch}` },
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
  const { files } = listPages(out);
  expect(files).toHaveLength(2 * (18 + 8 + 2 * 6 + 17) + 1);
  expect(files.flatMap((name) => brokenLinks(out, name))).toEqual([]);
  const text = readFileSync(join(out, "en/published.html"), "utf8");
  expect(text).toContain("<td>W11000026</td>");
  expect(text).toContain("<td>United Kingdom</td>");
});

test("the site of the restricted edition stays beside its releases, without pages for other sites", async () => {
  const folder = temporaryFolder();
  const published = join(folder, "restricted", "releases", "restricted-2026-09-30-1");
  writeFixtureRelease(published, { example: true, restricted: true });
  const outside = [
    join(folder, "dist"),
    join(folder, "restricted"),
    join(folder, "restricted", "..", "other"),
  ];
  for (const out of outside) {
    await expect(buildSite({ published, out })).rejects.toThrow(
      "restricted release: its site must be inside",
    );
  }
  expect(readdirSync(folder)).toEqual(["restricted"]);
  const out = join(folder, "restricted", "site");
  await buildSite({ published, out });
  const { files, embeds } = listPages(out);
  expect(embeds).toEqual([]);
  expect(files.flatMap((name) => brokenLinks(out, name))).toEqual([]);
  expect(readFileSync(join(out, "robots.txt"), "utf8")).toBe("User-agent: *\nDisallow: /\n");
  expect(readFileSync(join(out, "paper-cy.css"), "utf8")).toContain('"Cyfyngedig, nid i’w gyhoeddi"');
  const table = tableFromIPC(gunzipSync(readFileSync(join(out, "explore", "headcount.arrow.gz"))));
  expect(table.schema.metadata.get("notice_cy")).toBe("Wedi’i gyfyngu gan brawf.");
});

test("a release that cannot be read ends with its reason and leaves the site as it was", () => {
  const folder = temporaryFolder();
  const published = join(folder, "published");
  const out = join(folder, "site");
  writeFixtureRelease(published, { example: true });
  rmSync(join(published, "codes.json"));
  writeFixtureRelease(out, { example: true });
  const before = readdirSync(out);
  const { status, stderr } = run("--published", published, "--out", out, "--progress", "json");
  expect(status).toBe(1);
  expect(stderr).toMatch(/^codes\.json: cannot be read in .*: run the pipeline first\n$/);
  expect(readdirSync(out)).toEqual(before);
});

test("wrong usage is told", () => {
  const { status, stderr } = run("--out", "site");
  expect(status).toBe(1);
  expect(stderr).toBe("usage: node dashboards/build.ts --published DIR --out DIR [--progress json]\n");
});

test("a folder is replaced as a whole or not at all", async () => {
  const folder = temporaryFolder();
  const target = join(folder, "site");
  const read = () => (existsSync(join(target, "page")) ? readFileSync(join(target, "page"), "utf8") : null);
  await replaceFolder(target, async (next) => writeFileSync(join(next, "page"), "one"));
  expect(read()).toBe("one");
  const failing = replaceFolder(target, async (next) => {
    writeFileSync(join(next, "page"), "two");
    throw new Error("stopped");
  });
  await expect(failing).rejects.toThrow("stopped");
  expect(read()).toBe("one");
  await replaceFolder(target, async (next) => {
    expect(readdirSync(next)).toEqual([]);
    expect(read()).toBe("one");
    writeFileSync(join(next, "page"), "three");
  });
  expect(read()).toBe("three");
  expect(readdirSync(folder)).toEqual(["site"]);
});

test("figures are kept out of the build and come back where they were", () => {
  const body = '<div><figure id="a"><p>1</p></figure><p>x</p><figure id="b">2 $1</figure></div>';
  const { text, figures } = liftFigures(body);
  expect(text).toBe('<div><figure data-figure="0"></figure><p>x</p><figure data-figure="1"></figure></div>');
  const document = `<html><head><link rel="stylesheet" type="text/css" href="./_import/a.css"></head>
    <main id="observablehq-main" class="observablehq">\n${text}</main></html>`;
  const built = readBuiltPage(document, figures);
  expect(built.main.text).toBe(body);
  expect(built.stylesheets).toEqual(["_import/a.css"]);
});

/** The pages of a site, and the single figures for other sites. */
function listPages(site: string) {
  const names = readdirSync(site, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".html"),
  );
  const isEmbed = (name: string): boolean => /^..\/embed\//.test(name);
  return { files: names.filter((name) => !isEmbed(name)), embeds: names.filter(isEmbed) };
}

/** What a page and all that it loads at first weigh compressed. */
function weightOf(site: string, name: string): number {
  const document = readFileSync(join(site, name), "utf8");
  const parts = [...document.matchAll(/<(?:script src|link rel="stylesheet" href)="([^"]+)"/g)].flatMap(
    ([, path]) => (path === undefined ? [] : [resolve(dirname(join(site, name)), path)]),
  );
  const data = name.endsWith("explore.html")
    ? readdirSync(join(site, "explore"))
        .filter((file) => file === `release-${name.slice(0, 2)}.json` || file.startsWith("headcount."))
        .map((file) => join(site, "explore", file))
    : name.endsWith("commissioning.html")
      ? [join(site, "model", `release-${name.slice(0, 2)}.json`)]
      : [];
  return [join(site, name), ...parts, ...data].reduce(
    (total, file) => total + gzipSync(readFileSync(file)).length,
    0,
  );
}

/** The links of a page that lead to no file of the site, or to no anchor in it. */
function brokenLinks(site: string, name: string): string[] {
  const { document } = parseHTML(readFileSync(join(site, name), "utf8"));
  const links = [...document.querySelectorAll("a[href], link[href]")].flatMap(
    (element) => element.getAttribute("href") ?? [],
  );
  return links.filter((href) => {
    if (/^https?:/.test(href)) return false;
    const [address = "", anchor] = href.split("#");
    const [path = ""] = address.split("?");
    const file = path === "" ? join(site, name) : resolve(dirname(join(site, name)), path);
    if (!existsSync(file)) return true;
    return anchor !== undefined && !readFileSync(file, "utf8").includes(` id="${anchor}"`);
  });
}

function run(...args: string[]) {
  return spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });
}
