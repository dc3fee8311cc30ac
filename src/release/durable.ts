import { open, readdir, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Makes sure that a folder's files, and their names, are on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  await Promise.all(
    entries.map((entry) => (entry.isDirectory() ? syncFolder : syncFile)(join(folder, entry.name))),
  );
  await syncNames(folder);
}

export async function syncFile(path: string): Promise<void> {
  await sync(path, "r+");
}

/** Gives a file or folder that is on the disk its name; the name is on the disk when it is done. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncNames(dirname(to));
}

/** Points `link` to `folder`, a neighbour or a descendant of a neighbour, in one step. */
export async function switchLink(link: string, folder: string): Promise<void> {
  const next = join(dirname(link), `.${basename(link)}-next`);
  await rm(next, { recursive: true, force: true });
  if (process.platform === "win32") {
    await symlink(folder, next, "junction");
    await rm(link, { recursive: true, force: true });
  } else {
    await symlink(folder.slice(dirname(link).length + 1), next);
  }
  await renameDurably(next, link);
}

/** Windows keeps names safe by itself and lets no program sync a folder. */
async function syncNames(folder: string): Promise<void> {
  if (process.platform !== "win32") await sync(folder, "r");
}

async function sync(path: string, mode: string): Promise<void> {
  const handle = await open(path, mode);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
