import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { PDFiumLibrary } from "@hyzyla/pdfium";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSite } from "../../dashboards/build.ts";
import { answerMoves } from "../../dashboards/src/model-answer.ts";
import { type Moves, openProjection } from "../../dashboards/src/model-choice.ts";
import { readRelease } from "../../dashboards/src/release.ts";
import { wales } from "../../dashboards/src/select.ts";
import { launchBrowser } from "../../src/browser/launch.ts";
import { type Site, serveFolder } from "../support/serve-folder.ts";
import { writeFixtureRelease } from "./fixture-release.ts";

/** One page of each kind. */
const kinds = [
  "index",
  "gaps",
  "commissioning",
  "commissioning/physiotherapist",
  "senior",
  "welsh",
  "areas/index",
  "areas/powys",
  "professions/index",
  "professions/art-therapist",
  "indicators/index",
  "indicators/leaver-rate",
  "explore",
  "plan",
  "published",
  "quality",
  "methods",
  "glossary",
  "a-z",
  "changes",
  "downloads",
  "accessibility",
];
const pages = ["cy", "en"].flatMap((language) => kinds.map((path) => ({ language, path })));
/** What is of no use on paper. */
const unprinted = ".site-header nav, .search, .tools, .explore form, .model form, .skip-link, .language";
/** A sheet of A4 in pixels of CSS. */
const paperWidth = 794;
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let folder: string;
let site: Site;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gweithlu-browser-"));
  const published = join(folder, "published");
  writeFixtureRelease(published, { example: true });
  await buildSite({ published, out: join(folder, "site") });
  site = await serveFolder(join(folder, "site"));
  browser = await launchBrowser(process.env);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(pages)("$language/$path works for everybody", async ({ language, path }) => {
  const { page, faults } = await openPage();
  try {
    await page.goto(`${site.address}${language}/${path}.html`);
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
    expect(await page.locator("h1").count()).toBe(1);
    expect(await page.title()).toMatch(/gweithlu/);

    expect(await findViolations(page)).toEqual([]);

    const folded = page.locator("details:has(.table-scroll)");
    await folded.evaluateAll((all) => {
      for (const each of all) each.setAttribute("open", "");
    });
    const wide = await page
      .locator(".table-scroll")
      .evaluateAll((all) =>
        all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent),
      );
    expect(wide).toEqual([]);
    await folded.evaluateAll((all) => {
      for (const each of all) each.removeAttribute("open");
    });

    // Colours are the same in both languages.
    if (language === "cy") {
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await findViolations(page, (axe) => axe.withRules(["color-contrast"]))).toEqual([]);
    }

    await page.emulateMedia({ media: "print" });
    expect(await page.locator(unprinted).filter({ visible: true }).count()).toBe(0);
    expect(await page.locator("main").isVisible()).toBe(true);
    await page.emulateMedia({ media: "screen", colorScheme: "light" });

    // As wide as a window of 1280 pixels that is zoomed to 400 %.
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

    await page.locator(".language a").click();
    const twin = language === "cy" ? "en" : "cy";
    expect(page.url()).toBe(`${site.address}${twin}/${path}.html`);
    expect(await page.locator("html").getAttribute("lang")).toBe(twin);
    expect(faults).toEqual([]);
  } finally {
    await page.context().close();
  }
});

test("the root offers both languages, Welsh first, and leads to them", async () => {
  const { page, faults } = await openPage();
  await page.goto(site.address);
  expect(await findViolations(page)).toEqual([]);
  expect(await page.locator("main a").allTextContents()).toEqual([
    "Parhau yn Gymraeg",
    "Continue in English",
  ]);
  await page.locator("main a").first().click();
  expect(page.url()).toBe(`${site.address}cy/index.html`);
  expect(faults).toEqual([]);
  await page.context().close();
});

test("the numbers are there without scripts", async () => {
  const { page } = await openPage({ javaScriptEnabled: false });
  await page.goto(`${site.address}en/senior.html`);
  expect(await page.locator("main h2").first().textContent()).toBe("Questions and answers");
  expect(await page.locator("#questions h3").allTextContents()).toEqual(
    (await page.locator("main section > h2").allTextContents()).slice(1, 5),
  );
  expect(await page.locator("#posts-areas-table tbody tr").first().allInnerTexts()).toEqual([
    "Wales\t163\t26\t2.3",
  ]);
  expect(await page.locator("#posts-trend svg.plot").first().isVisible()).toBe(true);
  await page.goto(`${site.address}cy/senior.html`);
  expect(await page.locator("#posts-trend .words").textContent()).toContain("163 (Medi 2025) ar y diwedd");
  await page.context().close();
});

