/** The kinds of failure a command can end with; each has its own exit code. */
export const exitCodes = { data: 1, usage: 2, internal: 3 } as const;

export type FailureKind = keyof typeof exitCodes;

export interface FailureDetails {
  /** The file, folder or table the problem lies in. */
  where?: string;
  /** What the reader can do about it. */
  hint?: string;
  kind?: FailureKind;
  cause?: unknown;
}

/** A failure the user can do something about: `problem: value`, then where, then what to do. */
export class PipelineError extends Error {
  readonly code: string;
  readonly kind: FailureKind;
  readonly where: string | undefined;
  readonly hint: string | undefined;

  constructor(code: string, problem: string, details: FailureDetails = {}) {
    super(problem, { cause: details.cause });
    this.name = "PipelineError";
    this.code = code;
    this.kind = details.kind ?? "data";
    this.where = details.where;
    this.hint = details.hint;
  }
}
