import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { renderDocument, renderLanguageChoice } from "../../dashboards/src/layout.ts";
import { readMessages } from "../../dashboards/src/messages.ts";
import { renderSite, type SitePage } from "../../dashboards/src/site.ts";
import type { Messages } from "../../dashboards/src/translate.ts";
import { hostileName } from "./fixture-release.ts";
import { readFixture } from "./fixture-site.ts";

const messages = readMessages();
const release = readFixture();
const pages = renderSite(release, messages);

/** Pages with a list in the order of each language's alphabet. */
const alphabetical = ["index", "glossary", "a-z"];

test("every page exists in both languages with the same figures, numbers, anchors and links", () => {
  const paths = new Set(pages.map(({ context }) => context.path));
  expect(paths.size).toBe(18 + 8 + 2 * 6 + release.indicators.length);
  for (const path of paths) {
    const [welsh, english] = ["cy", "en"].map((language) => {
      const page = pages.find((each) => each.language === language && each.context.path === path);
      if (page === undefined) throw new Error(`no page: ${language}/${path}`);
      const document = documentOf(page);
      const texts = (selector: string) =>
        [...document.querySelectorAll(selector)].map((element) => element.textContent);
      const attributes = (selector: string, name: string) =>
        [...document.querySelectorAll(selector)].map((element) => element.getAttribute(name));
      const ordered = <Item>(items: Item[]): Item[] => (alphabetical.includes(path) ? items.sort() : items);
      return {
        headings: [...document.querySelectorAll(path === "a-z" ? "h1" : "h1, h2, h3")].map(
          ({ tagName }) => tagName,
        ),
        numbers: texts("td.n").map((text) => text?.replaceAll(/[^\d.,−+[\]]/g, "")),
        figures: document.querySelectorAll("figure").length,
        charts: document.querySelectorAll("svg.plot").length,
        anchors: ordered(attributes("[id]", "id")),
        links: ordered(
          attributes("main a", "href").map((href) => href?.replace(/\b(feed_|tables\/)(cy|en)\b/, "$1")),
        ),
      };
    });
    expect(welsh, path).toEqual(english);
    expect(welsh?.headings[0], path).toBe("H1");
  }
});

test("every drawing says where the rows of its table lie", () => {
  let drawings = 0;
  for (const { page, context } of pages) {
    const { document } = parseHTML(`<html><body>${page.body.text}</body></html>`);
    for (const figure of document.querySelectorAll("figure:has(svg.plot)")) {
      const rows = figure.querySelectorAll("tbody tr:not(.total)").length;
      for (const drawing of figure.querySelectorAll("svg.plot")) {
        drawings += 1;
        const spots = drawing.getAttribute("data-spots")?.split(" ") ?? [];
        const where = `${context.path}#${figure.id}`;
        expect(spots, where).toHaveLength(figure.id === "revisions" ? Math.min(rows, 12) : rows);
        for (const spot of spots) expect(spot, where).toMatch(/^(?:\d+,|,\d+|\d+,\d+)$/);
      }
    }
  }
  expect(drawings).toBeGreaterThan(100);
});

test("no page is in the wrong language", () => {
  for (const page of pages) {
    const document = documentOf(page);
    expect(document.documentElement.getAttribute("lang")).toBe(page.language);
    const feed = document.querySelector('link[type="application/atom+xml"]');
    expect(feed?.getAttribute("href")).toContain(`feed_${page.language}.xml`);
    const text = document.querySelector("main")?.textContent ?? "";
    expect(text.includes(page.language === "cy" ? "See the numbers" : "Gweld y ffigurau")).toBe(false);
    const twin = document.querySelector(".language a");
    expect(twin?.getAttribute("lang")).toBe(page.language === "cy" ? "en" : "cy");
    expect(twin?.getAttribute("href")?.endsWith(`${page.context.path}.html`)).toBe(true);
  }
});

