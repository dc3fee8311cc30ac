import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSite } from "../../dashboards/build.ts";
import { launchUnpacked } from "../../src/browser/launch.ts";
import { isPinned } from "../support/pinned-browser.ts";
import { type Site, serveFolder } from "../support/serve-folder.ts";
import { writeFixtureRelease } from "./fixture-release.ts";

/** A quarter of the size shows every part of a page, and not how the edges of its letters are smoothed. */
const scale = 0.25;

/** Colours further apart than this (0 to 1) differ: a panel of the lightest tint from paper does. */
const threshold = 0.02;

/** More differing pixels than this in any square of so many pixels a side are a part of the page that has changed. */
const square = 12;
const allowed = 10;

/** The browser now and then fails to take a picture; one that differs does so every time. */
const retry = 2;

const wide = { viewport: { width: 1280, height: 2000 } };
const narrow = { viewport: { width: 320, height: 2000 } };
const dark = { ...wide, colorScheme: "dark" } as const;
const pictures: Readonly<Record<string, readonly [path: string, options: BrowserContextOptions]>> = {
  overview: ["en/index", wide],
  "overview-narrow": ["cy/index", narrow],
  gaps: ["en/gaps", wide],
  "gaps-dark": ["cy/gaps", dark],
  commissioning: ["cy/commissioning", wide],
  senior: ["en/senior", wide],
  area: ["en/areas/powys", wide],
  "area-narrow": ["en/areas/powys", narrow],
  indicator: ["cy/indicators/leaver-rate", wide],
  explore: ["en/explore", wide],
  "explore-narrow": ["cy/explore", narrow],
  plan: ["en/plan", wide],
  embed: ["cy/embed/indicators/leaver-rate/leaver-rate-trend", narrow],
};

// Another browser, or other fonts, would draw other pictures.
describe.runIf(isPinned)("pictures", () => {
  let folder: string;
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "gweithlu-pictures-"));
    writeFixtureRelease(join(folder, "published"), { example: true });
    await buildSite({ published: join(folder, "published"), out: join(folder, "site") });
    site = await serveFolder(join(folder, "site"));
    process.env["FONTCONFIG_PATH"] = join(tmpdir(), "fonts");
    browser = await launchUnpacked(process.env);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(Object.keys(pictures))("%s looks as it did", { retry }, async (name) => {
    const [path, options] = pictures[name] ?? [];
    const context = await browser.newContext({
      ...options,
      deviceScaleFactor: scale,
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    await page.goto(`${site.address}${path}.html`);
    if (path?.endsWith("explore")) await page.locator("#explore-figure .tools").waitFor();
    const drawn = await page.screenshot();
    await context.close();

    const file = join(import.meta.dirname, "pictures", `${name}.png`);
    const changed = file.replace(".png", "-changed.png");
    if (!existsSync(file)) {
      writeFileSync(changed, drawn);
      throw new Error(`no picture: ${file}: look at ${changed} and rename it`);
    }
    const [now, before] = [PNG.sync.read(drawn), PNG.sync.read(readFileSync(file))];
    const isSameSize = now.width === before.width && now.height === before.height;
    const different = isSameSize
      ? pixelmatch(now.data, before.data, null, now.width, now.height, { threshold, windowSize: square })
      : Number.POSITIVE_INFINITY;
    if (different > allowed) writeFileSync(changed, drawn);
    expect(different, `look at ${changed}; where the change is meant, rename it`).toBeLessThanOrEqual(
      allowed,
    );
  });
});
