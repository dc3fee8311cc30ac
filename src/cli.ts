#!/usr/bin/env node
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, CommanderError, Option } from "commander";
import { z } from "zod";
import { type Language, languages } from "./bilingual.ts";
import { readContracts } from "./check/contract.ts";
import { reportOutcomes } from "./check/report.ts";
import { exitCodes, PipelineError } from "./errors.ts";
import { describeExplanation, explain } from "./explain.ts";
import { generateNation } from "./generate/generate.ts";
import type { FileOutcome } from "./intake.ts";
import { readMessages } from "./messages/message.ts";
import { type Folders, resolveFolders } from "./paths.ts";
import { reportProgress } from "./progress.ts";
import { exampleNation, RejectedInput, run } from "./run.ts";
import { readSoftware } from "./software.ts";

const project = fileURLToPath(new URL("..", import.meta.url));

const { version } = await readSoftware(project);
const memorySize = z.string().regex(/^[0-9]+(\.[0-9]+)?(KB|MB|GB|TB|KiB|MiB|GiB|TiB)$/);
const language = chooseLanguage(process.argv, process.env);
const say = await readMessages(language);

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = explainFailure(error);
}

function createProgram(): Command {
  const program = new Command("gweithlu")
    .description(say("program"))
    .version(version, "-V, --version", say("option-version"))
    .exitOverride()
    .configureHelp({ styleTitle: translateTitle, optionDescription: describeOption })
    .helpCommand(false)
    .addOption(new Option("--lang <language>", say("option-lang")).choices([...languages]).default(language));
  const addCommand = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .helpOption("-h, --help", say("option-help"))
      .addOption(
        new Option("--lang <language>", say("option-lang")).choices([...languages]).default(language),
      )
      .option("--json", say("option-json"));
  program.helpOption("-h, --help", say("option-help"));
  addCommand("run", say("command-run"))
    .option("--incoming <folder>", say("option-incoming"))
    .option("--data <folder>", say("option-data"), "data")
    .option("--site <folder>", say("option-site"), "dist")
    .option("--as-at <date>", say("option-as-at"))
    .option("--only <datasets>", say("option-only"))
    .option("--no-site", say("option-no-site"))
    .option("--threads <number>", say("option-threads"))
    .option("--memory <size>", say("option-memory"))
    .action(runCommand);
  addCommand("generate", say("command-generate"))
    .requiredOption("--out <folder>", say("option-out"))
    .option("--scale <number>", say("option-scale"), String(exampleNation.scale))
    .option("--seed <number>", say("option-seed"), String(exampleNation.seed))
    .option("--months <number>", say("option-months"), String(exampleNation.months))
    .option("--threads <number>", say("option-threads"))
    .option("--memory <size>", say("option-memory"))
    .action(generateCommand);
  addCommand("explain", say("command-explain"))
    .argument("<indicator>", say("argument-indicator"))
    .option("--data <folder>", say("option-data"), "data")
    .option("--area <code>", say("option-area"))
    .option("--profession <code>", say("option-profession"))
    .option("--staff-type <code>", say("option-staff-type"))
    .option("--period <period>", say("option-period"))
    .option("--breakdown <code>", say("option-breakdown"))
    .option("--category <code>", say("option-category"))
    .option("--level <code>", say("option-level"))
    .action(explainCommand);
  return program;
}

async function runCommand(given: unknown): Promise<void> {
  const options = parseOptions(
    z.object({
      incoming: z.string().optional(),
      data: z.string(),
      site: z.union([z.string(), z.literal(false)]),
      asAt: z.iso.date().optional(),
      only: z.string().optional(),
      threads: z.coerce.number().int().positive().optional(),
      memory: memorySize.optional(),
      json: z.boolean().default(false),
    }),
    given,
  );
  const folders = resolveFolders(
    project,
    resolve(options.data),
    resolve(options.site === false ? "dist" : options.site),
    options.incoming === undefined ? undefined : resolve(options.incoming),
  );
  const times = {};
  const progress = reportProgress(process.stderr, say, () => performance.now(), times);
  const contracts = await readContracts(folders.pipelines);
  const notices = await Promise.all(languages.map((one) => readMessages(one)));
  const [en = "", cy = ""] = notices.map((speak) => speak("example-notice"));
  try {
    const result = await run(
      {
        folders,
        asAt: options.asAt ?? null,
        only: options.only?.split(",") ?? null,
        site: options.site !== false,
        threads: options.threads ?? null,
        memory: options.memory ?? null,
        exampleNotice: { en, cy },
        onChecked(outcomes) {
          for (const line of reportOutcomes(outcomes, contracts, say, language)) progress.note(line);
        },
      },
      progress,
      say,
    );
    const needsAttention = result.outcomes.some((outcome) => outcome.status === "refused");
    if (needsAttention) {
      progress.note(say("done-attention"));
      process.exitCode = exitCodes.data;
    }
    if (options.json)
      printJson({
        ...summarise(result.outcomes),
        release: result.manifest.release,
        new: result.isNew,
        milliseconds: times,
      });
    else
      printDone(
        result.manifest.release,
        result.isNew,
        result.manifest.example,
        folders,
        options.site !== false,
      );
  } catch (error) {
    if (error instanceof RejectedInput && options.json) {
      printJson({ ...summarise(error.outcomes), release: null, new: false, milliseconds: times });
    }
    throw error;
  }
}

