import { join } from "node:path";
import { z } from "zod";
import { readYaml } from "../parse-yaml.ts";

const weight = z.number().positive();

const settings = z.strictObject({
  threshold: z.int().min(2),
  sensitive_denominator: z.int().min(2),
  possible_values: z.int().min(2),
  round_to: z.int().min(1),
  keep_country: weight,
  keep_board: weight,
  keep_group: weight,
  keep_employer: weight,
  keep_all_professions: weight,
  keep_profession: weight,
  keep_all_staff_types: weight,
});

/** As many values as small counts have and one more cannot all be small ones; what is rounded must itself have as many. */
const policyFile = settings
  .refine((policy) => policy.possible_values >= policy.threshold, {
    path: ["possible_values"],
    error: "less than threshold",
  })
  .refine((policy) => policy.round_to === 1 || policy.round_to >= policy.possible_values, {
    path: ["round_to"],
    error: "neither 1 nor at least possible_values",
  });

/** What makes a cell confidential; the data owner's decision. */
export type Policy = z.infer<typeof policyFile>;

/** Whether the same numbers are confidential under both, and rounded alike; what is kept rather than hidden may differ. */
export function hasSameRules(one: Readonly<Record<string, unknown>>, other: Policy): boolean {
  const rules = ["threshold", "sensitive_denominator", "possible_values", "round_to"] as const;
  return rules.every((rule) => one[rule] === other[rule]);
}

export async function readPolicy(pipelines: string): Promise<Policy> {
  return readYaml(join(pipelines, "disclosure.yml"), policyFile);
}
