import fc from "fast-check";
import { expect, test } from "vitest";
import { compareIn, fold, initialOf } from "../../dashboards/src/alphabet.ts";
import { readFixture } from "./fixture-site.ts";

const sign = (value: number) => Math.sign(value);

test("Welsh words are ordered by the letters of the Welsh alphabet", () => {
  const words = ["llan", "lwc", "ngo", "nag", "gwr", "chwaer", "cyf", "dda", "dy", "ffa", "fy", "rhy", "ry"];
  expect(words.sort(compareIn("cy"))).toEqual([
    "cyf",
    "chwaer",
    "dy",
    "dda",
    "fy",
    "ffa",
    "gwr",
    "ngo",
    "lwc",
    "llan",
    "nag",
    "ry",
    "rhy",
  ]);
  expect(["chwaer", "cyf"].sort(compareIn("en"))).toEqual(["chwaer", "cyf"]);
});

test("the Welsh order is that of the runtime's own collation", () => {
  const { compare } = new Intl.Collator("cy", { numeric: true });
  const own = compareIn("cy");
  const { areas, professions } = readFixture().codes;
  const names = [...areas, ...professions].map(({ name_cy }) => name_cy);
  expect(names.toSorted(own)).toEqual(names.toSorted(compare));
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  fc.assert(fc.property(word, word, (a, b) => sign(own(a, b)) === sign(compare(a, b))));
});

test("names are listed under letters of their alphabet and found without accents", () => {
  expect(["Ymddeol", "Lleoedd", "Ŵyn"].map((name) => initialOf(name, "cy"))).toEqual(["Y", "Ll", "W"]);
  expect(initialOf("Physiotherapists", "en")).toBe("P");
  expect(fold("Tŷ Gŵyr’s")).toBe("ty gwyr's");
});
