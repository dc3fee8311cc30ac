import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readRows } from "../../src/warehouse/connect.ts";
import { computeIndicator, givenWarehouse, pick } from "../support/given.ts";

type Row = Record<string, string | number>;

const wales = { area: "W92000004", profession: "all", staff_type: "all", category: "all" };

function staffOf(
  employer_code: string,
  names: string,
  dates: readonly string[],
  occupation_code = "S1E",
): Row[] {
  return dates.flatMap((snapshot_date) =>
    names.split(" ").map((name) => ({
      snapshot_date,
      person_id: name,
      assignment_id: `${name}-${employer_code}`,
      employer_code,
      occupation_code,
      afc_band: "6",
      fte: 1,
    })),
  );
}

describe("a missing return", () => {
  const staff = [
    ...staffOf("7A7", "a b c", ["2024-09-30", "2025-09-30"]),
    ...staffOf("7A1", "d e f g", ["2024-09-30", "2025-06-30", "2025-09-30"]),
    ...staffOf("W06000023", "h i", ["2024-09-30", "2025-06-30", "2025-09-30"], "S1C"),
  ];

  test("makes its totals incomplete and its own cells not available", async () => {
    const cells = await computeIndicator({ staff }, "headcount");
    const at = { ...wales, period: "2025-Q2" };
    expect(pick(cells, at)).toMatchObject({ value: 6, marker: "incomplete" });
    expect(pick(cells, { ...at, area: "W11000024" })).toMatchObject({ value: 2, marker: "incomplete" });
    expect(pick(cells, { ...at, area: "7A7" })).toMatchObject({ value: null, marker: "x" });
    expect(pick(cells, { ...at, area: "W11000024", profession: "physiotherapist" })).toMatchObject({
      value: null,
      marker: "x",
    });
    expect(pick(cells, { ...at, area: "W11000023" })).toMatchObject({ value: 4, marker: "" });
    expect(pick(cells, { ...wales, period: "2025-Q3" })).toMatchObject({ value: 9, marker: "" });
  });

  test("leaves its employer out of both ends of a flow", async () => {
    const later = [
      ...staff,
      ...staffOf("7A7", "a b c", ["2026-06-30"]),
      ...staffOf("7A1", "d e f", ["2026-06-30"]),
    ];
    const cells = await computeIndicator({ staff: later }, "leaver-rate");
    const at = { ...wales, period: "2026-Q2/12m", level: "left-cell" };
    expect(pick(cells, { ...at, area: "W11000023" }).marker).toBe("c");
    expect(pick(cells, { ...at, area: "7A7" }).marker).toBe("x");
  });
});

test("an NHS body that never sent a return is missed, from the day its returns are due", async () => {
  const staff = staffOf("7A7", "a b c", ["2018-09-30", "2018-12-31"]);
  const cells = await computeIndicator({ staff }, "headcount", 2, true);
  expect(pick(cells, { ...wales, period: "2018-Q4" })).toMatchObject({ value: 3, marker: "incomplete" });
  expect(pick(cells, { ...wales, area: "W11000024", period: "2018-Q4" })).toMatchObject({
    value: 3,
    marker: "",
  });
  expect(pick(cells, { ...wales, area: "W11000023", period: "2018-Q4" })).toMatchObject({
    value: null,
    marker: "x",
  });
  const connection = await givenWarehouse({ staff }, true);
  const missed = await readRows(
    connection,
    z.object({ employer: z.string(), quarters: z.int() }),
    `select employer_code as employer, count(*)::int as quarters from marts.employer_return
     where not is_received and employer_code in ('7A1', 'HEIW', 'DHCW', 'W06000001') group by all order by all`,
  );
  expect(missed).toEqual([
    { employer: "7A1", quarters: 2 },
    { employer: "HEIW", quarters: 1 },
  ]);
});

