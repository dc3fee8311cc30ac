import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import {
  type Choice,
  fitChoice,
  optionsOf,
  readChoice,
  writeChoice,
} from "../../dashboards/src/client/choice.ts";
import { shownObservations } from "../../dashboards/src/client/explore-figure.ts";
import { releaseNote } from "../../dashboards/src/client/release-note.ts";
import { encodeCells } from "../../dashboards/src/explore-data.ts";
import { exploreFile, toExploreRelease } from "../../dashboards/src/explore-release.ts";
import { createDates, roundAsShown } from "../../dashboards/src/format.ts";
import { readCube } from "../../dashboards/src/observations.ts";
import { allProfessions, selectSeries, wales } from "../../dashboards/src/select.ts";
import { writeFixtureRelease } from "./fixture-release.ts";
import { contextOf, indicatorOf, readFixture, temporaryFolder } from "./fixture-site.ts";

const release = readFixture();

test("the file of an indicator has its cells as they are shown", async () => {
  const folder = temporaryFolder();
  writeFixtureRelease(folder, { example: true });
  const files = await encodeCells(folder, release);
  expect([...files.keys()]).toEqual(release.indicators.map(({ id }) => exploreFile(id)));
  let compared = 0;
  let limited = 0;
  for (const indicator of release.indicators) {
    const cube = readCube(gunzipSync(files.get(exploreFile(indicator.id)) ?? new Uint8Array()));
    expect(cube.periods(indicator.id)).toEqual(release.cube.periods(indicator.id));
    const shown = (value: number | null) => (value === null ? null : roundAsShown(value, indicator.decimals));
    for (const area of release.codes.areas) {
      const slice = { indicator, area: area.code, profession: allProfessions };
      const own = selectSeries({ ...release, cube }, slice).map(({ value, lower, upper, markers }) => ({
        value: shown(value),
        lower: shown(lower),
        upper: shown(upper),
        markers,
      }));
      const published = selectSeries(release, slice).map(({ value, lower, upper, markers }) => ({
        value: shown(value),
        lower: shown(lower),
        upper: shown(upper),
        markers,
      }));
      expect(own).toEqual(published);
      const [ownLimits, limits] = [{ ...release, cube }, release].map(
        (each) => selectSeries(each, slice).at(-1)?.limits,
      );
      expect(ownLimits?.first_end).toBe(limits?.first_end);
      expect(ownLimits?.mean).toBe(limits ? roundAsShown(limits.mean, indicator.decimals) : undefined);
      if (limits) limited += 1;
      compared += own.length;
    }
  }
  expect(compared).toBeGreaterThan(100);
  expect(limited).toBe(release.controlLimits.length);
});

test("the release of the explore page has the dates in words and neither SQL nor cells", () => {
  const { release: known, dates } = toExploreRelease(release, createDates("cy"));
  expect(dates.find(([iso]) => iso === "2025-09-30")).toEqual(["2025-09-30", "30 Medi 2025", "Medi 2025"]);
  expect(known).not.toHaveProperty("cube");
  expect(JSON.stringify(known)).not.toMatch(/\bselect\b/);
});

test("a choice goes through an address unchanged, and what an indicator does not have is left out and named", () => {
  const indicator = indicatorOf(release, "leaver-rate");
  const options = optionsOf(release, release.cube, indicator);
  const asked: Choice = {
    ...readChoice(new URLSearchParams("indicator=leaver-rate&area=XX&level=left-wales&from=2030-01-01")),
  };
  const { choice, left } = fitChoice(release, asked, options);
  expect(choice).toMatchObject({
    areas: [wales],
    level: "left-cell",
    professions: [allProfessions],
  });
  expect(left).toEqual(["2030-01-01", "XX", "left-wales"]);
  const query = writeChoice(choice, release);
  expect(query.get("release")).toBe(release.manifest.release);
  expect(fitChoice(release, readChoice(query), options)).toEqual({ choice, left: [] });
});

test("the end of a choice is never before its start", () => {
  const indicator = indicatorOf(release, "headcount");
  const options = optionsOf(release, release.cube, indicator);
  const [first, second] = options.periodEnds;
  const asked = readChoice(new URLSearchParams(`from=${second}&to=${first}`));
  expect(fitChoice(release, asked, options).choice).toMatchObject({ from: first, to: first });
});

test("a link made with another release says how many of the numbers shown changed, as far as it is known", async () => {
  const folder = temporaryFolder();
  writeFixtureRelease(folder, { example: true });
  const files = await encodeCells(folder, release);
  const note = (query: string, asked: string | null): string | null => {
    const choice = readChoice(new URLSearchParams(query));
    const indicator = indicatorOf(release, choice.indicator);
    const cube = readCube(gunzipSync(files.get(exploreFile(indicator.id)) ?? new Uint8Array()));
    const own = { ...release, cube };
    const context = { ...contextOf(release, "en", "explore"), release: own };
    const fitted = fitChoice(own, choice, optionsOf(own, cube, indicator)).choice;
    return releaseNote(context, shownObservations(context, indicator, fitted), asked);
  };
  const before = "2025-06-30-1";
  const two = `indicator=headcount&area=${wales}&area=W11000024`;
  expect(note(two, null)).toBeNull();
  expect(note(two, "2025-09-30-1")).toBeNull();
  expect(note(two, before)).toBe(
    "This link was made with release 2025-06-30-1. The numbers here are those of release 2025-09-30-1, and may differ. Numbers shown that changed between the two: Correction 2.",
  );
  expect(note(`${two}&to=2025-03-31`, before)).toContain("none of the numbers shown changed.");
  expect(note(`${two}&view=date&to=2025-06-30`, before)).toContain("Correction 2.");
  expect(note(`${two}&view=date`, before)).toContain("none of the numbers shown changed.");
  expect(note("indicator=headcount&profession=dietitian", before)).toContain("none of the numbers shown");
  expect(note("indicator=fte", before)).toContain("none of the numbers shown changed.");
  expect(note(two, "2020-01-01-1")).toContain("What changed between the two is not known here.");
});
