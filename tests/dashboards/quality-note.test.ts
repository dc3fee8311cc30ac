import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { Page } from "../../dashboards/src/page.ts";
import { areaPage } from "../../dashboards/src/pages/area.ts";
import { indicatorPage } from "../../dashboards/src/pages/indicator.ts";
import { qualityPage } from "../../dashboards/src/pages/quality.ts";
import { qualityNote, readUnknown } from "../../dashboards/src/quality-note.ts";
import { pageAreas } from "../../dashboards/src/select.ts";
import { contextOf, indicatorOf, readFixture } from "./fixture-site.ts";

const release = readFixture();
const wales = "W92000004";
const powys = "W11000024";
const hywelDda = "W11000025";

test("every state has a sentence of its own in both languages", () => {
  const cases = [
    [
      "aged-55-plus",
      wales,
      "For 3.2% of the people, the age is not known (as at 30 September 2025).",
      "Ar gyfer 3.2% o’r bobl, ni wyddys yr oedran (ar 30 Medi 2025).",
    ],
    [
      "aged-55-plus",
      hywelDda,
      "For all of the people, the age is known (as at 30 September 2025).",
      "Ar gyfer y cyfan o’r bobl, gwyddys yr oedran (ar 30 Medi 2025).",
    ],
    [
      "aged-55-plus",
      powys,
      "How often the age is not known is confidential here.",
      "Mae pa mor aml na wyddys yr oedran yn gyfrinachol yma.",
    ],
    [
      "aged-55-plus",
      "national-bodies",
      "How often the age is not known is not published here.",
      "Ni chyhoeddir yma pa mor aml na wyddys yr oedran.",
    ],
    [
      "advanced-posts",
      wales,
      "For less than 0.1% of the posts, the job plan is not known (12 months to 30 September 2025; a return is missing).",
      "Ar gyfer llai na 0.1% o’r swyddi, ni wyddys y cynllun swydd (12 mis hyd at 30 Medi 2025; mae ffurflen ar goll).",
    ],
    [
      "advanced-posts",
      powys,
      "There are no records here, so nothing is unknown.",
      "Nid oes cofnodion yma, felly nid oes dim yn anhysbys.",
    ],
    [
      "advanced-posts",
      hywelDda,
      "No return tells how often the job plan is not known here.",
      "Nid oes ffurflen sy’n dweud pa mor aml na wyddys y cynllun swydd yma.",
    ],
    [
      "headcount",
      wales,
      "Nothing that it needs can be unknown.",
      "Ni all dim sydd ei angen arno fod yn anhysbys.",
    ],
    [
      "consultant-posts",
      wales,
      "It can be that the band is not known; how often is not counted.",
      "Mae’n bosibl na wyddys y band; ni chyfrifir pa mor aml.",
    ],
  ] as const;
  for (const [id, area, en, cy] of cases) {
    const note = (language: "en" | "cy") =>
      qualityNote(contextOf(release, language), indicatorOf(release, id), area);
    expect([note("en"), note("cy")]).toEqual([en, cy]);
  }
});

test("a table shows the share, or why there is none", () => {
  const { format } = contextOf(release, "en");
  const shown = (id: string, area: string) =>
    format.reading(readUnknown(release, indicatorOf(release, id), area), 1);
  expect([wales, powys, hywelDda, "national-bodies"].map((area) => shown("aged-55-plus", area))).toEqual([
    "3.2",
    "[c]",
    "0.0",
    "[x]",
  ]);
  expect([wales, powys, hywelDda, "national-bodies"].map((area) => shown("advanced-posts", area))).toEqual([
    "0.0 [i]",
    "[z]",
    "[x]",
    "[x]",
  ]);
  expect([shown("headcount", wales), shown("consultant-posts", wales)]).toEqual(["[z]", "[x]"]);
});

test("the page of data quality has it by indicator and area, and names the others", () => {
  const document = contentOf(qualityPage(contextOf(release, "en", "quality")));
  const rows = [...document.querySelectorAll("#unknown-values-table tbody tr")];
  expect(rows.map((row) => [...row.querySelectorAll("th, td")].slice(0, 4).map(textOf))).toEqual([
    ["Aged 55 plus", "the age", "3.2", "0.0"],
    ["Advanced posts", "the job plan", "0.0 [i]", "[x]"],
  ]);
  const notes = [...document.querySelectorAll("#unknown .note")].map(textOf);
  expect(notes[0]).toBe("Consultant posts: It can be that the band is not known; how often is not counted.");
  expect(notes[1]).toMatch(/^Nothing that these indicators need can be unknown: Headcount; .*Welsh reach\.$/);
  expect(textOf(document.querySelector("#unknown .legend"))).toContain("[c] Confidential information");
});

test.each(["en", "cy"] as const)(
  "the page of data quality (%s) says that rows about persons are rounded",
  (language) => {
    const document = contentOf(qualityPage(contextOf(release, language, "quality")));
    const rows = [...document.querySelectorAll("#staff-table tbody tr")].map((row) =>
      [...row.querySelectorAll("td")].map(textOf),
    );
    const words = {
      en: { few: "under 50", note: "rounded to the nearest 100" },
      cy: { few: "llai na 50", note: "talgrynnu i'r 100 agosaf" },
    }[language];
    expect(rows.map((cells) => cells[1])).toEqual(["1,200", words.few]);
    expect(textOf(document.querySelector("#staff .source"))).toContain(words.note);
  },
);

test("the pages of areas and of the indicator have it beside the numbers", () => {
  const area = pageAreas(release).find(({ code }) => code === powys);
  if (area === undefined) throw new Error("fixture: no Powys");
  const powysPage = contentOf(areaPage(contextOf(release, "en", "areas/powys"), area));
  const rows = [...powysPage.querySelectorAll("#at-a-glance-table tr")];
  expect(textOf(rows[0]?.querySelector("th:last-child"))).toBe("Unknown (%)");
  const aged = rows.find((row) => textOf(row.querySelector("th")).startsWith("Aged 55 plus"));
  expect(textOf(aged?.querySelector("td:last-child"))).toBe("[c]");
  const links = [...powysPage.querySelectorAll("#at-a-glance .note a")].map((one) =>
    one.getAttribute("href"),
  );
  expect(links).toContain("../quality.html#unknown");
  const definition = contentOf(
    indicatorPage(contextOf(release, "cy", "indicators/aged-55-plus"), indicatorOf(release, "aged-55-plus")),
  );
  expect(textOf(definition.querySelector("#definition"))).toContain(
    "Ar gyfer 3.2% o’r bobl, ni wyddys yr oedran (ar 30 Medi 2025).",
  );
});

test("a release that says nothing of an indicator is an error that names it", () => {
  const without = { ...release, quality: { ...release.quality, unknown: [] } };
  expect(() => readUnknown(without, indicatorOf(release, "headcount"), wales)).toThrow(
    "quality.json: missing indicator: headcount",
  );
});

function contentOf(page: Page) {
  return parseHTML(`<main>${page.body}</main>`).document;
}

function textOf(element: { readonly textContent: string | null } | null | undefined): string {
  return element?.textContent?.replaceAll(/\s+/g, " ").trim() ?? "";
}