test("every text of a page comes from the data or from the message catalogue", () => {
  const marked: Messages = new Map([...messages].map(([key]) => [key, { en: "§", cy: "§" }]));
  const data = stringsOf([
    release.indicators,
    release.plan,
    release.codes,
    release.quality,
    release.manifest,
    release.published,
    release.escalations,
    release.supply,
  ]);
  // Parts of data that a page shows by themselves; a map writes names of areas in two lines.
  const parts = [
    ...["example.org", "(revised)", "(diwygiedig)", "api/v1/…"],
    ...release.codes.areas.flatMap(({ short_en, short_cy }) => [short_en, short_cy].flatMap(halvesOf)),
  ];
  const known = new Set([...data, ...parts].map(normalise));
  const allowed =
    /^(?:gweithlu|manifest\.json|NHS|GIG|§|\[[a-z]\]|[\d\s.,:;·–−+%()/[\]|]|\b[a-z]\b|\b[A-Z][dfghl]?\b)*$/;
  for (const page of renderSite(release, marked)) {
    const document = parseHTML(
      renderDocument(page.context, page.page, page.page.body, { stylesheets: [], scripts: [] }),
    ).document;
    const unknown = textsOf(document)
      .map(normalise)
      .filter((text) => !known.has(text))
      .map((text) => withoutData(text, known))
      .filter((text) => !allowed.test(text));
    expect(unknown, page.context.path).toEqual([]);
  }
});

test("the overview tells which way the plan's outcomes go, by their indicators", () => {
  const page = pages.find(({ context }) => context.language === "en" && context.path === "index");
  const rows = page === undefined ? [] : documentOf(page).querySelectorAll("#outcomes-table tbody tr");
  expect([...rows].map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
    ["Outcome stable", "Registered share", "–", "0", "3"],
    ["Outcome gaps", "–", "Vacancy rate", "1", "4"],
    ["Outcome senior", "–", "–", "0", "3"],
    ["Outcome welsh", "–", "–", "0", "2"],
  ]);
});

test("pages of indicators and audiences link to their files, tables in the language of the page", () => {
  const filesOf = (path: string, language: string): (string | null)[] => {
    const page = pages.find((each) => each.context.path === path && each.language === language);
    if (page === undefined) throw new Error(`no page: ${path}`);
    return [...documentOf(page).querySelectorAll("#files a")].map((link) => link.getAttribute("href"));
  };
  expect(filesOf("indicators/leaver-rate", "cy")).toEqual([
    "../../data/api/v1/leaver-rate.json",
    "../../data/tables/cy/gweithlu-gaps-2025.xlsx",
    "../downloads.html",
  ]);
  expect(filesOf("indicators/consultant-posts", "en")).toEqual(["../downloads.html"]);
  expect(filesOf("gaps", "en")).toEqual(["../data/tables/en/gweithlu-gaps-2025.xlsx", "downloads.html"]);
});

test("text from the data arrives as text", () => {
  const page = pages.find(({ context }) => context.language === "cy" && context.path === "areas/powys");
  const cells = [...(page === undefined ? [] : documentOf(page).querySelectorAll("tbody th"))];
  expect(cells.map((cell) => cell.textContent)).toContain(hostileName);
});

test("an indicator that the release does not have is named as missing", () => {
  const text = textOf("en", "welsh");
  expect(text).toContain("There are no data on Welsh reach, welsh-offer-coverage, ");
  expect(textOf("cy", "senior")).toContain("Nid oes data ar gyfer first-contact-posts, senior-fill-rate, ");
});