test("the keyboard reaches the skip link, the content, the navigation and a table", async () => {
  const { page } = await openPage();
  await page.goto(`${site.address}cy/gaps.html`);
  const focused = () =>
    page.evaluate(() => ({
      text: document.activeElement?.textContent?.trim() ?? "",
      id: document.activeElement?.id ?? "",
      role: document.activeElement?.getAttribute("role") ?? "",
      top: document.activeElement?.getBoundingClientRect().top ?? -1,
    }));
  await page.keyboard.press("Tab");
  expect(await focused()).toMatchObject({ text: "Neidio i’r prif gynnwys" });
  await page.waitForTimeout(200);
  expect((await focused()).top).toBeGreaterThanOrEqual(0);
  await page.keyboard.press("Enter");
  expect(await focused()).toMatchObject({ id: "main" });
  await page.goto("about:blank");
  await page.goto(`${site.address}cy/gaps.html`);
  const seen: string[] = [];
  for (let step = 0; step < 60 && !seen.includes("region"); step += 1) {
    await page.keyboard.press("Tab");
    const { text, role } = await focused();
    seen.push(role === "" ? text : role);
  }
  expect(seen.slice(1, 5)).toEqual(["gweithlu", "", "English", "Trosolwg"]);
  expect(seen).toContain("Lawrlwytho data");
  expect(seen).toContain("region");
  await page.context().close();
});

