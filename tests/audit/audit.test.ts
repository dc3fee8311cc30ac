import { expect, test } from "vitest";
import { states } from "../../src/audit/knowledge.ts";
import type { Layer } from "../../src/audit/layers.ts";
import { type AuditReport, auditReport } from "../../src/audit/report.ts";
import { narrowByServices } from "../../src/audit/services.ts";
import { audit, indicator, list, type Shown, table } from "./release.ts";

test("two hidden counts in each line of a table have room", async () => {
  const report = await audit(
    grid({ hidden: ["north dietitian", "north podiatrist", "south dietitian", "south podiatrist"] }),
  );
  expect(list(report.failures)).toEqual([]);
  expect(report.total).toMatchObject({ hidden: 4, proven_wide: 4, failures: 0 });
  expect(auditReport.parse(report)).toEqual(report);
});

test("a total less its other parts gives a count away", async () => {
  const report = await audit(grid({ hidden: ["north dietitian"] }));
  expect(list(report.failures)).toEqual(["in-post: north dietitian 3–3 substitution"]);
});

test("two hidden counts in each line can still be found out together", async () => {
  const hidden = ["north dietitian", "north podiatrist", "south podiatrist", "south", "dietitian"];
  const report = await audit(grid({ hidden }));
  expect(list(report.failures)).toContainEqual(expect.stringMatching(/^in-post: north dietitian /));
});

test("counts are narrowed when their sum is small, the more as zeros are shown", async () => {
  const report = await audit([
    { people: 30 },
    { area: "north" },
    { area: "south" },
    { area: "west", people: 26 },
  ]);
  expect(list(report.failures)).toEqual(["in-post: north 1–3 interval", "in-post: south 1–3 interval"]);
});

test("what is rounded can be more and less, in every sum alike", async () => {
  const rounded = { round_to: 5 };
  const plain = [indicator("headcount")];
  const tables = [table("in-post")];
  const roomy = await audit(
    [{ people: 10 }, { area: "north" }, { area: "south", people: 5 }],
    plain,
    tables,
    rounded,
  );
  expect(list(roomy.failures)).toEqual([]);
  expect(roomy.total).toMatchObject({ hidden: 1, proven_wide: 1, contradictions: 0, overlaps: 0 });
  const tight = await audit(
    [{ people: 10 }, { area: "north" }, { area: "south", people: 5 }, { area: "west", people: 5 }],
    plain,
    tables,
    rounded,
  );
  expect(list(tight.failures)).toEqual(["in-post: north 1–2 interval"]);
});

test("nobody in a total is nobody in its hidden parts, which gives others away", async () => {
  const report = await audit([
    { people: 40 },
    { profession: "dietitian", people: 0 },
    { profession: "podiatrist" },
    { area: "north", people: 17 },
    { area: "north", profession: "dietitian" },
    { area: "north", profession: "podiatrist" },
    { area: "north", profession: "orthoptist", people: 14 },
    { area: "south" },
    { area: "south", profession: "dietitian" },
    { area: "south", profession: "podiatrist" },
    { area: "south", profession: "orthoptist" },
    { profession: "orthoptist" },
  ]);
  expect(list(report.failures)).toContainEqual("in-post: north podiatrist 3–3 substitution");
});

test("a small count that is shown is a failure", async () => {
  expect(list((await audit([{ people: 3 }])).failures)).toEqual(["in-post:  3–3 shown"]);
});

test("another indicator gives a hidden count away", async () => {
  const report = await audit(
    [...pair(), { indicator: "fte", area: "north", people: 3 }],
    [indicator("headcount"), indicator("fte")],
  );
  expect(list(report.failures)).toContain("in-post: north 3–3 shown");
});

test("a denominator of persons gives a count away, one of hours does not", async () => {
  const shares = [{ people: "part-time", denominator: "in-post" }];
  const tables = [table("in-post"), table("part-time")];
  const cells: Shown[] = [...pair(), { indicator: "share", area: "north", people: 0, denominator: 3 }];
  const persons = indicator("share", { interval: "wilson", counts: shares });
  const hours = indicator("share", { interval: "none", counts: shares });
  expect(list((await audit(cells, [indicator("headcount"), persons], tables)).failures)).toContain(
    "in-post: north 3–3 shown",
  );
  expect((await audit(cells, [indicator("headcount"), hours], tables)).failures).toEqual([]);
});