test("a release with few numbers says once what it has no data on, and draws and lists nothing of it", () => {
  const sparse = renderSite(readFixture({ example: false, sparse: true }), messages);
  const contentOf = (language: string, path: string) => {
    const page = sparse.find((each) => each.language === language && each.context.path === path);
    if (page === undefined) throw new Error(`no page: ${language}/${path}`);
    return documentOf(page);
  };
  const missing = (language: string, path: string) =>
    [...contentOf(language, path).querySelectorAll("main .missing")].map((each) => each.textContent);
  expect(missing("en", "senior")).toEqual([
    "There are no data on Advanced posts, Consultant posts, first-contact-posts, Senior posts per 100, senior-fill-rate, progression-rate, band-8a-plus, research-active, leadership-development, academic-posts, leadership-positions, senior-pipeline, job-plan-balance in this release. Missing dataset: Senior posts.",
  ]);
  expect(missing("cy", "senior")).toEqual([
    "Nid oes data ar gyfer Dangosydd advanced posts, Dangosydd consultant posts, first-contact-posts, Dangosydd senior posts per 100, senior-fill-rate, progression-rate, band-8a-plus, research-active, leadership-development, academic-posts, leadership-positions, senior-pipeline, job-plan-balance yn y rhyddhad hwn. Set ddata ar goll: Uwch swyddi.",
  ]);
  expect(missing("en", "areas/aneurin-bevan")).toEqual([
    "There are no data on Aneurin Bevan in this release.",
  ]);
  const senior = contentOf("en", "senior");
  expect(senior.querySelectorAll("figure, svg, main li")).toHaveLength(0);
  const told = [...contentOf("en", "gaps").querySelectorAll("#questions li")].map((each) => each.firstChild);
  expect(told.map((each) => each?.textContent?.trim())).toEqual([
    "No published number meets a rule for escalation.",
  ]);
  expect(contentOf("en", "areas/powys").querySelectorAll("#employers-figure tbody tr")).toHaveLength(1);
  for (const page of sparse) {
    const document = documentOf(page);
    const texts = [...document.querySelectorAll(".missing")].map((each) => each.textContent);
    for (const section of document.querySelectorAll("main section")) {
      const own = [...section.querySelectorAll(".missing")].map((each) => each.textContent);
      expect(new Set(own).size, page.context.path).toBe(own.length);
    }
    expect(texts.join(" "), page.context.path).not.toContain("undefined");
    for (const point of document.querySelectorAll(".points li")) {
      expect(point.textContent, page.context.path).not.toContain("[x]");
    }
  }
});

test("zero, confidential, not available, not applicable and incomplete look different", () => {
  const powys = textOf("en", "areas/powys");
  expect(powys).toContain("[c]");
  expect(powys).toContain("[c] Confidential information");
  expect(textOf("en", "gaps")).toContain("[z] Not applicable");
  expect(textOf("en", "index")).toMatch(/12,815 \[i\]/);
  const rows = [...documentOf(pageOf("en", "senior")).querySelectorAll("#posts-professions-table tr")];
  const dietitians = rows.find((row) => row.querySelector("th")?.textContent === "Dietitians");
  expect(dietitians?.querySelectorAll("td")[1]?.textContent).toBe("0");
});

test("figures and pages of areas say which returns are missing", () => {
  const figure = documentOf(pageOf("en", "areas/powys")).querySelector("#employers-figure .note");
  expect(figure?.textContent).toBe(
    "No return from Powys County Council for 30 September 2025 (Staff in post).",
  );
  expect(textOf("en", "index")).toContain(
    "[i] Incomplete: no return from Powys County Council for 30 September 2025 (Staff in post)",
  );
  expect(textOf("cy", "index")).toContain(
    "hepgor cyfnodau anghyflawn; ffurflen ar goll: Cyngor Sir Powys ar gyfer 30 Medi 2025",
  );
});

test("example data are marked on every page and in every figure, real data are not", () => {
  for (const page of pages) {
    const document = documentOf(page);
    expect(document.querySelector(".notice")?.textContent).toContain(
      page.language === "cy" ? "Wedi’i ddyfeisio gan brawf." : "Invented by a test.",
    );
    for (const figure of document.querySelectorAll("figure figcaption")) {
      expect(figure.querySelector(".example-mark"), page.context.path).not.toBeNull();
    }
  }
  expect(documentOf(pageOf("en", "downloads")).querySelector("footer")?.textContent).toContain(
    "Open Government Licence",
  );
  const real = readFixture({ example: false });
  for (const page of renderSite(real, messages)) {
    const document = documentOf(page);
    expect(textsOf(document).join(" ")).not.toMatch(
      /example data|data enghreifftiol|open government|llywodraeth agored/i,
    );
    expect(document.querySelector(".notice")).toBeNull();
  }
  expect(renderLanguageChoice(real, messages, [])).not.toContain("example-mark");
});

