import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { html } from "../../dashboards/src/html.ts";
import { readObservation } from "../../dashboards/src/reading.ts";
import {
  incompleteReason,
  missingFor,
  missingFrom,
  nameReturns,
  readCourse,
  readShown,
  unavailableReasons,
} from "../../dashboards/src/reasons.ts";
import type { Release } from "../../dashboards/src/release.ts";
import { contextOf, indicatorOf, readFixture } from "./fixture-site.ts";

const release = readFixture();
const wales = "W92000004";
const powys = "W11000024";
const council = "W06000023";

test("a stock needs the returns of its date, a flow those of a year earlier too", () => {
  const slice = (id: string) => ({ indicator: indicatorOf(release, id), area: wales, profession: "all" });
  const dates = ["2025-09-30", "2026-09-30", "2025-06-30"];
  const missing = (id: string) =>
    dates.map((periodEnd) => missingFor(release, { slice: slice(id), periodEnd }).length);
  expect(missing("headcount")).toEqual([1, 0, 0]);
  expect(missing("leaver-rate")).toEqual([1, 1, 0]);
});

test("only the employers of the area and the datasets of the indicator count", () => {
  const headcount = indicatorOf(release, "headcount");
  const missing = (area: string, datasets = headcount.datasets) =>
    missingFor(release, {
      slice: { indicator: { ...headcount, datasets }, area, profession: "all" },
      periodEnd: "2025-09-30",
    }).length;
  expect([wales, powys, council, "7A7", "W11000023"].map((area) => missing(area))).toEqual([1, 1, 1, 0, 0]);
  expect(missing(powys, ["senior_posts"])).toBe(0);
  expect(missingFrom(release, powys)).toHaveLength(1);
  expect(missingFrom(release, "W11000023")).toEqual([]);
});

test("what is incomplete says who did not report, and for when", () => {
  const shown = [readShown(release, { ...of("headcount"), area: wales, profession: "all" })];
  expect(incompleteReason(contextOf(release, "en"), shown)).toBe(
    "Incomplete: no return from Powys County Council for 30 September 2025 (Staff in post)",
  );
  expect(incompleteReason(contextOf(release, "cy"), shown)).toBe(
    "Anghyflawn, ffurflen ar goll: Cyngor Sir Powys ar gyfer 30 Medi 2025 (Staff mewn swydd)",
  );
  expect(incompleteReason(contextOf(release, "en"), shown.map(withoutNotes))).toBeNull();
});

test("of many missing returns the three latest are named and the others counted", () => {
  const returns = ["2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30", "2025-09-30"].map(
    (period_end) => ({
      dataset: "staff",
      employer: council,
      period_end,
      received: false,
      rows: 0,
    }),
  );
  const [oldest] = returns;
  expect(nameReturns(contextOf(release, "en"), returns)).toBe(
    "Powys County Council for 30 September 2025 (Staff in post); Powys County Council for 30 June 2025 (Staff in post); Powys County Council for 31 March 2025 (Staff in post) and 1 more",
  );
  const many = [...returns, ...(oldest === undefined ? [] : [{ ...oldest, employer: "7A7" }])];
  expect(nameReturns(contextOf(release, "cy"), many)).toMatch(
    /31 Mawrth 2025 \(Staff mewn swydd\) a 2 arall$/,
  );
});

test("what is not available says why where it can be told", () => {
  const reasons = (shown: Parameters<typeof unavailableReasons>[1], data: Release = release) =>
    unavailableReasons(contextOf(data, "en"), shown).map(
      (reason) => parseHTML(`<p>${html`${reason}`}</p>`).document.querySelector("p")?.textContent,
    );
  const funded = { ...of("funded-fte"), area: wales, profession: "art-therapist" };
  expect(reasons([readShown(release, funded)])).toEqual([
    "the input gives the occupation code without the job role, so figures are for the whole group: Arts therapists",
  ]);
  const flow = { ...of("leaver-rate"), area: powys, profession: "all" };
  expect(reasons(readCourse(release, flow))).toEqual([
    "staff or services moved between organisations within the twelve months",
  ]);
  const missing = { dataset: "staff", employer: "7A7", period_end: "2023-06-30", received: false, rows: 0 };
  expect(reasons(readCourse(release, flow), { ...release, missingReturns: [missing] })[0]).toMatch(
    /^no return from .+ for 30 June 2023 \(Staff in post\)$/s,
  );
  const unknown = { reading: readObservation(undefined), cell: { slice: flow, periodEnd: "2019-06-30" } };
  expect(reasons([unknown])).toEqual([]);
});

function of(id: string) {
  return { indicator: indicatorOf(release, id) };
}

function withoutNotes<Item extends { reading: ReturnType<typeof readObservation> }>(item: Item): Item {
  return { ...item, reading: { ...item.reading, notes: [] } };
}
