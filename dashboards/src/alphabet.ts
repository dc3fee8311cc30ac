import type { Language } from "./language.ts";

/** Letters of the Welsh alphabet that are written with two signs, and the letter that each follows. */
const digraphs: Readonly<Record<string, string>> = {
  ch: "c",
  dd: "d",
  ff: "f",
  ng: "g",
  ll: "l",
  ph: "p",
  rh: "r",
  th: "t",
};

const digraph = /ch|dd|ff|ng|ll|ph|rh|th/g;

/** A sign that every collation puts behind all letters. */
const last = "\uE000";

/**
 * The order of names in a language's alphabet. Welsh is ordered here, as browsers have no Welsh collation: `dd` comes after all
 * other words in `d`, `ng` after those in `g`.
 */
export function compareIn(language: Language): (a: string, b: string) => number {
  const { compare } = new Intl.Collator("en-GB", { numeric: true });
  return language === "en" ? compare : (a, b) => compare(toWelshKey(a), toWelshKey(b));
}

/** The letter of a language's alphabet under which a name is listed: `Ch`, not `C`, for a Welsh name. */
export function initialOf(name: string, language: Language): string {
  const folded = fold(name);
  const [two] = language === "cy" ? (/^(?:ch|dd|ff|ng|ll|ph|rh|th)/.exec(folded) ?? []) : [];
  const letter = two ?? folded.slice(0, 1);
  return letter.slice(0, 1).toUpperCase() + letter.slice(1);
}

/** A text for searching: small letters without accents, so that `w` finds `ŵ`. */
export function fold(text: string): string {
  return text.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("’", "'");
}

function toWelshKey(name: string): string {
  return name.toLowerCase().replaceAll(digraph, (letter) => `${digraphs[letter]}${last}`);
}
