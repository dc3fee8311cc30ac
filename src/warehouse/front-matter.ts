import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { PipelineError } from "../errors.ts";
import { parseYaml } from "../parse-yaml.ts";

export interface SqlFile<T> {
  matter: T;
  /** One SELECT, without its front matter. */
  sql: string;
}

const shape = /^\/\*---\n(?<matter>[\s\S]*?)\n---\*\/\n(?<sql>[\s\S]+)$/;

/** Reads a file of the form front matter (YAML between slash-star dashes) followed by one SELECT. */
export async function readSqlFile<T>(path: string, schema: z.ZodType<T>): Promise<SqlFile<T>> {
  const text = (await readFile(path, "utf8")).replaceAll("\r\n", "\n");
  const groups = shape.exec(text)?.groups;
  if (groups?.["matter"] === undefined || groups["sql"] === undefined) {
    throw new PipelineError("missing-front-matter", "", { where: path });
  }
  return { matter: parseYaml(groups["matter"], schema, path), sql: groups["sql"].trim().replace(/;$/, "") };
}
