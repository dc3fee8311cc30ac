import { join } from "node:path";
import { z } from "zod";
import { bilingual } from "../bilingual.ts";
import { readYaml } from "../parse-yaml.ts";

const entry = { id: z.string(), title: bilingual, page: z.int() };

const planFile = z.strictObject({
  source: z.string(),
  welsh: z.enum(["for-review", "verified"]),
  aims: z.array(
    z.strictObject({
      id: z.string(),
      title: bilingual,
      outcomes: z.array(z.strictObject({ ...entry, countable: z.boolean() })),
      actions: z.array(z.strictObject(entry)),
    }),
  ),
});

/** The national plan: its aims, their outcomes and countable actions. */
export type Plan = z.infer<typeof planFile>;

export async function readPlan(pipelines: string): Promise<Plan> {
  return readYaml(join(pipelines, "plan.yml"), planFile);
}
