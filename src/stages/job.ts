import type { DuckDBConnection } from "@duckdb/node-api";
import type { Finding } from "../check/plausibility.ts";
import type { Contract } from "../contracts/contract.ts";
import type { FileOutcome } from "../intake/take-in.ts";
import type { Say } from "../messages/message.ts";
import type { Folders } from "../paths.ts";
import type { Progress } from "../progress.ts";
import type { Notices } from "../release/notice.ts";
import type { Suggest } from "../report/suggest.ts";

export interface RunOptions {
  folders: Folders;
  /** Only what was received by this day counts (ISO date). */
  asAt: string | null;
  /** The datasets to use, or null for all. */
  only: readonly string[] | null;
  site: boolean;
  threads: number | null;
  memory: string | null;
  notices: Notices;
  /** Told what became of each file as soon as all are checked. */
  onChecked(outcomes: readonly FileOutcome[], suggest: Suggest): void;
  /** Told which returns look wrong. */
  onFindings(findings: readonly Finding[]): void;
}

/** What every stage of one run works with. */
export interface Job {
  connection: DuckDBConnection;
  contracts: readonly Contract[];
  folders: Folders;
  options: RunOptions;
  progress: Progress;
  say: Say;
}
