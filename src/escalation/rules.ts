import { join } from "node:path";
import { z } from "zod";
import { bilingual } from "../bilingual.ts";
import { audience } from "../indicators/registry.ts";
import { readSqlFolder } from "../warehouse/front-matter.ts";

const matter = z.strictObject({
  order: z.int(),
  title: bilingual,
  why: bilingual,
  /** ICU message; its values are `place`, `profession` and the numbers that the SELECT gives. */
  sentence: bilingual,
  audiences: z.array(audience).min(1),
  /** Bound to the parameters of the SELECT that have their names. */
  thresholds: z.record(z.string(), z.number()),
  welsh: z.enum(["for-review", "verified"]),
});

/**
 * One reason to escalate, and one SELECT over the protected cells that finds where it holds. It gives period_end, area,
 * profession, staff_type and the numbers of the sentence.
 */
export interface EscalationRule extends z.infer<typeof matter> {
  /** The file's name. */
  id: string;
  sql: string;
  path: string;
}

/** The rules of the folder, in their order. */
export async function readEscalationRules(pipelines: string): Promise<EscalationRule[]> {
  const rules: EscalationRule[] = await readSqlFolder(join(pipelines, "escalations"), matter);
  return rules.sort((a, b) => a.order - b.order);
}
