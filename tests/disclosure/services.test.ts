import { expect, test } from "vitest";
import { findTellingServices } from "../../src/disclosure/services.ts";
import { readTables } from "../../src/populations/tables.ts";
import { pipelines } from "../support/given.ts";

test("services of persons whom no table protects are refused", async () => {
  const services = [{ persons: "pensioners", from: 1, to: 4, in: "value" as const }];
  const tables = await readTables(pipelines);
  expect(() => findTellingServices([{ id: "few", path: "few.sql", services }], tables, [])).toThrow(
    expect.objectContaining({ code: "unknown-population", detail: "pensioners", where: "few.sql" }),
  );
});
