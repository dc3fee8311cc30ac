import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import { readRows } from "../warehouse/connect.ts";
import type { SupplySettings } from "./settings.ts";

/**
 * Compares the codes of the settings with those of the data, both ways: every profession named is one, and every route
 * that somebody is on has a length.
 * @throws PipelineError `unknown-supply-codes`
 */
export async function requireSupplyCodes(
  connection: DuckDBConnection,
  { training, overrides }: Pick<SupplySettings, "training" | "overrides">,
): Promise<void> {
  const code = z.object({ code: z.string() });
  const known = await readRows(connection, code, "select code from reference.professions");
  const routes = await readRows(connection, code, "select distinct route as code from marts.supply_cohort");
  const named = [...Object.keys(training.profession_years), ...overrides.map(({ profession }) => profession)];
  const unknown = [
    ...named.filter((profession) => !known.some((one) => one.code === profession)),
    ...routes.map((one) => one.code).filter((route) => !(route in training.years)),
  ];
  if (unknown.length > 0) {
    throw new PipelineError("unknown-supply-codes", [...new Set(unknown)].sort().join(", "), {
      where: "supply.yml",
    });
  }
}
