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
      text: "Headcount, Wales: 12,815, as at 30 September 2025. Up 57 on a year earlier (12,758). An employer did not report.",
      anchor: "table",
    },
  ]);
  expect(latestPoints(welsh, { headcount: "table" }, { ...wales, name: "Cymru" })[0]?.text).toBe(
    "Dangosydd headcount, Cymru: 12,815, ar 30 Medi 2025. 57 yn uwch na blwyddyn ynghynt (12,758). Ni chafwyd ffigurau gan bob cyflogwr.",
  );
});

test("a rate is a percentage of twelve months", () => {
  expect(latestPoints(english, { "leaver-rate": "table" }, wales)[0]?.text).toMatch(
    /^Leaver rate, Wales: \d+\.\d%, 12 months to 30 September 2025\. Up \d\.\d on a year earlier \(\d\.\d\)\.$/,
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
    risingPoint(english, { indicator: indicatorOf(release, id), area: "W92000004", profession });
  expect(text("advanced-posts", "all")).toBe(
    "Advanced posts: rising, 1 more than a year earlier (162). 23 more than at the start of the series on 31 March 2021 (140).",
  );
  expect(text("consultant-posts", "all")).toBe(
    "Consultant posts: not rising, the same number as a year earlier (26). 4 more than at the start of the series on 31 March 2021 (22).",
  );
  expect(text("consultant-posts", "dietitian")).toBe(
    "Consultant posts: not rising, the same number as a year earlier (0). The same number as at the start of the series on 31 March 2021 (0).",
  );
});
