import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { acceptHeadings, type MatchHeadings } from "./header.ts";
import { FileRefused, type Refusal } from "./refusal.ts";
import { lineField, scratchTable } from "./scratch.ts";
import { describeFields, type FileSource } from "./source.ts";

type ArrowFormat = "arrow-file" | "arrow-stream";

type Told = { headings: string[] } | { isDone: true } | { refusal: Refusal | null; reason: string };

/** Memory for what is no column of a batch, in MB. */
const heapLimit = 300;

/**
 * An Arrow IPC file or stream, written to a scratch file batch by batch (arrow.apache.org, "Serialization and IPC").
 * @param scratch path prefix for that file
 * @throws FileRefused
 */
export async function openArrow(
  path: string,
  format: ArrowFormat,
  match: MatchHeadings,
  scratch: string,
): Promise<FileSource> {
  const target = `${scratch}.rows`;
  const described = await new Promise<ReturnType<typeof describeFields>>((resolve, reject) => {
    let found: ReturnType<typeof describeFields> | null = null;
    const child = fork(fileURLToPath(new URL("arrow-child.ts", import.meta.url)), [path, format, target], {
      execArgv: [`--max-old-space-size=${heapLimit}`],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const refuse = (cause: unknown): void => {
      reject(cause instanceof FileRefused ? cause : unreadable(cause));
      child.kill();
    };
    child.on("message", (told: Told) => {
      try {
        if ("refusal" in told) throw told.refusal ? new FileRefused(told.refusal) : new Error(told.reason);
        if ("headings" in told) {
          const matched = acceptHeadings({ fields: told.headings, line: 1 }, match);
          found = describeFields(told.headings, matched);
        } else if (found) resolve(found);
      } catch (cause) {
        refuse(cause);
      }
    });
    child.on("error", refuse);
    child.on("disconnect", () => refuse(new Error("reading ended")));
  });
  const names = described.fields.map(({ name }) => name);
  return {
    ...described,
    table: scratchTable(target, names),
    lineField,
    structural: [],
    format: "arrow",
    encoding: null,
    mayBeCutOff: false,
    firstLine: 1,
    diagnose: async (cause) => unreadable(cause),
  };
}

function unreadable(cause: unknown): FileRefused {
  return new FileRefused({ rule: "unreadable-file", detail: "arrow" }, cause);
}
