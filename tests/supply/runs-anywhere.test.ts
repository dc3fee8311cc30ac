import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const entries = [
  "answer.ts",
  "project.ts",
  "backtest.ts",
  "estimate.ts",
  "require.ts",
  "sensitivity.ts",
  "expected.ts",
];

/** What a file imports besides types, and what these files import in turn. */
function collectImports(url: URL, found = new Set<string>()): Set<string> {
  const text = readFileSync(fileURLToPath(url), "utf8");
  for (const [, name = ""] of text.matchAll(/^import (?!type )[^;]*? from "([^"]+)";/gms)) {
    if (!name.startsWith(".")) found.add(name);
    else {
      const next = new URL(name, url);
      if (found.has(next.href)) continue;
      found.add(next.href);
      collectImports(next, found);
    }
  }
  return found;
}

test.each(entries)("%s needs nothing that a browser does not have", (entry) => {
  const imports = collectImports(new URL(`../../src/supply/${entry}`, import.meta.url));
  const packages = [...imports].filter((name) => !name.startsWith("file:"));
  expect(packages.filter((name) => name !== "pure-rand/generator/xoroshiro128plus")).toEqual([]);
  expect(imports.size).toBeGreaterThan(0);
});
