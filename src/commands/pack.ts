import { resolve } from "node:path";
import { z } from "zod";
import { languages } from "../bilingual.ts";
import { fileName } from "../exports/content.ts";
import { audience } from "../indicators/registry.ts";
import { resolveFolders } from "../paths.ts";
import { readManifest } from "../release/manifest.ts";
import { parseOptions, printJson, printLines, type Terminal } from "./terminal.ts";

const options = z.object({
  audience,
  data: z.string(),
  site: z.string(),
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
    .option("--site <folder>", say("option-site"), "dist")
    .option("--out <file>", say("option-pack-file"))
    .action(async (given: unknown) => {
      const { data, site, out, lang, json, ...chosen } = parseOptions(options, given);
      const folders = resolveFolders(project, resolve(data), resolve(site));
      const manifest = await readManifest(folders.published);
      const file = resolve(out ?? (manifest ? fileName(manifest, chosen.audience, lang, "pdf") : "pack.pdf"));
      // Loaded here alone: the browser's driver takes a second that no other command should wait.
      const { printPack } = await import("../pack/print.ts");
      await printPack(folders, chosen.audience, lang, file, say, process.env);
      if (json) printJson({ file });
      else printLines([say("pack-written", { file })]);
    });
}
