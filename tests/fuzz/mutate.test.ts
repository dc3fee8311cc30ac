import { expect, test } from "vitest";
import { project } from "../support/folders.ts";
import { judgeMutants } from "./session.ts";

test("no mutant crashes or hangs the job or gets a wrong value in", async () => {
  const faults: string[] = [];
  const outcomes = new Set<string>();
  for await (const judged of judgeMutants(project, 7, 0, 150)) {
    outcomes.add(judged.outcome);
    if (judged.fault) faults.push(`#${judged.number} ${judged.mutation}: ${judged.fault}`);
  }
  expect(faults).toEqual([]);
  expect([...outcomes].sort()).toEqual(["loaded", "over-limit", "refused"]);
});
