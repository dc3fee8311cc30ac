import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Contract } from "../contracts/contract.ts";
import { findEscalations } from "../escalation/escalate.ts";
import type { EscalationRule } from "../escalation/rules.ts";
import type { ExportContent } from "../exports/content.ts";
import type { PastRelease } from "../exports/feed.ts";
import { writeExports } from "../exports/write-exports.ts";
import type { Plan } from "../indicators/plan.ts";
import { writeChangesFile } from "../revision/changes-file.ts";
import type { Revision } from "../stages/revise.ts";
import type { NationProjection } from "../supply/project-nation.ts";
import { describeSupply } from "../supply/publish-supply.ts";
import type { SupplySettings } from "../supply/settings.ts";
import {
  describeCodes,
  describeControlLimits,
  describeEscalations,
  describeFunnels,
  describeIndicators,
  describePublishedSeries,
  describeQuality,
} from "./describe.ts";
import { toJson } from "./json.ts";
import { markColumns, markFiles } from "./notice.ts";
import { writeObservations } from "./observations.ts";

export interface ReleaseContent extends ExportContent {
  contracts: readonly Contract[];
  plan: Plan;
  escalationRules: readonly EscalationRule[];
  projection: NationProjection | null;
  supply: SupplySettings;
  pipelines: string;
  /** What is different from the release before; the temporary table `change` has it cell by cell. */
  revision: Revision;
  /** The releases that lead to this one, the newest first. */
  history: readonly PastRelease[];
}

/** Writes the cells and what their codes mean: all that tells a count. */
export async function writeCells(
  connection: DuckDBConnection,
  folder: string,
  content: Pick<ReleaseContent, "release" | "as_at" | "edition" | "notice">,
): Promise<void> {
  const { release, as_at, edition, notice } = content;
  const notices: Record<string, string> = notice ? { notice_en: notice.en, notice_cy: notice.cy } : {};
  await writeObservations(
    connection,
    folder,
    { release, as_at, ...notices },
    markColumns({ edition, example: false }),
  );
  await writeDescriptions(folder, content, { "codes.json": await describeCodes(connection) });
}

/**
 * Writes every other file of a release but the manifest. Of example data and of the restricted edition each file says so, as
 * does one that says only that.
 */
export async function writeRest(
  connection: DuckDBConnection,
  folder: string,
  content: ReleaseContent,
): Promise<void> {
  const { release, as_at, example, notice } = content;
  await writeDescriptions(folder, content, {
    "indicators.json": describeIndicators(content.indicators, content.plan, release, example),
    "escalations.json": describeEscalations(
      content.escalationRules,
      await findEscalations(connection, content.escalationRules),
      release,
      example,
    ),
    "revisions.json": { release, example, ...content.revision },
    "quality.json": await describeQuality(
      connection,
      content.contracts,
      content.indicators,
      as_at,
      content.edition,
    ),
    "funnels.json": await describeFunnels(connection),
    "control_limits.json": await describeControlLimits(connection),
    "supply.json": await describeSupply(
      connection,
      content.pipelines,
      content.projection,
      content.supply,
      release,
      example,
    ),
    "published_series.json": await describePublishedSeries(connection),
  });
  await writeChangesFile(connection, join(folder, "changes.csv"), content);
  await writeExports(connection, folder, content, content.history, content.revision);
  if (!notice) return;
  for (const name of markFiles(content)) {
    await writeFile(join(folder, name), `${notice.en}\n${notice.cy}\n`);
  }
}

async function writeDescriptions(
  folder: string,
  { edition, notice }: Pick<ReleaseContent, "edition" | "notice">,
  files: Readonly<Record<string, object>>,
): Promise<void> {
  const marks = edition === "public" ? {} : { edition, notice };
  for (const [name, value] of Object.entries(files)) {
    await writeFile(join(folder, name), toJson({ ...marks, ...value }));
  }
}
