import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { prepareHistory } from "../check/history.ts";
import { type Identifiers, readIdentifiers } from "../check/identifiers.ts";
import { screenFile } from "../check/load.ts";
import { type Contract, readContracts } from "../contracts/contract.ts";
import { PipelineError } from "../errors.ts";
import { recogniseContract } from "../intake/recognise.ts";
import { type FileOutcome, refuse, withSource } from "../intake/take-in.ts";
import { describeFile } from "../receive/find.ts";
import { FileRefused } from "../receive/refusal.ts";
import { type Suggest, suggestCodes } from "../report/suggest.ts";
import { openWarehouse } from "../warehouse/connect.ts";
import { loadReference } from "../warehouse/reference.ts";

export interface CheckOptions {
  paths: readonly string[];
  /** The dataset of all these files, or null to find it out for each. */
  dataset: string | null;
  pipelines: string;
  threads: number | null;
  memory: string | null;
}

/**
 * Screens files without loading them, as a run would.
 * @param onFile told of each file when it is done
 * @throws PipelineError `unknown-dataset`, `unknown-file`, `ambiguous-dataset`
 */
export async function checkFiles(
  { paths, dataset, pipelines, threads, memory }: CheckOptions,
  onFile: (outcome: FileOutcome) => void,
): Promise<{ contracts: Contract[]; outcomes: FileOutcome[]; suggest: Suggest }> {
  const contracts = await readContracts(pipelines);
  const given = contracts.find((contract) => contract.dataset === dataset) ?? null;
  if (dataset !== null && !given) {
    throw new PipelineError("unknown-dataset", dataset, { kind: "usage" });
  }
  await requireFiles(paths);
  const identifiers = await readIdentifiers(pipelines);
  const work = await mkdtemp(join(tmpdir(), "gweithlu-check-"));
  const warehouse = await openWarehouse({
    path: ":memory:",
    ...(threads ? { threads } : {}),
    ...(memory ? { memory } : {}),
  });
  const { connection } = warehouse;
  try {
    await loadReference(connection, join(pipelines, "reference"));
    await prepareHistory(connection, contracts);
    const outcomes: FileOutcome[] = [];
    for (const path of paths) {
      const outcome = await checkFile(connection, path, given, contracts, identifiers, work);
      onFile(outcome);
      outcomes.push(outcome);
    }
    return { contracts, outcomes, suggest: await suggestCodes(connection, contracts, outcomes) };
  } finally {
    warehouse.close();
    await rm(work, { recursive: true, force: true });
  }
}

async function requireFiles(paths: readonly string[]): Promise<void> {
  const isFile = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        (found) => found.isFile(),
        () => false,
      ),
    ),
  );
  const unknown = paths.filter((_, index) => !isFile[index]);
  if (unknown.length > 0) throw new PipelineError("unknown-file", unknown.join(", "), { kind: "usage" });
}

async function checkFile(
  connection: DuckDBConnection,
  path: string,
  given: Contract | null,
  contracts: readonly Contract[],
  identifiers: Identifiers,
  work: string,
): Promise<FileOutcome> {
  const file = await describeFile("", path, basename(path));
  try {
    const contract =
      given ?? (await recogniseContract(connection, contracts, file, identifiers, join(work, "recognise")));
    const known = { ...file, dataset: contract.dataset };
    return await withSource(connection, known, contract, identifiers, work, async (source) => {
      const report = await screenFile(connection, contract, source, identifiers);
      return { report, status: report.overLimit ? "over-limit" : "checked" };
    });
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return refuse(file, error.refusal);
  }
}
