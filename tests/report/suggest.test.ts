import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FaultSummary } from "../../src/check/load.ts";
import { readContracts } from "../../src/contracts/contract.ts";
import { suggestCodes } from "../../src/report/suggest.ts";
import { openWarehouse, type Warehouse } from "../../src/warehouse/connect.ts";
import { loadReference } from "../../src/warehouse/reference.ts";
import { pipelines } from "../support/given.ts";

let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
  await loadReference(warehouse.connection, join(pipelines, "reference"));
});

afterAll(() => warehouse.close());

test.each([
  ["occupation_code", "SIE", "S1E"],
  ["occupation_code", "S1EE", "S1E"],
  ["occupation_code", "S1", null],
  ["employer_code", "7A8", null],
  ["employer_code", "RYY", "RYT"],
  ["assignment_category", "permenant", "permanent"],
  ["care_setting", "comunity", "community"],
  ["care_setting", "hospital", null],
  ["fte", "full", null],
])("%s %s: %s", async (column, value, wanted) => {
  const faults: FaultSummary[] = [
    { rule: "unknown-code", severity: "rejected", column, count: 1, first: [{ line: 2, value }] },
  ];
  const report = { rows: 1, rejected: 1, advisory: 0, outOfScope: 0, leftOut: 0, overLimit: false, faults };
  const outcome = { file: { dataset: "staff" }, report };
  const suggest = await suggestCodes(warehouse.connection, await readContracts(pipelines), [outcome]);
  expect(suggest("staff", column, value)).toBe(wanted);
});
