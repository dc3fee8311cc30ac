import type { Bilingual, Language } from "../bilingual.ts";
import type { Edition } from "../edition.ts";

/** What every page and file of a release says, of example data and of the restricted edition. */
export interface Notices {
  example: Bilingual;
  restricted: Bilingual;
}

/** What a release says everywhere, or null for real data of the public edition. */
export function composeNotice(edition: Edition, isExample: boolean, notices: Notices): Bilingual | null {
  const chosen = [
    ...(edition === "restricted" ? [notices.restricted] : []),
    ...(isExample ? [notices.example] : []),
  ];
  if (chosen.length === 0) return null;
  const join = (language: Language): string => chosen.map((one) => one[language]).join(". ");
  return { en: join("en"), cy: join("cy") };
}
