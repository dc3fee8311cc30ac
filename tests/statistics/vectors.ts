import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type EngineOptions, openWarehouse, quoteText, readRows } from "../../src/warehouse/connect.ts";

/** Rows of a SELECT on an engine of its own; `given` are statements that come before. */
export async function query<T>(
  row: z.ZodType<T>,
  sql: string,
  given: readonly string[] = [],
  options: Partial<EngineOptions> = {},
): Promise<T[]> {
  const warehouse = await openWarehouse({ path: ":memory:", ...options });
  try {
    for (const statement of given) await warehouse.connection.run(statement);
    return await readRows(warehouse.connection, row, sql);
  } finally {
    warehouse.close();
  }
}

/** SQL of the rows of a fixture, every column as printed. */
export function fixture(name: string): string {
  const path = fileURLToPath(new URL(`../fixtures/statistics/${name}.csv`, import.meta.url));
  return `(from read_csv(${quoteText(path)}, header = true, all_varchar = true))`;
}

/** How far a number lies from a printed one, in units of its last digit (at least of the 14th significant one). */
export function unitsFrom(printed: string, found: number): number {
  const decimals = printed.split(".")[1]?.length ?? 0;
  const unit = Math.max(10 ** -decimals, Math.abs(Number(printed)) * 1e-14);
  return Math.abs(found - Number(printed)) / unit;
}

export const text = z.string();
export const number = z.number();
