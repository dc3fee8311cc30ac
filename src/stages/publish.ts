import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Policy, readPolicy } from "../disclosure/policy.ts";
import { PipelineError } from "../errors.ts";
import { type EscalationRule, readEscalationRules } from "../escalation/rules.ts";
import { hashFolder } from "../hash-folder.ts";
import type { TracedIndicator } from "../indicators/compute.ts";
import { type Plan, readPlan } from "../indicators/plan.ts";
import { readAllMessages } from "../messages/message.ts";
import { readTables, type Table } from "../populations/tables.ts";
import { findDamaged } from "../release/damage.ts";
import { switchLink } from "../release/durable.ts";
import { listReleases, readWithdrawn, thinReleases } from "../release/kept.ts";
import type { Manifest } from "../release/manifest.ts";
import { composeNotice } from "../release/notice.ts";
import { type Place, placeRelease } from "../release/place.ts";
import { fingerprint, publishRelease, type ReleaseInfo } from "../release/publish.ts";
import { readPublished } from "../release/published.ts";
import { shownRows } from "../release/row-counts.ts";
import { type ReleaseSettings, readReleaseSettings } from "../release/settings.ts";
import { buildSite, isSiteCurrent } from "../release/site.ts";
import { writeCells, writeRest } from "../release/write.ts";
import { readSoftware } from "../software.ts";
import { readStatisticsPolicy, type StatisticsPolicy } from "../statistics/policy.ts";
import { sum } from "../sum.ts";
import type { NationProjection } from "../supply/project-nation.ts";
import { readSupplySettings, type SupplySettings } from "../supply/settings.ts";
import { readRows } from "../warehouse/connect.ts";
import { auditBeforeRelease } from "./audit.ts";
import { earlierCells } from "./earlier-cells.ts";
import type { Job } from "./job.ts";
import { compareWithPrevious } from "./revise.ts";

/** What decides, with the inputs, what is published. */
export interface Definitions {
  plan: Plan;
  policy: Policy;
  /** How the counts of persons hang together. */
  tables: Table[];
  escalationRules: EscalationRule[];
  statistics: StatisticsPolicy;
  supply: SupplySettings;
  releases: ReleaseSettings;
  software: Manifest["software"];
  inputs: Manifest["inputs"];
  /** The same for the same program and libraries. */
  code: string;
  /** The same for the same inputs, definitions, options and software. */
  fingerprint: string;
}

export async function readDefinitions({
  connection,
  contracts,
  folders,
  options,
}: Job): Promise<Definitions> {
  const inputs = await readRows(
    connection,
    z.object({ dataset: z.string(), name: z.string(), rows: z.int(), sha256: z.string() }),
    `select dataset, file as name, ${shownRows("rows", contracts, folders.edition)} as rows, sha256
     from current.load order by dataset, file, sha256`,
  );
  const code = fingerprint([
    await hashFolder(join(folders.project, "src")),
    await readFile(join(folders.project, "package-lock.json"), "utf8"),
  ]);
  return {
    plan: await readPlan(folders.pipelines),
    policy: await readPolicy(folders.pipelines),
    tables: await readTables(folders.pipelines),
    escalationRules: await readEscalationRules(folders.pipelines),
    statistics: await readStatisticsPolicy(folders.pipelines),
    supply: await readSupplySettings(folders.pipelines),
    releases: await readReleaseSettings(folders.pipelines),
    software: await readSoftware(folders.project),
    inputs,
    code,
    fingerprint: fingerprint([
      JSON.stringify(inputs),
      JSON.stringify({ only: options.only, edition: folders.edition }),
      await hashFolder(folders.pipelines),
      code,
    ]),
  };
}

/**
 * The release that these inputs and definitions give, when it was made before and every file of it is as it was; it is
 * published again unless it is published, or was taken back and nothing else was asked for. Null when it must be made.
 */
export async function findStanding(
  { folders, options, progress, say }: Job,
  sought: string,
): Promise<{ manifest: Manifest; isNew: boolean } | null> {
  const kept = await listReleases(folders);
  const same = kept.find(({ manifest }) => manifest.fingerprint === sought);
  if (!same?.isWhole || (await findDamaged(same.folder, same.manifest)).length > 0) return null;
  const { manifest, folder } = same;
  const published = await readPublished(folders).catch(() => null);
  if (published?.release === manifest.release) return { manifest, isNew: false };
  const isWithdrawn = (await readWithdrawn(folders)).includes(manifest.release);
  if (published && isWithdrawn && options.asAt === null) {
    progress.note(say("release-withdrawn", { release: manifest.release, published: published.release }));
    return { manifest: published, isNew: false };
  }
  await switchLink(folders.published, folder);
  return { manifest, isNew: true };
}

/** What a release says of itself, and its place among the others. */
export interface Standing {
  info: ReleaseInfo;
  place: Place;
}

/**
 * Where the release of the computed cells will stand.
 * @throws PipelineError `nothing-to-publish`
 */
export async function findPlace(
  { connection, folders, options }: Job,
  { policy, software, inputs, fingerprint: sought }: Definitions,
): Promise<Standing> {
  const [state] = await readRows(
    connection,
    z.object({ latest: z.string().nullable(), example: z.boolean() }),
    `select coalesce(
         (select max(period_end) from current.employer_return), (select max(period_end) from result.ingredient)
       )::varchar as latest,
       coalesce((select bool_or(is_example) from current.load), false) as example`,
  );
  if (!state?.latest) throw new PipelineError("nothing-to-publish", folders.incoming);
  const info = {
    policy,
    software,
    inputs,
    fingerprint: sought,
    edition: folders.edition,
    as_at: state.latest,
    example: state.example,
    notice: composeNotice(folders.edition, state.example, options.notices),
  };
  return { info, place: await placeRelease(folders, info) };
}

/**
 * Writes and publishes the release, after the audit has failed to break it; example data are about nobody and need none.
 * @throws AuditFailed, PipelineError
 */
export async function release(
  job: Job,
  indicators: readonly TracedIndicator[],
  projection: NationProjection | null,
  definitions: Definitions,
  { info, place }: Standing,
): Promise<Manifest> {
  const { connection, contracts, folders, progress, say } = job;
  const { plan, policy, tables, code, escalationRules, supply, releases } = definitions;
  const messages = await readAllMessages();
  const revision = await compareWithPrevious(job, indicators, place, info.inputs);
  const manifest = await progress.stage(
    "release",
    () =>
      publishRelease(folders, info, place, async (folder) => {
        const { release } = place;
        await writeCells(connection, folder, { ...info, release });
        if (info.example) progress.note(say("audit-left-out"));
        else {
          const earlier = earlierCells(place.previous, policy);
          await auditBeforeRelease(job, { indicators, tables, policy, earlier }, folder, code);
        }
        await writeRest(connection, folder, {
          ...info,
          release,
          roundTo: policy.round_to,
          revision,
          history: place.history,
          messages,
          settings: folders.edition === "public" ? releases : { ...releases, address: null },
          contracts,
          indicators,
          plan,
          escalationRules,
          projection,
          supply,
          pipelines: folders.pipelines,
        });
        // A warehouse that cannot be written is found out before anything is published.
        await connection.run("checkpoint");
      }),
    (made) =>
      say("files-and-bytes", {
        files: made.files.length + 1,
        megabytes: Math.ceil(sum(made.files.map((file) => file.bytes)) / 1e6),
      }),
  );
  await thinReleases(folders, releases.keep, [manifest.release, place.previous?.manifest.release ?? ""]);
  return manifest;
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
