import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { languages } from "../../src/bilingual.ts";
import { type Escalation, findEscalations } from "../../src/escalation/escalate.ts";
import { type EscalationRule, readEscalationRules } from "../../src/escalation/rules.ts";
import { openWarehouse, quoteText, type Warehouse } from "../../src/warehouse/connect.ts";
import { loadReference } from "../../src/warehouse/reference.ts";
import { pipelines } from "../support/given.ts";

const rules = await readEscalationRules(pipelines);
const powys = "W11000024";
let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
  await loadReference(warehouse.connection, join(pipelines, "reference"));
  return () => warehouse.close();
});

type Cell = Partial<Record<string, string | number | null>>;

/** What the rule finds in these cells of Powys physiotherapists, registered and all, at the end of September 2025. */
async function escalate(id: string, cells: readonly Cell[]): Promise<Escalation[]> {
  const { connection } = warehouse;
  await connection.run(`create schema if not exists result;
    create or replace table result.observation (indicator varchar, period_end date, area varchar, profession varchar,
      staff_type varchar, breakdown varchar, category varchar, level varchar, numerator double, denominator double,
      value double, people integer, marker varchar, signal varchar)`);
  const usual = {
    period_end: "2025-09-30",
    area: powys,
    profession: "physiotherapist",
    staff_type: "all",
    breakdown: "none",
    category: "all",
    level: "none",
    marker: "",
  };
  for (const cell of cells) {
    const row = Object.entries({ ...usual, ...cell });
    const values = row.map(([, value]) => (typeof value === "string" ? quoteText(value) : String(value)));
    await connection.run(
      `insert into result.observation (${row.map(([name]) => name).join(", ")}) values (${values.join(", ")})`,
    );
  }
  return findEscalations(
    connection,
    rules.filter((rule) => rule.id === id),
  );
}

const quarters = ["2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30"];
const hidden = { value: null, numerator: null, denominator: null, people: null, marker: "c" };

