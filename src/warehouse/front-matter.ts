import { readdir, readFile } from "node:fs/promises";
import { join, parse } from "node:path";
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

/** Reads every SQL file of a folder with front matter of one shape; the name of a file is the id of what it defines. */
export async function readSqlFolder<T>(
  folder: string,
  schema: z.ZodType<T>,
): Promise<(T & { id: string; sql: string; path: string })[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql"));
  const read: (T & { id: string; sql: string; path: string })[] = [];
  for (const file of files) {
    const path = join(folder, file);
    const { matter, sql } = await readSqlFile(path, schema);
    read.push({ ...matter, id: parse(file).name, sql, path });
  }
  return read;
}
