import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { PDFiumLibrary } from "@hyzyla/pdfium";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { launchBrowser } from "../../src/browser/launch.ts";
import { resolveFolders, restrictFolders } from "../../src/paths.ts";
import { buildSite } from "../../src/release/site.ts";
import { writeFixtureRelease } from "../dashboards/fixture-release.ts";
import { gweithlu } from "../support/command-line.ts";
import { project } from "../support/folders.ts";

// Each of these tests runs the whole job, several times.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

let root: string;

async function print(
  language: string,
  ...more: string[]
): Promise<{ code: number | null; file: string; stderr: string }> {
  const file = join(root, `pack-${language}.pdf`);
  const { code, stderr } = await gweithlu([
    ...["pack", "--audience", "senior", "--lang", language, "--out", file],
    ...["--data", join(root, "data"), "--site", join(root, "dist"), ...more],
  ]);
  return { code, file, stderr };
}

/** The pages of a PDF as text and as pictures: the share of dark points in each. */
async function readPages(file: string): Promise<{ text: string; ink: number }[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(await readFile(file));
  const pages: { text: string; ink: number }[] = [];
  for (const page of document.pages()) {
    // The library reads no text of a page that it has drawn.
    const text = page.getText();
    const { data } = await page.render({ scale: 0.5, render: "bitmap" });
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128) dark += 1;
    pages.push({ text, ink: dark / (data.length / 4) });
  }
  document.destroy();
  library.destroy();
  return pages;
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gweithlu-pack-"));
  const folders = resolveFolders(project, join(root, "data"), join(root, "dist"));
  writeFixtureRelease(folders.published, { example: true });
  const { release } = JSON.parse(await readFile(join(folders.published, "manifest.json"), "utf8"));
  await buildSite(folders, release, () => undefined);
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

test.each([
  ["cy", "Cynnwys", "Diffiniadau", "Newidiadau ers rhyddhad", /Tudalen 1 o \d+/],
  ["en", "Contents", "Definitions", "Changes since release", /Page 1 of \d+/],
])(
  "a pack has cover, contents, figures, definitions and changes on numbered pages: %s",
  async (language, contents, definitions, changes, numbers) => {
    const { code, file, stderr } = await print(language);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const pages = await readPages(file);
    expect(pages.length).toBeGreaterThanOrEqual(5);
    const texts = pages.map(({ text }) => text);
    expect(texts[0]).toMatch(numbers);
    expect(texts[0]).toContain(language === "cy" ? "Pecyn pwyllgor" : "Committee pack");
    expect(texts[1]).toContain(contents);
    for (const title of [definitions, changes]) {
      expect(texts.slice(2).some((text) => text.includes(title))).toBe(true);
    }
    for (const [index, { text, ink }] of pages.entries()) {
      expect(text, `page ${index + 1}`).toContain(
        language === "cy" ? "Wedi’i ddyfeisio gan brawf" : "Invented by a test",
      );
      expect(ink, `page ${index + 1}`).toBeGreaterThan(0.0005);
      expect(ink, `page ${index + 1}`).toBeLessThan(0.5);
    }
    const bytes = (await readFile(file)).toString("latin1");
    expect(bytes).toMatch(/\/Marked true/);
    expect(bytes).toMatch(new RegExp(`/Lang \\(${language}`));
    expect(bytes).toContain("/Outlines");
  },
);

test("restricted pages and packs say so on every sheet of paper, and are printed beside their releases", async () => {
  const data = join(root, "restricted-data");
  const folders = restrictFolders(resolveFolders(project, data, ""));
  const release = "restricted-2026-09-30-1";
  writeFixtureRelease(join(folders.releases, release), { example: false, restricted: true });
  await symlink(join(folders.releases, release), folders.published, "junction");
  await buildSite(folders, "2025-09-30-1", () => undefined);

  const browser = await launchBrowser(process.env);
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(folders.site, "cy", "glossary.html")).href);
  const file = join(root, "page.pdf");
  await page.pdf({ path: file, format: "A5" });
  await browser.close();
  const sheets = await readPages(file);
  // In the middle there is neither notice nor footer, and no figure.
  expect(sheets.length).toBeGreaterThan(2);
  for (const { text } of sheets) expect(text).toContain("Cyfyngedig, nid i’w gyhoeddi");

  const asked = ["pack", "--audience", "senior", "--edition", "restricted", "--data", data];
  const { code, stdout, stderr } = await gweithlu([...asked, "--json"]);
  expect([code, stderr]).toEqual([0, ""]);
  const { file: pack } = JSON.parse(stdout);
  expect(dirname(pack)).toBe(join(data, "work", "restricted", "packs"));
  expect(basename(pack)).toMatch(/^restricted-cyfyngedig-/);
  for (const { text } of await readPages(pack)) expect(text).toContain("Restricted by a test.");
});

test("a pack is only printed of a site that shows the published release", async () => {
  const other = join(root, "other");
  await cp(join(root, "data"), join(other, "data"), { recursive: true });
  await writeFile(
    join(root, "dist", "built-from.json"),
    JSON.stringify({ release: "2000-01-01-1", site: "" }),
  );
  const { code, stderr } = await print("en");
  expect(code).toBe(1);
  expect(stderr).toContain("does not show the published release");
});
