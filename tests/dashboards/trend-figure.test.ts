import { expect, test } from "vitest";
import { fitChoice, optionsOf, readChoice } from "../../dashboards/src/client/choice.ts";
import { exploreFigure } from "../../dashboards/src/client/explore-figure.ts";
import { allProfessions, wales } from "../../dashboards/src/select.ts";
import { type TrendLine, trendFigure } from "../../dashboards/src/trend-figure.ts";
import { contextOf, indicatorOf, readFixture } from "./fixture-site.ts";

const release = readFixture();
const [english, welsh] = [contextOf(release, "en"), contextOf(release, "cy")];
const powys = "W11000024";

/** The whole figure: its chart names the lines that its words tell of. */
function trend(context: typeof english, ...[first, ...others]: [TrendLine, ...TrendLine[]]): string {
  return trendFigure(context, { id: "trend", title: "Trend", place: "Wales", lines: [first, ...others] })
    .text;
}

function line(id: string, area = wales): TrendLine {
  return { name: area, slice: { indicator: indicatorOf(release, id), area, profession: allProfessions } };
}

test("a series with a signal, alone, is drawn and told with its mean and limits", () => {
  const figure = trend(english, line("leaver-rate"));
  expect(figure).toMatch(
    /Dashed lines: lower limit [\d.]+ and upper limit [\d.]+ of the usual variation since March 2022; thin line: mean, [\d.]+ \(15 periods\)\./,
  );
  expect(figure).toMatch(/>limit<.*>mean<.*>limit</s);
  expect(figure).toContain('class="key-limit"');
  const told = trend(welsh, line("leaver-rate"));
  expect(told).toMatch(
    /terfyn isaf \([\d.]+\) a therfyn uchaf \([\d.]+\) yr amrywiad arferol ers Mawrth 2022;/,
  );
  expect(told).toContain(">cymedr<");
});

test("a series without a signal, and several series, have neither mean nor limits", () => {
  expect(trend(english, line("leaver-rate", powys))).not.toContain("limit");
  expect(trend(english, line("leaver-rate"), line("leaver-rate", powys))).not.toContain("limit");
});

test("every trend of an indicator with a threshold is drawn and told with it, unless others are beside it", () => {
  for (const lines of [[line("vacancy-rate", powys)], [line("vacancy-rate"), line("vacancy-rate", powys)]]) {
    const [first = line("vacancy-rate"), ...others] = lines;
    expect(trend(english, first, ...others)).toContain("Horizontal dotted line: gap threshold, 10%.");
    expect(trend(welsh, first, ...others)).toContain(">trothwy bwlch 10%<");
  }
  expect(trend(english, line("vacancy-rate"), line("leaver-rate"))).not.toContain("threshold");
  expect(trend(english, line("leaver-rate"))).not.toContain("threshold");
});

test("a trend that ends before the last period of its series has no limits of later points", () => {
  const leavers = indicatorOf(release, "leaver-rate");
  const options = optionsOf(release, release.cube, leavers);
  const figure = (query: string): string => {
    const { choice } = fitChoice(release, readChoice(new URLSearchParams(query)), options);
    return exploreFigure(english, leavers, choice).text;
  };
  const place = `indicator=leaver-rate&area=${wales}&from=2022-03-31`;
  expect(figure(`${place}&to=2025-09-30`)).toContain("of the usual variation");
  expect(figure(`${place}&to=2025-06-30`)).not.toContain("of the usual variation");
});
