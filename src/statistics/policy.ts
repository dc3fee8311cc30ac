import { join } from "node:path";
import { z } from "zod";
import { readYaml } from "../parse-yaml.ts";

const policyFile = z.strictObject({
  signal_points: z.int().min(2),
  signal_mean: z.number().min(0),
  reliable_denominator: z.int().min(0),
  reliable_events: z.int().min(0),
  reliable_values: z.int().min(0),
});

/** From which size on a figure has a signal and counts as reliable. */
export type StatisticsPolicy = z.infer<typeof policyFile>;

export async function readStatisticsPolicy(pipelines: string): Promise<StatisticsPolicy> {
  return readYaml(join(pipelines, "statistics.yml"), policyFile);
}
