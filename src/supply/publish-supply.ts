import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readRows } from "../warehouse/connect.ts";
import { readSqlFile } from "../warehouse/front-matter.ts";
import { keepPublished, type NationProjection } from "./project-nation.ts";
import type { SupplySettings } from "./settings.ts";

/**
 * `supply.json`: projections, gaps and places needed of the cells whose headcount and FTE are published, with every
 * assumption they rest on and how well the model did in the past. Entry n of each list is n years after the start.
 */
export async function describeSupply(
  connection: DuckDBConnection,
  pipelines: string,
  projection: NationProjection | null,
  settings: SupplySettings,
  release: string,
  isExample: boolean,
): Promise<object> {
  const { simulations, search_simulations, seed, years, close_by, certainties, need } = settings;
  const { least_leavers, least_years, training, overrides, scenarios, reasons } = settings;
  const { sql } = await readSqlFile(
    join(pipelines, "supply", "published.sql"),
    z.strictObject({ grain: z.string() }),
  );
  const published = await readRows(connection, z.object({ area: z.string(), profession: z.string() }), sql);
  const kept =
    projection &&
    keepPublished(projection, new Set(published.map(({ area, profession }) => `${area}/${profession}`)));
  return {
    release,
    example: isExample,
    dates: kept ? listDates(kept.start, years) : [],
    age_bands: kept?.bands ?? [],
    settings: {
      simulations,
      search_simulations,
      seed,
      years,
      close_by,
      certainties,
      need,
      least_leavers,
      least_years,
    },
    levers: Object.entries(settings.levers).map(([id, { title, source, range }]) => ({
      id,
      title,
      source,
      range,
    })),
    training,
    overrides,
    scenarios,
    reasons: Object.entries(reasons).map(([id, text]) => ({ id, text })),
    accuracy: kept?.accuracy ?? { country: [], areas: [] },
    projections: kept?.projections ?? [],
    unprojected: kept?.unprojected ?? [],
  };
}

/** The day of the start and the same quarter end in each year after it. */
function listDates(start: string, years: number): string[] {
  const first = Number(start.slice(0, 4));
  return Array.from({ length: years + 1 }, (_, year) => `${first + year}${start.slice(4)}`);
}
