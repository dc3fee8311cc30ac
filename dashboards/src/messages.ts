import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { SiteError } from "./site-error.ts";
import type { Messages } from "./translate.ts";

const catalogueSchema = z.record(
  z.string().regex(/^[a-z0-9-]+$/),
  z.strictObject({
    en: z.string().min(1),
    cy: z.string().min(1),
    /** Present when the Welsh term was read in an official source. */
    verified: z.literal(true).optional(),
  }),
);

/** Reads the message catalogue of the site. A key without both languages is an error. */
export function readMessages(file: URL = new URL("messages.yml", import.meta.url)): Messages {
  const catalogue = catalogueSchema.safeParse(parse(readFileSync(file, "utf8")));
  if (!catalogue.success) {
    throw new SiteError(`messages: invalid catalogue: ${z.prettifyError(catalogue.error)}`);
  }
  return new Map(Object.entries(catalogue.data));
}
