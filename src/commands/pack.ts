import { join, resolve } from "node:path";
import { z } from "zod";
import { languages } from "../bilingual.ts";
import { edition } from "../edition.ts";
import { fileName } from "../exports/content.ts";
import { audience } from "../indicators/registry.ts";
import { readPublished } from "../release/published.ts";
import { chooseFolders, requireOwnPlace } from "./edition-folders.ts";
import { parseOptions, printJson, printLines, type Terminal } from "./terminal.ts";

const options = z.object({
  audience,
  data: z.string(),
  edition,
  site: z.string().optional(),
  out: z.string().optional(),
  lang: z.enum(languages),
  json: z.boolean().default(false),
});

export function addPack({ project, say, addCommand }: Terminal): void {
  addCommand("pack", say("command-pack"))
    .requiredOption(
      "--audience <audience>",
      say("option-audience", { audiences: audience.options.join(", ") }),
    )
    .option("--data <folder>", say("option-data"), "data")
    .option("--edition <edition>", say("option-edition"), edition.enum.public)
    .option("--site <folder>", say("option-edition-site"))
    .option("--out <file>", say("option-pack-file"))
    .action(async (given: unknown) => {
      const { data, site, out, lang, json, ...chosen } = parseOptions(options, given);
      const folders = await chooseFolders(project, {
        data,
        site: site ?? null,
        incoming: null,
        edition: chosen.edition,
      });
      const manifest = await readPublished(folders);
      const name = manifest ? fileName(manifest, chosen.audience, lang, "pdf") : "pack.pdf";
      const file = resolve(out ?? (folders.edition === "public" ? name : join(folders.work, "packs", name)));
      if (folders.edition === "restricted") await requireOwnPlace(folders, file);
      // Loaded here alone: the browser's driver takes a second that no other command should wait.
      const { printPack } = await import("../pack/print.ts");
      await printPack(folders, chosen.audience, lang, file, say, process.env);
      if (json) printJson({ file });
      else printLines([say("pack-written", { file })]);
    });
}
