import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import { type Indicator, mainSlice } from "../indicators/registry.ts";
import { readRows } from "../warehouse/connect.ts";
import { nameClosest } from "./closest.ts";

const dimensions = ["area", "profession", "staff_type", "breakdown", "category", "level", "period"] as const;

type Dimension = (typeof dimensions)[number];

/** Names one cell. */
export type CellKey = Record<Dimension, string>;

/** What was asked for; what is left out is the total, and the latest period. */
export type AskedCell = Partial<Record<Dimension, string | undefined>>;

/** SQL of the codes of each dimension and their names. A period has no other. */
const names: Record<Dimension, string> = {
  area: "select code, unnest([code, short_en, short_cy, name_en, name_cy]) as alias from reference.areas",
  profession: "select code, unnest([code, name_en, name_cy]) as alias from reference.professions",
  staff_type: "select code, unnest([code, name_en, name_cy]) as alias from reference.staff_types",
  breakdown: "select code, unnest([code, name_en, name_cy]) as alias from reference.breakdowns",
  category:
    "select code, unnest([code, name_en, name_cy]) as alias from reference.categories where breakdown = $breakdown",
  level: "select code, unnest([code, name_en, name_cy]) as alias from reference.levels",
  period:
    "select distinct period as code, period as alias from result.observation where indicator = $indicator",
};

/**
 * The key of the cell that was asked for. A period may be named without what follows its slash.
 * @throws PipelineError `unknown-value`, which names the closest values that the indicator has
 */
export async function resolveKey(
  connection: DuckDBConnection,
  indicator: Indicator,
  asked: AskedCell,
): Promise<CellKey> {
  const { id } = indicator;
  const main = mainSlice(indicator);
  const key: CellKey = {
    area: asked.area ?? (await findCountry(connection)),
    profession: asked.profession ?? "all",
    staff_type: asked.staff_type ?? main.staff_type,
    breakdown: asked.breakdown ?? "none",
    category: asked.category ?? "all",
    level: asked.level ?? main.level,
    period: await findPeriod(connection, id, asked.period),
  };
  for (const dimension of dimensions) await requireValue(connection, id, dimension, key);
  return key;
}

async function findCountry(connection: DuckDBConnection): Promise<string> {
  const rows = await readRows(
    connection,
    z.object({ code: z.string() }),
    "select code from reference.areas where level = 'country'",
  );
  return rows[0]?.code ?? "";
}

async function findPeriod(
  connection: DuckDBConnection,
  indicator: string,
  asked: string | undefined,
): Promise<string> {
  const rows = await readRows(
    connection,
    z.object({ period: z.string() }),
    `select period from result.observation
     where indicator = $indicator and ($asked is null or period = $asked or starts_with(period, $asked || '/'))
     order by period_end desc limit 1`,
    { indicator, asked: asked ?? null },
  );
  return rows[0]?.period ?? asked ?? "";
}

async function requireValue(
  connection: DuckDBConnection,
  indicator: string,
  dimension: Dimension,
  key: CellKey,
): Promise<void> {
  const isCategory = dimension === "category";
  const values = { indicator, ...(isCategory ? { breakdown: key.breakdown } : {}) };
  const had = `select distinct ${dimension} as code from result.observation
    where indicator = $indicator ${isCategory ? "and breakdown = $breakdown" : ""}`;
  const found = await readRows(
    connection,
    z.object({ code: z.string() }),
    `select code from (${had}) where code = $code`,
    { ...values, code: key[dimension] },
  );
  if (found.length > 0) return;
  const known = `select code, alias from (${names[dimension]}) semi join (${had}) using (code)`;
  const closest = await nameClosest(connection, key[dimension], known, values);
  throw new PipelineError("unknown-value", `--${dimension.replace("_", "-")} ${closest}`, { kind: "usage" });
}