describe("a mass transfer", () => {
  const moved = "a b c d e f";
  const staff = [
    ...staffOf("7A3", moved, ["2018-09-30"]),
    ...staffOf("7A3", "g h i", ["2018-09-30", "2019-03-31", "2019-06-30", "2019-09-30"]),
    ...staffOf("7A5", moved, ["2019-06-30", "2019-09-30"]),
    ...staffOf("7A5", "j k l", ["2018-09-30", "2019-03-31", "2019-06-30", "2019-09-30"]),
  ];

  test("is neither joining nor leaving: touched cells are not available, Wales is unaffected", async () => {
    const cells = await computeIndicator({ staff }, "leaver-rate");
    const at = { ...wales, period: "2019-Q3/12m", level: "left-cell" };
    expect(pick(cells, { ...at, area: "W11000031" })).toMatchObject({ value: null, marker: "x b" });
    expect(pick(cells, { ...at, area: "7A5" })).toMatchObject({ value: null, marker: "x b" });
    expect(pick(cells, at)).toMatchObject({ numerator: 0, denominator: 12, marker: "" });
  });

  test("marks the break on the first stock after it", async () => {
    const cells = await computeIndicator({ staff }, "headcount");
    const at = { ...wales, area: "W11000030" };
    expect(pick(cells, { ...at, period: "2019-Q1" })).toMatchObject({ value: 3, marker: "" });
    expect(pick(cells, { ...at, period: "2019-Q2" })).toMatchObject({ value: 9, marker: "b" });
    expect(pick(cells, { ...at, period: "2019-Q3" })).toMatchObject({ value: 9, marker: "" });
    expect(pick(cells, { ...wales, period: "2019-Q2" }).marker).toBe("");
  });

  test("a new body is followed over the transfer that made it", async () => {
    const staffOfBodies = [
      ...staffOf("RQF", "a b c d", ["2020-06-30"]),
      ...staffOf("RQF", "a b", ["2021-06-30"]),
      ...staffOf("DHCW", "c d", ["2021-06-30"]),
    ];
    const cells = await computeIndicator({ staff: staffOfBodies }, "leaver-rate");
    const at = { ...wales, level: "left-cell", area: "national-bodies" };
    expect(pick(cells, at)).toMatchObject({ numerator: 0, denominator: 4, marker: "" });
    expect(pick(cells, { ...at, area: "RQF" }).marker).toBe("x b");
  });
});

test("headcount at the end is that at the start less leavers plus joiners, in every cell", async () => {
  const staff = [
    ...staffOf("7A7", "a b c d", ["2024-09-30"]),
    ...staffOf("7A7", "a b e", ["2025-09-30"], "S9E"),
    ...staffOf("7A7", "c f g", ["2025-09-30"]),
    ...staffOf("7A1", "d h i a", ["2025-09-30"]),
    ...staffOf("7A1", "h j k", ["2024-09-30"]),
  ];
  const nothingHidden = 1;
  const headcount = await computeIndicator({ staff }, "headcount", nothingHidden);
  const joiners = await computeIndicator({ staff }, "joiner-rate", nothingHidden);
  const leavers = await computeIndicator({ staff }, "leaver-rate", nothingHidden);
  const flows = leavers.filter((one) => one.level === "left-cell" && !one.marker.includes("x"));
  expect(flows.length).toBeGreaterThan(20);
  for (const { area, profession, staff_type, numerator } of flows) {
    const cell = { area, profession, staff_type, category: "all" };
    const start = pick(headcount, { ...cell, period: "2024-Q3" }).value ?? 0;
    const end = pick(headcount, { ...cell, period: "2025-Q3" }).value ?? 0;
    const joined = pick(joiners, { ...cell, level: "left-cell" }).numerator ?? 0;
    expect([cell, end]).toEqual([cell, start - (numerator ?? 0) + joined]);
  }
});

test("a dataset that was never sent makes what depends on it not available", async () => {
  const cells = await computeIndicator({ staff: staffOf("7A7", "a b c", ["2025-09-30"]) }, "welsh-recorded");
  expect(pick(cells, wales)).toMatchObject({ value: null, marker: "x" });
});
