import type { Command } from "commander";
import { z } from "zod";
import type { Language } from "../bilingual.ts";
import { PipelineError } from "../errors.ts";
import type { Say } from "../messages/message.ts";

/** What every command needs of the process that runs it. */
export interface Terminal {
  /** The folder of package.json. */
  project: string;
  language: Language;
  say: Say;
  /** Adds a command that has the options of all: help, language, JSON. */
  addCommand(name: string, description: string): Command;
}

export const memorySize = z.string().regex(/^[0-9]+(\.[0-9]+)?(KB|MB|GB|TB|KiB|MiB|GiB|TiB)$/);

export const threadCount = z.coerce.number().int().positive();

/** @throws PipelineError `invalid-option` */
export function parseOptions<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const invalid = parsed.error.issues.map((issue) => `--${issue.path.join(".")}`);
  throw new PipelineError("invalid-option", invalid.join(", "), { kind: "usage" });
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function printLines(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}
