import { expect, test } from "vitest";
import { audit, indicator, list, type Shown } from "./release.ts";

const indicators = [indicator("headcount"), indicator("vacancy-rate", { kind: "fte" })];

/** Headcount hides two of the three areas of Wales. */
const headcount: Shown[] = [
  { people: 30 },
  { area: "north", people: 20 },
  { area: "south", marker: "c" },
  { area: "west", marker: "c" },
];

const vacancies = (wales: number, south: string): Shown[] =>
  [
    { people: wales, marker: "incomplete" },
    { area: "north", people: 20 },
    { area: "south", marker: south },
    { area: "west", marker: "c" },
  ].map((cell) => ({ indicator: "vacancy-rate", ...cell }));

test("what an incomplete number leaves out is found where it is hidden elsewhere", async () => {
  const { failures, total } = await audit([...headcount, ...vacancies(28, "x")], indicators);
  expect(list(failures)).toEqual(["in-post: south 2–2 left-out"]);
  expect(total.failures).toBe(1);
});

test("it is found as well where it is large, as it was hidden for others", async () => {
  const { failures } = await audit([...headcount, ...vacancies(21, "x")], indicators);
  expect(list(failures)).toEqual(["in-post: south 9–9 left-out"]);
});

test.each([
  ["nobody is left out", [...headcount, ...vacancies(30, "x")]],
  ["the area has a number of its own that is hidden", [...headcount, ...vacancies(28, "c")]],
  ["a mass transfer is why the area has no number", [...headcount, ...vacancies(28, "x b")]],
  [
    "the area's count is shown",
    [
      { people: 30 },
      { area: "north", people: 12 },
      { area: "south", people: 9 },
      { area: "west", people: 9 },
      ...vacancies(21, "x").filter(({ area }) => area === undefined || area === "south"),
    ],
  ],
] satisfies [string, Shown[]][])("nothing is found where %s", async (_, cells) => {
  expect(list((await audit(cells, indicators)).failures)).toEqual([]);
});

test("a rounded difference tells no more than rounded numbers do", async () => {
  const { failures } = await audit([...headcount, ...vacancies(25, "x")], indicators, undefined, {
    round_to: 5,
  });
  expect(list(failures)).toEqual([]);
});

test("who may see class P learns nothing from it", async () => {
  const { failures } = await audit([...headcount, ...vacancies(28, "x")], indicators, undefined, {
    arePersonsOpen: true,
  });
  expect(list(failures)).toEqual([]);
});
