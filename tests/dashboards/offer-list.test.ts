import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { exploreFigure } from "../../dashboards/src/client/explore-figure.ts";
import { renderFigure } from "../../dashboards/src/figure.ts";
import { offerList } from "../../dashboards/src/offer-list.ts";
import { readCourse, readShown } from "../../dashboards/src/reasons.ts";
import type { Release } from "../../dashboards/src/release.ts";
import { contextOf, indicatorOf, readFixture } from "./fixture-site.ts";

const release = readFixture();
const powys = "W11000024";
const confidential = (id: string, area = powys) =>
  readShown(release, { indicator: indicatorOf(release, id), area, profession: "art-therapist" });

/** What the list says, and where it links to. */
function read(content: ReturnType<typeof offerList>["content"]) {
  const { document } = parseHTML(`<html><body>${content === false ? "" : content.text}</body></html>`);
  const texts = [...document.querySelectorAll(".offers > p, .offers li")].map((element) =>
    element.textContent?.replaceAll(/\s+/g, " "),
  );
  return { texts, links: [...document.querySelectorAll("a")].map((link) => link.getAttribute("href")) };
}

test("a wider group is named once with its numbers, in both languages, each linked to its series", () => {
  const shown = ["headcount", "vacancy-rate", "headcount"].map((id) => confidential(id));
  const english = read(offerList(contextOf(release, "en", "areas/powys"), shown).content);
  expect(english).toEqual({
    texts: [
      "In place of [c] at the latest date, the smallest wider group whose number is shown:",
      "Art therapists, Powys: see Arts therapists, Powys: Headcount 2,163; Vacancy rate 9.1%",
    ],
    links: ["headcount", "vacancy-rate"].map(
      (id) => `../explore.html?indicator=${id}&area=${powys}&profession=arts-therapists&release=2025-09-30-1`,
    ),
  });
  expect(read(offerList(contextOf(release, "cy"), shown).content).texts).toEqual([
    "Yn lle [c] ar y dyddiad diweddaraf, y grŵp ehangach lleiaf y dangosir ei ffigur:",
    "Therapyddion celf, Powys: gweler Therapyddion y celfyddydau, Powys: Dangosydd headcount 2,163; Dangosydd vacancy rate 9.1%",
  ]);
});

test("what a figure shows with a number, or hides only in the past, has no list", () => {
  const context = contextOf(release, "en");
  const { slice, periodEnd } = confidential("headcount").cell;
  const earlier = readCourse(release, slice).filter(({ cell }) => cell?.periodEnd !== periodEnd);
  expect(earlier.length).toBeGreaterThan(3);
  expect(offerList(context, earlier)).toEqual({ content: false, shown: [] });
  const known = readShown(release, { ...slice, profession: "dietitian" });
  expect(offerList(context, [known, { reading: confidential("headcount").reading }]).content).toBe(false);
});

test("three groups with three numbers each are listed, the others counted", () => {
  const hidden = hideProfession("art-therapist", "music-therapist", "dietitian");
  const indicators = ["headcount", "fte", "vacancy-fte", "vacancy-rate", "welsh-recorded"];
  const shown = release.codes.areas
    .filter(({ level }) => level === "board")
    .flatMap(({ code: area }) =>
      ["art-therapist", "music-therapist", "dietitian"].flatMap((profession) =>
        indicators.map((id) => readShown(hidden, { indicator: indicatorOf(release, id), area, profession })),
      ),
    );
  const { texts } = read(offerList(contextOf(hidden, "en"), shown).content);
  expect(texts).toHaveLength(4);
  expect(texts[0]).toMatch(/is shown \(the first 3 of 8\):$/);
  expect(texts[1]).toMatch(
    /^Art therapists, Betsi Cadwaladr; Music therapists, Betsi Cadwaladr: see Arts therapists, Betsi Cadwaladr: Headcount [\d,]+; Fte [^;]+; Vacancy fte [^;]+ and 2 more$/,
  );
  expect(texts[2]).toMatch(
    /^Dietitians, Betsi Cadwaladr; Dietitians, Powys; Dietitians, Hywel Dda and 4 more: see Dietitians, Wales: /,
  );
});

test("the legend of a figure says why in plain words, and what the number offered is marked with", () => {
  const hidden = hideProfession("dietitian");
  const shown = [
    readShown(hidden, { indicator: indicatorOf(release, "headcount"), area: powys, profession: "dietitian" }),
  ];
  const text = (language: "en" | "cy") => {
    const figure = renderFigure(contextOf(withIncomplete(hidden), language), {
      id: "one",
      title: "One",
      subtitle: [],
      indicators: [],
      table: { caption: "One", rowHeader: "Row", columns: [], rows: [] },
      shown,
    });
    return parseHTML(figure.text).document.querySelector(".legend")?.textContent?.replaceAll(/\s+/g, " ");
  };
  expect(text("en")).toMatch(
    /\[c\] Confidential information\. This number, or another that could be worked out from it, is about so few staff that a person could be recognised\. It is not missing, and \[c\] does not mean 0\. \[i\] Incomplete/,
  );
  expect(text("cy")).toMatch(
    /\[c\] Gwybodaeth gyfrinachol\. Mae’r ffigur hwn, neu un arall .+ \[i\] Anghyflawn/,
  );
});

test("the explore page offers a wider group for the period that was chosen, and for the chosen staff type", () => {
  const { codes } = release;
  const none = { code: "none", name_en: "None", name_cy: "Dim" };
  const all = { code: "all", name_en: "Everybody", name_cy: "Pawb", sort: 0 };
  const breakdowns = [...codes.breakdowns, { ...none, categories: [all] }];
  const context = contextOf({ ...release, codes: { ...codes, breakdowns } }, "en", "explore");
  const indicator = indicatorOf(release, "headcount");
  const figure = exploreFigure(context, indicator, {
    indicator: "headcount",
    areas: [powys],
    professions: ["art-therapist"],
    staffType: "all",
    breakdown: "none",
    categories: [],
    level: "none",
    view: "course",
    from: "2021-03-31",
    to: "2023-06-30",
  });
  const { document } = parseHTML(`<html><body>${figure.text}</body></html>`);
  expect(document.querySelector(".offers li")?.textContent).toMatch(
    /^Art therapists, Powys: see Arts therapists, Powys: /,
  );
  const link = document.querySelector(".offers a");
  expect(link?.textContent).toMatch(/^Headcount [\d,]+$/);
  expect(link?.getAttribute("href")).toContain(
    `profession=arts-therapists&staff=all&breakdown=none&category=all&level=none`,
  );
});

/** The release with every cell of some professions confidential. */
function hideProfession(...professions: readonly string[]): Release {
  const { cube } = release;
  return {
    ...release,
    cube: {
      ...cube,
      series: (key) =>
        cube
          .series(key)
          .map((cell) =>
            professions.includes(key.profession) && key.area !== "W92000004"
              ? { ...cell, value: null, markers: ["c"] }
              : cell,
          ),
    },
  };
}

/** The release with every number of Wales incomplete. */
function withIncomplete(whole: Release): Release {
  return {
    ...whole,
    cube: {
      ...whole.cube,
      series: (key) =>
        whole.cube
          .series(key)
          .map((cell) => (key.area === "W92000004" ? { ...cell, markers: ["incomplete"] } : cell)),
    },
  };
}
