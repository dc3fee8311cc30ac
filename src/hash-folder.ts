import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Hash of the names and contents of all files below a folder; names beginning with a dot are left out. */
export async function hashFolder(folder: string): Promise<string> {
  const hash = createHash("sha256");
  for (const path of await listVisible(folder, "")) {
    hash
      .update(path)
      .update("\0")
      .update(await readFile(join(folder, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

async function listVisible(root: string, below: string): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
    if (entry.name.startsWith(".")) continue;
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) paths.push(...(await listVisible(root, path)));
    else paths.push(path);
  }
  return paths.sort();
}
