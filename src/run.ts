import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { prepareHistory, writeCurrentViews } from "./check/history.ts";
import { type Contract, readContracts } from "./contracts/contract.ts";
import { PipelineError } from "./errors.ts";
import type { FileOutcome } from "./intake/take-in.ts";
import { withLock } from "./lock.ts";
import type { Say } from "./messages/message.ts";
import type { Folders } from "./paths.ts";
import type { Progress } from "./progress.ts";
import { type Manifest, readManifest } from "./release/publish.ts";
import { addStatistics, buildMarts, computeIndicators, protect, reviewReturns } from "./stages/compute.ts";
import type { Job, RunOptions } from "./stages/job.ts";
import { finishSite, readDefinitions, release } from "./stages/publish.ts";
import { provideInput, receiveAndCheck } from "./stages/receive.ts";
import { projectSupply } from "./stages/supply.ts";
import { openWarehouse, type Warehouse } from "./warehouse/connect.ts";
import { loadReference } from "./warehouse/reference.ts";

export interface RunResult {
  manifest: Manifest;
  isNew: boolean;
  outcomes: FileOutcome[];
}

/** The whole job, in its order. @throws PipelineError when the data do not let it go on; the last release then stands. */
export async function run(options: RunOptions, progress: Progress, say: Say): Promise<RunResult> {
  const { folders } = options;
  const contracts = await chooseContracts(folders.pipelines, options.only);
  return withLock(runLock(folders), async () => {
    const warehouse = await openForWriting(options);
    try {
      return await runStages({
        connection: warehouse.connection,
        contracts,
        folders,
        options,
        progress,
        say,
      });
    } finally {
      warehouse.close();
    }
  });
}

/** The file that says which process is at work. */
export function runLock(folders: Folders): string {
  return join(folders.work, "run.lock");
}

async function runStages(job: Job): Promise<RunResult> {
  const { connection, contracts, folders, options } = job;
  await loadReference(connection, join(folders.pipelines, "reference"));
  await prepareHistory(connection, contracts);
  await provideInput(job);
  const outcomes = await receiveAndCheck(job);
  await writeCurrentViews(connection, contracts, options.asAt, options.only);
  const definitions = await readDefinitions(job);
  const published = await readManifest(folders.published);
  if (published?.fingerprint === definitions.fingerprint) {
    await finishSite(job, published);
    return { manifest: published, isNew: false, outcomes };
  }
  const models = await buildMarts(job);
  await reviewReturns(job);
  const supply = await projectSupply(job, definitions.supply, definitions.policy);
  const indicators = await computeIndicators(job, models);
  await protect(job, indicators, definitions.policy);
  await addStatistics(job, indicators, definitions.statistics);
  const manifest = await release(job, indicators, supply, definitions);
  await finishSite(job, manifest);
  return { manifest, isNew: true, outcomes };
}

async function chooseContracts(pipelines: string, only: readonly string[] | null): Promise<Contract[]> {
  const contracts = await readContracts(pipelines);
  const unknown = only?.filter((name) => !contracts.some((contract) => contract.dataset === name)) ?? [];
  if (unknown.length > 0) throw new PipelineError("unknown-dataset", unknown.join(", "), { kind: "usage" });
  return contracts;
}

async function openForWriting({ folders, threads, memory }: RunOptions): Promise<Warehouse> {
  await mkdir(folders.work, { recursive: true });
  try {
    return await openWarehouse({
      path: folders.warehouse,
      ...(threads ? { threads } : {}),
      ...(memory ? { memory } : {}),
    });
  } catch (cause) {
    if (cause instanceof Error && /lock/i.test(cause.message)) {
      throw new PipelineError("warehouse-in-use", folders.warehouse, { cause });
    }
    throw cause;
  }
}
