import { z } from "zod";

export const languages = ["en", "cy"] as const;

export type Language = (typeof languages)[number];

/** A text in both languages; neither may be empty. */
export const bilingual = z.strictObject({ en: z.string().min(1), cy: z.string().min(1) });

export type Bilingual = z.infer<typeof bilingual>;
