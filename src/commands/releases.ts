import { resolve } from "node:path";
import { z } from "zod";
import { resolveFolders } from "../paths.ts";
import { listReleases, readWithdrawn } from "../release/kept.ts";
import { readPublished } from "../release/published.ts";
import { sum } from "../sum.ts";
import { parseOptions, printJson, printLines, type Terminal } from "./terminal.ts";

const options = z.object({ data: z.string(), json: z.boolean().default(false) });

export function addReleases({ project, say, addCommand }: Terminal): void {
  addCommand("releases", say("command-releases"))
    .option("--data <folder>", say("option-data"), "data")
    .action(async (given: unknown) => {
      const { data, json } = parseOptions(options, given);
      const folders = resolveFolders(project, resolve(data), "");
      const published = await readPublished(folders).catch(() => null);
      const withdrawn = await readWithdrawn(folders);
      const releases = (await listReleases(folders)).map(({ manifest, isWhole }) => ({
        release: manifest.release,
        as_at: manifest.as_at,
        example: manifest.example,
        previous: manifest.previous?.release ?? null,
        version: manifest.software.version,
        bytes: sum(manifest.files.map(({ bytes }) => bytes)),
        state: stateOf(manifest.release, isWhole, published?.release ?? null, withdrawn),
      }));
      if (json) printJson(releases);
      else if (releases.length === 0) printLines([say("releases-none")]);
      else {
        printLines(
          releases.map(({ state, bytes, ...one }) =>
            say("releases-line", {
              release: one.release,
              version: one.version,
              example: String(one.example),
              previous: one.previous ?? "–",
              megabytes: Math.ceil(bytes / 1e6),
              state: say(`release-state-${state}`),
            }),
          ),
        );
      }
    });
}

function stateOf(
  release: string,
  isWhole: boolean,
  published: string | null,
  withdrawn: readonly string[],
): "published" | "thinned" | "withdrawn" | "kept" {
  if (release === published) return "published";
  if (!isWhole) return "thinned";
  return withdrawn.includes(release) ? "withdrawn" : "kept";
}
