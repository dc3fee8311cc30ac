import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pipelines } from "../support/given.ts";
import { advertCases } from "./cases/adverts.ts";
import { educationCases } from "./cases/education.ts";
import { firstCases } from "./cases/first.ts";
import { flowCases } from "./cases/flows.ts";
import { seniorCases } from "./cases/senior.ts";
import { stockCases } from "./cases/stock.ts";

const groups = [firstCases, stockCases, flowCases, advertCases, seniorCases, educationCases];
const cases = Object.assign({}, ...groups) as Record<string, () => Promise<void>>;

describe("indicators", async () => {
  const files = (await readdir(join(pipelines, "indicators")))
    .map((file) => file.replace(/\.sql$/, ""))
    .sort();

  test("each has a case", () => {
    expect(Object.keys(cases).sort()).toEqual(files);
  });

  test.each(files)("%s", async (id) => {
    const run = cases[id];
    if (!run) throw new Error(`no case for ${id}`);
    await run();
  });
});
