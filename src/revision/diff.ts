import { join } from "node:path";
import { readContracts } from "../contracts/contract.ts";
import type { Folders } from "../paths.ts";
import { findKept } from "../release/find-kept.ts";
import { cellsFile, type KeptRelease } from "../release/kept.ts";
import { quoteText } from "../warehouse/connect.ts";
import { openReadOnly } from "../warehouse/open-read-only.ts";
import { writeChangesFile } from "./changes-file.ts";
import { classifyChanges } from "./classify.ts";
import { compareCells } from "./compare.ts";
import { findRedefinitions, type Redefinition, readPublishedDefinitions } from "./definitions.ts";
import { compareInputs } from "./inputs.ts";
import { type ChangeSummary, summariseChanges } from "./summary.ts";

export interface Difference extends ChangeSummary {
  before: string;
  after: string;
  definitions: Redefinition[];
}

/**
 * Compares two releases cell by cell, as they are published; the warehouse says which returns lie behind the changes.
 * @param path of the CSV file that every changed cell is written to, or null
 * @throws PipelineError `unknown-release`, `no-warehouse`, `warehouse-in-use`
 */
export async function diffReleases(
  folders: Folders,
  before: string,
  after: string,
  path: string | null,
): Promise<Difference> {
  const earlier = await findKept(folders, before);
  const later = await findKept(folders, after);
  const contracts = await readContracts(folders.pipelines);
  const old = await readPublishedDefinitions(earlier.folder);
  const present = await readPublishedDefinitions(later.folder);
  const { connection, close } = await openReadOnly(folders.warehouse);
  try {
    await compareCells(connection, cellsOf(earlier), cellsOf(later));
    await compareInputs(connection, contracts, earlier.manifest.inputs, later.manifest.inputs);
    await classifyChanges(connection, old, present);
    if (path !== null) await writeChangesFile(connection, path, later.manifest);
    return {
      before,
      after,
      definitions: findRedefinitions(old, present),
      ...(await summariseChanges(connection)),
    };
  } finally {
    close();
  }
}

function cellsOf({ folder }: KeptRelease): string {
  return `read_parquet(${quoteText(join(folder, cellsFile))})`;
}
