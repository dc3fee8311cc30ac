import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "@formatjs/icu-messageformat-parser";
import { expect, test } from "vitest";
import { catalogueFile, cataloguePath } from "../../src/messages/message.ts";
import { readYaml } from "../../src/parse-yaml.ts";
import { project } from "../support/folders.ts";

const catalogue = await readYaml(cataloguePath, catalogueFile);

test.each(Object.entries(catalogue))("%s has the same placeholders in both languages", (_, { en, cy }) => {
  expect(placeholders(cy)).toEqual(placeholders(en));
});

test("every text is used and every text used is there", async () => {
  const source = await readSource(join(project, "src"));
  const families = [
    "stage-",
    "report-severity-",
    "error-",
    "hint-",
    "rule-",
    "refusal-",
    "fault-",
    "explain-",
    "doctor-",
    "api-file-",
    "audience-",
    "change-",
    "column-",
    "pack-",
    "release-state-",
  ];
  const unused = Object.keys(catalogue).filter(
    (key) => !families.some((family) => key.startsWith(family)) && !source.includes(`"${key}"`),
  );
  expect(unused).toEqual([]);
  const used = [...source.matchAll(/say\("([a-z-]+)"/g)].map((match) => match[1] ?? "");
  expect(used.filter((key) => !(key in catalogue))).toEqual([]);
  const codes = [
    ...source.matchAll(/PipelineError\(\s*"([a-z-]+)"/g),
    ...source.matchAll(/super\("([a-z-]+)"/g),
  ];
  for (const [, code] of codes) {
    expect(Object.keys(catalogue)).toContain(`error-${code}`);
    expect(Object.keys(catalogue)).toContain(`hint-${code}`);
  }
});

function placeholders(message: string): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) visit(item);
    else if (typeof node === "object" && node !== null) {
      if (
        "type" in node &&
        "value" in node &&
        typeof node.type === "number" &&
        node.type >= 1 &&
        node.type <= 6
      ) {
        names.add(String(node.value));
      }
      for (const value of Object.values(node)) visit(value);
    }
  };
  visit(parse(message));
  return [...names].sort();
}

async function readSource(folder: string): Promise<string> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".ts"));
  return (await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")))).join("\n");
}
