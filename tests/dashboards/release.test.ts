import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readRelease } from "../../dashboards/src/release.ts";
import { selectSeries } from "../../dashboards/src/select.ts";
import { quarterEnds, writeFixtureRelease } from "./fixture-release.ts";
import { indicatorOf, readFixture, temporaryFolder } from "./fixture-site.ts";

test("a series comes in order of time with its numbers and markers", () => {
  const release = readFixture();
  const series = selectSeries(release, {
    indicator: indicatorOf(release, "leaver-rate"),
    area: "W11000024",
    profession: "all",
  });
  expect(series.map(({ periodEnd }) => periodEnd)).toEqual(quarterEnds.slice(4));
  const gap = series.find(({ periodEnd }) => periodEnd === "2024-06-30");
  expect(gap).toMatchObject({ period: "2024-Q2/12m", value: null, markers: ["x", "b"] });
  expect(series.at(-1)?.value).toBeGreaterThan(0);
  expect(release.cube.lastPeriod("leaver-rate")).toEqual({ periodEnd: "2025-09-30", period: "2025-Q3/12m" });
});

test("an indicator without a cell has no last period", () => {
  expect(readFixture().cube.lastPeriod("welsh-reach")).toBeNull();
});

test("a key that was not agreed is an error with its file and place", () => {
  const folder = temporaryFolder();
  writeFixtureRelease(folder, { example: true });
  const file = join(folder, "codes.json");
  const codes = JSON.parse(readFileSync(file, "utf8"));
  codes.areas[0].surprise = 1;
  writeFileSync(file, JSON.stringify(codes));
  expect(() => readRelease(folder)).toThrow(/codes\.json: .*"surprise"[\s\S]*areas\[0\]/);
});

test("a missing or broken file is named", () => {
  const folder = temporaryFolder();
  writeFixtureRelease(folder, { example: true });
  writeFileSync(join(folder, "quality.json"), "{");
  expect(() => readRelease(folder)).toThrow("quality.json: not JSON");
  rmSync(join(folder, "quality.json"));
  expect(() => readRelease(folder)).toThrow(/quality\.json: cannot be read in .*: run the pipeline first/);
});
