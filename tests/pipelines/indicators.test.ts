import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readIndicators } from "../../src/indicators/registry.ts";
import { pipelines, publishCells } from "../support/given.ts";
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

test.each([{ balanced_by: ["hours", "movse"] as [string, string] }, { open_parts: ["movse"] }])(
  "an indicator that names a category for its protection that is none of its own is refused: %j",
  async (named) => {
    const all = await readIndicators(pipelines);
    const chosen = all.filter(({ id }) => id === "gap-change").map((one) => ({ ...one, ...named }));
    await expect(publishCells({}, chosen, 1, false)).rejects.toMatchObject({
      code: "unknown-category",
      detail: "movse",
      where: expect.stringMatching(/gap-change\.sql$/),
    });
  },
);
