import { readdir } from "node:fs/promises";
import { join, parse } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import { quoteName, readRows } from "./connect.ts";
import { readSqlFile } from "./front-matter.ts";
import { referencedTables } from "./lineage.ts";

const modelMatter = z.strictObject({
  grain: z.string().min(1),
  as: z.enum(["table", "view"]),
});

export interface Model {
  /** `schema.table` */
  name: string;
  grain: string;
  as: "table" | "view";
  sql: string;
  path: string;
  /** `schema.table` of everything it reads. */
  reads: string[];
}

/** The staging models (one per dataset folder) and the marts, each before those that read it. */
export async function readModels(connection: DuckDBConnection, pipelines: string): Promise<Model[]> {
  const sources = (await readdir(join(pipelines, "sources"))).sort();
  const marts = (await readdir(join(pipelines, "marts"))).filter((file) => file.endsWith(".sql")).sort();
  const files = [
    ...sources.map((folder) => ({
      name: `staging.${folder}`,
      path: join(pipelines, "sources", folder, "staging.sql"),
    })),
    ...marts.map((file) => ({ name: `marts.${parse(file).name}`, path: join(pipelines, "marts", file) })),
  ];
  const models: Model[] = [];
  for (const { name, path } of files) {
    const { matter, sql } = await readSqlFile(path, modelMatter);
    models.push({ name, ...matter, sql, path, reads: await referencedTables(connection, sql, path) });
  }
  return sortByDependency(models);
}

/**
 * Replaces the tables and views of all models. Each is complete before the next is begun, without a transaction around
 * them: inside one the engine takes new tables for empty and plans badly. Whoever builds into the warehouse works on a copy.
 */
export async function buildModels(connection: DuckDBConnection, models: readonly Model[]): Promise<void> {
  for (const schema of new Set(models.map((model) => splitName(model.name)[0]))) {
    await connection.run(`create schema if not exists ${quoteName(schema)}`);
    await dropAll(connection, schema);
  }
  for (const model of models) {
    const name = splitName(model.name).map(quoteName).join(".");
    await connection.run(`create ${model.as} ${name} as ${model.sql}`);
  }
}

/** One by one: the engine's log cannot replay a schema dropped with all that is in it. */
async function dropAll(connection: DuckDBConnection, schema: string): Promise<void> {
  const entries = await readRows(
    connection,
    z.object({ name: z.string(), type: z.enum(["BASE TABLE", "VIEW"]) }),
    `select table_name as name, table_type as type from information_schema.tables
     where table_schema = $schema and table_catalog = current_database() order by type desc`,
    { schema },
  );
  for (const { name, type } of entries) {
    await connection.run(
      `drop ${type === "VIEW" ? "view" : "table"} ${quoteName(schema)}.${quoteName(name)}`,
    );
  }
}

/** Everything `tables` are made from, themselves included, through all models. */
export function collectSources(models: readonly Model[], tables: readonly string[]): Set<string> {
  const byName = new Map(models.map((model) => [model.name, model]));
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const read of byName.get(name)?.reads ?? []) visit(read);
  };
  for (const table of tables) visit(table);
  return found;
}

function sortByDependency(models: readonly Model[]): Model[] {
  const byName = new Map(models.map((model) => [model.name, model]));
  const sorted = new Set<Model>();
  const visit = (model: Model, path: readonly string[]): void => {
    if (path.includes(model.name)) {
      throw new PipelineError("circular-model", [...path, model.name].join(" → "));
    }
    for (const read of model.reads) {
      const next = byName.get(read);
      if (next && next !== model) visit(next, [...path, model.name]);
    }
    sorted.add(model);
  };
  for (const model of models) visit(model, []);
  return [...sorted];
}

function splitName(name: string): [string, string] {
  const [schema = "", table = ""] = name.split(".");
  return [schema, table];
}
