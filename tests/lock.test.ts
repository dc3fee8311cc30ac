import { spawn } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inspectLock, withLock } from "../src/lock.ts";
import { temporaryFolder } from "./support/folders.ts";

async function lockPath(): Promise<string> {
  return join(await temporaryFolder(), "work", "run.lock");
}

/** A lock as another process would have left it. */
async function leaveLock(path: string, holder: Record<string, unknown>): Promise<void> {
  await withLock(path, async () => undefined);
  const mine = { process: process.pid, host: hostname(), since: "2026-01-01T00:00:00Z", started: null };
  await writeFile(path, JSON.stringify({ ...mine, ...holder }));
}

/** The number of a process that is gone. */
async function goneProcess(): Promise<number> {
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await new Promise((resolve) => child.once("close", resolve));
  return child.pid ?? 0;
}

test("nobody else gets in while one works, and nothing is left afterwards", async () => {
  const path = await lockPath();
  await withLock(path, async () => {
    expect(await inspectLock(path)).toMatchObject({ state: "held", holder: { process: process.pid } });
    await expect(withLock(path, async () => "in")).rejects.toMatchObject({ code: "locked", where: path });
    expect(await inspectLock(path)).toMatchObject({ state: "held" });
  });
  expect(await readdir(join(path, ".."))).toEqual([]);
});

test("a lock is freed when the work fails", async () => {
  const path = await lockPath();
  await expect(withLock(path, () => Promise.reject(new Error("work")))).rejects.toThrow("work");
  expect(await inspectLock(path)).toEqual({ state: "free", holder: null });
});

test.each([
  ["its process is gone", async () => ({ process: await goneProcess() })],
  ["another process has its number", async () => ({ started: "an earlier start" })],
])("a lock is taken over when %s", async (_, holder) => {
  const path = await lockPath();
  await leaveLock(path, await holder());
  expect(await inspectLock(path)).toMatchObject({ state: "stale" });
  expect(await withLock(path, async () => "in")).toBe("in");
});

test("a lock cut off in the middle is taken over", async () => {
  const path = await lockPath();
  await withLock(path, async () => undefined);
  await writeFile(path, '{"process": 12');
  expect(await withLock(path, async () => "in")).toBe("in");
});

test("a lock is taken over after one that began to take it over is gone too", async () => {
  const path = await lockPath();
  await leaveLock(path, { process: await goneProcess() });
  await leaveLock(`${path}.takeover`, { process: await goneProcess() });
  expect(await withLock(path, async () => "in")).toBe("in");
  expect(await readdir(join(path, ".."))).toEqual([]);
});

test("of another machine's process nothing is known: its lock stands", async () => {
  const path = await lockPath();
  await leaveLock(path, { host: "another-machine", process: 1 });
  expect(await inspectLock(path)).toMatchObject({ state: "unknown" });
  await expect(withLock(path, async () => "in")).rejects.toMatchObject({
    code: "locked",
    detail: expect.stringContaining("another-machine"),
  });
  expect(await readFile(path, "utf8")).toContain("another-machine");
});

test("of many that find a stale lock one gets in at a time", async () => {
  const path = await lockPath();
  await leaveLock(path, { process: await goneProcess() });
  const log = join(path, "..", "..", "log");
  const script = `import { appendFileSync } from "node:fs";
    import { withLock } from ${JSON.stringify(join(import.meta.dirname, "../src/lock.ts"))};
    await withLock(${JSON.stringify(path)}, async () => {
      appendFileSync(${JSON.stringify(log)}, "+");
      await new Promise((resolve) => setTimeout(resolve, 300));
      appendFileSync(${JSON.stringify(log)}, "-");
    }).then(() => process.exit(0), () => process.exit(7));`;
  const codes = await Promise.all(
    Array.from(
      { length: 6 },
      () =>
        new Promise<number | null>((resolve) => {
          spawn(process.execPath, ["--input-type=module-typescript", "--eval", script], {
            stdio: "ignore",
          }).once("close", resolve);
        }),
    ),
  );
  expect(codes.every((code) => code === 0 || code === 7)).toBe(true);
  expect(await readFile(log, "utf8")).toMatch(/^(\+-)+$/);
});
