import { readFileSync } from "node:fs";
import { IntlMessageFormat } from "intl-messageformat";
import { parse } from "yaml";
import { z } from "zod";
import { type Bilingual, type Language, locales } from "./language.ts";
import { SiteError } from "./site-error.ts";

const catalogueSchema = z.record(
  z.string().regex(/^[a-z0-9-]+$/),
  z.strictObject({
    en: z.string().min(1),
    cy: z.string().min(1),
    /** Present when the Welsh term was read in an official source. */
    verified: z.literal(true).optional(),
  }),
);

export type Messages = ReadonlyMap<string, Bilingual>;

/** Gives the message of a key in one language, its placeholders filled. An unknown key is an error. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Reads the message catalogue of the site. A key without both languages is an error. */
export function readMessages(file: URL = new URL("messages.yml", import.meta.url)): Messages {
  const catalogue = catalogueSchema.safeParse(parse(readFileSync(file, "utf8")));
  if (!catalogue.success) {
    throw new SiteError(`messages: invalid catalogue: ${z.prettifyError(catalogue.error)}`);
  }
  return new Map(Object.entries(catalogue.data));
}

/** Makes the translation function of one language; messages are ICU message syntax, compiled once. */
export function createTranslate(messages: Messages, language: Language): Translate {
  const compiled = new Map<string, IntlMessageFormat>();
  return (key, values) => {
    const format = compiled.get(key) ?? compile(messages, key, language);
    compiled.set(key, format);
    return String(format.format(values));
  };
}

function compile(messages: Messages, key: string, language: Language): IntlMessageFormat {
  const message = messages.get(key);
  if (message === undefined) {
    throw new SiteError(
      `message: unknown key: ${key}: add it in both languages to dashboards/src/messages.yml`,
    );
  }
  return new IntlMessageFormat(message[language], locales[language], undefined, { ignoreTag: true });
}
