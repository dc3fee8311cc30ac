import { expect, test } from "vitest";
import { latestPoints, risingPoint } from "../../dashboards/src/points.ts";
import { contextOf, indicatorOf, readFixture } from "./fixture-site.ts";

const release = readFixture();
const english = contextOf(release, "en");
const welsh = contextOf(release, "cy");
const wales = { name: "Wales", area: "W92000004", profession: "all" };

test("a sentence has the latest value, the change in a year and what to be careful with", () => {
  expect(latestPoints(english, { headcount: "table" }, wales)).toEqual([
    {
      text: "Headcount, Wales: 12,815, as at 30 September 2025. Up 57 on a year earlier (12,758). Incomplete: no return from Powys County Council for 30 September 2025 (Staff in post).",
      anchor: "table",
    },
  ]);
  expect(latestPoints(welsh, { headcount: "table" }, { ...wales, name: "Cymru" })[0]?.text).toBe(
    "Dangosydd headcount, Cymru: 12,815, ar 30 Medi 2025. 57 yn uwch na blwyddyn ynghynt (12,758). Anghyflawn, ffurflen ar goll: Cyngor Sir Powys ar gyfer 30 Medi 2025 (Staff mewn swydd).",
  );
});

test("a rate is a percentage of twelve months", () => {
  expect(latestPoints(english, { "leaver-rate": "table" }, wales)[0]?.text).toMatch(
    /^Leaver rate, Wales: \d+\.\d%, 12 months to 30 September 2025\. Up \d\.\d percentage points on a year earlier \(\d\.\d%\)\.$/,
  );
});

test("what is confidential is said to be so, what is not applicable or not there is left out", () => {
  const place = { name: "Art therapists", area: "W11000024", profession: "art-therapist" };
  expect(latestPoints(english, { headcount: "table" }, place)[0]?.text).toBe(
    "Headcount, Art therapists: Confidential information [c], as at 30 September 2025.",
  );
  const shared = { ...wales, profession: "multi-profession" };
  expect(latestPoints(english, { "vacancy-rate": "table", "senior-fill-rate": "table" }, shared)).toEqual([]);
});

test("rising, falling and unchanged are told from a year earlier and from the start", () => {
  const text = (id: string, profession: string) =>
    risingPoint(english, indicatorOf(release, id), { ...wales, profession });
  expect(text("advanced-posts", "all")).toBe(
    "Advanced posts, Wales: 163, as at 30 September 2025. The number is rising: 1 more than a year earlier (162). It is 23 more than at the start of the series on 31 March 2021 (140).",
  );
  expect(text("consultant-posts", "all")).toBe(
    "Consultant posts, Wales: 26, as at 30 September 2025. The number is not rising: it is the same as a year earlier. It is 4 more than at the start of the series on 31 March 2021 (22).",
  );
  expect(text("consultant-posts", "dietitian")).toBe(
    "Consultant posts, Wales: 0, as at 30 September 2025. The number is not rising: it is the same as a year earlier. It is the same as at the start of the series on 31 March 2021.",
  );
});
