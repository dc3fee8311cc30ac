import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { z } from "zod";
import { PipelineError } from "./errors.ts";

const holder = z.object({
  process: z.int(),
  host: z.string(),
  since: z.string(),
  /** When the process was started, as its system counts; null where the system does not say. */
  started: z.string().nullable(),
});

export type LockHolder = z.infer<typeof holder>;

/** `unknown`: it runs on another machine, of whose processes nothing can be known. */
export type LockState = "free" | "held" | "stale" | "unknown";

/**
 * Does `work` while no other process does the same: a file says who holds the lock and since when. A lock whose process
 * is gone is taken over, also when another process has its number now.
 * @throws PipelineError `locked`
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const mine = `${path}.${process.pid}`;
  await writeFile(mine, JSON.stringify(await describeSelf()));
  try {
    await acquire(path, mine);
  } finally {
    await rm(mine, { force: true });
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** Who holds a lock, if anybody. A file that does not say so was left by a process that is gone. */
export async function inspectLock(path: string): Promise<{ state: LockState; holder: LockHolder | null }> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  });
  if (text === null) return { state: "free", holder: null };
  const parsed = holder.safeParse(parseJson(text));
  if (!parsed.success) return { state: "stale", holder: null };
  return { state: await judge(parsed.data), holder: parsed.data };
}

async function describeSelf(): Promise<LockHolder> {
  return {
    process: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    started: await readStart(process.pid),
  };
}

/** Links the finished file to its name: nobody ever sees a lock half written. */
async function acquire(path: string, mine: string): Promise<void> {
  try {
    await link(mine, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
    const { state, holder: other } = await inspectLock(path);
    if (state === "held" || state === "unknown") throw locked(path, other);
    await withLock(`${path}.takeover`, () => removeStale(path));
    await acquire(path, mine);
  }
}

/** Only who holds the takeover of a lock removes it, so what is stale here cannot become another's in between. */
async function removeStale(path: string): Promise<void> {
  if ((await inspectLock(path)).state === "stale") await rm(path, { force: true });
}

function locked(path: string, other: LockHolder | null): PipelineError {
  const who = other ? `${other.process} · ${other.host} · ${other.since}` : "";
  return new PipelineError("locked", who, { where: path });
}

async function judge({ process: id, host, started }: LockHolder): Promise<LockState> {
  if (host !== hostname()) return "unknown";
  if (!isRunning(id)) return "stale";
  return started === null || started === (await readStart(id)) ? "held" : "stale";
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM");
  }
}

/** Boot of the system and ticks since (proc(5), field 22 of `stat`; the name in field 2 may hold spaces). */
async function readStart(id: number): Promise<string | null> {
  try {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    const stat = await readFile(`/proc/${id}/stat`, "utf8");
    return `${boot.trim()}/${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
