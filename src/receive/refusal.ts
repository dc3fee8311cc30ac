/** Why a file is refused whole. Names and positions only: never a value of the file. */
export type Refusal =
  | { rule: "empty-file" }
  | { rule: "unreadable-file"; detail: string }
  | { rule: "unsupported-format"; format: string }
  | { rule: "password-protected"; format: string }
  | { rule: "unpacks-too-large"; format: string }
  | { rule: "unknown-encoding" }
  | { rule: "line-too-long"; megabytes: number }
  | { rule: "missing-column"; line: number; columns: string[] }
  | { rule: "duplicate-heading"; line: number; columns: string[] }
  | { rule: "direct-identifier"; columns: string[]; kinds: string[]; line: number }
  | { rule: "identifier-content"; columns: string[]; kinds: string[] }
  | { rule: "second-table"; line: number }
  | { rule: "second-sheet"; first: string; second: string }
  | { rule: "ambiguous-number"; columns: string[] }
  | { rule: "mixed-line-ends" }
  | { rule: "broken-quote"; line: number }
  | { rule: "broken-row"; line: number; expected: number; fields: "more" | "fewer" };

export class FileRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, cause?: unknown) {
    super(refusal.rule, { cause });
    this.name = "FileRefused";
    this.refusal = refusal;
  }
}

/** Bytes one line, row or cell may have. */
export const lineLimit = 16 * 1024 * 1024;

export function lineTooLong(): FileRefused {
  return new FileRefused({ rule: "line-too-long", megabytes: lineLimit / 1024 / 1024 });
}
