import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Policy, readPolicy } from "../disclosure/policy.ts";
import { PipelineError } from "../errors.ts";
import { type EscalationRule, readEscalationRules } from "../escalation/rules.ts";
import { hashFolder } from "../hash-folder.ts";
import type { TracedIndicator } from "../indicators/compute.ts";
import { type Plan, readPlan } from "../indicators/plan.ts";
import { fingerprint, type Manifest, publishRelease } from "../release/publish.ts";
import { buildSite, isSiteCurrent } from "../release/site.ts";
import { writeReleaseFiles } from "../release/write.ts";
import { readSoftware } from "../software.ts";
import { readStatisticsPolicy, type StatisticsPolicy } from "../statistics/policy.ts";
import { sum } from "../sum.ts";
import { readRows } from "../warehouse/connect.ts";
import type { Job } from "./job.ts";

/** What decides, with the inputs, what is published. */
export interface Definitions {
  plan: Plan;
  policy: Policy;
  escalationRules: EscalationRule[];
  statistics: StatisticsPolicy;
  software: Manifest["software"];
  inputs: Manifest["inputs"];
  /** The same for the same inputs, definitions, options and software. */
  fingerprint: string;
}

export async function readDefinitions({ connection, folders, options }: Job): Promise<Definitions> {
  const inputs = await readRows(
    connection,
    z.object({ dataset: z.string(), name: z.string(), rows: z.int(), sha256: z.string() }),
    "select dataset, file as name, rows, sha256 from current.load order by dataset, file, sha256",
  );
  return {
    plan: await readPlan(folders.pipelines),
    policy: await readPolicy(folders.pipelines),
    escalationRules: await readEscalationRules(folders.pipelines),
    statistics: await readStatisticsPolicy(folders.pipelines),
    software: await readSoftware(folders.project),
    inputs,
    fingerprint: fingerprint([
      JSON.stringify(inputs),
      JSON.stringify({ asAt: options.asAt, only: options.only }),
      await hashFolder(folders.pipelines),
      await hashFolder(join(folders.project, "src")),
      await readFile(join(folders.project, "package-lock.json"), "utf8"),
    ]),
  };
}

/** @throws PipelineError `nothing-to-publish` */
export async function release(
  job: Job,
  indicators: readonly TracedIndicator[],
  definitions: Definitions,
): Promise<Manifest> {
  const { connection, contracts, folders, options, progress, say } = job;
  const [state] = await readRows(
    connection,
    z.object({ latest: z.string().nullable(), example: z.boolean() }),
    `select coalesce(
         (select max(period_end) from current.employer_return), (select max(period_end) from result.observation)
       )::varchar as latest,
       coalesce((select bool_or(is_example) from current.load), false) as example`,
  );
  const as_at = options.asAt ?? state?.latest;
  if (!as_at || !state) throw new PipelineError("nothing-to-publish", folders.incoming);
  const { plan, escalationRules, statistics: _, ...defined } = definitions;
  const info = {
    ...defined,
    as_at,
    example: state.example,
    notice: state.example ? options.exampleNotice : null,
  };
  return progress.stage(
    "release",
    () =>
      publishRelease(folders, info, (folder, name) =>
        writeReleaseFiles(connection, folder, {
          ...info,
          release: name,
          contracts,
          indicators,
          plan,
          escalationRules,
        }),
      ),
    (manifest) =>
      say("files-and-bytes", {
        files: manifest.files.length + 1,
        megabytes: Math.ceil(sum(manifest.files.map((file) => file.bytes)) / 1e6),
      }),
  );
}

/** Builds the site unless it shows this release already. */
export async function finishSite(
  { folders, options, progress, say }: Omit<Job, "connection">,
  manifest: Manifest,
): Promise<void> {
  if (!options.site || (await isSiteCurrent(folders, manifest.release))) return;
  await progress.stage(
    "site",
    (advance) => buildSite(folders, manifest.release, advance),
    (pages) => say("pages-built", { pages }),
  );
}
