import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readPolicy } from "../disclosure/policy.ts";
import { PipelineError } from "../errors.ts";
import { readQuality, type UnknownShare } from "../indicators/measure-quality.ts";
import type { Folders } from "../paths.ts";
import { readRows } from "../warehouse/connect.ts";
import { openReadOnly } from "../warehouse/open-read-only.ts";
import { type Cell, findCell } from "./cell.ts";
import { type Definition, defineIndicator } from "./definition.ts";
import { findUsedFiles, type UsedFile } from "./inputs.ts";
import { type AskedCell, resolveKey } from "./key.ts";

export interface Explanation extends Definition {
  cell: Cell | null;
  /** How often something that it needs is unknown in the area of the cell; null where that is not measured. */
  quality: UnknownShare | null;
  /** The files that the number of the cell was made from. */
  inputs: UsedFile[];
}

/**
 * Where an indicator, or one of its numbers, comes from. Only protected numbers are given.
 * @param asked the cell, or null for the indicator alone
 * @throws PipelineError `unknown-indicator`, `no-warehouse`, `unknown-value`, `unknown-cell`
 */
export async function explain(folders: Folders, id: string, asked: AskedCell | null): Promise<Explanation> {
  const definition = await defineIndicator(folders, id);
  if (!asked) return { ...definition, cell: null, quality: null, inputs: [] };
  const { connection, close } = await openReadOnly(folders.warehouse);
  try {
    if (!(await hasResults(connection))) throw new PipelineError("no-warehouse", folders.warehouse);
    const { indicator } = definition;
    const contracts = definition.contracts.filter(({ dataset }) => indicator.datasets.includes(dataset));
    const key = await resolveKey(connection, indicator, asked);
    const policy = await readPolicy(folders.pipelines);
    const { cell, needed } = await findCell(connection, indicator, contracts, policy, key);
    const threshold = cell.state === "confidential" ? null : policy.threshold;
    const inputs = await findUsedFiles(connection, contracts, key.area, needed, threshold);
    const shares = await readQuality(connection, id);
    const quality = shares.find(({ area }) => area === key.area) ?? null;
    return { ...definition, cell, quality, inputs };
  } finally {
    close();
  }
}

/** Whether a run has come so far as to protect its numbers. */
async function hasResults(connection: DuckDBConnection): Promise<boolean> {
  const tables = await readRows(
    connection,
    z.object({ table_name: z.string() }),
    "select table_name from duckdb_tables() where schema_name = 'result' and table_name in ('observation', 'quality')",
  );
  return tables.length === 2;
}
