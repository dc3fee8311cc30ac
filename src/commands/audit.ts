import { z } from "zod";
import { readPolicy } from "../disclosure/policy.ts";
import { edition } from "../edition.ts";
import { PipelineError } from "../errors.ts";
import { readIndicators } from "../indicators/registry.ts";
import { readTables } from "../populations/tables.ts";
import { listReleases } from "../release/kept.ts";
import { readPublished } from "../release/published.ts";
import { auditCells } from "../stages/audit.ts";
import { earlierCells } from "../stages/earlier-cells.ts";
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
      const { pipelines, published } = folders;
      const manifest = await readPublished(folders);
      const policy = await readPolicy(pipelines);
      const kept = await listReleases(folders);
      const before = kept.find((one) => one.manifest.release === manifest?.previous?.release) ?? null;
      const named = manifest?.previous?.release;
      if (named && !before) throw new PipelineError("previous-gone", `${manifest.release} → ${named}`);
      const { report, path } = await auditCells(folders, published, {
        indicators: await readIndicators(pipelines),
        tables: await readTables(pipelines),
        policy,
        earlier: earlierCells(before, policy),
        threads: null,
      });
      const { hidden: counts, failures } = report.total;
      if (json) printJson(report);
      else printLines([say("audited", { counts, failures })]);
      if (failures > 0)
        throw new PipelineError("audit-failed", String(failures), { where: path, kind: "finding" });
    });
}
