import { z } from "zod";
import { withLock } from "../lock.ts";
import { reportProgress } from "../progress.ts";
import { rollBack } from "../release/rollback.ts";
import { buildSite } from "../release/site.ts";
import { chooseFolders } from "./edition-folders.ts";
import { parseOptions, printJson, printLines, type Terminal } from "./terminal.ts";

const options = z.object({
  data: z.string(),
  site: z.union([z.string(), z.literal(false)]),
  json: z.boolean().default(false),
});

export function addRollback({ project, say, addCommand }: Terminal): void {
  addCommand("rollback", say("command-rollback"))
    .argument("<release>", say("argument-release"))
    .option("--data <folder>", say("option-data"), "data")
    .option("--site <folder>", say("option-site"), "dist")
    .option("--no-site", say("option-no-site"))
    .action(async (release: string, given: unknown) => {
      const { data, site, json } = parseOptions(options, given);
      const folders = await chooseFolders(project, {
        data,
        site: site || null,
        incoming: null,
        edition: "public",
      });
      const progress = reportProgress(process.stderr, say, () => performance.now());
      await withLock(folders.lock, async () => {
        await rollBack(folders, release);
        if (site === false) return;
        await progress.stage(
          "site",
          (advance) => buildSite(folders, release, advance),
          (pages) => say("pages-built", { pages }),
        );
      });
      if (json) printJson({ release });
      else printLines([say("done-new", { release, published: folders.published })]);
    });
}
