import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Contract } from "../../src/contracts/contract.ts";
import { type FileOutcome, takeIn } from "../../src/intake/take-in.ts";
import type { Folders } from "../../src/paths.ts";
import { describeFile } from "../../src/receive/find.ts";
import { quoteText, readRows, type Warehouse } from "../../src/warehouse/connect.ts";
import { headings, type Oracle, original } from "./mutants.ts";

/** A mutant that lies in a folder. */
export interface SentMutant {
  path: string;
  name: string;
  oracle: Oracle;
}

export interface Verdict {
  outcome: FileOutcome["status"];
  rule: string | null;
  milliseconds: number;
  /** What went wrong: nothing may. */
  fault: string | null;
}

/** Longest time one file may take. */
const timeLimit = 5000;

/** The original as a Parquet file. */
export async function writeParquet(warehouse: Warehouse, folder: string): Promise<Buffer> {
  const path = join(folder, "original.parquet");
  const rows = original.map((row) => `(${row.map(quoteText).join(", ")})`).join(", ");
  await warehouse.connection.run(
    `copy (select * from (values ${rows}) as original(${headings.join(", ")})) to ${quoteText(path)} (format parquet)`,
  );
  return readFile(path);
}

/** Takes one mutant in as any file is, and compares what was loaded with the original. */
export async function judge(
  warehouse: Warehouse,
  contract: Contract,
  folders: Folders,
  { path, name, oracle }: SentMutant,
): Promise<Verdict> {
  const { connection } = warehouse;
  const start = performance.now();
  try {
    const file = await describeFile(contract.dataset, path, name);
    const [outcome] = await takeIn(connection, [contract], [file], folders, () => undefined);
    const milliseconds = performance.now() - start;
    const wrong = outcome?.status === "loaded" ? await findWrong(warehouse, oracle) : null;
    return {
      outcome: outcome?.status ?? "refused",
      rule: outcome?.refusal?.rule ?? null,
      milliseconds,
      fault: milliseconds > timeLimit ? `took ${Math.round(milliseconds)} ms` : wrong,
    };
  } catch (error) {
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { outcome: "refused", rule: null, milliseconds: performance.now() - start, fault };
  } finally {
    await connection.run(
      "delete from history.education; delete from history.load; delete from history.fault",
    );
  }
}

async function findWrong(warehouse: Warehouse, oracle: Oracle): Promise<string | null> {
  if (oracle === "none") return null;
  const rows = await readRows(
    warehouse.connection,
    z.record(z.string(), z.string()),
    `select ${headings.map((name) => `${name}::varchar as ${name}`).join(", ")} from history.education`,
  );
  const wanted = new Set(original.map((row) => row.join("\t")));
  const values = new Set(original.flat());
  for (const row of rows) {
    const given = headings.map((name) => row[name] ?? "");
    const isRight =
      oracle === "rows" ? wanted.has(given.join("\t")) : given.every((value) => values.has(value));
    if (!isRight) return `wrong row: ${given.join(" | ")}`;
  }
  return null;
}
