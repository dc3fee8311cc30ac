import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { auditRelease } from "../audit/audit.ts";
import { readPolicy } from "../disclosure/policy.ts";
import { edition } from "../edition.ts";
import { PipelineError } from "../errors.ts";
import { readIndicators } from "../indicators/registry.ts";
import { readTables } from "../populations/tables.ts";
import { toJson } from "../release/json.ts";
import { readPublished } from "../release/published.ts";
import { openWarehouse } from "../warehouse/connect.ts";
import { chooseFolders } from "./edition-folders.ts";
import { parseOptions, printJson, printLines, type Terminal } from "./terminal.ts";

const options = z.object({ data: z.string(), edition, json: z.boolean().default(false) });

export function addAudit({ project, say, addCommand }: Terminal): void {
  addCommand("audit", say("command-audit"))
    .option("--data <folder>", say("option-data"), "data")
    .option("--edition <edition>", say("option-edition"), edition.enum.public)
    .action(async (given: unknown) => {
      const { json, ...asked } = parseOptions(options, given);
      const folders = await chooseFolders(project, { ...asked, site: null, incoming: null });
      const { pipelines, published, review } = folders;
      await readPublished(folders);
      const { connection, close } = await openWarehouse({ path: ":memory:" });
      try {
        const report = await auditRelease(connection, published, {
          indicators: await readIndicators(pipelines),
          tables: await readTables(pipelines),
          policy: { ...(await readPolicy(pipelines)), arePersonsOpen: folders.edition === "restricted" },
          threads: null,
        });
        const path = join(review, "audit.json");
        await mkdir(review, { recursive: true });
        await writeFile(path, toJson(report));
        const { hidden: counts, failures } = report.total;
        if (json) printJson(report);
        else printLines([say("audited", { counts, failures })]);
        if (failures > 0) {
          throw new PipelineError("audit-failed", String(failures), { where: path, kind: "finding" });
        }
      } finally {
        close();
      }
    });
}