test("the average of two headcounts and one of them give the other", async () => {
  const average = ["in-post", { population: "in-post", months_earlier: 12 }];
  const report = await audit(
    [
      ...pair(),
      ...pair("2024-09-30").map((one) => (one.area === "north" ? { ...one, people: 9 } : one)),
      { indicator: "leaving", area: "north", people: 6, denominator: 6 },
    ],
    [
      indicator("headcount"),
      indicator("leaving", { interval: "poisson", counts: [{ people: "left", denominator: average }] }),
    ],
    [table("in-post"), table("left")],
  );
  expect(list(report.failures)).toContain("in-post: north 3–3 shown");
});

test("those who stayed and those at the start give those who left", async () => {
  const start = { population: "in-post", months_earlier: 12 };
  const report = await audit(
    [
      { people: 20 },
      { people: 20, period: "2024-09-30" },
      { indicator: "stability", people: 18, denominator: 20 },
      { indicator: "leaving" },
    ],
    [
      indicator("headcount"),
      indicator("stability", { interval: "wilson", counts: [{ people: "stayed", denominator: start }] }),
      indicator("leaving", {
        interval: "poisson",
        counts: [{ people: "left", denominator: ["in-post", start] }],
      }),
    ],
    [table("in-post"), table("flows", { counts: { left: 1, stayed: -1 }, within: "in-post" })],
  );
  expect(list(report.failures)).toEqual(["left:  2–2 difference"]);
});

test("those whose age is known give those whose age is unknown", async () => {
  const report = await audit(
    [
      { people: 20 },
      { indicator: "age", people: 6, denominator: 18 },
      { indicator: "age", breakdown: "age-band", category: "unknown" },
    ],
    [
      indicator("headcount"),
      indicator("age", {
        interval: "wilson",
        breakdowns: ["age-band"],
        counts: [
          { breakdown: "none", people: "older", denominator: "known-age" },
          { category: "unknown", people: "in-post", denominator: "in-post" },
          { people: "in-post", denominator: "known-age" },
        ],
      }),
    ],
    [
      table("in-post"),
      table("known-age", { counts: { "known-age": 1, "in-post/age-band/unknown": -1 }, within: "in-post" }),
      table("older"),
      table("age-band", { counts: { "in-post": 1 }, by: "age-band", except: ["unknown"] }),
    ],
  );
  expect(list(report.failures)).toEqual(["in-post/age-band/unknown:  2–2 difference"]);
});

test("the others of a sensitive share are protected as those in it", async () => {
  const cells: Shown[] = [{ people: 20 }, { indicator: "older", people: 18, denominator: 20 }];
  const counts = [{ people: "older", denominator: "in-post" }];
  const tables = [table("in-post"), table("older")];
  const sensitive = indicator("older", { class: "S", interval: "wilson", counts });
  const plain = indicator("older", { interval: "wilson", counts });
  expect(list((await audit(cells, [indicator("headcount"), sensitive], tables)).failures)).toEqual([
    "older:  18–18 shown",
  ]);
  expect((await audit(cells, [indicator("headcount"), plain], tables)).failures).toEqual([]);
});

test("to readers of all of class P only what narrows a sensitive count further than its open total is told", async () => {
  const older = (area: string, people?: number): Shown => ({
    indicator: "older",
    area,
    ...(people === undefined ? {} : { people, denominator: 30 }),
  });
  const counts = [{ people: "older", denominator: "in-post" }];
  const auditOf = (cells: Shown[], arePersonsOpen: boolean) =>
    audit(
      cells,
      [indicator("headcount"), indicator("older", { class: "S", interval: "wilson", counts })],
      [table("in-post"), table("older", { within: "in-post" })],
      { arePersonsOpen },
    );
  const persons: Shown[] = [{ people: 60 }, { area: "north", people: 3 }, { area: "south", people: 57 }];
  const hidden = [...persons, older("north"), older("south"), older("wales")];
  expect(list((await auditOf(hidden, false)).failures)).toContain("in-post: north 3–3 shown");
  expect(list((await auditOf(hidden, true)).failures)).toEqual([]);
  const worked = [...persons, older("north"), older("south", 20), older("wales", 22)];
  expect(list((await auditOf(worked, true)).failures)).toEqual(["older: north 2–2 substitution"]);
});

