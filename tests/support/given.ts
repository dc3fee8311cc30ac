import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { prepareHistory, writeCurrentViews } from "../../src/check/history.ts";
import { readContracts } from "../../src/contracts/contract.ts";
import { applyDecisions } from "../../src/disclosure/apply.ts";
import { decideConfidentiality } from "../../src/disclosure/decide.ts";
import { readPolicy } from "../../src/disclosure/policy.ts";
import { computeIngredients, traceIndicators } from "../../src/indicators/compute.ts";
import { readIndicators } from "../../src/indicators/registry.ts";
import { writeObservationTable } from "../../src/statistics/observations.ts";
import type { StatisticsPolicy } from "../../src/statistics/policy.ts";
import { findSignals } from "../../src/statistics/signals.ts";
import {
  openWarehouse,
  quoteName,
  quoteText,
  readRows,
  type Warehouse,
} from "../../src/warehouse/connect.ts";
import { buildModels, readModels } from "../../src/warehouse/models.ts";
import { loadReference } from "../../src/warehouse/reference.ts";

export const pipelines = fileURLToPath(new URL("../../pipelines", import.meta.url));

type Row = Record<string, string | number | boolean | null>;

/** Accepted rows of each dataset, as they would stand in the warehouse after loading. */
export type Given = Record<string, readonly Row[]>;

/** An in-memory warehouse with staging and marts built from these rows; `ofAll`: every NHS body is expected to return. */
export async function givenWarehouse(given: Given, ofAll = false): Promise<Warehouse> {
  const warehouse = await openWarehouse({ path: ":memory:" });
  const { connection } = warehouse;
  const contracts = await readContracts(pipelines);
  await loadReference(connection, join(pipelines, "reference"));
  if (!ofAll) await connection.run("update reference.areas set returns_from = null");
  await prepareHistory(connection, contracts);
  for (const [index, [dataset, rows]] of Object.entries(given).entries()) {
    const contract = contracts.find((one) => one.dataset === dataset);
    if (!contract) throw new Error(`unknown dataset: ${dataset}`);
    for (const row of rows) {
      const names = Object.keys(row);
      const values = names.map((name) => toSql(row[name] ?? null, contract.columns[name]?.type === "person"));
      await connection.run(
        `insert into history.${quoteName(dataset)} (load_id, ${names.map(quoteName).join(", ")}) values (${index + 1}, ${values.join(", ")})`,
      );
    }
    await connection.run(
      `insert into history.load (load_id, dataset, file, sha256, received_at, is_example, rows, rejected, advisory, out_of_scope)
       values (${index + 1}, ${quoteText(dataset)}, 'given.csv', '', timestamp '2026-01-01', false, ${rows.length}, 0, 0, 0)`,
    );
  }
  await writeCurrentViews(connection, contracts, null, null);
  await buildModels(connection, await readModels(connection, pipelines));
  return warehouse;
}

/** The few rows of a test are no reason for a marker. */
const nothingIsSmall: StatisticsPolicy = {
  signal_points: 12,
  signal_mean: 0,
  reliable_denominator: 0,
  reliable_events: 0,
  reliable_values: 0,
};

const observation = z.object({
  period: z.string(),
  area: z.string(),
  profession: z.string(),
  staff_type: z.string(),
  category: z.string(),
  level: z.string(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  value: z.number().nullable(),
  people: z.int().nullable(),
  marker: z.string(),
});

export type Observation = z.infer<typeof observation>;

/** Computes one indicator from these rows; a `threshold` of 2 hides single persons only, of 1 nothing. */
export async function computeIndicator(
  given: Given,
  id: string,
  threshold = 2,
  ofAll = false,
): Promise<Observation[]> {
  const warehouse = await givenWarehouse(given, ofAll);
  const { connection } = warehouse;
  try {
    const contracts = await readContracts(pipelines);
    const all = await readIndicators(pipelines);
    const chosen = all.filter((one) => one.id === id);
    if (chosen.length !== 1) throw new Error(`unknown indicator: ${id}`);
    const traced = await traceIndicators(connection, chosen, await readModels(connection, pipelines));
    await computeIngredients(connection, traced, contracts, () => undefined);
    const policy = await readPolicy(pipelines);
    await decideConfidentiality(connection, traced, {
      threshold,
      sensitive_denominator: threshold < policy.threshold ? threshold : policy.sensitive_denominator,
    });
    await applyDecisions(connection, traced);
    await findSignals(connection, traced, nothingIsSmall);
    await writeObservationTable(connection, traced, nothingIsSmall);
    return await readRows(connection, observation, "select * from result.observation");
  } finally {
    warehouse.close();
  }
}

/** The one observation that agrees with `key`. */
export function pick(observations: readonly Observation[], key: Partial<Observation>): Observation {
  const found = observations.filter((one) =>
    Object.entries(key).every(([name, value]) =>
      Object.entries(one).some(([n, v]) => n === name && v === value),
    ),
  );
  const [only] = found;
  if (!only || found.length > 1) throw new Error(`${found.length} observations: ${JSON.stringify(key)}`);
  return only;
}

function toSql(value: string | number | boolean | null, isPerson: boolean): string {
  if (value === null) return "null";
  if (isPerson) return `(hash(${quoteText(String(value))}) % 1000000007)::integer`;
  return typeof value === "string" ? quoteText(value) : String(value);
}
