import { z } from "zod";
import { PipelineError } from "../errors.ts";
import { generateNation } from "../generate/generate.ts";
import { type FileOutcome, findAllFiles, takeIn } from "../intake/take-in.ts";
import type { Say } from "../messages/message.ts";
import { recallReports } from "../report/recall.ts";
import { writeReview } from "../report/review.ts";
import { suggestCodes } from "../report/suggest.ts";
import { sum } from "../sum.ts";
import { readRows } from "../warehouse/connect.ts";
import type { Job } from "./job.ts";

/** Scale, seed and length of the example nation that an empty `incoming` is filled with. */
export const exampleNation = { scale: 1, seed: 1, months: 120 } as const;

/** Too many rows of a file were rejected: nothing is published. */
export class RejectedInput extends PipelineError {
  readonly outcomes: FileOutcome[];

  constructor(outcomes: FileOutcome[]) {
    const stopping = outcomes.filter((outcome) => outcome.status === "over-limit");
    super("rejected-input", stopping.map(({ file }) => `${file.dataset}/${file.name}`).join(", "));
    this.outcomes = outcomes;
  }
}

/** Writes the example nation where nothing was ever sent. */
export async function provideInput(job: Job): Promise<void> {
  const { folders, progress, say } = job;
  if (!(await isNothingReceived(job))) return;
  await progress.stage(
    "example",
    () => generateNation({ out: folders.incoming, pipelines: folders.pipelines, ...exampleNation }),
    (files) => say("files-and-rows", { files: files.length, rows: sum(files.map((file) => file.rows)) }),
  );
}

/**
 * Receives, checks and loads what is new, and reports on it.
 * @throws RejectedInput when a file has too many faults
 */
export async function receiveAndCheck(job: Job): Promise<FileOutcome[]> {
  const { connection, contracts, folders, options, progress, say } = job;
  const files = await progress.stage(
    "receive",
    () =>
      findAllFiles(
        contracts.filter(({ dataset, file }) => file || (options.only?.includes(dataset) ?? true)),
        folders,
      ),
    (found) =>
      say("files-and-bytes", {
        files: found.length,
        megabytes: Math.ceil(sum(found.map((one) => one.bytes)) / 1e6),
      }),
  );
  const outcomes = await progress.stage(
    "check",
    (advance) => {
      let done = 0;
      return takeIn(connection, contracts, files, folders, () => advance(++done, files.length));
    },
    (all) => summarise(all, say),
  );
  const reviewed = await recallReports(connection, outcomes);
  const suggest = await suggestCodes(connection, contracts, reviewed);
  options.onChecked(outcomes, suggest);
  await writeReview(folders.review, reviewed, contracts, suggest);
  if (outcomes.some((outcome) => outcome.status === "over-limit")) throw new RejectedInput(outcomes);
  return outcomes;
}

async function isNothingReceived({ connection, contracts, folders }: Job): Promise<boolean> {
  const sent = contracts.filter((contract) => !contract.file);
  const files = await findAllFiles(sent, folders);
  const [loaded] = await readRows(
    connection,
    z.object({ count: z.int() }),
    "select count(*)::int as count from history.load where list_contains(string_split($names, ','), dataset)",
    { names: sent.map((contract) => contract.dataset).join(",") },
  );
  return files.length === 0 && loaded?.count === 0;
}

function summarise(outcomes: readonly FileOutcome[], say: Say): string {
  const count = (status: FileOutcome["status"]): number =>
    outcomes.filter((one) => one.status === status).length;
  const total = (field: "rows" | "rejected" | "advisory"): number =>
    sum(outcomes.map((one) => one.report?.[field] ?? 0));
  return say("checked", {
    loaded: count("loaded"),
    known: count("known"),
    refused: count("refused") + count("over-limit"),
    rows: total("rows"),
    rejected: total("rejected"),
    advisory: total("advisory"),
  });
}
