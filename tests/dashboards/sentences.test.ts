import { expect, test } from "vitest";
import { escalationPoints } from "../../dashboards/src/escalation-list.ts";
import { positionSentence } from "../../dashboards/src/funnel-figure.ts";
import { areaGapPoints, gapPoints } from "../../dashboards/src/gap-points.ts";
import { lacksSection } from "../../dashboards/src/lacks.ts";
import { largestSentence, partsSentence } from "../../dashboards/src/parts.ts";
import { contextOf, indicatorOf, readFixture } from "./fixture-site.ts";

const release = readFixture();
const english = contextOf(release, "en");
const welsh = contextOf(release, "cy");
const wales = { name: "Wales", area: "W92000004", profession: "all" };
const cymru = { ...wales, name: "Cymru" };

test("areas beyond a limit are named by the limit and the side, in both languages", () => {
  const funnel = { id: "leaver-rate", indicator: indicatorOf(release, "leaver-rate") };
  expect(positionSentence(english, funnel)).toBe(
    "Leaver rate (Moves in or out), areas beside Wales (9.0%): above the 99.8% limit: Betsi Cadwaladr; below the 99.8% limit: Swansea Bay; above the 95% limit only: Powys; below the 95% limit only: Hywel Dda.",
  );
  expect(positionSentence(welsh, funnel)).toBe(
    "Dangosydd leaver rate (Symud i mewn neu allan), ardaloedd ochr yn ochr â Chymru (9.0%): uwchlaw’r terfyn 99.8%: Betsi Cadwaladr; islaw’r terfyn 99.8%: Bae Abertawe; uwchlaw’r terfyn 95% yn unig: Powys; islaw’r terfyn 95% yn unig: Hywel Dda.",
  );
  expect(positionSentence(english, { ...funnel, level: "left-wales" })).toBeNull();
});

test("a change is told with its parts, the largest first, each signed", () => {
  const gap = indicatorOf(release, "gap-change");
  expect(partsSentence(english, gap, "component", wales)).toBe(
    "Wales, 12 months to 30 September 2025: the gap between funded posts and staff in post grew by 52.2 FTE. Joiners −104.4; Funded posts +52.2.",
  );
  expect(partsSentence(welsh, gap, "component", cymru)).toBe(
    "Cymru, 12 mis hyd at 30 Medi 2025: tyfodd y bwlch rhwng swyddi a ariennir a staff mewn swydd, 52.2 FTE yn fwy. Staff sy’n ymuno −104.4; Swyddi a ariennir +52.2.",
  );
  const artTherapists = { name: "Powys", area: "W11000024", profession: "art-therapist" };
  expect(partsSentence(english, gap, "component", artTherapists)).toBeNull();
});

test("the largest shares are told, and the share that is not known", () => {
  const reasons = indicatorOf(release, "leaving-reasons");
  expect(largestSentence(english, reasons, "leaving-reason", wales)).toBe(
    "Leaving reasons, Wales, 12 months to 30 September 2025: Health 46.4%; Retirement 23.2%. Not known: 69.6%.",
  );
  expect(largestSentence(welsh, reasons, "leaving-reason", cymru)).toBe(
    "Dangosydd leaving reasons, Cymru, 12 mis hyd at 30 Medi 2025: Iechyd 46.4%; Ymddeol 23.2%. Ddim yn hysbys: 69.6%.",
  );
  const withUnknown = (marker: string) => {
    const { cube } = release;
    const series: typeof cube.series = (key) =>
      cube
        .series(key)
        .map((cell) => (key.category === "unknown" ? { ...cell, value: null, markers: [marker] } : cell));
    const context = contextOf({ ...release, cube: { ...cube, series } }, "en");
    return largestSentence(context, reasons, "leaving-reason", wales);
  };
  expect(withUnknown("c")).toMatch(/Not known: \[c\]\. This number, or another .+ \[c\] does not mean 0\.$/);
  expect(withUnknown("x")).toMatch(/Not known: \[x\]\.$/);
});

test("what is missing is counted by its state and the missing returns are named", () => {
  const text = lacksSection(english, ["headcount", "welsh-reach"]).text;
  expect(text).toContain("No return from Powys County Council for 30 September 2025 (Staff in post).");
  expect(text).toContain(
    "Of 15 numbers at the latest dates (Wales, each area and each profession in Wales): confidential 0; not available 0; incomplete 7; of low reliability 0.",
  );
  expect(text).toContain("There are no data on Welsh reach in this release.");
});

test("the professions with a gap are told by area, and cases for escalation by rule", () => {
  const { cube } = release;
  const rates: Readonly<Record<string, number>> = { dietitian: 10, physiotherapist: 12.34 };
  const withGap = {
    ...release,
    cube: {
      ...cube,
      series: (key: Parameters<typeof cube.series>[0]) =>
        cube.series(key).map((cell) => {
          const gap = key.area === "W11000024" ? rates[key.profession] : undefined;
          return { ...cell, markers: [], value: gap ?? 9.9 };
        }),
    },
  };
  expect(gapPoints(contextOf(withGap, "en"))).toEqual([
    {
      text: "No area with a number has a vacancy rate of 10% or more.",
      anchor: "vacancy-rate-areas",
    },
    {
      text: "No profession with a number has a vacancy rate of 10% or more in Wales.",
      anchor: "vacancy-rate-professions",
    },
    {
      text: "Professions with a vacancy rate of 10% or more, by area: Powys (Dietitians 10.0%, Physiotherapists 12.3%).",
      anchor: "vacancy-rate-matrix",
    },
  ]);
  expect(areaGapPoints(contextOf(withGap, "cy"), "W11000024", "by-profession")).toEqual([
    {
      text: "Proffesiynau â chyfradd swyddi gwag o 10% neu fwy yma: Deietegwyr; Ffisiotherapyddion.",
      anchor: "by-profession",
    },
  ]);
  expect(areaGapPoints(contextOf(withGap, "en"), "W11000023", "by-profession")[0]?.text).toBe(
    "No profession with a number has a vacancy rate of 10% or more here.",
  );
  expect(escalationPoints(english, "senior")).toEqual([
    { text: "For escalation, by rule: Lasting gap 1.", anchor: "escalations" },
  ]);
  expect(escalationPoints(english, "commissioning")).toEqual([]);
});
