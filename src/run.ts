import { join } from "node:path";
import { prepareHistory, writeCurrentViews } from "./check/history.ts";
import { type Contract, readContracts } from "./contracts/contract.ts";
import { PipelineError } from "./errors.ts";
import type { TracedIndicator } from "./indicators/compute.ts";
import type { FileOutcome } from "./intake/take-in.ts";
import { withLock } from "./lock.ts";
import type { Say } from "./messages/message.ts";
import type { Progress } from "./progress.ts";
import type { Manifest } from "./release/manifest.ts";
import { AuditFailed } from "./stages/audit.ts";
import {
  addStatistics,
  buildMarts,
  computeIndicators,
  protect,
  protectMore,
  reviewReturns,
} from "./stages/compute.ts";
import type { Job, RunOptions } from "./stages/job.ts";
import {
  type Definitions,
  findPlace,
  findStanding,
  finishSite,
  readDefinitions,
  release,
} from "./stages/publish.ts";
import { provideInput, receiveAndCheck } from "./stages/receive.ts";
import { projectSupply } from "./stages/supply.ts";
import type { NationProjection } from "./supply/project-nation.ts";
import { loadReference } from "./warehouse/reference.ts";
import { replaceWarehouse } from "./warehouse/replace.ts";

export interface RunResult {
  manifest: Manifest;
  isNew: boolean;
  outcomes: FileOutcome[];
}

/** The whole job, in its order. @throws PipelineError when the data do not let it go on; the last release then stands. */
export async function run(options: RunOptions, progress: Progress, say: Say): Promise<RunResult> {
  const { folders, threads, memory } = options;
  const contracts = await chooseContracts(folders.pipelines, options.only);
  return withLock(folders.lock, async () => {
    const engine = {
      path: folders.warehouse,
      from: folders.received,
      ...(threads ? { threads } : {}),
      ...(memory ? { memory } : {}),
    };
    const context = { contracts, folders, options, progress, say };
    const result = await replaceWarehouse(engine, (connection) => runStages({ ...context, connection }));
    await finishSite(context, result.manifest);
    return result;
  });
}

async function runStages(job: Job): Promise<RunResult> {
  const { connection, contracts, folders, options } = job;
  await loadReference(connection, join(folders.pipelines, "reference"));
  await prepareHistory(connection, contracts);
  await provideInput(job);
  const outcomes = await receiveAndCheck(job);
  await writeCurrentViews(connection, contracts, options.asAt, options.only);
  const definitions = await readDefinitions(job);
  const unchanged = await findStanding(job, definitions.fingerprint);
  if (unchanged) return { ...unchanged, outcomes };
  const models = await buildMarts(job);
  await reviewReturns(job);
  const supply = await projectSupply(job, definitions.supply, definitions.policy);
  const indicators = await computeIndicators(job, models);
  const manifest = await publishProtected(job, indicators, supply, definitions);
  return { manifest, isNew: true, outcomes };
}

/** How often what an audit found is protected as well and the release tried again. */
const mostAttempts = 6;

/**
 * Protects, completes and publishes the cells; no release of real data appears before the audit has failed to work out what
 * is hidden.
 */
async function publishProtected(
  job: Job,
  indicators: readonly TracedIndicator[],
  supply: NationProjection | null,
  definitions: Definitions,
): Promise<Manifest> {
  const standing = await findPlace(job, definitions);
  await protect(job, indicators, definitions, standing.place.previous);
  for (let attempt = 1; ; attempt++) {
    await addStatistics(job, indicators, definitions.statistics);
    try {
      return await release(job, indicators, supply, definitions, standing);
    } catch (error) {
      if (!(error instanceof AuditFailed) || attempt === mostAttempts) throw error;
      await protectMore(job, indicators, definitions, error.failures, attempt);
    }
  }
}

async function chooseContracts(pipelines: string, only: readonly string[] | null): Promise<Contract[]> {
  const contracts = await readContracts(pipelines);
  const unknown = only?.filter((name) => !contracts.some((contract) => contract.dataset === name)) ?? [];
  if (unknown.length > 0) throw new PipelineError("unknown-dataset", unknown.join(", "), { kind: "usage" });
  return contracts;
}
