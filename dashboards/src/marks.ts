import { z } from "zod";

export const bilingual = z.strictObject({ en: z.string(), cy: z.string() });

/** What each file of the restricted edition begins with, and no file of the public one has. */
export const marks = { edition: z.literal("restricted").optional(), notice: bilingual.optional() };
