import { join } from "node:path";
import { z } from "zod";
import { readYaml } from "../parse-yaml.ts";

const weight = z.number().positive();

const settings = z.strictObject({
  threshold: z.int().min(2),
  sensitive_denominator: z.int().min(2),
  possible_values: z.int().min(2),
  keep_country: weight,
  keep_board: weight,
  keep_group: weight,
  keep_employer: weight,
  keep_all_professions: weight,
  keep_all_staff_types: weight,
});

/** As many values as small counts have and one more cannot all be small ones. */
const policyFile = settings.refine((policy) => policy.possible_values >= policy.threshold, {
  path: ["possible_values"],
  error: "less than threshold",
});

/** What makes a cell confidential; the data owner's decision. */
export type Policy = z.infer<typeof policyFile>;

export async function readPolicy(pipelines: string): Promise<Policy> {
  return readYaml(join(pipelines, "disclosure.yml"), policyFile);
}
