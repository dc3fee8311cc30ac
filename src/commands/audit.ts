import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import { auditRelease } from "../audit/audit.ts";
import { readPolicy } from "../disclosure/policy.ts";
import { PipelineError } from "../errors.ts";
import { readIndicators } from "../indicators/registry.ts";
import { resolveFolders } from "../paths.ts";
import { readTables } from "../populations/tables.ts";
import { toJson } from "../release/json.ts";
import { readPublished } from "../release/published.ts";
import { openWarehouse } from "../warehouse/connect.ts";
import { parseOptions, printJson, printLines, type Terminal } from "./terminal.ts";

const options = z.object({ data: z.string(), json: z.boolean().default(false) });

export function addAudit({ project, say, addCommand }: Terminal): void {
  addCommand("audit", say("command-audit"))
    .option("--data <folder>", say("option-data"), "data")
    .action(async (given: unknown) => {
      const { data, json } = parseOptions(options, given);
      const folders = resolveFolders(project, resolve(data), "");
      const { pipelines, published, review } = folders;
      await readPublished(folders);
      const { connection, close } = await openWarehouse({ path: ":memory:" });
      try {
        const report = await auditRelease(connection, published, {
          indicators: await readIndicators(pipelines),
          tables: await readTables(pipelines),
          policy: await readPolicy(pipelines),
        });
        const path = join(review, "audit.json");
        await mkdir(review, { recursive: true });
        await writeFile(path, toJson(report));
        const { hidden: counts, failures } = report.total;
        if (json) printJson(report);
        else printLines([say("audited", { counts, failures })]);
        if (failures > 0) throw new PipelineError("audit-failed", String(failures), { where: path });
      } finally {
        close();
      }
    });
}
