import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/**
 * Replaces a folder as a whole: `fill` writes into a new folder beside it, which takes its place at the end. What was
 * there stays until then, also when `fill` fails or the process is killed.
 */
export async function replaceFolder(folder: string, fill: (next: string) => Promise<void>): Promise<void> {
  const target = resolve(folder);
  const next = join(dirname(target), `.${basename(target)}.next`);
  const previous = join(dirname(target), `.${basename(target)}.previous`);
  if (!existsSync(target) && existsSync(previous)) renameSync(previous, target);
  rmSync(next, { recursive: true, force: true });
  rmSync(previous, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  try {
    await fill(next);
  } catch (error) {
    rmSync(next, { recursive: true, force: true });
    throw error;
  }
  if (existsSync(target)) renameSync(target, previous);
  renameSync(next, target);
  rmSync(previous, { recursive: true, force: true });
}