test("the restricted edition is marked on every page and in every figure, and offers no licence", () => {
  const mark = { en: "Restricted, not for publication", cy: "Cyfyngedig, nid i’w gyhoeddi" };
  for (const page of renderSite(readFixture({ example: true, restricted: true }), messages)) {
    const document = documentOf(page);
    const name = `${page.language}/${page.context.path}`;
    expect(document.querySelector(".notice")?.textContent, name).toContain(
      page.language === "cy" ? "Wedi’i gyfyngu gan brawf." : "Restricted by a test.",
    );
    expect(document.querySelector("title")?.textContent, name).toMatch(
      new RegExp(`^${mark[page.language]}: `),
    );
    expect(document.querySelector("footer")?.textContent, name).toContain(mark[page.language]);
    expect(document.querySelector('meta[name="robots"]')?.getAttribute("content")).toBe("noindex, nofollow");
    for (const figure of document.querySelectorAll("figure figcaption")) {
      expect(figure.querySelector(".restricted-mark")?.textContent, name).toBe(mark[page.language]);
      expect(figure.querySelector(".example-mark"), name).not.toBeNull();
    }
    expect(textsOf(document).join(" "), name).not.toMatch(/open government|llywodraeth agored/i);
  }
  for (const page of pages) {
    const document = documentOf(page);
    expect(document.querySelector(".restricted-mark, .restricted-notice, meta[name='robots']")).toBeNull();
  }
});

test("contradicting published values are both shown and flagged", () => {
  const document = documentOf(pageOf("en", "published"));
  const flagged = [...document.querySelectorAll("td")].filter((cell) => cell.querySelector(".conflict"));
  expect(flagged.map((cell) => cell.textContent)).toEqual(["4,996 sources differ / 4,966 sources differ"]);
  expect(textOf("cy", "published")).toContain("Ionawr 2023 – Mawrth 2023 (diwygiedig)");
  expect(document.querySelector("td span[lang=en]")?.textContent).toBe("press report");
});

test("the choice of language offers Welsh first", () => {
  const { document } = parseHTML(renderLanguageChoice(release, messages, ["style.css"]));
  expect([...document.querySelectorAll("main a")].map((link) => link.getAttribute("href"))).toEqual([
    "cy/index.html",
    "en/index.html",
  ]);
  expect(document.querySelector("section[lang=en]")?.textContent).toContain("Invented by a test.");
});

function pageOf(language: string, path: string): SitePage {
  const page = pages.find((each) => each.language === language && each.context.path === path);
  if (page === undefined) throw new Error(`no page: ${language}/${path}`);
  return page;
}

function documentOf({ context, page }: SitePage) {
  return parseHTML(renderDocument(context, page, page.body, { stylesheets: [], scripts: [] })).document;
}

function textOf(language: string, path: string): string {
  return documentOf(pageOf(language, path)).querySelector("main")?.textContent ?? "";
}

/** The texts that a reader sees or hears: text nodes, labels and descriptions, but no SQL. */
function textsOf(document: Document): string[] {
  const texts: string[] = [];
  for (const element of document.querySelectorAll("*")) {
    if (element.closest("pre, code") !== null) continue;
    // An escaped character begins a text node of its own here, unlike in a browser.
    let text = "";
    for (const node of element.childNodes) {
      if (node.nodeType === node.TEXT_NODE) text += node.textContent;
      else {
        texts.push(text);
        text = "";
      }
    }
    texts.push(text);
  }
  for (const element of document.querySelectorAll("[aria-label], meta[name=description]")) {
    const label = element.getAttribute("aria-label") ?? element.getAttribute("content");
    // Plot names the parts of a drawing, which is one image to a reader.
    if (label !== null && element.closest("svg.plot") === null) texts.push(label);
  }
  return texts;
}

function stringsOf(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === "string") found.add(value);
  else if (typeof value === "object" && value !== null) {
    for (const each of Object.values(value)) stringsOf(each, found);
  }
  return found;
}

/** A name's first words and its last ones, split after each of its words. */
function halvesOf(name: string): string[] {
  const words = name.split(" ");
  return words.flatMap((_, index) => [words.slice(0, index + 1).join(" "), words.slice(index + 1).join(" ")]);
}

/** Dates and months are data written out. */
function normalise(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/(?:\d{1,2} )?\p{L}+ \d{4}\b/gu, "0")
    .trim();
}

function withoutData(text: string, known: ReadonlySet<string>): string {
  return [...known]
    .filter((each) => each.length > 2)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, each) => rest.replaceAll(each, ""), text);
}
