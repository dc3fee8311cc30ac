import { fileURLToPath } from "node:url";
import { IntlMessageFormat } from "intl-messageformat";
import { z } from "zod";
import type { Language } from "../bilingual.ts";
import { readYaml } from "../parse-yaml.ts";

/** `verified`: the Welsh comes from an official source; every other Welsh text awaits a translator's review. */
export const catalogueFile = z.record(
  z.string(),
  z.strictObject({ en: z.string().min(1), cy: z.string().min(1), verified: z.literal(true).optional() }),
);

export const cataloguePath = fileURLToPath(new URL("catalogue.yml", import.meta.url));

/** Gives the text of a key in the reader's language; numbers and plurals follow that language. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

export type Messages = Readonly<Record<Language, Say>>;

export async function readAllMessages(): Promise<Messages> {
  return { en: await readMessages("en"), cy: await readMessages("cy") };
}

/** @throws Error when the catalogue lacks a key: that is our own fault. */
export async function readMessages(language: Language): Promise<Say> {
  const catalogue = await readYaml(cataloguePath, catalogueFile);
  return (key, values = {}) => {
    const entry = catalogue[key];
    if (!entry) throw new Error(`unknown message: ${key}`);
    return String(
      new IntlMessageFormat(entry[language], language, undefined, { ignoreTag: true }).format(values),
    );
  };
}
