import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Bilingual } from "./bilingual.ts";
import { type Contract, readContracts } from "./check/contract.ts";
import { type Finding, findImplausible } from "./check/plausibility.ts";
import { applyDecisions } from "./disclosure/apply.ts";
import { decideConfidentiality } from "./disclosure/decide.ts";
import { type Policy, readPolicy } from "./disclosure/policy.ts";
import { PipelineError } from "./errors.ts";
import { generateNation } from "./generate/generate.ts";
import { hashFolder } from "./hash-folder.ts";
import { computeIngredients, type TracedIndicator, traceIndicators } from "./indicators/compute.ts";
import { type Plan, readPlan } from "./indicators/plan.ts";
import { readIndicators } from "./indicators/registry.ts";
import { type FileOutcome, findAllFiles, takeIn } from "./intake.ts";
import { withLock } from "./lock.ts";
import type { Say } from "./messages/message.ts";
import type { Folders } from "./paths.ts";
import type { Progress } from "./progress.ts";
import { fingerprint, type Manifest, publishRelease, readManifest, toJson } from "./release/publish.ts";
import { writeReleaseFiles } from "./release/write.ts";
import { recallReports } from "./report/recall.ts";
import { writeReview } from "./report/review.ts";
import { type Suggest, suggestCodes } from "./report/suggest.ts";
import { buildSite, isSiteCurrent } from "./site.ts";
import { readSoftware } from "./software.ts";
import { openWarehouse, readRows } from "./warehouse/connect.ts";
import { prepareHistory, writeCurrentViews } from "./warehouse/history.ts";
import { buildModels, readModels } from "./warehouse/models.ts";
import { loadReference } from "./warehouse/reference.ts";

export interface RunOptions {
  folders: Folders;
  /** Only what was received by this day counts (ISO date). */
  asAt: string | null;
  /** The datasets to use, or null for all. */
  only: readonly string[] | null;
  site: boolean;
  threads: number | null;
  memory: string | null;
  /** Says of example data what they are. */
  exampleNotice: Bilingual;
  /** Told what became of each file as soon as all are checked. */
  onChecked(outcomes: readonly FileOutcome[], suggest: Suggest): void;
  /** Told which returns look wrong. */
  onFindings(findings: readonly Finding[]): void;
}

export interface RunResult {
  manifest: Manifest;
  isNew: boolean;
  outcomes: FileOutcome[];
}

/** Scale, seed and length of the example nation that an empty `incoming` is filled with. */
export const exampleNation = { scale: 1, seed: 1, months: 120 } as const;

/** The whole job, in its order. @throws PipelineError when the data do not let it go on; the last release then stands. */
export async function run(options: RunOptions, progress: Progress, say: Say): Promise<RunResult> {
  return withLock(join(options.folders.work, "run.lock"), () => runAlone(options, progress, say));
}

async function runAlone(options: RunOptions, progress: Progress, say: Say): Promise<RunResult> {
  const { folders } = options;
  const contracts = await chooseContracts(folders.pipelines, options.only);
  const warehouse = await openForWriting(options);
  const { connection } = warehouse;
  try {
    await loadReference(connection, join(folders.pipelines, "reference"));
    await prepareHistory(connection, contracts);
    if (await isNothingReceived(connection, contracts, folders)) await writeExample(options, progress, say);
    const outcomes = await receiveAndCheck(connection, contracts, folders, progress, say);
    const reviewed = await recallReports(connection, outcomes);
    const suggest = await suggestCodes(connection, contracts, reviewed);
    options.onChecked(outcomes, suggest);
    await writeReview(folders.review, reviewed, contracts, suggest);
    if (outcomes.some((outcome) => outcome.status === "over-limit")) throw new RejectedInput(outcomes);
    await writeCurrentViews(connection, contracts, options.asAt);
    const definitions = await readDefinitions(options);
    const print = await fingerprintRun(connection, options, definitions);
    const published = await readManifest(folders.published);
    if (published?.fingerprint === print) {
      await finishSite(options, published, progress, say);
      return { manifest: published, isNew: false, outcomes };
    }
    await buildMarts(connection, folders, progress, say);
    options.onFindings(await findPlausible(connection, contracts, folders, progress, say));
    const indicators = await compute(connection, contracts, folders, progress, say);
    await protect(connection, indicators, definitions.policy, progress, say);
    const manifest = await release(
      connection,
      options,
      contracts,
      indicators,
      definitions,
      print,
      progress,
      say,
    );
    await finishSite(options, manifest, progress, say);
    return { manifest, isNew: true, outcomes };
  } finally {
    warehouse.close();
  }
}

