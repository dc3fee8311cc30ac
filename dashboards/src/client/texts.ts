/** The texts of the script in the language of its page; the build puts them in. */
declare const siteMessages: Readonly<Record<string, string>>;

/** The text of a key with its placeholders, `{name}`, filled. */
export function text(key: string, values: Readonly<Record<string, string>> = {}): string {
  const found = siteMessages[key];
  if (found === undefined) throw new Error(`message: unknown key: ${key}`);
  return found.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** Every text, as the pages' own messages. */
export function allTexts(): ReadonlyMap<string, { readonly en: string; readonly cy: string }> {
  return new Map(Object.entries(siteMessages).map(([key, each]) => [key, { en: each, cy: each }]));
}
