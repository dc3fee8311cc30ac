import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { openSession, sendMutants } from "./session.ts";

/**
 * Feeds damaged and disguised files to the job: `node tests/fuzz/mutate.ts --count 10000 --seed 1`. None may end it,
 * hang it, fill the memory or load a value that nobody sent. The files are taken in by a child, so that a crash of the
 * engine is counted like any other fault and only the job's memory is measured.
 */
const { values } = parseArgs({
  options: {
    count: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    child: { type: "boolean", default: false },
  },
});

/** Most memory the job may take, in MB. */
const memoryLimit = 1024;

/** How long an answer is waited for, in milliseconds. */
const patience = 30_000;

const sent = z.object({ path: z.string(), name: z.string(), oracle: z.enum(["rows", "values", "none"]) });

const answer = z.object({
  outcome: z.string(),
  rule: z.string().nullable(),
  milliseconds: z.number(),
  fault: z.string().nullable(),
  memory: z.number(),
});

type Judged = z.infer<typeof answer> & { number: number; mutation: string };

if (values.child) {
  answerMessages();
} else {
  const from = Number(values.from);
  const judged = await judgeAll(Number(values.seed), from, from + Number(values.count));
  const faults = report(judged);
  if (faults > 0) process.exitCode = 1;
}

function answerMessages(): void {
  const session = openSession(fileURLToPath(new URL("../..", import.meta.url)));
  process.on("message", async (message) => {
    const verdict = await (await session).judge(sent.parse(message));
    process.send?.({ ...verdict, memory: process.resourceUsage().maxRSS / 1024 });
  });
  process.on("disconnect", async () => (await session).close());
}

async function judgeAll(seed: number, from: number, to: number): Promise<Judged[]> {
  const judged: Judged[] = [];
  let child = startChild();
  for await (const { number, mutation, ...mutant } of sendMutants(seed, from, to)) {
    const given = await ask(child, mutant);
    judged.push({ number, mutation, ...given });
    if (child.exitCode !== null || child.signalCode !== null) child = startChild();
  }
  child.disconnect();
  return judged;
}

function startChild(): ChildProcess {
  return fork(fileURLToPath(import.meta.url), ["--child"]);
}

/** What the child says of a mutant; a child that crashes or does not answer is ended. */
async function ask(child: ChildProcess, mutant: z.infer<typeof sent>): Promise<z.infer<typeof answer>> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const timer = setTimeout(() => child.kill("SIGKILL"), patience);
  child.send(mutant);
  try {
    return await Promise.race([
      once(child, "message", { signal }).then(([message]) => answer.parse(message)),
      once(child, "exit", { signal }).then(([code, killed]) => ({
        outcome: "ended",
        rule: null,
        milliseconds: 0,
        fault: `ended with ${killed ?? code}`,
        memory: 0,
      })),
    ]);
  } finally {
    clearTimeout(timer);
    waiting.abort();
  }
}

/** Prints what became of each kind of mutant and what went wrong, and gives the number of faults. */
function report(judged: readonly Judged[]): number {
  const outcomes = Map.groupBy(judged, (one) => `${one.mutation} → ${one.rule ?? one.outcome}`);
  for (const [outcome, all] of [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const slowest = Math.max(...all.map((one) => one.milliseconds));
    console.log(`${String(all.length).padStart(6)}  ${outcome} (slowest ${Math.round(slowest)} ms)`);
  }
  const slowest = Math.max(...judged.map((one) => one.milliseconds));
  const memory = Math.max(...judged.map((one) => one.memory));
  console.log(
    `${judged.length} mutants, slowest ${Math.round(slowest)} ms, ${Math.round(memory)} MB at most`,
  );
  const largest = judged.find((one) => one.memory > memoryLimit);
  const faults = [
    ...judged.flatMap(({ number, mutation, fault }) => (fault ? [`#${number} ${mutation}: ${fault}`] : [])),
    ...(largest ? [`#${largest.number} ${largest.mutation}: ${Math.round(largest.memory)} MB`] : []),
  ];
  console.log(faults.length === 0 ? "no fault" : faults.join("\n"));
  return faults.length;
}
