import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Indicator } from "../../src/indicators/registry.ts";
import { readStatisticsPolicy } from "../../src/statistics/policy.ts";
import {
  findSignals,
  memberOf,
  runEnds,
  selectSpecialCauses,
  twoOfThreeEnds,
} from "../../src/statistics/signals.ts";
import { readRows } from "../../src/warehouse/connect.ts";
import { pipelines } from "../support/given.ts";
import { rate, shownCells } from "./shown-cells.ts";
import { fixture, number, query, text } from "./vectors.ts";

const policy = await readStatisticsPolicy(pipelines);

/** NHSRplotthedots 0.2 (commit 050b07d): its snapshots, the deviations vignette, test-ptd_calculate_point_type.R. */
describe("published XmR charts", () => {
  /** Published mean and limits, with the last digit printed. `normal` and `last-ten` have no outlier to screen. */
  const published: Record<string, readonly [number, number, number, number]> = {
    normal: [0.1416238, -3.01138, 3.294627, 5e-6],
    outlier: [0.6694159, -4.596625, 5.935457, 5e-6],
    deviations: [1.94, -3.06, 6.95, 0.005],
    "last-ten": [0.209, -3.28, 3.7, 0.006],
  };

  test.each(Object.entries(published))("mean and limits: %s", async (series, [mean, lower, upper, last]) => {
    const [found] = await query(
      z.object({ mean: number, distance: number }),
      `with point as (select series, position::int as position, value::double as value
         from ${fixture("xmr-series")} where series = '${series}')
       select total / points / 1e9 as mean, "limit" / (100 * points * (points - 1)) / 1e9 as distance
       from (${selectSpecialCauses("point")})`,
    );
    if (!found) throw new Error(series);
    expect(Math.abs(found.mean - mean)).toBeLessThanOrEqual(last);
    expect(Math.abs(found.mean - found.distance - lower)).toBeLessThanOrEqual(last);
    expect(Math.abs(found.mean + found.distance - upper)).toBeLessThanOrEqual(last);
  });

  test.each([
    ["six on one side are no shift", runEnds("a", 7), [1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0]],
    ["a shift", runEnds("a", 7), [1, 1, 1, 1, 1, 1, 1, 1, -1], [0, 0, 0, 0, 0, 0, 1, 1, 0]],
    ["no run has no members", memberOf("a", 7), [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]],
    ["members of a run", memberOf("a", 7), [0, 0, 0, 0, 0, 0, 0, 1, 0], [0, 1, 1, 1, 1, 1, 1, 1, 0]],
  ])("%s", async (_, sql, a, expected) => {
    expect(await flags(sql, a)).toEqual(expected);
  });

  test.each([
    ["six rising are no trend", [1, 2, 3, 4, 5, 6], [0, 0, 0, 0, 0, 0]],
    ["seven rising", [1, 2, 3, 4, 5, 6, 7], [0, 0, 0, 0, 0, 0, 1]],
    ["seven falling", [7, 6, 5, 4, 3, 2, 1], [0, 0, 0, 0, 0, 0, -1]],
  ])("%s", async (_, values, expected) => {
    const steps = values.map((value, index) => Math.sign(value - (values[index - 1] ?? value)));
    expect(await flags(runEnds("a", 6), steps)).toEqual(expected);
  });

  test.each([
    [
      [1, 0, 1],
      [1, 1, 1],
      [1, 1, 1],
    ],
    [
      [0, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ],
    [
      [1, 1, 0],
      [1, 1, 1],
      [1, 1, 1],
    ],
    [
      [0, 0, 1, 0, 1, 0, 0],
      [1, 1, 1, 1, 1, 1, 1],
      [0, 0, 1, 1, 1, 0, 0],
    ],
    [
      [0, 0, 1, 0, 1, 0, 0],
      [1, -1, 1, -1, 1, -1, 1],
      [0, 0, 0, 0, 0, 0, 0],
    ],
    [
      [1, 0, 0, 1],
      [1, 1, 1, 1],
      [0, 0, 0, 0],
    ],
  ])("two of three near the limit: %j on sides %j", async (near, sides, expected) => {
    const members = await flags(memberOf("pair_ends", 3), near, sides, twoOfThreeEnds("a", "b"));
    expect(members).toEqual(expected);
  });

  /** What the fragment says of each point, given columns a and b, and `pair_ends` computed from them. */
  async function flags(
    sql: string,
    a: readonly number[],
    b: readonly number[] = a,
    pairEnds = "0",
  ): Promise<number[]> {
    const rows = a.map((value, index) => `(1, ${index}, ${value}, ${b[index]})`);
    const found = await query(
      z.object({ flag: number }),
      `with given as (select * from (values ${rows.join(", ")}) as given(series, position, a, b)),
       ended as (select *, ${pairEnds} as pair_ends from given)
       select (${sql})::int as flag from ended order by position`,
    );
    return found.map(({ flag }) => flag);
  }
});

describe("special causes, point by point", () => {
  const flat = [10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11];

  test.each([
    ["only common cause", flat, flat.map(() => 0)],
    ["a point outside", [...flat, 30], [...flat.map(() => 0), 1]],
    ["a constant series", Array.from({ length: 14 }, () => 0.1), Array.from({ length: 14 }, () => 0)],
    [
      "thirds that never change",
      Array.from({ length: 13 }, () => 100 / 3),
      Array.from({ length: 13 }, () => 0),
    ],
    ["a trend of seven", [20, 0, 20, 0, 20, 4, 5, 6, 7, 8, 9, 10], [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]],
    ["a tie breaks a trend", [20, 0, 20, 0, 20, 4, 5, 6, 7, 7, 9, 10], Array.from({ length: 12 }, () => 0)],
    [
      "a shift of seven",
      [0, 20, 0, 20, 0, 20, 0, 12, 15, 13, 16, 12, 17, 13],
      [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1],
    ],
    [
      "a point on the mean breaks a shift",
      [0, 20, 0, 20, 0, 20, -2, 11, 13, 12, 10, 11, 13, 12],
      Array.from({ length: 14 }, () => 0),
    ],
    [
      "two of three near the limit, after a shift down",
      [5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 8, 6, 8],
      [...Array.from({ length: 12 }, () => -1), 1, 0, 1],
    ],
  ])("%s", async (_, values, expected) => {
    const rows = values.map((value, index) => `(1, ${index}, ${value}::double)`);
    const found = await query(
      z.object({ cause: number }),
      `select special_cause::int as cause from (${selectSpecialCauses("point")}) order by position`,
      [`create table point as select * from (values ${rows.join(", ")}) as point(series, position, value)`],
    );
    expect(found.map(({ cause }) => cause)).toEqual(expected);
  });
});

describe("the signal of a series", () => {
  const common = [50, 52, 49, 51, 50, 52, 49, 51, 50, 52, 49];
  type Point = Record<string, string | number | boolean | null>;

  function points(values: readonly number[], changes: Record<number, Point> = {}): Point[] {
    return values.map((value, index) => ({
      period_end: quarterEnd(index),
      numerator: value,
      value,
      people: value,
      ...changes[index],
    }));
  }

  function quarterEnd(index: number): string {
    return new Date(Date.UTC(2015, 3 * index + 3, 0)).toISOString().slice(0, 10);
  }

  async function judge<Row extends z.ZodRawShape>(
    rows: readonly Point[],
    indicator: Indicator,
    threads: number,
    row: z.ZodObject<Row>,
    sql: string,
  ) {
    const warehouse = await shownCells(rows, threads);
    try {
      await findSignals(warehouse.connection, [indicator], policy);
      return await readRows(warehouse.connection, row, sql);
    } finally {
      warehouse.close();
    }
  }

  async function signal(
    rows: readonly Point[],
    indicator: Indicator = rate(),
    threads = 2,
  ): Promise<string[]> {
    const found = await judge(
      rows,
      indicator,
      threads,
      z.object({ period_end: text, signal: text }),
      "select period_end::varchar as period_end, signal from series_signal order by all",
    );
    return found.map((one) => `${one.period_end} ${one.signal}`);
  }

  /** The published mean and limits, with the first period that they are of, and how many points. */
  function limits(rows: readonly Point[], indicator: Indicator = rate()) {
    return judge(
      rows,
      indicator,
      2,
      z.object({
        first_end: text,
        period_end: text,
        points: z.int(),
        lower: number,
        mean: number,
        upper: number,
      }),
      `select first_end::varchar as first_end, period_end::varchar as period_end, points::int as points,
         round(lower, 6) as lower, round(mean, 6) as mean, round(upper, 6) as upper
       from result.control_limit order by all`,
    );
  }

  const last = (count: number, name: string): string[] => [`${quarterEnd(count - 1)} ${name}`];
  const hidden = { numerator: null, denominator: null, value: null, people: null };
  const notAvailable = { ...hidden, state: "x" };
  const confidential = { ...hidden, state: "c" };

  test("stands on the last period and follows the direction", async () => {
    const up = points([...common, 80]);
    for (const threads of [1, 4]) {
      expect(await signal(up, rate({ direction: "up" }), threads)).toEqual(last(12, "improving"));
    }
    expect(await signal(up, rate({ direction: "down" }))).toEqual(last(12, "worsening"));
    expect(await signal(up, rate({ direction: "none" }))).toEqual([]);
    expect(await signal(points([...common, 51]))).toEqual(last(12, "no-change"));
  });

  test("only what the last point says counts", async () => {
    expect(await signal(points([...common, 80, 50]))).toEqual(last(13, "no-change"));
  });

  test("needs twelve points", async () => {
    expect(await signal(points(common))).toEqual(last(11, "too-short"));
  });

  test("counts from the last break on, the point after it included", async () => {
    const values = [...common.map((value) => value + 100), ...common, 51];
    expect(await signal(points(values))).toEqual(last(23, "worsening"));
    expect(await signal(points(values, { 11: { is_break: true } }))).toEqual(last(23, "no-change"));
    expect(await signal(points(values, { 3: { is_break: true }, 12: { is_break: true } }))).toEqual(
      last(23, "too-short"),
    );
    expect(
      await signal(points(values, { 10: { is_break: true, ...notAvailable }, 11: { is_break: true } })),
    ).toEqual(last(23, "no-change"));
  });

  test("leaves out what is incomplete or not available", async () => {
    const values = [...common, 400, 51];
    expect(await signal(points(values, { 11: { is_incomplete: true } }))).toEqual(last(13, "no-change"));
    expect(await signal(points(values, { 11: notAvailable }))).toEqual(last(13, "no-change"));
    expect(await signal(points(values, { 10: notAvailable, 11: notAvailable }))).toEqual(
      last(13, "too-short"),
    );
  });

  test("is none when the last point itself is incomplete or has no value", async () => {
    const values = [...common, 51, 80];
    for (const change of [{ is_incomplete: true }, notAvailable, { ...hidden, state: "z" }]) {
      expect(await signal(points(values, { 12: change }))).toEqual([]);
    }
  });

  test("is none when a point since the last break is confidential, also when it would be too short", async () => {
    const values = [...common, 51, 80];
    expect(await signal(points(values, { 2: confidential }))).toEqual([]);
    expect(await signal(points(common, { 2: confidential }))).toEqual([]);
    expect(await signal(points([...common, ...values], { 2: confidential, 11: { is_break: true } }))).toEqual(
      last(24, "improving"),
    );
  });

  test("is none when fewer than five persons are behind the points on average", async () => {
    const few = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [index, { people: 0, numerator: 0 }]),
    );
    expect(await signal(points([...common, 80], few))).toEqual([]);
    expect(await signal(points([...common, 80], { ...few, 0: { people: 60 } }))).toEqual(
      last(12, "improving"),
    );
  });

  test("of posts, which no persons stand behind, goes by their number", async () => {
    const posts = points([...common, 80]).map((one) => ({ ...one, people: null }));
    expect(await signal(posts)).toEqual(last(12, "improving"));
  });

  test("series do not mix: areas, categories and levels", async () => {
    const boards = points([...common, 51]).map((one) => ({ ...one, area: "W11000023" }));
    const levels = points([...common, 20]).map((one) => ({ ...one, level: "left-wales" }));
    expect(await signal([...points([...common, 80]), ...boards, ...levels])).toEqual(
      ["improving", "no-change", "worsening"].flatMap((name) => last(12, name)),
    );
  });

  test("a series with a signal has the mean and limits that its chart shows, from the last break on", async () => {
    // Mean 50.5; the moving ranges 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2 are 23 / 11 on average.
    const expected = { points: 12, lower: 44.938182, mean: 50.5, upper: 56.061818 };
    const values = [...common, 51];
    const alone = { ...expected, first_end: quarterEnd(0), period_end: quarterEnd(11) };
    expect(await limits(points(values))).toEqual([alone]);
    const broken = points([300, 10, ...values], { 2: { is_break: true } });
    expect(await limits(broken)).toEqual([
      { ...expected, first_end: quarterEnd(2), period_end: quarterEnd(13) },
    ]);
  });

  test("a limit that no value can reach is given as the bound", async () => {
    const low = [0, 20, 0, 20, 0, 20, 0, 20, 0, 20, 0, 20];
    const high = low.map((value) => 100 - value);
    const below = low.map((value) => value - 1);
    const [atZero] = await limits(points(low));
    expect(atZero).toMatchObject({ lower: 0, mean: 10, upper: 63.2 });
    const [atAll] = await limits(points(high));
    expect(atAll).toMatchObject({ lower: 36.8, mean: 90, upper: 100 });
    const [beyond] = await limits(points(high), rate({ interval: "none" }));
    expect(beyond).toMatchObject({ upper: 143.2 });
    const [negative] = await limits(points(below).map((one) => ({ ...one, people: 10 })));
    expect(negative).toMatchObject({ lower: -44.2 });
  });

  test.each([
    ["too short", points(common), rate()],
    ["hidden in part", points([...common, 51, 52], { 3: confidential }), rate()],
    ["without a last value", points([...common, 51, 52], { 12: notAvailable }), rate()],
    ["of few persons", points([...common, 51]).map((one) => ({ ...one, people: 4 })), rate()],
    ["of no direction", points([...common, 51]), rate({ direction: "none" })],
  ])("a series that is %s has no mean and no limits", async (_, rows, indicator) => {
    expect(await limits(rows, indicator)).toEqual([]);
  });
});
