import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const packageFile = z.object({ name: z.string(), version: z.string() });

/** Name and version of this software, from its package file. */
export async function readSoftware(project: string): Promise<z.infer<typeof packageFile>> {
  return packageFile.parse(JSON.parse(await readFile(join(project, "package.json"), "utf8")));
}
