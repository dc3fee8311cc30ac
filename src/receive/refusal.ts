/** Why a file is refused whole. Names and positions only: never a value of the file. */
export type Refusal =
  | { rule: "empty-file" }
  | { rule: "unreadable-file"; detail: string }
  | { rule: "unsupported-format"; format: string }
  | { rule: "missing-column"; columns: string[] }
  | { rule: "duplicate-heading"; columns: string[] }
  | { rule: "direct-identifier"; columns: string[]; kinds: string[] }
  | { rule: "identifier-content"; columns: string[]; kinds: string[] }
  | { rule: "broken-row"; line: number; expected: number; fields: "more" | "fewer" };

export class FileRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, cause?: unknown) {
    super(refusal.rule, { cause });
    this.name = "FileRefused";
    this.refusal = refusal;
  }
}
