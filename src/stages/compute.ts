import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { findImplausible } from "../check/plausibility.ts";
import { applyDecisions } from "../disclosure/apply.ts";
import { decideConfidentiality, openPersons } from "../disclosure/decide.ts";
import type { FoundCount } from "../disclosure/found-counts.ts";
import type { Policy } from "../disclosure/policy.ts";
import { protectConfidential, protectFound } from "../disclosure/secondary.ts";
import { reportUsefulness } from "../disclosure/usefulness.ts";
import { computeIngredients, type TracedIndicator, traceIndicators } from "../indicators/compute.ts";
import { measureQuality } from "../indicators/measure-quality.ts";
import { readIndicators } from "../indicators/registry.ts";
import { toJson } from "../release/json.ts";
import type { KeptRelease } from "../release/kept.ts";
import { compareAreas } from "../statistics/funnels.ts";
import { writeObservationTable } from "../statistics/observations.ts";
import type { StatisticsPolicy } from "../statistics/policy.ts";
import { findSignals } from "../statistics/signals.ts";
import { readRows } from "../warehouse/connect.ts";
import { buildModels, type Model, readModels } from "../warehouse/models.ts";
import { earlierCells } from "./earlier-cells.ts";
import type { Job } from "./job.ts";
import type { Definitions } from "./publish.ts";

/** Builds staging and marts from the rows in force. */
export async function buildMarts({ connection, folders, progress, say }: Job): Promise<Model[]> {
  const models = await readModels(connection, folders.pipelines);
  await progress.stage(
    "marts",
    async () => {
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
  return models;
}

/** Looks for returns that are unlikely; what it finds is for the analyst and never published. */
export async function reviewReturns(job: Job): Promise<void> {
  const { connection, contracts, folders, options, progress, say } = job;
  const findings = await progress.stage(
    "plausibility",
    () => findImplausible(connection, contracts),
    (found) => say("findings", { findings: found.length }),
  );
  await mkdir(folders.review, { recursive: true });
  await writeFile(join(folders.review, "findings.json"), toJson(findings));
  options.onFindings(findings);
}

/** Computes the ingredients of every indicator. */
export async function computeIndicators(job: Job, models: readonly Model[]): Promise<TracedIndicator[]> {
  const { connection, contracts, folders, progress, say } = job;
  let cells = 0;
  return progress.stage(
    "indicators",
    async (advance) => {
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

/** Decides which cells are confidential, and computes values from the others. */
export async function protect(
  job: Job,
  indicators: readonly TracedIndicator[],
  { tables, policy }: Definitions,
  previous: KeptRelease | null,
): Promise<void> {
  const { connection, folders, options, progress, say } = job;
  await progress.stage(
    "protect",
    async () => {
      const decided = await decideConfidentiality(connection, indicators, policy);
      const earlier = earlierCells(previous, policy);
      const hide = (arePersonsOpen: boolean, before: string | null): Promise<number> => {
        const means = { indicators, tables, policy, threads: options.threads, arePersonsOpen };
        return protectConfidential(connection, means, before);
      };
      let { confidential } = decided;
      let secondary = await hide(false, folders.edition === "public" ? earlier : null);
      if (folders.edition === "restricted") {
        // What class S hides from the public stays hidden; then more of it from readers who know class P.
        confidential = await openPersons(connection, indicators);
        secondary = await hide(true, earlier);
      }
      await applyProtection(job, indicators, policy);
      return { cells: decided.cells, confidential, secondary };
    },
    (decided) => say("cells-protected", decided),
  );
}

/** Hides as well what leads to counts that the audit found, after `protect`: the more of it the more attempts there were. */
export async function protectMore(
  job: Job,
  indicators: readonly TracedIndicator[],
  { tables, policy }: Definitions,
  found: readonly FoundCount[],
  attempt: number,
): Promise<void> {
  const { connection, folders, options, progress, say } = job;
  const arePersonsOpen = folders.edition === "restricted";
  const means = { indicators, tables, policy, threads: options.threads, arePersonsOpen };
  await progress.stage(
    "protect",
    async () => {
      const secondary = await protectFound(connection, means, found, attempt);
      await applyProtection(job, indicators, policy);
      return { found: found.length, secondary };
    },
    (done) => say("cells-protected-further", done),
  );
}

async function applyProtection(
  { connection, folders }: Job,
  indicators: readonly TracedIndicator[],
  { round_to }: Policy,
): Promise<void> {
  const arePersonsOpen = folders.edition === "restricted";
  await applyDecisions(connection, indicators, { round_to, arePersonsOpen });
  await mkdir(folders.review, { recursive: true });
  await reportUsefulness(connection, indicators, join(folders.review, "hidden-cells.csv"));
}

/** Completes the published rows with intervals and signals, compares the areas, and tells how much is unknown. */
export async function addStatistics(
  { connection, contracts, progress, say }: Job,
  indicators: readonly TracedIndicator[],
  policy: StatisticsPolicy,
): Promise<void> {
  await progress.stage(
    "statistics",
    async () => {
      await findSignals(connection, indicators, policy);
      await writeObservationTable(connection, indicators, policy);
      await compareAreas(connection, indicators);
      await measureQuality(connection, indicators, contracts);
      const [count] = await readRows(
        connection,
        z.object({ intervals: z.int(), signals: z.int() }),
        "select count(lower)::int as intervals, count(signal)::int as signals from result.observation",
      );
      return { intervals: count?.intervals ?? 0, signals: count?.signals ?? 0 };
    },
    (count) => say("statistics-added", count),
  );
}
