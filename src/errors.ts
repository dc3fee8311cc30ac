/** The kinds of failure a command can end with; each has its own exit code. */
export const exitCodes = { data: 1, finding: 1, machine: 1, usage: 2, internal: 3 } as const;

export type FailureKind = keyof typeof exitCodes;

export interface FailureDetails {
  /** The file, folder or table the problem lies in. */
  where?: string;
  kind?: FailureKind;
  cause?: unknown;
}

/**
 * A failure the user can do something about. The catalogue of messages says in both languages what is wrong
 * (`error-<code>`, with `detail`) and what to do (`hint-<code>`).
 */
export class PipelineError extends Error {
  readonly code: string;
  readonly detail: string;
  readonly kind: FailureKind;
  readonly where: string | undefined;

  constructor(code: string, detail: string, details: FailureDetails = {}) {
    super(`${code}: ${detail}`, { cause: details.cause });
    this.name = "PipelineError";
    this.code = code;
    this.detail = detail;
    this.kind = details.kind ?? "data";
    this.where = details.where;
  }
}

/** What a full disk and a folder that may not be written to say for themselves, in the system's words and the engine's. */
const systemFailures: readonly (readonly [string, RegExp])[] = [
  ["disk-full", /\b(ENOSPC|EDQUOT|EFBIG)\b|no space left on device|disk quota exceeded|file too large/i],
  [
    "not-writable",
    /\b(EACCES|EPERM|EROFS)\b|permission denied|read-only file system|operation not permitted/i,
  ],
];

/** A failure of the machine that the user can mend, as such a failure; anything else as it is. */
export function explainSystemFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof PipelineError) return error;
  const found = systemFailures.find(([, pattern]) => pattern.test(error.message));
  return found ? new PipelineError(found[0], error.message, { cause: error, kind: "machine" }) : error;
}
