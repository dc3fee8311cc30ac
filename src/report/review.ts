import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Contract } from "../contracts/contract.ts";
import type { FileOutcome } from "../intake/take-in.ts";
import { readAllMessages } from "../messages/message.ts";
import { needsAttention } from "./describe.ts";
import { listOutcomes } from "./list.ts";
import { renderReport } from "./page.ts";
import type { Suggest } from "./suggest.ts";

/** Writes `check.html` and `check.json` about the files that need attention to the analyst's own folder. */
export async function writeReview(
  folder: string,
  outcomes: readonly FileOutcome[],
  contracts: readonly Contract[],
  suggest: Suggest,
): Promise<void> {
  const messages = await readAllMessages();
  const noted = outcomes.filter(needsAttention);
  const files = listOutcomes(noted, contracts, suggest, messages);
  await mkdir(folder, { recursive: true });
  await replaceFile(join(folder, "check.html"), renderReport(noted, contracts, suggest, messages));
  await replaceFile(join(folder, "check.json"), `${JSON.stringify({ files }, null, 2)}\n`);
}

/** A file appears complete or not at all. */
async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.unfinished`, text);
  await rename(`${path}.unfinished`, path);
}
