import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createContexts } from "../../dashboards/src/context.ts";
import { fanFigure } from "../../dashboards/src/fan-figure.ts";
import { type Language, languages } from "../../dashboards/src/language.ts";
import { readMessages } from "../../dashboards/src/messages.ts";
import { readRelease } from "../../dashboards/src/release.ts";
import { supplyFigures, supplyPoints } from "../../dashboards/src/supply-figures.ts";
import { writeFixtureRelease } from "./fixture-release.ts";

const folder = mkdtempSync(join(tmpdir(), "gweithlu-supply-"));
writeFixtureRelease(join(folder, "full"), { example: true });
writeFixtureRelease(join(folder, "sparse"), { example: false, sparse: true });
afterAll(() => rmSync(folder, { recursive: true }));

const contextOf = (kind: "full" | "sparse", language: Language) =>
  createContexts(readRelease(join(folder, kind)), readMessages(), language)("commissioning");

const textOf = (markup: string): string => markup.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");

describe("supply and demand", () => {
  test("a number, its bands, its chance and the places needed stand beside each other", () => {
    const [projection = "", scenarios = ""] = supplyFigures(contextOf("full", "en")).map((figure) =>
      textOf(figure.text),
    );
    expect(projection).toContain("Physiotherapists 941 1,000 985 15 −10 to 40 −25 to 55 42%");
    expect(scenarios).toContain(
      "Posts as now, 50% sure Posts as now, 80% sure Physiotherapists 120 131 Out of reach.",
    );
    expect(scenarios).not.toContain("Arts therapists");
    expect(projection).toContain("Arts therapists 941 Posts not known.");
    expect(projection).toContain("Dietitians: Too few left.");
  });

  test("the assumption that matters most, and how well the model did", () => {
    const texts = supplyFigures(contextOf("full", "en")).map((figure) => textOf(figure.text));
    expect(texts[2]).toContain("Leaving, against now: from 0.9 to 1.1, gap −40 to 71");
    expect(texts[3]).toContain("1 year 45 +0.6% 1.4% 2.6% 1.5% 91.0% 95.6%");
  });

  test("the point names professions whose posts are likelier to stay unfilled", () => {
    expect(supplyPoints(contextOf("full", "en"))).toEqual([
      {
        text: "With the places commissioned now, the posts funded today are more likely than not to stay unfilled by September 2028 in: Physiotherapists.",
        anchor: "supply-projection",
      },
    ]);
  });

  test.each(languages)("both languages have every figure and no message key (%s)", (language) => {
    const figures = supplyFigures(contextOf("full", language));
    expect(figures).toHaveLength(4);
    for (const { text } of figures) expect(text).not.toMatch(/supply-[a-z-]+(?![a-z-]*")\b(?=[<\s])/);
    expect(figures[0]?.text).toContain(language === "cy" ? "Ffisiotherapyddion" : "Physiotherapists");
  });

  test("the course of one profession, in words, as a drawing and as a table", () => {
    const context = contextOf("full", "en");
    const [profession] = context.release.codes.professions.filter(({ code }) => code === "physiotherapist");
    const figure = profession === undefined ? false : fanFigure(context, profession);
    const text = figure === false ? "" : textOf(figure.text);
    expect(text).toContain(
      "940 FTE are in post in September 2025. With the places commissioned now 985 are expected in September 2028; with a chance of 80% between 960 and 1,010.",
    );
    expect(text).toContain("September 2027 970 945 to 995 930 to 1,010 1,000 30 5 to 55 −10 to 70 20%");
    expect(figure === false ? 0 : figure.text.split("<svg").length - 1).toBe(2);
    const [dietitian] = context.release.codes.professions.filter(({ code }) => code === "dietitian");
    expect(dietitian && fanFigure(context, dietitian)).toBe(false);
  });

  test("a release without projections has no figure and no point", () => {
    expect(supplyFigures(contextOf("sparse", "en"))).toEqual([]);
    expect(supplyPoints(contextOf("sparse", "en"))).toEqual([]);
  });
});
