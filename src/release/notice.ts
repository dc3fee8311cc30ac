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

/** What file and folder names of such a release begin with. */
export function markName({ edition, example }: Marked): string {
  return `${edition === "restricted" ? "restricted-cyfyngedig-" : ""}${example ? "example-enghraifft-" : ""}`;
}

/** Columns that say it in CSV files for machines: they stand last and hold 1. */
export function markColumns({ edition, example }: Marked): string[] {
  return [
    ...(edition === "restricted" ? ["restricted_not_for_publication_cyfyngedig"] : []),
    ...(example ? ["example_data_enghreifftiol"] : []),
  ];
}

/** Files that hold the notice alone, and say by their name what it is about. */
export function markFiles({ edition, example }: Marked): string[] {
  return [
    ...(edition === "restricted" ? ["RESTRICTED-CYFYNGEDIG.txt"] : []),
    ...(example ? ["EXAMPLE-ENGHRAIFFT.txt"] : []),
  ];
}

/** What there is to be said of a release. */
export interface Marked {
  edition: Edition;
  example: boolean;
}
