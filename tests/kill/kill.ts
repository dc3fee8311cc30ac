#!/usr/bin/env node
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type KillOutcome, killAndRecover, prepareKill } from "./session.ts";

/**
 * Kills the job at random moments over all its stages, the site's included with `--site`. Every time the published release
 * must be intact, and the next run must end in the same bytes. Prints a line a kill and what was found; fails on any
 * difference.
 */
const { times, seed, site } = parseArgs({
  options: {
    times: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    site: { type: "boolean", default: false },
  },
}).values;

const root = await mkdtemp(join(tmpdir(), "gweithlu-kill-"));
try {
  const session = await prepareKill(root, site);
  const outcomes: KillOutcome[] = [];
  let state = Number(seed);
  for (let round = 1; round <= Number(times); round += 1) {
    // Numerical Recipes' linear congruential generator: the same moments for the same seed.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const outcome = await killAndRecover(session, (state / 2 ** 32) * session.milliseconds);
    outcomes.push(outcome);
    process.stdout.write(
      `${round}: killed after ${Math.round(outcome.after)} ms, in ${outcome.stage}: ${outcome.faults.join("; ") || "intact"}\n`,
    );
  }
  const faults = outcomes.filter((outcome) => outcome.faults.length > 0);
  const stages = Map.groupBy(outcomes, ({ stage }) => stage);
  for (const [stage, all] of stages) process.stdout.write(`${stage}: ${all.length}\n`);
  process.stdout.write(`${outcomes.length} kills, ${faults.length} with faults\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
} finally {
  await rm(root, { recursive: true, force: true });
}
