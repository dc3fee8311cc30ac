import { IntlMessageFormat } from "intl-messageformat";
import { type Bilingual, type Language, locales } from "./language.ts";
import { SiteError } from "./site-error.ts";

export type Messages = ReadonlyMap<string, Bilingual>;

/** Gives the message of a key in one language, its placeholders filled. An unknown key is an error. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

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
