import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { PipelineError } from "../errors.ts";

/**
 * What the release says of its codes, as far as the schema asks.
 * @throws PipelineError `audit-broken` when it does not say
 */
export async function readCodes<T>(folder: string, schema: z.ZodType<T>): Promise<T> {
  const where = join(folder, "codes.json");
  const result = schema.safeParse(JSON.parse(await readFile(where, "utf8")));
  if (result.success) return result.data;
  throw new PipelineError("audit-broken", z.prettifyError(result.error), { where, cause: result.error });
}
