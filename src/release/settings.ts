import { join } from "node:path";
import { z } from "zod";
import { readYaml } from "../parse-yaml.ts";

const settingsFile = z.strictObject({
  keep: z.int().min(2),
  workbook_periods: z.int().min(1),
  address: z.url().nullable(),
});

/** How releases are kept and described. */
export type ReleaseSettings = z.infer<typeof settingsFile>;

export async function readReleaseSettings(pipelines: string): Promise<ReleaseSettings> {
  return readYaml(join(pipelines, "releases.yml"), settingsFile);
}
