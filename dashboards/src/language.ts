/** The languages of the site, in the order in which they are offered. */
export const languages = ["cy", "en"] as const;

export type Language = (typeof languages)[number];

export type Bilingual = { readonly en: string; readonly cy: string };

export const locales: Record<Language, string> = { cy: "cy-GB", en: "en-GB" };

export const twins: Record<Language, Language> = { cy: "en", en: "cy" };