const cases: Record<string, () => Promise<void>> = {
  "persistent-vacancies": async () => {
    const rate = { indicator: "vacancy-rate" };
    const rising = quarters.map((period_end, at) => ({ ...rate, period_end, value: 10 + at }));
    const [found, ...others] = await escalate("persistent-vacancies", rising);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ area: powys, period_end: "2025-09-30", numbers: { rate: 13, least: 10 } });
    expect(found?.sentence).toEqual({
      en: "Powys, Physiotherapists: 13.0% of funded FTE is vacant, and at least 10.0% was in each of the last four quarters.",
      cy: "Powys, Ffisiotherapyddion: mae 13.0% o'r FTE a ariennir yn wag, ac roedd o leiaf 10.0% yn wag ym mhob un o'r pedwar chwarter diwethaf.",
    });
    const dipped = rising.map((cell, at) => (at === 1 ? { ...cell, value: 9.9 } : cell));
    expect(await escalate("persistent-vacancies", dipped)).toEqual([]);
    const confidential = rising.map((cell, at) => (at === 1 ? { ...cell, ...hidden } : cell));
    expect(await escalate("persistent-vacancies", confidential)).toEqual([]);
    expect(await escalate("persistent-vacancies", rising.slice(1))).toEqual([]);
  },
  "service-of-few": async () => {
    const service = { indicator: "headcount", staff_type: "registered" };
    const sentences = async (people: number): Promise<string[]> => {
      const [found] = await escalate("service-of-few", [{ ...service, value: people, people }]);
      return found ? [found.sentence.en, found.sentence.cy] : [];
    };
    expect(await sentences(1)).toEqual([
      "Powys, Physiotherapists: one registered person is in post.",
      "Powys, Ffisiotherapyddion: mae un person cofrestredig mewn swydd.",
    ]);
    expect(await sentences(2)).toEqual([
      "Powys, Physiotherapists: 2 registered people are in post.",
      "Powys, Ffisiotherapyddion: mae dau berson cofrestredig mewn swydd.",
    ]);
    expect(await sentences(3)).toEqual([]);
    expect(await sentences(0)).toEqual([]);
    expect(await escalate("service-of-few", [{ ...service, ...hidden }])).toEqual([]);
  },
  "senior-posts-falling": async () => {
    const posts = (indicator: string, now: number | null, before: number, marker = "") => [
      { indicator, profession: "all", value: now, marker },
      { indicator, profession: "all", value: before, period_end: "2024-09-30" },
    ];
    const [found] = await escalate("senior-posts-falling", [
      ...posts("advanced-posts", 8, 11),
      ...posts("consultant-posts", 3, 1),
    ]);
    expect(found).toMatchObject({ numbers: { fewer: 1, posts: 11 } });
    expect(found?.sentence.cy).toContain("un swydd Uwch-ymarfer neu Ymgynghorol yn llai");
    const steady = [...posts("advanced-posts", 8, 9), ...posts("consultant-posts", 3, 2)];
    expect(await escalate("senior-posts-falling", steady)).toEqual([]);
    const missing = [...posts("advanced-posts", 1, 9, "incomplete"), ...posts("consultant-posts", 1, 2)];
    expect(await escalate("senior-posts-falling", missing)).toEqual([]);
    const unknown = [...posts("advanced-posts", null, 9), ...posts("consultant-posts", 1, 2)];
    expect(await escalate("senior-posts-falling", unknown)).toEqual([]);
  },
  "leavers-worsening": async () => {
    const rate = { indicator: "leaver-rate", profession: "all", level: "left-wales", value: 12.34 };
    const [found] = await escalate("leavers-worsening", [{ ...rate, signal: "worsening" }]);
    expect(found?.sentence.en).toContain("12.3% left");
    expect(await escalate("leavers-worsening", [{ ...rate, signal: "no-change" }])).toEqual([]);
    expect(await escalate("leavers-worsening", [{ ...rate, signal: null }])).toEqual([]);
  },
  "slow-to-fill": async () => {
    const median = { indicator: "time-to-fill", value: 75, denominator: 10 };
    const [found] = await escalate("slow-to-fill", [median]);
    expect(found?.sentence.cy).toBe(
      "Powys, Ffisiotherapyddion: cymerodd hanner y 10 hysbyseb a lenwyd yn ystod y deuddeg mis 75 diwrnod neu fwy.",
    );
    expect(await escalate("slow-to-fill", [{ ...median, value: 74.5 }])).toEqual([]);
    expect(await escalate("slow-to-fill", [{ ...median, denominator: 9 }])).toEqual([]);
  },
  "losing-more-than-gaining": async () => {
    const flow = { staff_type: "registered", level: "left-cell" };
    const flows = (leavers: Cell, joiners: Cell) => [
      { ...flow, indicator: "leaver-rate", ...leavers },
      { ...flow, indicator: "joiner-rate", ...joiners },
    ];
    const [found] = await escalate("losing-more-than-gaining", flows({ numerator: 9 }, { numerator: 6 }));
    expect(found?.sentence.en).toBe(
      "Powys, Physiotherapists: 9 registered people left in the twelve months and 6 joined.",
    );
    for (const [leavers, joiners] of [
      [{ numerator: 9 }, { numerator: 7 }],
      [{ numerator: 9 }, hidden],
      [hidden, { numerator: 0 }],
    ] as const) {
      expect(await escalate("losing-more-than-gaining", flows(leavers, joiners))).toEqual([]);
    }
  },
  "welsh-offer-gap": async () => {
    const coverage = { indicator: "welsh-offer-coverage", profession: "all", staff_type: "registered" };
    const few = { ...coverage, numerator: 5, denominator: 11, value: (100 * 5) / 11 };
    const [found] = await escalate("welsh-offer-gap", [few]);
    expect(found?.sentence.en).toBe("Powys: 5 of 11 services have a registered person at level 3 or above.");
    expect(await escalate("welsh-offer-gap", [{ ...few, value: 60 }])).toEqual([]);
  },
};

describe("escalation rules", () => {
  test("each has a case", () => {
    expect(Object.keys(cases)).toEqual(rules.map((rule) => rule.id));
  });

  test.each(rules.map((rule) => rule.id))("%s", async (id) => cases[id]?.());

  test.each(rules)("$id: both sentences use the same values", ({ sentence }: EscalationRule) => {
    const [en, cy] = languages.map((language) =>
      [...sentence[language].matchAll(/\{(\w+)[,}]/g)]
        .map((match) => match[1] ?? "")
        .filter((name) => !/^\d/.test(name)),
    );
    expect(new Set(cy)).toEqual(new Set(en));
  });
});
