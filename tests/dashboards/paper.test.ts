import { expect, test } from "vitest";
import { languages } from "../../dashboards/src/language.ts";
import { paperPage } from "../../dashboards/src/pages/paper.ts";
import { contextOf, readFixture } from "./fixture-site.ts";

const release = readFixture();

function paperOf(code: string, language: (typeof languages)[number], from = release): string {
  const profession = from.codes.professions.find((one) => one.code === code);
  if (profession === undefined) throw new Error(`fixture: unknown profession: ${code}`);
  return paperPage(contextOf(from, language, `commissioning/${code}`), profession).body.text;
}

const textOf = (markup: string): string => markup.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");

test("says where a profession stands, where it goes, what is needed, what matters most and how sure that is", () => {
  const markup = paperOf("physiotherapist", "en");
  const text = textOf(markup);
  for (const sentence of [
    "In September 2025 941 FTE are in post and 1,000 are funded: a gap of 60 FTE.",
    "a gap of 15 FTE is expected in September 2028: with a chance of 80% −10 to 40, of 95% −25 to 55. The chance that posts are filled is 42%.",
    "Training places commissioned a year now: 120. Needed to fill the posts funded today by September 2028, 80% sure: Out of reach.",
    "Leaving, against now: from 90% to 110% it moves the gap from −40 to 71 FTE.",
    "Tested on the past: 45 projections of 1 year ahead came within 1.4% of what then was",
    "Posts as now 120 131 Out of reach.",
  ]) {
    expect(text).toContain(sentence);
  }
  expect(markup.split("<svg").length - 1).toBe(4);
});

test("without posts there is a projection and no gap, and the paper says why", () => {
  const text = textOf(paperOf("arts-therapists", "en"));
  expect(text).toContain("985 FTE are expected in September 2028: with a chance of 80% 960 to 1,010");
  expect(text).toContain("Posts not known.");
  expect(text).not.toContain("gap of");
});

test("without a projection there is no number, and the paper says why", () => {
  const text = textOf(paperOf("dietitian", "en"));
  expect(text).toContain("There is no projection of this profession. Too few left.");
  expect(text).toContain("A projection needs 50 leavers over the years observed and 3 complete years");
  expect(text).not.toContain("FTE");
  const bare = readFixture({ example: false, sparse: true });
  expect(textOf(paperOf("physiotherapist", "en", bare))).toContain(
    "The release has no data to make one from.",
  );
});

test.each(languages)("has all its words in %s", (language) => {
  for (const code of ["physiotherapist", "arts-therapists", "dietitian"]) {
    expect(paperOf(code, language)).not.toMatch(/\b(?:paper|supply|model)-[a-z-]+(?=[<\s.])(?![^<]*>)/);
  }
  expect(textOf(paperOf("physiotherapist", language))).toContain(
    language === "cy" ? "bwlch o 60 FTE" : "gap of 60 FTE",
  );
});