interface Definitions {
  plan: Plan;
  policy: Policy;
  software: Manifest["software"];
  /** Hashes of everything that decides what is published beside the inputs. */
  hashes: string[];
}

async function chooseContracts(pipelines: string, only: readonly string[] | null): Promise<Contract[]> {
  const contracts = await readContracts(pipelines);
  const unknown = only?.filter((name) => !contracts.some((contract) => contract.dataset === name)) ?? [];
  if (unknown.length > 0) {
    throw new PipelineError("unknown-dataset", unknown.join(", "), { kind: "usage" });
  }
  return contracts;
}

async function openForWriting(options: RunOptions): ReturnType<typeof openWarehouse> {
  const { folders, threads, memory } = options;
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

async function isNothingReceived(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
  folders: Folders,
): Promise<boolean> {
  const sent = contracts.filter((contract) => !contract.file);
  const files = await findAllFiles(sent, folders);
  const [loaded] = await readRows(
    connection,
    z.object({ count: z.int() }),
    "select count(*)::int as count from history.load where list_contains(string_split($names, ','), dataset)",
    { names: sent.map((contract) => contract.dataset).join(",") },
  );
  return files.length === 0 && loaded?.count === 0;
}

async function writeExample(options: RunOptions, progress: Progress, say: Say): Promise<void> {
  await progress.stage(
    "example",
    () =>
      generateNation({
        out: options.folders.incoming,
        pipelines: options.folders.pipelines,
        ...exampleNation,
      }),
    (files) => say("files-and-rows", { files: files.length, rows: sum(files.map((file) => file.rows)) }),
  );
}

async function receiveAndCheck(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
  folders: Folders,
  progress: Progress,
  say: Say,
): Promise<FileOutcome[]> {
  const files = await progress.stage(
    "receive",
    () => findAllFiles(contracts, folders),
    (found) =>
      say("files-and-bytes", {
        files: found.length,
        megabytes: Math.ceil(sum(found.map((one) => one.bytes)) / 1e6),
      }),
  );
  return progress.stage(
    "check",
    (advance) => {
      let done = 0;
      return takeIn(connection, contracts, files, folders, () => advance(++done, files.length));
    },
    (all) => summariseOutcomes(all, say),
  );
}

/** Too many rows of a file were rejected: nothing is published. */
export class RejectedInput extends PipelineError {
  readonly outcomes: FileOutcome[];

  constructor(outcomes: FileOutcome[]) {
    const stopping = outcomes.filter((outcome) => outcome.status === "over-limit");
    super("rejected-input", stopping.map(({ file }) => `${file.dataset}/${file.name}`).join(", "));
    this.outcomes = outcomes;
  }
}

async function readDefinitions(options: RunOptions): Promise<Definitions> {
  const { folders } = options;
  return {
    plan: await readPlan(folders.pipelines),
    policy: await readPolicy(folders.pipelines),
    software: await readSoftware(folders.project),
    hashes: [
      await hashFolder(folders.pipelines),
      await hashFolder(join(folders.project, "src")),
      await readFile(join(folders.project, "package-lock.json"), "utf8"),
    ],
  };
}

async function fingerprintRun(
  connection: DuckDBConnection,
  options: RunOptions,
  definitions: Definitions,
): Promise<string> {
  const inputs = await listInputs(connection);
  return fingerprint([
    JSON.stringify(inputs),
    JSON.stringify({ asAt: options.asAt, only: options.only }),
    ...definitions.hashes,
  ]);
}

async function listInputs(connection: DuckDBConnection): Promise<Manifest["inputs"]> {
  return readRows(
    connection,
    z.object({ dataset: z.string(), name: z.string(), rows: z.int(), sha256: z.string() }),
    "select dataset, file as name, rows, sha256 from current.load order by dataset, file, sha256",
  );
}

async function buildMarts(
  connection: DuckDBConnection,
  folders: Folders,
  progress: Progress,
  say: Say,
): Promise<void> {
  await progress.stage(
    "marts",
    async () => {
      const models = await readModels(connection, folders.pipelines);
      await buildModels(connection, models);
      const [count] = await readRows(
        connection,
        z.object({ people: z.int(), quarters: z.int() }),
        `select count(distinct person)::int as people, count(distinct quarter_end)::int as quarters
         from marts.assignment_quarter`,
      );
      return { models: models.length, people: count?.people ?? 0, quarters: count?.quarters ?? 0 };
    },
    (count) => say("marts-built", count),
  );
}

async function findPlausible(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
  folders: Folders,
  progress: Progress,
  say: Say,
): Promise<Finding[]> {
  return progress.stage(
    "plausibility",
    async () => {
      const findings = await findImplausible(connection, contracts);
      await mkdir(folders.review, { recursive: true });
      await writeFile(join(folders.review, "findings.json"), toJson(findings));
      return findings;
    },
    (findings) => say("findings", { findings: findings.length }),
  );
}

async function compute(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
  folders: Folders,
  progress: Progress,
  say: Say,
): Promise<TracedIndicator[]> {
  let cells = 0;
  return progress.stage(
    "indicators",
    async (advance) => {
      const models = await readModels(connection, folders.pipelines);
      const indicators = await traceIndicators(connection, await readIndicators(folders.pipelines), models);
      let done = 0;
      await computeIngredients(connection, indicators, contracts, (_, rows) => {
        cells += rows;
        advance(++done, indicators.length);
      });
      return indicators;
    },
    (indicators) => say("indicators-computed", { indicators: indicators.length, cells }),
  );
}

async function protect(
  connection: DuckDBConnection,
  indicators: readonly TracedIndicator[],
  policy: Policy,
  progress: Progress,
  say: Say,
): Promise<void> {
  await progress.stage(
    "protect",
    async () => {
      const decided = await decideConfidentiality(connection, indicators, policy);
      await applyDecisions(connection, indicators);
      return decided;
    },
    (decided) => say("cells-protected", decided),
  );
}

async function release(
  connection: DuckDBConnection,
  options: RunOptions,
  contracts: readonly Contract[],
  indicators: readonly TracedIndicator[],
  definitions: Definitions,
  print: string,
  progress: Progress,
  say: Say,
): Promise<Manifest> {
  const [state] = await readRows(
    connection,
    z.object({ latest: z.string().nullable(), example: z.boolean() }),
    `select (select max(period_end)::varchar from result.observation) as latest,
       coalesce((select bool_or(is_example) from current.load), false) as example`,
  );
  const as_at = options.asAt ?? state?.latest;
  if (!as_at || !state) throw new PipelineError("nothing-to-publish", options.folders.incoming);
  const info = {
    as_at,
    example: state.example,
    notice: state.example ? options.exampleNotice : null,
    software: definitions.software,
    fingerprint: print,
    policy: definitions.policy,
    inputs: await listInputs(connection),
  };
  return progress.stage(
    "release",
    () =>
      publishRelease(options.folders, info, (folder, name) =>
        writeReleaseFiles(connection, folder, {
          ...info,
          release: name,
          contracts,
          indicators,
          plan: definitions.plan,
        }),
      ),
    (manifest) =>
      say("files-and-bytes", {
        files: manifest.files.length + 1,
        megabytes: Math.ceil(sum(manifest.files.map((file) => file.bytes)) / 1e6),
      }),
  );
}

async function finishSite(
  options: RunOptions,
  manifest: Manifest,
  progress: Progress,
  say: Say,
): Promise<void> {
  if (!options.site || (await isSiteCurrent(options.folders, manifest.release))) return;
  await progress.stage(
    "site",
    (advance) => buildSite(options.folders, manifest.release, advance),
    (pages) => say("pages-built", { pages }),
  );
}

function summariseOutcomes(outcomes: readonly FileOutcome[], say: Say): string {
  const count = (status: FileOutcome["status"]): number =>
    outcomes.filter((one) => one.status === status).length;
  const total = (field: "rows" | "rejected" | "advisory"): number =>
    sum(outcomes.map((one) => one.report?.[field] ?? 0));
  return say("checked", {
    loaded: count("loaded"),
    known: count("known"),
    refused: count("refused") + count("over-limit"),
    rows: total("rows"),
    rejected: total("rejected"),
    advisory: total("advisory"),
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
