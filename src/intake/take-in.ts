import { createHash } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { type Identifiers, readIdentifiers } from "../check/identifiers.ts";
import { type FileReport, loadFile } from "../check/load.ts";
import type { Contract } from "../contracts/contract.ts";
import type { Folders } from "../paths.ts";
import { describeFile, findFiles, type ReceivedFile } from "../receive/find.ts";
import { FileRefused, type Refusal } from "../receive/refusal.ts";
import { type FileSource, openSource } from "../receive/source.ts";
import { keepOrder, readRows } from "../warehouse/connect.ts";
import { readPersonKey } from "../warehouse/person-key.ts";

/** What became of one file. */
export interface FileOutcome {
  file: ReceivedFile;
  status: "loaded" | "checked" | "known" | "refused" | "over-limit";
  /** What the file turned out to be; null where it was not read. */
  format: string | null;
  encoding: string | null;
  mayBeCutOff: boolean;
  unknownHeadings: string[];
  report: FileReport | null;
  refusal: Refusal | null;
}

const unread = {
  format: null,
  encoding: null,
  mayBeCutOff: false,
  unknownHeadings: [],
  report: null,
  refusal: null,
};

/** The files of every dataset: those in its folder of `incoming`, and the one the project brings along. */
export async function findAllFiles(
  contracts: readonly Contract[],
  folders: Folders,
): Promise<ReceivedFile[]> {
  const files: ReceivedFile[] = [];
  for (const { dataset, file } of contracts) {
    if (file) files.push(await describeFile(dataset, join(folders.pipelines, file), file));
    files.push(...(await findFiles(dataset, join(folders.incoming, dataset))));
  }
  return files;
}

/**
 * Receives, checks and loads files that the warehouse does not hold yet; each of them whole or not at all.
 * @param onFile told of each file when it is done
 */
export async function takeIn(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
  files: readonly ReceivedFile[],
  folders: Folders,
  onFile: (outcome: FileOutcome) => void,
): Promise<FileOutcome[]> {
  const identifiers = await readIdentifiers(folders.pipelines);
  const personKey = await readPersonKey(folders.personKey);
  const byDataset = new Map(contracts.map((contract) => [contract.dataset, contract]));
  const outcomes: FileOutcome[] = [];
  for (const file of files) {
    const contract = byDataset.get(file.dataset);
    if (!contract) continue;
    const rules = createHash("sha256").update(JSON.stringify(contract)).digest("hex");
    const outcome: FileOutcome = (await isKnown(connection, file, rules))
      ? { ...unread, file, status: "known" }
      : await withSource(connection, file, contract, identifiers, folders.work, async (source) => {
          const report = await loadFile(connection, contract, file, source, identifiers, personKey, rules);
          return { report, status: report.overLimit ? "over-limit" : "loaded" };
        });
    onFile(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

/** Opens a file, hands it to `use`, and turns a refusal into an outcome; decoded copies are removed afterwards. */
export async function withSource(
  connection: DuckDBConnection,
  file: ReceivedFile,
  contract: Contract,
  identifiers: Identifiers,
  work: string,
  use: (source: FileSource) => Promise<{ report: FileReport; status: "loaded" | "checked" | "over-limit" }>,
): Promise<FileOutcome> {
  const scratchFolder = join(work, "decoded");
  await mkdir(scratchFolder, { recursive: true });
  try {
    const source = await openSource(
      connection,
      file,
      contract,
      identifiers.headings,
      join(scratchFolder, file.sha256),
    );
    const { format, encoding, mayBeCutOff, unknownHeadings } = source;
    try {
      return { file, format, encoding, mayBeCutOff, unknownHeadings, refusal: null, ...(await use(source)) };
    } catch (error) {
      await keepOrder(connection);
      if (isReadFailure(error)) throw await source.diagnose(error);
      throw error;
    }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return refuse(file, error.refusal);
  } finally {
    await rm(scratchFolder, { recursive: true, force: true });
  }
}

export function refuse(file: ReceivedFile, refusal: Refusal): FileOutcome {
  return { ...unread, file, status: "refused", refusal };
}

/** The engine reports what it cannot read as input errors; anything else is our own fault. */
function isReadFailure(error: unknown): boolean {
  return error instanceof Error && /^(Invalid Input|Invalid|Conversion|IO) Error/.test(error.message);
}

async function isKnown(connection: DuckDBConnection, file: ReceivedFile, rules: string): Promise<boolean> {
  const rows = await readRows(
    connection,
    z.object({ load_id: z.int() }),
    "select load_id from history.load where dataset = $dataset and sha256 = $sha256 and rules = $rules",
    { dataset: file.dataset, sha256: file.sha256, rules },
  );
  return rows.length > 0;
}
