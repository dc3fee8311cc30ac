import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import { PipelineError } from "./errors.ts";

/** Parses YAML text with a strict schema. @throws PipelineError `invalid-setting` with the path of every fault. */
export function parseYaml<T>(text: string, schema: z.ZodType<T>, where: string): T {
  let value: unknown;
  try {
    value = parse(text);
  } catch (cause) {
    throw new PipelineError("invalid-setting", String(cause), { where, cause });
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    throw new PipelineError("invalid-setting", z.prettifyError(result.error), { where, cause: result.error });
  }
  return result.data;
}

export async function readYaml<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  return parseYaml(await readFile(path, "utf8"), schema, path);
}
