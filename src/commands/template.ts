import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import { readAllMessages } from "../messages/message.ts";
import { resolveFolders } from "../paths.ts";
import { createTemplate } from "../template/template.ts";
import { parseOptions, printJson, printLines, type Terminal } from "./terminal.ts";

const options = z.object({ out: z.string().optional(), json: z.boolean().default(false) });

export function addTemplate({ project, say, addCommand }: Terminal): void {
  addCommand("template", say("command-template"))
    .argument("<dataset>", say("argument-dataset"))
    .option("--out <file>", say("option-out-file"))
    .action(async (dataset: string, given: unknown) => {
      const { out, json } = parseOptions(options, given);
      const { pipelines } = resolveFolders(project, "", "");
      const workbook = await createTemplate(pipelines, dataset, await readAllMessages());
      const path = resolve(out ?? `${dataset}.xlsx`);
      await writeNew(path, workbook);
      if (json) printJson({ dataset, file: path });
      else printLines([say("done-template", { out: path })]);
    });
}

/** Somebody may have filled in an earlier template: it is never overwritten. */
async function writeNew(path: string, content: Uint8Array): Promise<void> {
  try {
    await writeFile(path, content, { flag: "wx" });
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
    throw new PipelineError("file-exists", path, { kind: "usage", cause });
  }
}
