import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readContracts } from "../../src/contracts/contract.ts";
import { requireSupplyCodes } from "../../src/supply/check-settings.ts";
import { readSupplySettings } from "../../src/supply/settings.ts";
import { readRows } from "../../src/warehouse/connect.ts";
import { temporaryFolder } from "../support/folders.ts";
import { givenWarehouse, pipelines } from "../support/given.ts";

/** The settings of the project with something else in one place. */
async function readChanged(from: string, to: string) {
  const folder = await temporaryFolder();
  const text = await readFile(join(pipelines, "supply.yml"), "utf8");
  expect(text).toContain(from);
  await writeFile(join(folder, "supply.yml"), text.replace(from, to));
  return readSupplySettings(folder);
}

describe("the settings", () => {
  test.each([
    ["seed: 1", "seeds: 1", "seed"],
    ["close_by: 6", "close_by: 60", "close_by lies beyond years"],
    ["certainty: 0.8 }", "certainty: 0.9 }", "need is none of the scenarios"],
    ["certainties: [0.5, 0.8]", "certainties: [1.5]", "certainties"],
    ["range: [0.9, 1.1]", "range: often", "range"],
    ["cy: Cyfradd", "cz: Cyfradd", "title"],
  ])("%s → %s is refused with its place", async (from, to, message) => {
    const change = from.startsWith("cy:")
      ? readChanged('cy: "Cyfradd swyddi gwag o 5 y cant"', 'cz: "Cyfradd"')
      : readChanged(from, to);
    await expect(change).rejects.toMatchObject({
      code: "invalid-setting",
      detail: expect.stringContaining(message),
    });
  });

  test("every route that the contract of training knows has a length", async () => {
    const connection = await givenWarehouse({});
    const route = (await readContracts(pipelines)).flatMap(({ columns }) => columns["route"] ?? [])[0];
    const codes = await readRows(
      connection,
      z.object({ code: z.string() }),
      `select distinct code from (${route?.type === "code" ? route.codes : ""}) order by code`,
    );
    const { training } = await readSupplySettings(pipelines);
    expect(Object.keys(training.years).sort()).toEqual(codes.map(({ code }) => code));
  });

  test("a profession that does not exist, or a route without a length, is named", async () => {
    const connection = await givenWarehouse({
      education: [
        {
          academic_year: "2024/25",
          profession: "dietitian",
          provider: "A",
          route: "undergraduate",
          welsh_medium: false,
          commissioned_places: 9,
          enrolled: 8,
        },
      ],
    });
    const { training } = await readSupplySettings(pipelines);
    const source = { en: "a", cy: "b" };
    await expect(
      requireSupplyCodes(connection, {
        training: { ...training, years: {} },
        overrides: [{ profession: "podiatrists", lever: "fill", value: 1, source }],
      }),
    ).rejects.toMatchObject({ code: "unknown-supply-codes", detail: "podiatrists, undergraduate" });
    await requireSupplyCodes(connection, { training, overrides: [] });
  });
});
