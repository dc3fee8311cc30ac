import { join } from "node:path";
import type { TracedIndicator } from "../indicators/compute.ts";
import { cellsFile } from "../release/kept.ts";
import type { Manifest } from "../release/manifest.ts";
import type { Place } from "../release/place.ts";
import { classifyChanges } from "../revision/classify.ts";
import { compareCells } from "../revision/compare.ts";
import {
  findRedefinitions,
  findUnannounced,
  type Redefinition,
  readPublishedDefinitions,
} from "../revision/definitions.ts";
import { compareInputs } from "../revision/inputs.ts";
import { markProvisional, markRevised } from "../revision/mark.ts";
import { type ChangeSummary, summariseChanges } from "../revision/summary.ts";
import { quoteText } from "../warehouse/connect.ts";
import type { Job } from "./job.ts";

/** What is different from the release before. */
export interface Revision extends ChangeSummary {
  /** Null for the first release: then nothing is different. */
  previous: string | null;
  definitions: Redefinition[];
}

/** Compares the cells with those of the release before, and marks what is provisional and what is revised. */
export async function compareWithPrevious(
  { connection, contracts, progress, say }: Job,
  indicators: readonly TracedIndicator[],
  { previous }: Place,
  inputs: Manifest["inputs"],
): Promise<Revision> {
  const definitions = previous ? await readPublishedDefinitions(previous.folder) : [];
  const unannounced = findUnannounced(definitions, indicators);
  if (unannounced.length > 0)
    progress.note(say("definition-unannounced", { indicators: unannounced.join(", ") }));
  return progress.stage(
    "revision",
    async () => {
      await markProvisional(connection, indicators);
      const cells = "result.observation";
      const nothing = `(from ${cells} limit 0)`;
      await compareCells(
        connection,
        previous ? `read_parquet(${quoteText(join(previous.folder, cellsFile))})` : nothing,
        previous ? cells : nothing,
      );
      await compareInputs(connection, contracts, previous?.manifest.inputs ?? [], previous ? inputs : []);
      await classifyChanges(connection, definitions, indicators);
      await markRevised(connection);
      return {
        previous: previous?.manifest.release ?? null,
        definitions: previous ? findRedefinitions(definitions, indicators) : [],
        ...(await summariseChanges(connection)),
      };
    },
    (revision) =>
      revision.previous === null
        ? say("revision-first")
        : say("revision-changes", { cells: revision.cells, previous: revision.previous }),
  );
}
