import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { exitCodes } from "../errors.ts";
import type { FileOutcome } from "../intake/take-in.ts";
import { readAllMessages, type Say } from "../messages/message.ts";
import { resolveFolders } from "../paths.ts";
import { reportProgress } from "../progress.ts";
import { isFaulty } from "../report/describe.ts";
import { listOutcomes } from "../report/list.ts";
import { renderReport } from "../report/page.ts";
import { reportOutcomes } from "../report/terminal.ts";
import { checkFiles } from "../stages/check-files.ts";
import { memorySize, parseOptions, printJson, printLines, type Terminal, threadCount } from "./terminal.ts";

const options = z.object({
  dataset: z.string().optional(),
  html: z.string().optional(),
  threads: threadCount.optional(),
  memory: memorySize.optional(),
  json: z.boolean().default(false),
});

export function addCheck({ project, language, say, addCommand }: Terminal): void {
  addCommand("check", say("command-check"))
    .argument("<files...>", say("argument-files"))
    .option("--dataset <name>", say("option-dataset"))
    .option("--html <file>", say("option-html"))
    .option("--threads <number>", say("option-threads"))
    .option("--memory <size>", say("option-memory"))
    .action(async (paths: string[], given: unknown) => {
      const { dataset, html, threads, memory, json } = parseOptions(options, given);
      const { pipelines } = resolveFolders(project, "", "");
      const progress = reportProgress(process.stderr, say, () => performance.now());
      const checked = await progress.stage(
        "check",
        (advance) => {
          let done = 0;
          return checkFiles(
            { paths, dataset: dataset ?? null, pipelines, threads: threads ?? null, memory: memory ?? null },
            () => advance(++done, paths.length),
          );
        },
        ({ outcomes }) =>
          say("files-and-rows", {
            files: outcomes.length,
            rows: sum(outcomes.map((one) => one.report?.rows)),
          }),
      );
      const { contracts, outcomes, suggest } = checked;
      const messages = await readAllMessages();
      if (html !== undefined) {
        await writeFile(resolve(html), renderReport(outcomes, contracts, suggest, messages));
      }
      if (json) printJson({ files: listOutcomes(outcomes, contracts, suggest, messages) });
      else {
        printLines([
          ...reportOutcomes(outcomes, contracts, suggest, say, language),
          summariseCheck(outcomes, say),
        ]);
      }
      if (outcomes.some(isFaulty)) process.exitCode = exitCodes.data;
    });
}

function summariseCheck(outcomes: readonly FileOutcome[], say: Say): string {
  return say("check-done", {
    files: outcomes.length,
    refused: outcomes.filter(({ status }) => status === "refused" || status === "over-limit").length,
    rejected: sum(outcomes.map(({ report }) => report?.rejected)),
    advisory: sum(outcomes.map(({ report }) => report?.advisory)),
  });
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
}
