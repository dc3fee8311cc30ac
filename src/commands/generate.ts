import { resolve } from "node:path";
import { z } from "zod";
import { generateNation } from "../generate/generate.ts";
import { resolveFolders } from "../paths.ts";
import { exampleNation } from "../stages/receive.ts";
import { memorySize, parseOptions, printJson, printLines, type Terminal, threadCount } from "./terminal.ts";

const options = z.object({
  out: z.string(),
  scale: z.coerce.number().positive(),
  seed: z.coerce.number().int().nonnegative(),
  months: z.coerce.number().int().positive().multipleOf(3),
  threads: threadCount.optional(),
  memory: memorySize.optional(),
  json: z.boolean().default(false),
});

export function addGenerate({ project, say, addCommand }: Terminal): void {
  addCommand("generate", say("command-generate"))
    .requiredOption("--out <folder>", say("option-out"))
    .option("--scale <number>", say("option-scale"), String(exampleNation.scale))
    .option("--seed <number>", say("option-seed"), String(exampleNation.seed))
    .option("--months <number>", say("option-months"), String(exampleNation.months))
    .option("--threads <number>", say("option-threads"))
    .option("--memory <size>", say("option-memory"))
    .action(async (given: unknown) => {
      const { json, threads, memory, out, ...nation } = parseOptions(options, given);
      const files = await generateNation({
        ...nation,
        out: resolve(out),
        pipelines: resolveFolders(project, "", "").pipelines,
        ...(threads ? { threads } : {}),
        ...(memory ? { memory } : {}),
        onDataset: (dataset, rows) =>
          process.stderr.write(`${dataset}: ${say("files-and-rows", { files: 1, rows })}\n`),
      });
      if (json) printJson({ files });
      else printLines([say("done-generate", { out: resolve(out) })]);
    });
}