test("the categories of a population give the one that is hidden away", async () => {
  const gender = (category: string, people?: number): Shown => ({
    indicator: "gender",
    breakdown: "gender",
    category,
    ...(people === undefined ? {} : { people }),
  });
  const report = await audit(
    [{ people: 20 }, gender("female", 17), gender("male")],
    [indicator("headcount"), indicator("gender", { breakdowns: ["gender"] })],
    [
      table("in-post"),
      table("gender", { counts: { "in-post": 1 }, by: "gender", sums: { "in-post": ["female", "male"] } }),
    ],
  );
  expect(list(report.failures)).toEqual(["in-post: male 3–3 substitution"]);
});

test("where persons are in two cells a difference says little", async () => {
  const report = await audit([
    { people: 30 },
    { area: "north", people: 20 },
    { area: "south", people: 15 },
    { area: "west" },
  ]);
  expect(report.failures).toEqual([]);
  expect(report.total.contradictions).toBe(1);
});

test("an area that the release leaves out may have anybody", async () => {
  const split = (area: string, people?: number): Shown => ({
    indicator: "sector",
    area,
    breakdown: "sector",
    category: "nhs",
    ...(people === undefined ? {} : { people }),
  });
  const report = await audit(
    [...pair(), split("wales", 40), split("north"), split("south", 20)],
    [indicator("headcount"), indicator("sector", { breakdowns: ["sector"] })],
    [table("in-post"), table("sector", { counts: { "in-post": 1 }, by: "sector" })],
  );
  expect(report.failures).toEqual([]);
});

test.each([
  ["an indicator that is not declared", [{ indicator: "other", people: 9 }], undefined],
  ["a cell that counts nothing", [{ breakdown: "band", category: "5", people: 9 }], undefined],
  ["a hidden cell with a number", [{ people: 9, marker: "c" }], undefined],
  ["a shown cell without a number", [{ denominator: 9 }], undefined],
  ["an unknown population", [{ people: 9 }], [table("other")]],
] satisfies [string, Shown[], ReturnType<typeof table>[] | undefined][])(
  "%s stops the audit",
  async (_, cells, tables) => {
    await expect(audit(cells, undefined, tables)).rejects.toMatchObject({
      code: expect.stringMatching(/^(audit-broken|unknown-population)$/),
    });
  },
);

/** Three areas by three professions of 20 persons each but 3 dietitians in the north, with all totals. */
function grid({ hidden }: { hidden: string[] }): Shown[] {
  const areas = ["wales", "north", "south", "west"];
  const professions = ["all", "dietitian", "orthoptist", "podiatrist"];
  return areas.flatMap((area) =>
    professions.map((profession) => {
      const name = [area, profession].filter((one) => one !== "wales" && one !== "all").join(" ");
      const size = (area === "wales" ? 3 : 1) * (profession === "all" ? 3 : 1) * 20;
      const isShort = ["wales", "north"].includes(area) && ["all", "dietitian"].includes(profession);
      return { area, profession, ...(hidden.includes(name) ? {} : { people: size - (isShort ? 17 : 0) }) };
    }),
  );
}

/** Two hidden areas and one that is shown. */
function pair(period?: string): Shown[] {
  const cells: Shown[] = [{ people: 60 }, { area: "north" }, { area: "south" }, { area: "west", people: 20 }];
  return cells.map((one) => (period === undefined ? one : { ...one, period }));
}

test("what the release before showed is known still, unless a number that both show has changed", async () => {
  const now = [
    { people: 30 },
    { area: "north" },
    { area: "south", people: 16 },
    { area: "west" },
  ] satisfies Shown[];
  const before = [{ people: 30 }, { area: "north" }, { area: "south" }, { area: "west", people: 11 }];
  const plain = [indicator("headcount")];
  const auditAfter = (earlier: readonly Shown[] | null): Promise<AuditReport> =>
    audit(now, plain, [table("in-post")], {}, earlier);
  expect(list((await auditAfter(before)).failures)).toEqual(["in-post: north 3–3 substitution"]);
  expect((await auditAfter(null)).failures).toEqual([]);
  const changed = before.map((one) => (one.people === 30 ? { ...one, people: 31 } : one));
  expect((await auditAfter(changed)).failures).toEqual([]);
});

