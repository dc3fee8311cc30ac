import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { computeNation, type NationWarehouse } from "../support/nation.ts";
import { compare } from "./independent/compare.ts";
import { completion } from "./independent/education.ts";
import { flows } from "./independent/flows.ts";
import { advertisedVacancyRate, gapChange, seniorPostsPer100, vacancyRate } from "./independent/gaps.ts";
import { bounds, check, identities } from "./independent/identities.ts";
import type { Counted } from "./independent/ingredients.ts";
import { type Nation, readNation } from "./independent/nation.ts";
import { countStaff } from "./independent/presence.ts";
import { type Returns, readReturns } from "./independent/returns.ts";
import {
  aged55Plus,
  bandMix,
  headcountAndFte,
  participation,
  partTimeShare,
  welshLevel3Plus,
} from "./independent/stock.ts";
import { newStarterRetention, twoDates } from "./independent/two-dates.ts";

/** From December 2018 on: long enough for the transfers of 2019 and 2021 and for the return that never came. */
const example = { scale: 0.15, months: 96 };

/** The datasets whose returns each indicator needs. */
const needs: Record<string, readonly string[]> = {
  headcount: ["staff"],
  fte: ["staff"],
  "part-time-share": ["staff"],
  participation: ["staff"],
  "band-mix": ["staff"],
  "aged-55-plus": ["staff"],
  "welsh-level-3-plus": ["staff"],
  "joiner-rate": ["staff"],
  "leaver-rate": ["staff"],
  stability: ["staff"],
  "vacancy-rate": ["staff", "establishment"],
  "advertised-vacancy-rate": ["staff"],
  "senior-posts-per-100": ["staff", "senior_posts"],
  "gap-change": ["staff", "establishment"],
  completion: [],
  "progression-rate": ["staff"],
  "mobility-rate": ["staff"],
  "support-to-registered": ["staff"],
  "new-starter-retention": ["staff"],
};

let folder: string;
let warehouse: NationWarehouse;
let nation: Nation;
let returns: Returns;
let counts: Record<string, Counted>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gweithlu-independent-"));
  warehouse = await computeNation(folder, example, Object.keys(needs));
  nation = await readNation(warehouse.connection);
  returns = await readReturns(warehouse.connection, nation, warehouse.contracts);
  const staff = countStaff(nation);
  const { headcount, fte } = headcountAndFte(nation, staff);
  const { joiners, leavers, stability } = flows(nation, staff, returns);
  const { progression, mobility, supportToRegistered } = twoDates(nation, staff, returns);
  counts = {
    headcount,
    fte,
    "part-time-share": partTimeShare(nation, staff),
    participation: participation(nation, staff),
    "band-mix": bandMix(nation, staff),
    "aged-55-plus": aged55Plus(nation, staff),
    "welsh-level-3-plus": welshLevel3Plus(nation, staff),
    "joiner-rate": joiners,
    "leaver-rate": leavers,
    stability,
    "vacancy-rate": vacancyRate(nation, staff, returns),
    "advertised-vacancy-rate": advertisedVacancyRate(nation, staff, returns),
    "senior-posts-per-100": seniorPostsPer100(nation, staff, returns),
    "gap-change": gapChange(nation, staff, returns),
    completion: completion(nation),
    "progression-rate": progression,
    "mobility-rate": mobility,
    "support-to-registered": supportToRegistered,
    "new-starter-retention": newStarterRetention(nation, staff, returns),
  };
});

afterAll(async () => {
  warehouse.close();
  await rm(folder, { recursive: true, force: true });
});

describe("counted again in plain loops, every cell is the same", () => {
  test.each(Object.keys(needs))("%s", async (id) => {
    const indicator = warehouse.indicators.find((one) => one.id === id);
    const counted = counts[id];
    if (!indicator || !counted) throw new Error(`not computed: ${id}`);
    const { cells, differences } = await compare(
      warehouse.connection,
      indicator,
      counted,
      needs[id] ?? [],
      nation,
      returns,
    );
    expect(differences.slice(0, 20)).toEqual([]);
    expect(cells).toBeGreaterThan(100);
  });
});

describe("in every cell that has both", () => {
  test.each(Object.entries(identities))("%s", async (_, sql) => {
    const { pairs, wrong } = await check(warehouse.connection, sql, "identity");
    expect(wrong).toBe(0);
    expect(pairs).toBeGreaterThan(1000);
  });

  test.each(Object.entries(bounds))("%s", async (_, sql) => {
    const { pairs, wrong } = await check(warehouse.connection, sql, "bound");
    expect(wrong).toBe(0);
    expect(pairs).toBeGreaterThan(1000);
  });
});
