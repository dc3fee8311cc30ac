import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { prepareHistory, writeCurrentViews } from "../../src/check/history.ts";
import { type Contract, readContracts } from "../../src/contracts/contract.ts";
import { generateNation } from "../../src/generate/generate.ts";
import { computeIngredients, traceIndicators } from "../../src/indicators/compute.ts";
import { type Indicator, readIndicators } from "../../src/indicators/registry.ts";
import { findAllFiles, takeIn } from "../../src/intake/take-in.ts";
import { resolveFolders } from "../../src/paths.ts";
import { openWarehouse } from "../../src/warehouse/connect.ts";
import { referencedTables } from "../../src/warehouse/lineage.ts";
import { buildModels, collectSources, readModels } from "../../src/warehouse/models.ts";
import { loadReference } from "../../src/warehouse/reference.ts";
import { project } from "./folders.ts";
import { engineTables, pipelines } from "./given.ts";

export interface NationWarehouse {
  connection: DuckDBConnection;
  contracts: Contract[];
  indicators: Indicator[];
  close(): void;
}

/**
 * The example nation as a run loads it, with the ingredients of some indicators before anything is protected.
 * @param folder empty, for the files
 * @param ids the indicators
 */
export async function computeNation(
  folder: string,
  nation: { scale: number; months: number },
  ids: readonly string[],
): Promise<NationWarehouse> {
  const folders = resolveFolders(project, folder, join(folder, "dist"));
  await generateNation({ ...nation, seed: 1, out: folders.incoming, pipelines });
  const { connection, close } = await openWarehouse({ path: ":memory:" });
  const contracts = await readContracts(pipelines);
  await loadReference(connection, join(pipelines, "reference"));
  await prepareHistory(connection, contracts);
  await takeIn(connection, contracts, await findAllFiles(contracts, folders), folders, () => undefined);
  await writeCurrentViews(connection, contracts, null, null);
  const models = await readModels(connection, pipelines);
  const chosen = (await readIndicators(pipelines)).filter(({ id }) => ids.includes(id));
  const indicators = await traceIndicators(connection, chosen, models);
  const read = await Promise.all(indicators.map(({ sql, path }) => referencedTables(connection, sql, path)));
  const staging = contracts.map(({ dataset }) => `staging.${dataset}`);
  const wanted = collectSources(models, [...engineTables, ...staging, ...read.flat()]);
  await buildModels(
    connection,
    models.filter((model) => wanted.has(model.name)),
  );
  await computeIngredients(connection, indicators, contracts, () => undefined);
  return { connection, contracts, indicators, close };
}