test.each([
  { language: "cy", javaScriptEnabled: false },
  { language: "en", javaScriptEnabled: true },
])(
  "a narrow $language page begins at once, with its links in a menu",
  async ({ language, javaScriptEnabled }) => {
    const { page, faults } = await openPage({ javaScriptEnabled });
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(`${site.address}${language}/gaps.html`);
    const links = page.locator(".site-header nav a");
    expect((await page.locator("h1").boundingBox())?.y).toBeLessThan(260);
    expect(await page.locator(".language a").isVisible()).toBe(true);
    expect(await page.locator(".notice strong").isVisible()).toBe(true);
    expect(await links.filter({ visible: true }).count()).toBe(0);

    await page.locator(".site-header summary").press("Enter");
    await page.keyboard.press("Tab");
    expect(await links.first().evaluate((link) => link === document.activeElement)).toBe(true);
    expect(await links.filter({ visible: true }).count()).toBe(await links.count());
    for (const control of await page
      .locator(".site-header :is(a, summary)")
      .filter({ visible: true })
      .all()) {
      const box = await control.boundingBox();
      expect(
        Math.min(box?.width ?? 0, box?.height ?? 0),
        (await control.textContent()) ?? "",
      ).toBeGreaterThanOrEqual(24);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    if (javaScriptEnabled) {
      expect(await findViolations(page)).toEqual([]);
    }
    expect(faults).toEqual([]);
    await page.context().close();
  },
);

test("a narrow page shows the narrow chart, a wide one the wide chart", async () => {
  const { page } = await openPage();
  await page.goto(`${site.address}en/senior.html`);
  const visible = async () => [
    await page.locator("#posts-trend .chart-wide").isVisible(),
    await page.locator("#posts-trend .chart-narrow").isVisible(),
  ];
  expect(await visible()).toEqual([true, false]);
  await page.setViewportSize({ width: 360, height: 700 });
  expect(await visible()).toEqual([false, true]);
  await page.context().close();
});

test("the pages work when opened as files", async () => {
  const { page } = await openPage();
  await page.goto(`file://${join(folder, "site", "index.html")}`);
  await page.locator("main a").last().click();
  await page.getByRole("link", { name: "Senior roles" }).first().click();
  expect(await page.locator("h1").textContent()).toBe("Senior roles");
  await page.waitForLoadState();
  const accent = await page.evaluate(() =>
    getComputedStyle(document.documentElement).getPropertyValue("--accent"),
  );
  expect(accent).not.toBe("");
  expect(await page.getByRole("searchbox").count()).toBe(1);
  await page.context().close();
});

test("explore shows what its address says, keeps it through choices and the back button, and tells of another release", async () => {
  const { page, faults } = await openPage();
  await page.goto(
    `${site.address}en/explore.html?indicator=vacancy-rate&area=W11000024&view=date&release=2020-01-01-1&profession=none`,
  );
  const title = page.locator("#explore-figure h3");
  await title.waitFor();
  expect(await title.textContent()).toBe("Vacancy rate: Powys");
  expect(await page.locator("#explore-needs").isVisible()).toBe(false);
  const notes = await page.locator("#explore-notes").textContent();
  expect(notes).toContain("This link was made with release 2020-01-01-1.");
  expect(notes).toContain("What changed between the two is not known here.");
  expect(notes).toContain("The link names what cannot be shown for this choice: none.");
  expect(await page.locator("#explore-figure .example-mark").count()).toBe(1);
  expect(await page.locator("#explore-figure-table tbody th").allTextContents()).toEqual(["Powys"]);

  await page.locator('[data-choices="area"] > summary').focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.locator("#explore-figure h3", { hasText: "by area" }).waitFor();
  expect(new URL(page.url()).searchParams.getAll("area")).toEqual(["W92000004", "W11000024"]);
  expect(new URL(page.url()).searchParams.get("release")).not.toBe("2020-01-01-1");
  expect(await page.locator("#explore-status").textContent()).toBe("Shown: Vacancy rate by area");
  expect(await page.locator("#explore-notes").textContent()).toBe("");
  expect(await page.locator(".language a").getAttribute("href")).toContain("area=W11000024");

  await page.getByLabel("over time").check();
  await page.locator("#explore-figure svg.plot").first().waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.goBack();
  await page.goBack();
  await page.locator("#explore-figure h3", { hasText: "Vacancy rate: Powys" }).waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
});

test("explore shows the numbers of the indicator's own page, in Welsh words that the browser does not know", async () => {
  const { page } = await openPage();
  const read = () => page.locator("table[id$=table]").first().locator("tbody tr").allTextContents();
  await page.goto(`${site.address}cy/indicators/leaver-rate.html`);
  const own = await read();
  await page.goto(`${site.address}cy/explore.html?indicator=leaver-rate`);
  await page.locator("#explore-figure").waitFor();
  expect(await read()).toEqual(own);
  expect(own[0]).toContain("Medi");
  await page.context().close();
});

test("explore says when numbers cannot be loaded, and tries again", async () => {
  const { page } = await openPage();
  await page.goto(`${site.address}en/explore.html`);
  await page.locator("#explore-figure").waitFor();
  await page.route("**/fte.arrow.gz", (route) => route.abort());
  await page.getByLabel("Indicator").selectOption("fte");
  await page.getByText("The numbers could not be loaded.").waitFor();
  await page.unroute("**/fte.arrow.gz");
  await page.getByLabel("at one date").check();
  await page.locator("#explore-figure h3", { hasText: "FTE" }).waitFor();
  expect(new URL(page.url()).searchParams.get("indicator")).toBe("fte");
  await page.context().close();
});

test("explore without scripts leads to the same numbers", async () => {
  const { page } = await openPage({ javaScriptEnabled: false });
  await page.goto(`${site.address}en/explore.html`);
  expect(await page.locator("#explore-needs").textContent()).toContain("Indicators");
  expect(await page.locator("#explore-form").isVisible()).toBe(false);
  await page.context().close();
});

test("the model answers in the browser as in the pipeline, by the keyboard, with what was asked in the address", async () => {
  const { page, faults } = await openPage();
  const { supply } = readRelease(join(folder, "published"));
  const projection = openProjection(supply, wales, "physiotherapist");
  if (projection === null) throw new Error("fixture: no inputs");
  const asked = {
    profession: "physiotherapist",
    demand: "now",
    by: "2028-09-30",
    certainty: 80,
    scenarios: [{}],
  };
  const expected = (moves: Moves): string[] => {
    const [outcome] = answerMoves(supply, projection, asked, moves).scenarios;
    const { median = 0 } = outcome?.gap[3] ?? {};
    const { places } = { places: 0, ...outcome?.required[0] };
    return [`${median}`.replace("-", "−"), `${Math.round((outcome?.covered[3] ?? 0) * 100)}%`, `${places}`];
  };
  const row = async (index: number): Promise<(string | undefined)[]> => {
    const cells = await page
      .locator("#model-comparison-table tbody tr")
      .nth(index)
      .locator("td")
      .allInnerTexts();
    return [cells[0], cells[3], cells[5]];
  };
  await page.goto(`${site.address}en/commissioning.html?profession=physiotherapist&release=2020-01-01-1`);
  await page.locator("#model-comparison .tools").waitFor();
  expect(await page.locator("#model-needs").isVisible()).toBe(false);
  expect(await page.locator("#model-notes").textContent()).toContain("2020-01-01-1");
  expect(await row(0)).toEqual(expected({}));

  await page.getByRole("slider", { name: "Places a year (number), slider" }).focus();
  for (const _ of [1, 2, 3]) await page.keyboard.press("ArrowRight");
  expect(await page.locator("#model-a-places").inputValue()).toBe("123");
  await expect.poll(() => row(0)).toEqual(expected({ places: 123 }));
  expect(await page.locator("#model-status").textContent()).toContain("Scenario A: a gap of");
  await page.getByRole("button", { name: "Add a scenario" }).press("Enter");
  expect(await page.evaluate(() => document.activeElement?.closest("fieldset")?.dataset["scenario"])).toBe(
    "b",
  );
  await page.locator("#model-b-leaving").fill("90");
  await page.locator("#model-b-leaving").press("Tab");
  await expect.poll(() => row(1)).toEqual(expected({ places: 123, leaving: 90 }));
  const query = new URL(page.url()).searchParams;
  expect([query.get("a"), query.get("b")]).toEqual(["places-123", "places-123_leaving-90"]);
  expect(query.get("release")).toBe("2025-09-30-1");
  expect(await page.locator(".language a").getAttribute("href")).toContain("places-123_leaving-90");
  const took = await page.evaluate(() =>
    performance.getEntriesByName("model").map(({ duration }) => duration),
  );
  expect(Math.min(...took)).toBeLessThan(200);

  expect(await findViolations(page, (axe) => axe.include("#model").withTags(rules))).toEqual([]);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("#model-comparison").getByRole("button", { name: "CSV", exact: true }).click(),
  ]);
  expect(readFileSync(await download.path(), "utf8").split("\r\n")[2]).toMatch(/^Scenario B,/);
  await page.goBack();
  await expect.poll(() => row(1)).toEqual(expected({ places: 123 }));
  await page.getByRole("button", { name: "Remove Scenario B" }).press("Enter");
  expect(await page.locator("#model-comparison-table tbody tr").count()).toBe(1);
  await page.getByRole("button", { name: "Scenario A as released" }).press("Enter");
  expect(await row(0)).toEqual(expected({}));
  expect(faults).toEqual([]);
  await page.context().close();
});