test("a number of services tells of hidden ones where it can be none but them, or none of them", async () => {
  const dietitians = { profession: "dietitian" };
  const hidden: Shown[] = [
    { ...dietitians, people: 28 },
    { ...dietitians, area: "north" },
    { ...dietitians, area: "south" },
    { ...dietitians, area: "west", people: 20 },
    { area: "north", people: 60 },
    { area: "north", profession: "orthoptist", people: 20 },
    // From 33 to 39, whatever the hidden dietitians are.
    { area: "north", profession: "podiatrist" },
  ];
  const auditNumber = async (from: number, to: number | null, ...numbers: Shown[]): Promise<string[]> => {
    const number = indicator("number", {
      counts: [{ people: "recorded" }],
      services: [{ persons: "in-post", from, to, in: "value" }],
    });
    const shown = numbers.map((one) => ({ indicator: "number", people: 90, ...one }));
    const tables = [table("in-post"), table("recorded")];
    return list((await audit([...hidden, ...shown], [indicator("headcount"), number], tables)).failures);
  };
  const told = (area: string, range: string, how = "services"): string =>
    `in-post: ${area} dietitian ${range} ${how}`;
  expect(await auditNumber(1, 4, { value: 0 })).toEqual([]);
  expect(await auditNumber(1, 4, { value: 1 })).toEqual([]);
  expect(await auditNumber(1, 4, { value: 2 })).toEqual([told("north", "1–4"), told("south", "1–4")]);
  // Three have four or more for sure.
  expect(await auditNumber(4, null, { value: 3 })).toEqual([told("north", "1–3"), told("south", "1–3")]);
  expect(await auditNumber(4, null, { value: 4 })).toEqual([]);
  expect(await auditNumber(4, null, { value: 4 }, { area: "south", people: 60, value: 1 })).toEqual([
    told("north", "1–4", "interval"),
    told("south", "4–7", "interval"),
  ]);
  const ofOne = { area: "south", profession: "dietitian", people: 12, value: 0 };
  expect(await auditNumber(4, null, ofOne)).toEqual([told("south", "1–3", "interval")]);
});

test.each([
  { shown: 5, left: [1, 7] },
  { shown: 10, left: [8, 12] },
  { shown: 0, left: [0, 0] },
])("a rounded number of services is any that is rounded to it: $shown", ({ shown, left: [fewest, most] }) => {
  const many = 20;
  const layer = { state: new Int32Array(many).fill(states.hidden), value: new Int32Array(many) } as Layer;
  const narrow = (services: number): unknown => {
    const cells = Array.from({ length: services }, (_, cell) => cell);
    const number = { number: shown, from: 1, to: 4, cells };
    return [...narrowByServices(layer, [number], () => ({ least: 1, greatest: 9 }), 5).values()];
  };
  const all = (count = 0, range = { least: 1, greatest: 4 }): unknown => new Array(count).fill(range);
  expect(narrow(fewest ?? 0)).toEqual(all(fewest));
  expect(narrow((fewest ?? 0) + 1)).toEqual(most === 0 ? all(1, { least: 5, greatest: 9 }) : []);
});

test("an amount that follows from others tells how much few persons work, not how much many do", async () => {
  const part = (category: string, value?: number, people?: number): Shown => ({
    indicator: "change",
    breakdown: "component",
    category,
    ...(value === undefined ? {} : { value, people: people ?? 12 }),
  });
  const change = indicator("change", {
    kind: "fte",
    breakdowns: ["component"],
    counts: [
      { breakdown: "none", people: "in-post" },
      { category: "funded", people: "in-post" },
      { category: "hours", people: "hours-changed" },
      { category: "joiners", people: "joined" },
    ],
  });
  const tables = [table("in-post"), table("hours-changed"), table("joined")];
  const auditParts = async (total: number, ...parts: readonly Shown[]): Promise<string[]> => {
    const whole = { indicator: "change", value: total, people: 12 };
    return list((await audit([whole, ...parts], [change], tables)).failures);
  };
  const joiners = part("joiners", 0, 0);
  expect(await auditParts(3.5, part("funded", 2), part("hours"), joiners)).toEqual([
    "hours-changed:  1–4 amount",
  ]);
  expect(await auditParts(3.5, part("funded", 2), part("hours"), part("joiners"))).toEqual([]);
  expect(await auditParts(9.5, part("funded", 2), part("hours"), joiners)).toEqual([]);
});
