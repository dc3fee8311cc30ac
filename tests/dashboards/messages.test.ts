import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { expect, test } from "vitest";
import { readMessages } from "../../dashboards/src/messages.ts";
import { createTranslate } from "../../dashboards/src/translate.ts";

const messages = readMessages();
const source = fileURLToPath(new URL("../../dashboards/src", import.meta.url));
const code = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(join(source, name), "utf8"))
  .join("\n");

test.each([...messages])("%s has the same placeholders in both languages", (_key, { en, cy }) => {
  expect(placeholders(parse(cy, { ignoreTag: true }))).toEqual(placeholders(parse(en, { ignoreTag: true })));
});

test("every message is used", () => {
  // A key is written out in the code, or made from a prefix and a value: t(`column-${name}`).
  const prefixes = [...code.matchAll(/\bt\(\s*`([a-z-]*)\$\{/g)].flatMap(([, prefix]) => prefix ?? []);
  const suffixes = [...code.matchAll(/\bt\(\s*`\$\{[^}]*\}([a-z-]+)`/g)].flatMap(
    ([, suffix]) => suffix ?? [],
  );
  const used = (key: string): boolean =>
    code.includes(`"${key}"`) ||
    prefixes.some((prefix) => prefix !== "" && key.startsWith(prefix)) ||
    suffixes.some((suffix) => key.endsWith(suffix));
  expect([...messages.keys()].filter((key) => !used(key))).toEqual([]);
});

test("every key written out in the code has a message", () => {
  const written = [...code.matchAll(/\bt\(\s*"([^"]+)"/g)].flatMap(([, key]) => key ?? []);
  expect(written.length).toBeGreaterThan(100);
  expect(written.filter((key) => !messages.has(key))).toEqual([]);
});

test("Welsh that is still English is only what both languages share", () => {
  const same = [...messages].filter(([, { en, cy }]) => en === cy).map(([key]) => key);
  expect(same.sort()).toEqual([
    "column-sector",
    "files-file",
    "funnel-limit-95",
    "funnel-limit-998",
    "glossary-cell-term",
    "kind-term",
    "methods-sql",
    "point-value",
    "size-kilobytes",
    "size-megabytes",
    "trend-title",
    "words-reference",
  ]);
});

test("Welsh numbers mutate what they count", () => {
  const t = createTranslate(messages, "cy");
  expect([1, 2, 3, 6, 7].map((count) => t("words-line-gaps", { count }))).toEqual([
    "1 cyfnod heb ffigur.",
    "2 gyfnod heb ffigur.",
    "3 chyfnod heb ffigur.",
    "6 chyfnod heb ffigur.",
    "7 cyfnod heb ffigur.",
  ]);
});

test("an unknown key is an error", () => {
  expect(() => createTranslate(messages, "en")("no-such-message")).toThrow("unknown key: no-such-message");
});

function placeholders(elements: readonly MessageFormatElement[]): string[] {
  const names = elements.flatMap((element): string[] => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    if (element.type === TYPE.tag) return placeholders(element.children);
    if (element.type === TYPE.select || element.type === TYPE.plural) {
      const kind = element.type === TYPE.select ? Object.keys(element.options).sort().join("|") : "plural";
      return [
        `${element.value}:${kind}`,
        ...Object.values(element.options).flatMap(({ value }) => placeholders(value)),
      ];
    }
    return [element.value];
  });
  return [...new Set(names)].sort();
}