test("a table is sorted by the keyboard, upwards, downwards and back", async () => {
  const { page } = await openPage();
  await page.goto(`${site.address}en/senior.html`);
  const table = page.locator("#posts-areas-table");
  const first = () => table.locator("tbody th").allTextContents();
  const before = await first();
  const button = table.locator("thead button").nth(1);
  await button.focus();
  await page.keyboard.press("Enter");
  const header = table.locator("thead th").nth(1);
  expect(await header.getAttribute("aria-sort")).toBe("ascending");
  const upwards = (await table.locator("tbody tr:not(.total) td:nth-child(2)").allTextContents()).map(
    (text) => Number.parseFloat(text.replaceAll(",", "").replace("−", "-")),
  );
  const numbers = upwards.filter((value) => !Number.isNaN(value));
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(upwards.slice(0, numbers.length)).toEqual(numbers);
  await page.keyboard.press("Space");
  expect(await header.getAttribute("aria-sort")).toBe("descending");
  await page.keyboard.press("Space");
  expect(await header.getAttribute("aria-sort")).toBeNull();
  expect(await first()).toEqual(before);
  await page.context().close();
});

test("a figure gives its table as CSV, its chart as SVG and PNG, and its citation", async () => {
  const { page, faults } = await openPage({ colorScheme: "dark" });
  await page.goto(`${site.address}cy/senior.html`);
  const figure = page.locator("#posts-trend");
  const take = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      figure.getByRole("button", { name, exact: true }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const csv = await take("CSV");
  expect(csv.name).toBe("gweithlu-posts-trend-2025-09-30-1.csv");
  const lines = csv.bytes.toString("utf8").split("\r\n");
  expect(lines[0]).toMatch(/^\uFEFFDiwedd y chwarter,.*,Data enghreifftiol$/);
  expect(lines[1]).toMatch(/^30 Medi 2025,163,/);
  const svg = (await take("SVG")).bytes.toString("utf8");
  expect(await page.evaluate(hasXmlFault, svg)).toBe(false);
  expect(svg).toContain("data enghreifftiol.</text>");
  expect(svg).toContain("rhyddhad 2025-09-30-1");
  expect(svg).not.toContain("var(");
  expect([...(await take("PNG")).bytes.subarray(1, 4)]).toEqual([..."PNG"].map((sign) => sign.charCodeAt(0)));
  await figure.locator(".tools summary").click();
  expect(await figure.locator("textarea").nth(0).inputValue()).toContain("rhyddhad 2025-09-30-1: ");
  expect(await figure.locator("textarea").nth(1).inputValue()).toContain(
    `src="${site.address}cy/embed/senior/posts-trend.html"`,
  );
  await figure.locator("svg.plot").first().hover();
  expect(await figure.locator(".tip").textContent()).toMatch(/20\d\d/);
  await page.keyboard.press("Escape");
  expect(await figure.locator(".tip").isVisible()).toBe(false);
  expect(faults.filter((fault) => !fault.includes("blob:"))).toEqual([]);
  await page.context().close();
});

test("every kind of chart tells of the row at the pointer, and at the arrow keys", async () => {
  const { page, faults } = await openPage();
  for (const [path, id] of [
    ["indicators/leaver-rate", "leaver-rate-trend"],
    ["indicators/leaver-rate", "leaver-rate-areas"],
    ["indicators/leaver-rate", "leaver-rate-funnel"],
    ["indicators/leaver-rate", "leaver-rate-map"],
  ] as const) {
    await page.goto(`${site.address}en/${path}.html`);
    const figure = page.locator(`#${id}`);
    const drawing = figure.locator("svg.plot").filter({ visible: true });
    const tip = figure.locator(".tip");
    await drawing.scrollIntoViewIfNeeded();
    const rows = await figure
      .locator("tbody tr:not(.total)")
      .evaluateAll((all) =>
        all.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent?.trim() ?? "")),
      );
    const told = async () =>
      (await tip.locator("p").allTextContents()).map((line) => line.replace(/^.*?: /, ""));
    for (const [index, { x, y }] of (await drawing.evaluate(spotsOf)).entries()) {
      await page.mouse.move(x, y);
      expect(await told(), `${id} ${index}`).toEqual(rows[index]?.map((cell) => cell.replace(/^.*?: /, "")));
    }
    await page.mouse.move(0, 0);
    expect(await tip.isVisible()).toBe(false);
    await figure.locator("h3").evaluate((heading) => heading.setAttribute("tabindex", "-1"));
    await figure.locator("h3").focus();
    await page.keyboard.press("Tab");
    expect(await tip.isVisible(), id).toBe(true);
    const first = await told();
    await page.keyboard.press(id.endsWith("trend") ? "ArrowLeft" : "ArrowRight");
    const second = await told();
    expect(second, id).not.toEqual(first);
    await page.keyboard.press("Escape");
    expect(await tip.isVisible()).toBe(false);
  }
  expect(faults).toEqual([]);
  await page.context().close();
});

