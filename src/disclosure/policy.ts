import { join } from "node:path";
import { z } from "zod";
import { readYaml } from "../parse-yaml.ts";

const policyFile = z.strictObject({
  threshold: z.int().min(2),
  sensitive_denominator: z.int().min(2),
});

/** What makes a cell confidential; the data owner's decision. */
export type Policy = z.infer<typeof policyFile>;

export async function readPolicy(pipelines: string): Promise<Policy> {
  return readYaml(join(pipelines, "disclosure.yml"), policyFile);
}
