import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { auditRelease } from "../audit/audit.ts";
import type { Failure } from "../audit/report.ts";
import { PipelineError } from "../errors.ts";
import type { Indicator } from "../indicators/registry.ts";
import { toJson } from "../release/json.ts";
import { openWarehouse } from "../warehouse/connect.ts";
import type { Job } from "./job.ts";
import type { Definitions } from "./publish.ts";

/** The audit worked out confidential counts from what would be published: it may not appear. */
export class AuditFailed extends PipelineError {
  readonly failures: readonly Failure[];

  constructor(failures: readonly Failure[], report: string) {
    super("audit-failed", String(failures.length), { where: report });
    this.failures = failures;
  }
}

/**
 * Tries to work out the confidential counts of the release in `folder` as a reader could. The report goes to the review,
 * which is never published.
 * @throws AuditFailed, PipelineError `audit-broken`
 */
export async function auditBeforeRelease(
  { folders, options, progress, say }: Job,
  indicators: readonly Indicator[],
  { tables, policy }: Definitions,
  folder: string,
): Promise<void> {
  const path = join(folders.review, "audit.json");
  const report = await progress.stage(
    "audit",
    async (advance) => {
      const engine = await openWarehouse({ path: ":memory:" });
      try {
        return await auditRelease(engine.connection, folder, {
          indicators,
          tables,
          policy: { ...policy, arePersonsOpen: folders.edition === "restricted" },
          threads: options.threads,
          onProgress: advance,
        });
      } finally {
        engine.close();
      }
    },
    ({ total }) => say("audited", { counts: total.hidden, failures: total.failures }),
  );
  await mkdir(folders.review, { recursive: true });
  await writeFile(path, toJson(report));
  if (report.failures.length > 0) throw new AuditFailed(report.failures, path);
}