test("the search finds names without their accents, by the keyboard, and closes", async () => {
  const { page, faults } = await openPage();
  await page.goto(`${site.address}cy/gaps.html`);
  const field = page.getByRole("searchbox");
  await field.fill("grwp proff");
  const found = page.locator(".search li");
  expect(await found.allTextContents()).toEqual(["Grŵp proffesiynau term"]);
  // While it is open, the list of what was found covers links of the navigation.
  expect(await findViolations(page, (axe) => axe.withTags(rules).disableRules(["target-size"]))).toEqual([]);
  await page.keyboard.press("Escape");
  expect(await page.locator(".search ul").isVisible()).toBe(false);
  await field.fill("caerdydd");
  expect(await found.first().textContent()).toBe("Caerdydd a’r Fro ardal");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${site.address}cy/areas/cardiff-and-vale.html`);
  expect(faults).toEqual([]);
  await page.context().close();
});

test("without scripts the place of the search leads to the index", async () => {
  const { page } = await openPage({ javaScriptEnabled: false });
  await page.goto(`${site.address}cy/gaps.html`);
  await page.locator(".search a").click();
  expect(await page.locator("h1").textContent()).toBe("A i Y");
  expect(await page.locator("main h2").allTextContents()).toContain("Ff");
  await page.context().close();
});

test.each(["cy", "en"])(
  "a figure by itself in %s says where it comes from and leads there",
  async (language) => {
    const { page, faults } = await openPage({ colorScheme: language === "cy" ? "dark" : "light" });
    await page.goto(`${site.address}${language}/embed/indicators/leaver-rate/leaver-rate-trend.html`);
    expect(await findViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 500 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await page.locator("svg.plot").first().count()).toBe(1);
    expect(await page.locator(".origin").textContent()).toContain("2025-09-30-1");
    expect(await page.locator(".origin strong").count()).toBe(1);
    await page.locator(".origin a").click();
    await page.waitForURL(`${site.address}${language}/indicators/leaver-rate.html#leaver-rate-trend`);
    expect(faults).toEqual([]);
    await page.context().close();
  },
);

