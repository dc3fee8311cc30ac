import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { type FileReport, summariseFaults } from "../check/load.ts";
import type { FileOutcome } from "../intake/take-in.ts";
import { readRows } from "../warehouse/connect.ts";

const counts = z.object({
  load_id: z.int(),
  rows: z.int(),
  rejected: z.int(),
  advisory: z.int(),
  outOfScope: z.int(),
  leftOut: z.int(),
});

/** The outcomes, with the reports of files that were loaded by an earlier run as it found them. */
export async function recallReports(
  connection: DuckDBConnection,
  outcomes: readonly FileOutcome[],
): Promise<FileOutcome[]> {
  const recalled: FileOutcome[] = [];
  for (const outcome of outcomes) {
    recalled.push(
      outcome.status === "known" ? { ...outcome, report: await recallReport(connection, outcome) } : outcome,
    );
  }
  return recalled;
}

async function recallReport(connection: DuckDBConnection, { file }: FileOutcome): Promise<FileReport | null> {
  const [load] = await readRows(
    connection,
    counts,
    `select load_id, rows, rejected, advisory, out_of_scope as "outOfScope", left_out as "leftOut" from history.load
     where dataset = $dataset and sha256 = $sha256`,
    { dataset: file.dataset, sha256: file.sha256 },
  );
  if (!load) return null;
  const { load_id, ...found } = load;
  const faults = await summariseFaults(connection, `(from history.fault where load_id = ${load_id})`);
  return { ...found, faults, overLimit: false };
}
