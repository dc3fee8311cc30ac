#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { Command, CommanderError, Option } from "commander";
import { type Language, languages } from "./bilingual.ts";
import { addAudit } from "./commands/audit.ts";
import { addCheck } from "./commands/check.ts";
import { addDiff } from "./commands/diff.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addExplain } from "./commands/explain.ts";
import { addGenerate } from "./commands/generate.ts";
import { addPack } from "./commands/pack.ts";
import { addReleases } from "./commands/releases.ts";
import { addRollback } from "./commands/rollback.ts";
import { addRun } from "./commands/run.ts";
import { addStatus } from "./commands/status.ts";
import { addTemplate } from "./commands/template.ts";
import type { Terminal } from "./commands/terminal.ts";
import { exitCodes, explainSystemFailure, PipelineError } from "./errors.ts";
import { readMessages } from "./messages/message.ts";
import { readSoftware } from "./software.ts";

const project = fileURLToPath(new URL("..", import.meta.url));

const { version } = await readSoftware(project);
const language = chooseLanguage(process.argv, process.env);
const say = await readMessages(language);

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = explainFailure(explainSystemFailure(error));
}

function createProgram(): Command {
  const program = new Command("gweithlu")
    .description(say("program"))
    .version(version, "-V, --version", say("option-version"))
    .exitOverride()
    .configureHelp({ styleTitle: translateTitle, optionDescription: describeOption })
    .helpCommand(false)
    .helpOption("-h, --help", say("option-help"))
    .addOption(createLanguageOption());
  const terminal: Terminal = {
    project,
    language,
    say,
    addCommand: (name, description) =>
      program
        .command(name)
        .description(description)
        .helpOption("-h, --help", say("option-help"))
        .addOption(createLanguageOption())
        .option("--json", say("option-json")),
  };
  for (const add of [
    addRun,
    addAudit,
    addCheck,
    addTemplate,
    addStatus,
    addGenerate,
    addExplain,
    addPack,
    addReleases,
    addDiff,
    addRollback,
    addDoctor,
  ])
    add(terminal);
  return program;
}

function createLanguageOption(): Option {
  return new Option("--lang <language>", say("option-lang")).choices([...languages]).default(language);
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
    ...(error.kind === "data" || error.kind === "machine" ? [say("nothing-published")] : []),
  ];
  process.stderr.write(`${lines.join("\n")}\n`);
  return exitCodes[error.kind];
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