test.each(kinds.map((path, index) => `${index % 2 === 0 ? "cy" : "en"}/${path}`))(
  "the keyboard reaches every control of %s, shows where it is and works it",
  async (path) => {
    const { page, faults } = await openPage({ reducedMotion: "reduce" });
    await page.goto(`${site.address}${path}.html`);
    if (path.endsWith("explore")) await page.locator("#explore-figure .tools").waitFor();
    if (path.endsWith("commissioning")) await page.locator("#model-comparison .tools").waitFor();
    for (const summary of await page.locator("summary").filter({ visible: true }).all()) {
      await summary.press("Enter");
      expect(await summary.evaluate(({ parentElement }) => parentElement?.hasAttribute("open"))).toBe(true);
    }
    const expected = await page.evaluate(controlsOf);
    const worked = new Set<string>();
    const reached: number[] = [];
    for (let step = 0; step < expected.length + 1; step += 1) {
      await page.keyboard.press("Tab");
      const { index, kind, outline, isSeen } = await page.evaluate(focusedControl);
      if (index === -1) break;
      expect(outline, expected[index]).not.toBe("none");
      expect(isSeen, expected[index]).toBe(true);
      reached.push(index);
      if (worked.has(kind)) continue;
      worked.add(kind);
      if (kind === "sort") {
        for (const direction of ["ascending", "descending", null]) {
          await page.keyboard.press("Space");
          expect(await page.locator(":focus").locator("..").getAttribute("aria-sort")).toBe(direction);
        }
      }
      if (kind === "chart") {
        const tip = page.locator("figure:has(svg:focus) .tip");
        const before = await tip.textContent();
        await page.keyboard.press("ArrowLeft");
        if ((await tip.textContent()) === before) await page.keyboard.press("ArrowDown");
        expect(await tip.textContent()).not.toBe(before);
      }
    }
    expect(expected.filter((_, index) => !reached.includes(index))).toEqual([]);
    expect(reached).toEqual([...reached].sort((one, other) => one - other));
    expect(faults).toEqual([]);
    await page.context().close();
  },
);

test("every kind of page reads the same without scripts", async () => {
  const scripted = await openPage();
  const plain = await openPage({ javaScriptEnabled: false });
  for (const path of kinds.filter((each) => each !== "explore")) {
    const tablesOf = async ({ page }: { page: Page }) => {
      await page.goto(`${site.address}cy/${path}.html`);
      return [
        await page.locator("main tbody:not(.model tbody)").allTextContents(),
        await page.locator("main h2").allTextContents(),
      ];
    };
    expect(await tablesOf(plain), path).toEqual(await tablesOf(scripted));
  }
  expect([...scripted.faults, ...plain.faults]).toEqual([]);
  await scripted.page.context().close();
  await plain.page.context().close();
});

