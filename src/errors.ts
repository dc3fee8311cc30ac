/** The kinds of failure a command can end with; each has its own exit code. */
export const exitCodes = { data: 1, usage: 2, internal: 3 } as const;

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
