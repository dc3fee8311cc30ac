import { type Language, languages } from "../language.ts";

/** The language of the page that the script runs on. */
export function pageLanguage(): Language {
  return languages.find((each) => each === document.documentElement.lang) ?? "en";
}
