import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { tableFromIPC } from "apache-arrow";
import { strFromU8, unzipSync } from "fflate";

/** The files below a folder, as paths from it with `/`, in order. */
export async function listFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

/** What a file holds, as text: of Arrow its metadata and every text in its columns. */
export async function readContent(path: string): Promise<string> {
  const content = await readFile(path);
  if (path.endsWith(".xlsx"))
    return Object.values(unzipSync(content))
      .map((bytes) => strFromU8(bytes))
      .join("\n");
  if (/\.arrow(\.gz)?$/.test(path)) {
    const table = tableFromIPC(path.endsWith(".gz") ? gunzipSync(content) : content);
    const texts = table.schema.fields.flatMap(({ name }) => [
      ...new Set([...(table.getChild(name) ?? [])].filter((value) => typeof value === "string")),
    ]);
    return [...table.schema.metadata.values(), ...texts].join("\n");
  }
  return (path.endsWith(".gz") ? gunzipSync(content) : content).toString("utf8");
}
