import { z } from "zod";
import { describeFindings } from "../check/plausibility.ts";
import { readContracts } from "../contracts/contract.ts";
import { edition } from "../edition.ts";
import { exitCodes } from "../errors.ts";
import { readAllMessages } from "../messages/message.ts";
import type { Folders } from "../paths.ts";
import { reportProgress } from "../progress.ts";
import { listOutcomes } from "../report/list.ts";
import { reportOutcomes } from "../report/terminal.ts";
import type { RunResult } from "../run.ts";
import { chooseFolders } from "./edition-folders.ts";
import { memorySize, parseOptions, printJson, printLines, type Terminal, threadCount } from "./terminal.ts";

const runOptions = z.object({
  incoming: z.string().optional(),
  data: z.string(),
  edition,
  site: z.union([z.string(), z.literal(false)]).optional(),
  asAt: z.iso.date().optional(),
  only: z.string().optional(),
  threads: threadCount.optional(),
  memory: memorySize.optional(),
  json: z.boolean().default(false),
});

export function addRun(terminal: Terminal): void {
  const { say } = terminal;
  terminal
    .addCommand("run", say("command-run"))
    .option("--incoming <folder>", say("option-incoming"))
    .option("--data <folder>", say("option-data"), "data")
    .option("--edition <edition>", say("option-edition"), edition.enum.public)
    .option("--site <folder>", say("option-edition-site"))
    .option("--as-at <date>", say("option-as-at"))
    .option("--only <datasets>", say("option-only"))
    .option("--no-site", say("option-no-site"))
    .option("--threads <number>", say("option-threads"))
    .option("--memory <size>", say("option-memory"))
    .action((given: unknown) => runCommand(terminal, parseOptions(runOptions, given)));
}

async function runCommand(terminal: Terminal, options: z.infer<typeof runOptions>): Promise<void> {
  const { project, say, language } = terminal;
  const folders = await chooseFolders(project, {
    data: options.data,
    site: options.site || null,
    incoming: options.incoming ?? null,
    edition: options.edition,
  });
  const { run } = await import("../run.ts");
  const { RejectedInput } = await import("../stages/receive.ts");
  const times = {};
  process.once("SIGINT", () => {
    process.stderr.write(`\n${say("interrupted")}\n`);
    process.exit(interruptedCode);
  });
  const progress = reportProgress(process.stderr, say, () => performance.now(), times);
  const contracts = await readContracts(folders.pipelines);
  const messages = await readAllMessages();
  let files: unknown[] = [];
  try {
    const result = await run(
      {
        folders,
        asAt: options.asAt ?? null,
        only: options.only?.split(",") ?? null,
        site: options.site !== false,
        threads: options.threads ?? null,
        memory: options.memory ?? null,
        notices: {
          example: { en: messages.en("example-notice"), cy: messages.cy("example-notice") },
          restricted: { en: messages.en("restricted-notice"), cy: messages.cy("restricted-notice") },
        },
        onChecked(outcomes, suggest) {
          files = listOutcomes(outcomes, contracts, suggest, messages);
          for (const line of reportOutcomes(outcomes, contracts, suggest, say, language)) progress.note(line);
        },
        onFindings(findings) {
          for (const line of describeFindings(findings, contracts, say, language)) progress.note(line);
        },
      },
      progress,
      say,
    );
    if (result.outcomes.some((outcome) => outcome.status === "refused")) {
      progress.note(say("done-attention"));
      process.exitCode = exitCodes.data;
    }
    if (options.json) {
      printJson({ files, release: result.manifest.release, new: result.isNew, milliseconds: times });
    } else printLines(describeDone(terminal, result, folders, options.site !== false));
  } catch (error) {
    if (error instanceof RejectedInput && options.json) {
      printJson({ files, release: null, new: false, milliseconds: times });
    }
    throw error;
  }
}

/** What a program ends with that Ctrl-C stopped: 128 and the number of the signal. */
const interruptedCode = 130;

function describeDone(
  { say }: Terminal,
  { manifest: { release, example }, isNew }: RunResult,
  folders: Folders,
  hasSite: boolean,
): string[] {
  const { published, site } = folders;
  return [
    ...(folders.edition === "public"
      ? [
          say(isNew ? "done-new" : "done-known", { release, published }),
          ...(hasSite ? [say("done-site", { site })] : []),
        ]
      : [
          say(isNew ? "done-restricted" : "done-restricted-known", { release, published }),
          ...(hasSite ? [say("done-restricted-site", { site })] : []),
        ]),
    ...(example ? [say("done-example", { incoming: folders.incoming })] : []),
  ];
}
