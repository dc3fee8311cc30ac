import { expect, onTestFinished, test } from "vitest";
import { project } from "../support/folders.ts";
import { openSession, sendMutants } from "./session.ts";

test("no mutant crashes or hangs the job or gets a wrong value in", async () => {
  const session = await openSession(project);
  onTestFinished(() => session.close());
  const faults: string[] = [];
  const outcomes = new Set<string>();
  for await (const mutant of sendMutants(7, 0, 150)) {
    const { outcome, fault } = await session.judge(mutant);
    outcomes.add(outcome);
    if (fault) faults.push(`#${mutant.number} ${mutant.mutation}: ${fault}`);
  }
  expect(faults).toEqual([]);
  expect([...outcomes].sort()).toEqual(["loaded", "over-limit", "refused"]);
});