test("every kind of page prints on pages as wide as the paper, with its title and notice", async () => {
  const { page, faults } = await openPage();
  const reader = await PDFiumLibrary.init();
  for (const [index, path] of kinds.entries()) {
    const language = index % 2 === 0 ? "en" : "cy";
    await page.goto(`${site.address}${language}/${path}.html`);
    if (path === "explore") await page.locator("#explore-figure").waitFor();
    const title = (await page.locator("h1").textContent()) ?? "";
    const notice = (await page.locator(".notice strong").textContent()) ?? "";
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: paperWidth, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
      paperWidth,
    );
    await page.emulateMedia({ media: null });
    const pdf = await reader.loadDocument(await page.pdf({ format: "A4" }));
    const sheets = [...pdf.pages()].map((sheet) => sheet.getText().replaceAll(/\s+/g, " "));
    expect(sheets[0], path).toContain(title);
    expect(sheets[0], path).toContain(notice);
    expect(sheets.join(" ").length, path).toBeGreaterThan(500);
    if (path.startsWith("commissioning/")) expect(sheets, path).toHaveLength(1);
    expect(
      sheets.every((text) => text.trim() !== ""),
      path,
    ).toBe(true);
    pdf.destroy();
  }
  await page.goto(`${site.address}en/downloads.html`);
  const small = await reader.loadDocument(await page.pdf({ format: "A6" }));
  const headed = [...small.pages()].filter((sheet) => sheet.getText().includes("SHA-256"));
  expect(headed.length, "sheets with the headings of one table").toBeGreaterThan(1);
  small.destroy();
  reader.destroy();
  expect(faults).toEqual([]);
  await page.context().close();
});

/** The rules that a page breaks, with the elements that break them. Pages have no frames: one call, in legacy mode, sees all. */
async function findViolations(
  page: Page,
  choose = (axe: AxeBuilder): AxeBuilder => axe.withTags(rules),
): Promise<[rule: string, elements: string[]][]> {
  const { violations } = await choose(
    new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode(),
  ).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

/** Opens a page and collects what must not happen: errors, failed requests, requests to another host. */
async function openPage(
  options: { colorScheme?: "dark" | "light"; javaScriptEnabled?: boolean; reducedMotion?: "reduce" } = {},
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("requestfailed", (request) => faults.push(`failed: ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(site.address)) faults.push(`elsewhere: ${request.url()}`);
  });
  return { page, faults };
}

function hasXmlFault(text: string): boolean {
  return new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror") !== null;
}

/** Everything that can be worked with, in the order of the page; radio buttons of a name are one stop. */
async function controlsOf(): Promise<string[]> {
  // What a part shows when it is opened comes after it.
  await new Promise((resolve) => setTimeout(resolve, 50));
  // The next Tab starts at the top, wherever the focus has been.
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  const found = [
    ...document.querySelectorAll<HTMLElement | SVGElement>(
      "a[href], button, input, select, textarea, summary, [tabindex='0']",
    ),
  ].filter((element) => {
    const isRest = element instanceof HTMLInputElement && element.type === "radio" && !element.checked;
    return element.checkVisibility() && !element.matches(":disabled") && !isRest;
  });
  for (const [index, element] of found.entries()) element.dataset["control"] = String(index);
  return found.map((element) => element.outerHTML.slice(0, 120));
}

function focusedControl(): { index: number; kind: string; outline: string; isSeen: boolean } {
  const { activeElement } = document;
  const control =
    activeElement instanceof HTMLElement || activeElement instanceof SVGElement ? activeElement : null;
  if (control === null) return { index: -1, kind: "", outline: "none", isSeen: false };
  const { top, bottom, left, right } = control.getBoundingClientRect();
  return {
    index: Number(control.dataset["control"] ?? -1),
    kind: control.matches(".sort") ? "sort" : control.matches("svg") ? "chart" : control.tagName,
    outline: getComputedStyle(control).outlineStyle,
    isSeen: bottom > 0 && right > 0 && top < window.innerHeight && left < window.innerWidth,
  };
}

/** The spots of a drawing in the window; the middle where one coordinate does not matter. */
function spotsOf(drawing: Element): { x: number; y: number }[] {
  const box = drawing.getBoundingClientRect();
  const scale = box.width / Number(drawing.getAttribute("viewBox")?.split(" ")[2]);
  return (drawing.getAttribute("data-spots") ?? "").split(" ").map((spot) => {
    const [x, y] = spot.split(",");
    return {
      x: box.left + (x ? Number(x) * scale : box.width / 2),
      y: box.top + (y ? Number(y) * scale : box.height / 2),
    };
  });
}
