import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type AuditOptions, auditRelease } from "../audit/audit.ts";
import type { AuditReport, Failure } from "../audit/report.ts";
import type { Policy } from "../disclosure/policy.ts";
import { PipelineError } from "../errors.ts";
import type { Folders } from "../paths.ts";
import { toJson } from "../release/json.ts";
import { openWarehouse } from "../warehouse/connect.ts";
import type { Job } from "./job.ts";

/** The audit worked out confidential counts from what would be published: it may not appear. */
export class AuditFailed extends PipelineError {
  readonly failures: readonly Failure[];

  constructor(failures: readonly Failure[], report: string) {
    super("audit-failed", String(failures.length), { where: report });
    this.failures = failures;
  }
}

/** What an audit needs to know beside the published files. */
type AuditMeans = Omit<AuditOptions, "policy"> & { policy: Policy };

/**
 * Tries to work out the confidential counts of the cells in `folder` (`observations.parquet`, `codes.json`) as a reader of
 * its edition could. The report goes to the review, which is never published.
 * @returns the report, and the path where it was written
 * @throws PipelineError `audit-broken`
 */
export async function auditCells(
  { edition, review }: Folders,
  folder: string,
  { policy, ...means }: AuditMeans,
): Promise<{ report: AuditReport; path: string }> {
  const engine = await openWarehouse({ path: ":memory:" });
  try {
    const report = await auditRelease(engine.connection, folder, {
      ...means,
      policy: { ...policy, arePersonsOpen: edition === "restricted" },
    });
    const path = join(review, "audit.json");
    await mkdir(review, { recursive: true });
    await writeFile(path, toJson(report));
    return { report, path };
  } finally {
    engine.close();
  }
}

/**
 * Audits cells that would be published; what it found before with the same `code` on the same grounds is remembered.
 * @throws AuditFailed, PipelineError `audit-broken`
 */
export async function auditBeforeRelease(
  { connection, folders, options, progress, say }: Job,
  means: Pick<AuditMeans, "indicators" | "tables" | "policy" | "earlier">,
  folder: string,
  code: string,
): Promise<void> {
  const memory = { warehouse: connection, code };
  const { report, path } = await progress.stage(
    "audit",
    (onProgress) => auditCells(folders, folder, { ...means, threads: options.threads, memory, onProgress }),
    ({ report: { total } }) => say("audited", { counts: total.hidden, failures: total.failures }),
  );
  if (report.failures.length > 0) throw new AuditFailed(report.failures, path);
}
