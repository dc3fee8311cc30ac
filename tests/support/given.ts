import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { prepareHistory, writeCurrentViews } from "../../src/check/history.ts";
import { type Contract, readContracts } from "../../src/contracts/contract.ts";
import { applyDecisions } from "../../src/disclosure/apply.ts";
import { decideConfidentiality } from "../../src/disclosure/decide.ts";
import { readPolicy } from "../../src/disclosure/policy.ts";
import { computeIngredients, traceIndicators } from "../../src/indicators/compute.ts";
import { measureQuality, readQuality, type UnknownShare } from "../../src/indicators/measure-quality.ts";
import { type Indicator, readIndicators } from "../../src/indicators/registry.ts";
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
import { referencedTables } from "../../src/warehouse/lineage.ts";
import { collectSources, type Model, readModels } from "../../src/warehouse/models.ts";
import { loadReference } from "../../src/warehouse/reference.ts";

export const pipelines = fileURLToPath(new URL("../../pipelines", import.meta.url));

type Row = Record<string, string | number | boolean | null>;

/** Accepted rows of each dataset, as they would stand in the warehouse after loading. */
export type Given = Record<string, readonly Row[]>;

interface Bench {
  warehouse: Warehouse;
  contracts: Contract[];
  models: Model[];
  /** Names of the models that have been built and that no input changes. */
  fixed: Set<string>;
}

let bench: Promise<Bench> | undefined;

/** One warehouse for all cases of a test file: what depends on the reference tables alone is built once. */
async function openBench(): Promise<Bench> {
  const warehouse = await openWarehouse({ path: ":memory:" });
  const { connection } = warehouse;
  const contracts = await readContracts(pipelines);
  await loadReference(connection, join(pipelines, "reference"));
  await connection.run("create temp table returns_from as select code, returns_from from reference.areas");
  await prepareHistory(connection, contracts);
  await connection.run("create schema staging; create schema marts");
  return { warehouse, contracts, models: await readModels(connection, pipelines), fixed: new Set() };
}

/**
 * The warehouse with staging and marts built from these rows: all of them, or what `tables` are made from.
 * `ofAll`: every NHS body is expected to return.
 */
export async function givenWarehouse(
  given: Given,
  ofAll = false,
  tables: readonly string[] | null = null,
): Promise<DuckDBConnection> {
  bench ??= openBench();
  const { warehouse, contracts, models, fixed } = await bench;
  const { connection } = warehouse;
  await connection.run(
    ofAll
      ? "update reference.areas set returns_from = kept.returns_from from returns_from as kept where kept.code = areas.code"
      : "update reference.areas set returns_from = null",
  );
  await connection.run("delete from history.load");
  for (const { dataset } of contracts) await connection.run(`delete from history.${quoteName(dataset)}`);
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
  const wanted = tables && collectSources(models, tables);
  for (const model of models) {
    if (fixed.has(model.name) || wanted?.has(model.name) === false) continue;
    await connection.run(`create or replace ${model.as} ${model.name} as ${model.sql}`);
    const sources = [...collectSources(models, [model.name])];
    if (!sources.some((name) => name.startsWith("staging.") || name.startsWith("current.")))
      fixed.add(model.name);
  }
  return connection;
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
  roundTo = 1,
): Promise<Observation[]> {
  const connection = await publishCells(given, await chooseIndicators([id]), threshold, ofAll, roundTo);
  return readRows(connection, observation, "select * from result.observation");
}

/** Computes how often something is unknown of the first of these indicators; the others are what it refers to. */
export async function computeQuality(
  given: Given,
  [id, ...others]: readonly [string, ...string[]],
  threshold = 1,
): Promise<Record<string, UnknownShare>> {
  const indicators = await chooseIndicators([id, ...others]);
  const connection = await publishCells(given, indicators, threshold, false);
  await measureQuality(connection, indicators, await readContracts(pipelines));
  return Object.fromEntries((await readQuality(connection, id)).map((one) => [one.area, one]));
}

async function chooseIndicators(ids: readonly string[]): Promise<Indicator[]> {
  const all = await readIndicators(pipelines);
  return ids.map((id) => {
    const chosen = all.find((one) => one.id === id);
    if (!chosen) throw new Error(`unknown indicator: ${id}`);
    return chosen;
  });
}

/** Fills `result.observation` from these rows as a run does. */
export async function publishCells(
  given: Given,
  chosen: readonly Indicator[],
  threshold: number,
  ofAll: boolean,
  roundTo = 1,
): Promise<DuckDBConnection> {
  bench ??= openBench();
  const { warehouse, contracts, models } = await bench;
  const { connection } = warehouse;
  const traced = await traceIndicators(connection, chosen, models);
  const read = await Promise.all(traced.map((one) => referencedTables(connection, one.sql, one.path)));
  const staging = contracts.map(({ dataset }) => `staging.${dataset}`);
  await givenWarehouse(given, ofAll, [...engineTables, ...staging, ...read.flat()]);
  await computeIngredients(connection, traced, contracts, () => undefined);
  const policy = await readPolicy(pipelines);
  await decideConfidentiality(connection, traced, {
    ...policy,
    threshold,
    sensitive_denominator: threshold < policy.threshold ? threshold : policy.sensitive_denominator,
  });
  await applyDecisions(connection, traced, { round_to: roundTo, arePersonsOpen: false });
  await findSignals(connection, traced, nothingIsSmall);
  await writeObservationTable(connection, traced, nothingIsSmall);
  return connection;
}

/** What the engine itself reads. */
export const engineTables = [
  "marts.quarter",
  "marts.cell",
  "marts.leaf_cell",
  "marts.area_ancestor",
  "marts.employer_return",
  "marts.person_leaf_quarter",
];

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
