import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Indicator } from "../../src/indicators/registry.ts";
import { compareAreas, selectFunnelLimits } from "../../src/statistics/funnels.ts";
import { readRows } from "../../src/warehouse/connect.ts";
import { rate, shownCells } from "./shown-cells.ts";
import { fixture, number, query, text, unitsFrom } from "./vectors.ts";

const limits = { lower_998: number, lower_95: number, upper_95: number, upper_998: number };

/** PHEindicatormethods 2.0 (commit 093fd28), test data of its funnel plots. */
describe("published funnels", () => {
  test("limits of proportions, by population", async () => {
    const rows = await query(
      z.object({ ...limits, printed: z.record(text, text) }),
      `with limited as (${selectFunnelLimits("area")}) select lower_998, lower_95, upper_95, upper_998, printed from limited`,
      [
        `create table area as select 'wilson' as interval, 100::double as scale, denominator::double as denominator,
           0.806424478571495::double as average, 80::double as value,
           {lower_95: lower_95, upper_95: upper_95, lower_998: lower_998, upper_998: upper_998} as printed
         from ${fixture("funnel-proportions")}`,
      ],
    );
    expect(rows).toHaveLength(100);
    for (const { printed, ...found } of rows) {
      for (const [name, value] of Object.entries(found)) {
        expect([name, unitsFrom(printed[name] ?? "", value) <= 1]).toEqual([name, true]);
      }
    }
  });

  /**
   * At the published population so many events lie on the limit. It was found by an iteration that stops within a few 1e-7 of the
   * expected number, on exact bounds throughout; Byar's, which decide the published positions, differ by up to 0.9 % at 10
   * events and less than 0.1 % from 50 on.
   */
  test.each([
    ["rate", "100000::double", "116.1720835::double / 100000", "3 * denominator::double"],
    ["ratio", "100::double", "1::double", "denominator::double"],
  ])("limits of a %s, by events", async (statistic, scale, average, denominator) => {
    const rows = await query(
      z.object({
        ...limits,
        limit: z.enum(["lower_998", "lower_95", "upper_95", "upper_998"]),
        printed: text,
        events: number,
        expected: number,
      }),
      `with limited as (${selectFunnelLimits("area")})
       select lower_998, lower_95, upper_95, upper_998, "limit", printed, events, expected from limited`,
      [
        `create table area as select 'poisson' as interval, ${scale} as scale, ${average} as average,
           ${denominator} as denominator, 0::double as value, "limit", value as printed, events::double as events
         from ${fixture("funnel-events")} where statistic = '${statistic}'`,
      ],
    );
    expect(rows).toHaveLength(400);
    for (const row of rows) {
      const difference = Math.abs(row[row.limit] / Number(row.printed) - 1);
      const stop = 2e-6 + 2e-7 / row.expected;
      expect(difference, JSON.stringify(row)).toBeLessThan(
        row.events < 9 ? stop : row.events < 50 ? 9e-3 : 1e-3,
      );
    }
  });

  test.each(["wilson", "poisson"])("positions (%s)", async (interval) => {
    const rows = await query(
      z.object({ position: text, printed: text }),
      `with limited as (${selectFunnelLimits("area")}) select position, printed from limited`,
      [
        `create table area as select interval, 1::double as scale, denominator::double as denominator,
           average::double as average, numerator::double / denominator::double as value, position as printed
         from ${fixture("funnel-positions")} where interval = '${interval}'`,
      ],
    );
    expect(rows.length).toBeGreaterThanOrEqual(300);
    expect(rows.filter((row) => row.position !== row.printed)).toEqual([]);
  });
});

describe("areas beside their total", () => {
  const board = (area: string, row: Record<string, string | number | null> = {}) => ({
    area,
    numerator: 20,
    denominator: 100,
    value: 20,
    ...row,
  });
  const total = { area: "W92000004", numerator: 200, denominator: 1000, value: 20 };
  const hidden = { numerator: null, denominator: null, value: null };

  async function areas(
    rows: readonly Record<string, string | number | boolean | null>[],
    indicator: Indicator = rate({ interval: "poisson" }),
    threads = 2,
  ): Promise<string[]> {
    const warehouse = await shownCells(rows, threads);
    try {
      await compareAreas(warehouse.connection, [indicator]);
      const found = await readRows(
        warehouse.connection,
        z.object({ area: text, level: text, position: text, total_value: number }),
        "select area, level, position, total_value from result.funnel",
      );
      return found.map((one) => `${one.area} ${one.level} ${one.position} ${one.total_value}`);
    } finally {
      warehouse.close();
    }
  }

  test("are health-board areas at the latest period, all persons, against the country", async () => {
    const rows = [
      total,
      board("W11000023"),
      board("W11000024", { numerator: 50, value: 50 }),
      board("W11000025", { numerator: 0, value: 0 }),
      board("W11000028", { period_end: "2025-06-30" }),
      board("W11000029", { breakdown: "sector", category: "nhs" }),
      board("7A7"),
      board("national-bodies"),
    ];
    for (const threads of [1, 4]) {
      expect(await areas(rows, rate({ interval: "poisson" }), threads)).toEqual([
        "W11000023 none within 20",
        "W11000024 none high-99.8 20",
        "W11000025 none low-99.8 20",
      ]);
    }
  });

  test("are not there when they, or the total, are not shown", async () => {
    expect(await areas([total, board("W11000023", { ...hidden, state: "c" })])).toEqual([]);
    expect(await areas([{ ...total, ...hidden, state: "x" }, board("W11000023")])).toEqual([]);
  });

  test("are all within where nobody, or everybody, is counted", async () => {
    const none = { numerator: 0, value: 0 };
    const all = { numerator: 100, value: 100 };
    const of = (interval: "wilson" | "poisson") => rate({ interval });
    expect(await areas([{ ...total, ...none }, board("W11000023", none)], of("wilson"))).toEqual([
      "W11000023 none within 0",
    ]);
    expect(await areas([{ ...total, ...none }, board("W11000023", none)], of("poisson"))).toEqual([
      "W11000023 none within 0",
    ]);
    expect(
      await areas([{ ...total, ...all, numerator: 1000 }, board("W11000023", all)], of("wilson")),
    ).toEqual(["W11000023 none within 100"]);
  });

  test("are not compared without an interval, nor at a level where moves between them count", async () => {
    expect(await areas([total, board("W11000023")], rate({ interval: "none" }))).toEqual([]);
    const levels = ["left-cell", "left-wales"].flatMap((level) => [
      { ...total, level },
      board("W11000023", { level }),
    ]);
    expect(await areas(levels, rate({ interval: "poisson", compared_levels: ["left-wales"] }))).toEqual([
      "W11000023 left-wales within 20",
    ]);
  });
});
