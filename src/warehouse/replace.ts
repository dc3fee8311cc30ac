import { constants } from "node:fs";
import { copyFile, mkdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { PipelineError } from "../errors.ts";
import { renameDurably, syncFile } from "../release/durable.ts";
import { type EngineOptions, openWarehouse } from "./connect.ts";

/**
 * Lets `work` change a copy of the warehouse `from` that takes the place of the one at `path` when the work is done, or stopped for a reason that lies
 * in the data: what was received by then is kept. After any other failure, and after a kill, the warehouse is what it
 * was. Whoever reads the old one meanwhile is not disturbed.
 */
export async function replaceWarehouse<T>(
  { from, ...options }: EngineOptions & { from: string },
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const { path } = options;
  const aside = unfinishedWarehouse(path);
  const next = join(aside, basename(path));
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  try {
    for (const file of [from, logOf(from)]) {
      if (await exists(file)) await copyFile(file, join(aside, basename(file)), constants.COPYFILE_FICLONE);
    }
    let result: T;
    try {
      result = await withConnection({ ...options, path: next }, work);
    } catch (error) {
      if (error instanceof PipelineError && error.kind === "data") await keep(next, path);
      throw error;
    }
    await keep(next, path);
    return result;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** The folder of the copy that a run works on; the file has its name, by which its views know it. */
export function unfinishedWarehouse(path: string): string {
  return join(dirname(path), ".unfinished");
}

async function withConnection<T>(
  options: EngineOptions,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const warehouse = await openWarehouse(options);
  try {
    const result = await work(warehouse.connection);
    // Closing would write it too, but not say when that fails.
    await warehouse.connection.run("checkpoint");
    return result;
  } finally {
    warehouse.close();
  }
}

/** @throws Error when the engine has left its log: then the file is not whole. */
async function keep(next: string, path: string): Promise<void> {
  if (await exists(logOf(next))) throw new Error(`the warehouse was not written to its end: ${next}`);
  await syncFile(next);
  await rm(logOf(path), { force: true });
  await renameDurably(next, path);
}

/** What the engine writes ahead of its file, and removes when it is closed. */
function logOf(path: string): string {
  return `${path}.wal`;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