function printDone(
  release: string,
  isNew: boolean,
  isExample: boolean,
  folders: Folders,
  hasSite: boolean,
): void {
  const lines = [
    say(isNew ? "done-new" : "done-known", { release, published: folders.published }),
    ...(hasSite ? [say("done-site", { site: folders.site })] : []),
    ...(isExample ? [say("done-example", { incoming: folders.incoming })] : []),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

function summarise(outcomes: readonly FileOutcome[]): { files: unknown[] } {
  return {
    files: outcomes.map(({ file, status, refusal, report }) => ({
      dataset: file.dataset,
      file: file.name,
      status,
      refusal,
      rows: report?.rows ?? null,
      rejected: report?.rejected ?? null,
      advisory: report?.advisory ?? null,
      out_of_scope: report?.outOfScope ?? null,
      faults: report?.faults ?? [],
    })),
  };
}

async function generateCommand(given: unknown): Promise<void> {
  const options = parseOptions(
    z.object({
      out: z.string(),
      scale: z.coerce.number().positive(),
      seed: z.coerce.number().int().nonnegative(),
      months: z.coerce.number().int().positive().multipleOf(3),
      threads: z.coerce.number().int().positive().optional(),
      memory: memorySize.optional(),
      json: z.boolean().default(false),
    }),
    given,
  );
  const { json, threads, memory, out, ...nation } = options;
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
  else process.stdout.write(`${say("done-generate", { out: resolve(out) })}\n`);
}

async function explainCommand(indicator: string, given: unknown): Promise<void> {
  const text = z.string().optional();
  const options = parseOptions(
    z.object({
      data: z.string(),
      area: text,
      profession: text,
      staffType: text,
      period: text,
      breakdown: text,
      category: text,
      level: text,
      json: z.boolean().default(false),
    }),
    given,
  );
  const { area, profession, staffType, period, breakdown, category, level } = options;
  const isCell = [area, profession, staffType, period, breakdown, category, level].some(
    (one) => one !== undefined,
  );
  const explanation = await explain(
    resolveFolders(project, resolve(options.data), ""),
    indicator,
    isCell
      ? {
          area: area ?? "W92000004",
          profession: profession ?? "all",
          staff_type: staffType ?? null,
          period: period ?? null,
          breakdown: breakdown ?? "none",
          category: category ?? "all",
          level: level ?? null,
        }
      : null,
  );
  if (options.json) printJson(explanation);
  else process.stdout.write(`${describeExplanation(explanation, say, language).join("\n")}\n`);
}

/** Exit code of a failure, after saying on stderr what is wrong, where, and what to do. */
function explainFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  if (!(error instanceof PipelineError)) {
    process.stderr.write(
      `${say("failed-internal")}\n${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return exitCodes.internal;
  }
  const lines = [
    say("failed", { problem: say(`error-${error.code}`, { detail: error.detail }) }),
    ...(error.where ? [say("failed-where", { where: error.where })] : []),
    say("what-to-do", { fix: say(`hint-${error.code}`) }),
    ...(error.kind === "data" ? [say("nothing-published")] : []),
  ];
  process.stderr.write(`${lines.join("\n")}\n`);
  return exitCodes[error.kind];
}

function parseOptions<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const invalid = parsed.error.issues.map((issue) => `--${issue.path.join(".")}`);
  throw new PipelineError("invalid-option", invalid.join(", "), { kind: "usage" });
}

function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** The language asked for, else that of the environment. */
function chooseLanguage(arguments_: readonly string[], environment: NodeJS.ProcessEnv): Language {
  const at = arguments_.findIndex((one) => one === "--lang" || one.startsWith("--lang="));
  const asked = at < 0 ? undefined : (arguments_[at]?.split("=")[1] ?? arguments_[at + 1]);
  const inherited = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
  return (asked ?? inherited).toLowerCase().startsWith("cy") ? "cy" : "en";
}

function describeOption({ description, defaultValue }: Option): string {
  return defaultValue === undefined || typeof defaultValue === "boolean"
    ? description
    : say("help-default", { description, value: String(defaultValue) });
}

function translateTitle(title: string): string {
  const keys: Record<string, string> = {
    "Usage:": "help-usage",
    "Arguments:": "help-arguments",
    "Options:": "help-options",
    "Global Options:": "help-global-options",
    "Commands:": "help-commands",
  };
  const key = keys[title];
  return key ? say(key) : title;
}
