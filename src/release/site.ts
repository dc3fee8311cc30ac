import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import { hashFolder } from "../hash-folder.ts";
import type { Folders } from "../paths.ts";
import type { Advance } from "../progress.ts";
import { readPublished } from "./published.ts";

const pageDone = z.object({ page: z.int(), pages: z.int() });
const builtFrom = z.object({ release: z.string(), site: z.string() });

/** Whether the built site shows this release and was built by the site's present code. */
export async function isSiteCurrent(folders: Folders, release: string): Promise<boolean> {
  try {
    const built = builtFrom.parse(JSON.parse(await readFile(stampPath(folders), "utf8")));
    return (
      built.release === release && built.site === (await hashFolder(join(folders.project, "dashboards")))
    );
  } catch {
    return false;
  }
}

/** Builds the site from the published release alone, in a process of its own. */
export async function buildSite(folders: Folders, release: string, advance: Advance): Promise<number> {
  await readPublished(folders);
  const program = join(folders.project, "dashboards", "build.ts");
  const child = spawn(
    process.execPath,
    [program, "--published", folders.published, "--out", folders.site, "--progress", "json"],
    { cwd: folders.project, stdio: ["ignore", "ignore", "pipe"] },
  );
  const errors: string[] = [];
  let pages = 0;
  for await (const line of createInterface({ input: child.stderr })) {
    const done = parseLine(line);
    if (done) {
      pages = done.pages;
      advance(done.page, done.pages);
    } else {
      errors.push(line);
    }
  }
  const code = await new Promise<number | null>((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    else child.once("close", resolve);
  });
  if (code !== 0) {
    throw new PipelineError("site-failed", errors.slice(-20).join("\n"), {
      where: program,
      kind: "internal",
    });
  }
  const site = await hashFolder(join(folders.project, "dashboards"));
  await writeFile(stampPath(folders), JSON.stringify({ release, site }));
  return pages;
}

function stampPath(folders: Folders): string {
  return join(folders.site, "built-from.json");
}

function parseLine(line: string): z.infer<typeof pageDone> | null {
  try {
    return pageDone.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
