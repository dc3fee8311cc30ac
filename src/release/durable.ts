import { open, readdir, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Makes sure that a folder's files, and their names, are on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncFolder(path);
    else await sync(path, "r+");
  }
  if (process.platform !== "win32") await sync(folder, "r");
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
  await rename(next, link);
}

async function sync(path: string, mode: string): Promise<void> {
  const handle = await open(path, mode);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
