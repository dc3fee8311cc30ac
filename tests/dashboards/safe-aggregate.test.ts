import { expect, test } from "vitest";
import type { Observation } from "../../dashboards/src/observations.ts";
import type { Release } from "../../dashboards/src/release.ts";
import { findSafeAggregate } from "../../dashboards/src/safe-aggregate.ts";
import { indicatorOf, readFixture } from "./fixture-site.ts";

const fixture = readFixture();
const wales = "W92000004";
const powys = "W11000024";
const trust = "7A7";
const periodEnd = "2025-09-30";
const slice = {
  indicator: indicatorOf(fixture, "headcount"),
  area: trust,
  profession: "art-therapist",
  staffType: "registered",
  breakdown: "sector",
  category: "nhs",
  level: "left-cell",
};
const staffTypes = ["all", "registered"].map((code, sort) => ({
  code,
  parent: code === "all" ? null : "all",
  name_en: code,
  name_cy: code,
  sort,
}));

/** A release in which every cell is confidential but those with a number, by area, profession and staff type. */
function releaseWith(numbers: Readonly<Record<string, Partial<Observation>>>): Release {
  return {
    ...fixture,
    codes: { ...fixture.codes, staff_types: staffTypes },
    cube: {
      ...fixture.cube,
      series: ({ area, profession, staffType, breakdown, category, level }) => {
        expect({ breakdown, category, level }).toEqual({
          breakdown: slice.breakdown,
          category: slice.category,
          level: slice.level,
        });
        return [
          {
            periodEnd,
            period: "2025-Q3",
            numerator: null,
            denominator: null,
            value: null,
            lower: null,
            upper: null,
            markers: ["c"],
            signal: null,
            limits: null,
            change: null,
            ...numbers[`${area} ${profession} ${staffType}`],
          },
        ];
      },
    },
  };
}

const number = (value: number, ...markers: string[]) => ({ value, markers });
const whole: Readonly<Record<string, Partial<Observation>>> = {
  [`${trust} art-therapist all`]: number(6),
  [`${trust} arts-therapists registered`]: number(7),
  [`${powys} art-therapist registered`]: number(8),
  [`${wales} art-therapist registered`]: number(9, "incomplete"),
  [`${trust} all registered`]: number(10),
};

test("the smallest wider cell that is shown is offered: staff types, group, areas from the nearest, all professions", () => {
  const offered = [];
  const numbers = { ...whole };
  for (const key of Object.keys(whole)) {
    const found = findSafeAggregate(releaseWith(numbers), { slice, periodEnd });
    offered.push(`${found?.slice.area} ${found?.slice.profession} ${found?.slice.staffType}`);
    expect(found?.reading.value).toBe(whole[key]?.value);
    expect(found?.slice).toMatchObject({ indicator: slice.indicator, category: "nhs", level: "left-cell" });
    delete numbers[key];
  }
  expect(offered).toEqual(Object.keys(whole));
  expect(findSafeAggregate(releaseWith(numbers), { slice, periodEnd })).toBeNull();
});

test("what is to be careful with stays with the number", () => {
  const release = releaseWith({ [`${wales} art-therapist registered`]: number(9, "incomplete") });
  expect(findSafeAggregate(release, { slice, periodEnd })?.reading).toEqual({
    value: 9,
    notes: ["incomplete"],
  });
});

test("a number of another period end is no offer", () => {
  const release = releaseWith({ [`${trust} all registered`]: { ...number(10), periodEnd: "2025-06-30" } });
  expect(findSafeAggregate(release, { slice, periodEnd })).toBeNull();
});

test("only what is confidential has an offer, whatever number it hides", () => {
  const own = `${trust} art-therapist registered`;
  const offer = (cell: Partial<Observation>) =>
    findSafeAggregate(releaseWith({ ...whole, [own]: cell }), { slice, periodEnd });
  const expected = findSafeAggregate(releaseWith(whole), { slice, periodEnd });
  expect(expected?.reading.value).toBe(6);
  expect([0, 1, 4, 40].map((value) => offer(number(value, "c")))).toEqual(Array(4).fill(expected));
  expect([number(5), number(0), { markers: ["x"] }, { markers: ["z"] }].map(offer)).toEqual(
    Array(4).fill(null),
  );
});
