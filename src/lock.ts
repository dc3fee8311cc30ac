import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { z } from "zod";
import { PipelineError } from "./errors.ts";

const holder = z.object({ process: z.int(), host: z.string(), since: z.string() });

/**
 * Does `work` while no other process does the same: a file says who holds the lock and since when. A lock whose process
 * is gone is taken over.
 * @throws PipelineError `locked`
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  await acquire(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function acquire(path: string): Promise<void> {
  const mine = { process: process.pid, host: hostname(), since: new Date().toISOString() };
  try {
    await writeFile(path, JSON.stringify(mine), { flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    const other = await readHolder(path);
    if (other && isAlive(other)) {
      throw new PipelineError("locked", `${other.process} · ${other.host} · ${other.since}`, { where: path });
    }
    await rm(path, { force: true });
    await acquire(path);
  }
}

/** Null for a file that a killed process left half written. */
async function readHolder(path: string): Promise<z.infer<typeof holder> | null> {
  try {
    return holder.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null;
  }
}

/** Of another machine's process nothing can be known: it counts as alive. */
function isAlive({ process: id, host }: z.infer<typeof holder>): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
