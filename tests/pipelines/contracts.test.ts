import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { screen } from "../../src/check/screen.ts";
import { readContracts } from "../../src/contracts/contract.ts";
import { readPolicy } from "../../src/disclosure/policy.ts";
import { traceIndicators } from "../../src/indicators/compute.ts";
import { readPlan } from "../../src/indicators/plan.ts";
import { readIndicators, requiredColumns } from "../../src/indicators/registry.ts";
import { FileRefused } from "../../src/receive/refusal.ts";
import { quoteName, readRows } from "../../src/warehouse/connect.ts";
import { readModels } from "../../src/warehouse/models.ts";
import { givenWarehouse, pipelines } from "../support/given.ts";

const contracts = await readContracts(pipelines);
const indicators = await readIndicators(pipelines);
const plan = await readPlan(pipelines);
let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await givenWarehouse({});
});

test("the policy is complete", async () => {
  expect(await readPolicy(pipelines)).toMatchObject({
    threshold: 5,
    sensitive_denominator: 10,
    possible_values: 5,
  });
});

test("every folder of sources has a contract and a staging model", async () => {
  for (const dataset of await readdir(join(pipelines, "sources"))) {
    expect(await readdir(join(pipelines, "sources", dataset))).toEqual(["contract.yml", "staging.sql"]);
  }
});

describe.each(contracts)("contract $dataset", (contract) => {
  test("its code lists, rules and columns are valid SQL and no row fails on an empty file", async () => {
    const names = Object.keys(contract.columns);
    const nothing = names.map((name) => `null::varchar as ${quoteName(name)}`).join(", ");
    const result = await screen(connection, contract, {
      table: `(select ${nothing} where false)`,
      fields: names.map((name) => ({ name, heading: name, column: name })),
      unknownHeadings: [],
      isExample: false,
      structural: [],
      format: "none",
      encoding: null,
      mayBeCutOff: false,
      firstLine: 1,
      lineField: null,
      diagnose: async () => new FileRefused({ rule: "empty-file" }),
    });
    expect(result).toEqual({ rows: 0, rejected: 0, advisory: 0, outOfScope: 0, leftOut: 0 });
  });

  test("each of its code lists has codes, none of two meanings", async () => {
    for (const column of Object.values(contract.columns)) {
      if (column.type !== "code") continue;
      const [count] = await readRows(
        connection,
        z.object({ codes: z.int(), ambiguous: z.int() }),
        `select count(*)::int as codes, count(*) filter (meanings > 1)::int as ambiguous
         from (select count(distinct code) as meanings from (${column.codes})
           group by translate(lower(alias), ' _-', ''))`,
      );
      expect(count?.codes).toBeGreaterThan(1);
      expect(count?.ambiguous).toBe(0);
    }
  });
});

describe.each(indicators)("indicator $id", (indicator) => {
  test("its SELECT gives the columns of its kind", async () => {
    const columns = await readRows(
      connection,
      z.object({ column_name: z.string() }),
      `describe ${indicator.sql}`,
    );
    expect(columns.map((column) => column.column_name).sort()).toEqual(requiredColumns(indicator).sort());
  });

  test("its outcomes, staff types, breakdowns and levels exist", async () => {
    const outcomes = plan.aims.flatMap((aim) => aim.outcomes.map((outcome) => outcome.id));
    expect(outcomes).toEqual(expect.arrayContaining(indicator.outcomes));
    for (const [table, codes] of [
      ["staff_types", indicator.staff_types],
      ["breakdowns", indicator.breakdowns],
      ["levels", indicator.levels],
    ] as const) {
      const known = await readRows(
        connection,
        z.object({ code: z.string() }),
        `select code from reference.${table}`,
      );
      expect(known.map((one) => one.code)).toEqual(expect.arrayContaining(codes));
    }
  });

  test("its datasets follow from its SQL", async () => {
    const models = await readModels(connection, pipelines);
    const [traced] = await traceIndicators(connection, [indicator], models);
    const known = contracts.map((contract) => contract.dataset);
    expect(traced?.datasets.length).toBeGreaterThan(0);
    expect(known).toEqual(expect.arrayContaining(traced?.datasets ?? []));
  });
});

test("the order numbers are those of the catalogue, 1 to 64, of which one has two indicators", () => {
  expect([...new Set(indicators.map((one) => one.order))]).toEqual(
    Array.from({ length: 64 }, (_, at) => at + 1),
  );
  expect(indicators).toHaveLength(65);
});
