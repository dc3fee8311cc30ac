import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { judgeMutants } from "./session.ts";

/**
 * Feeds damaged and disguised files to the job: `node tests/fuzz/mutate.ts --count 10000 --seed 1`. None may end it,
 * hang it, fill the memory or load a value that nobody sent. The work is done in a child, so that a crash of the engine
 * is counted like any other fault.
 */
const { values } = parseArgs({
  options: {
    count: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    child: { type: "boolean", default: false },
  },
});
const seed = Number(values.seed);
const from = Number(values.from);
const to = from + Number(values.count);
const project = fileURLToPath(new URL("../..", import.meta.url));

/** Most memory the job may take, in MB. */
const memoryLimit = 1024;

const message = z.object({
  number: z.int(),
  mutation: z.string(),
  outcome: z.string(),
  rule: z.string().nullable(),
  milliseconds: z.number(),
  fault: z.string().nullable(),
  memory: z.number(),
});

type Message = z.infer<typeof message>;

if (values.child) {
  for await (const judged of judgeMutants(project, seed, from, to)) {
    process.send?.({ ...judged, memory: process.resourceUsage().maxRSS / 1024 });
  }
  process.disconnect();
} else {
  const judged: Message[] = [];
  const faults: string[] = [];
  let next = from;
  while (next < to) {
    const ended = await judgeInChild(next, (one) => {
      judged.push(one);
      next = one.number + 1;
      if (one.fault) faults.push(`#${one.number} ${one.mutation}: ${one.fault}`);
    });
    if (next < to) faults.push(`#${next}: ended with ${ended}`);
    if (next < to) next++;
  }
  report(judged, faults);
  if (faults.length > 0) process.exitCode = 1;
}

function judgeInChild(start: number, onJudged: (one: Message) => void): Promise<string> {
  const child = fork(fileURLToPath(import.meta.url), [
    "--child",
    "--seed",
    String(seed),
    "--from",
    String(start),
    "--count",
    String(to - start),
  ]);
  child.on("message", (given) => onJudged(message.parse(given)));
  return new Promise((resolve) => child.on("exit", (code, signal) => resolve(String(signal ?? code))));
}

function report(judged: readonly Message[], faults: string[]): void {
  const memory = Math.max(...judged.map((one) => one.memory));
  if (memory > memoryLimit) faults.push(`memory: ${Math.round(memory)} MB`);
  const outcomes = Map.groupBy(judged, (one) => `${one.mutation} → ${one.rule ?? one.outcome}`);
  for (const [outcome, all] of [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const slowest = Math.max(...all.map((one) => one.milliseconds));
    console.log(`${String(all.length).padStart(6)}  ${outcome} (slowest ${Math.round(slowest)} ms)`);
  }
  const slowest = Math.max(...judged.map((one) => one.milliseconds));
  console.log(
    `${judged.length} mutants, slowest ${Math.round(slowest)} ms, ${Math.round(memory)} MB at most`,
  );
  console.log(faults.length === 0 ? "no fault" : faults.join("\n"));
}
