import { join } from "node:path";
import { hasSameRules, type Policy } from "../disclosure/policy.ts";
import { cellsFile, type KeptRelease } from "../release/kept.ts";

/**
 * The cells of the release before, or null where there is none, or where other numbers were confidential in it or rounded
 * otherwise: then what it showed or hid says nothing.
 */
export function earlierCells(previous: KeptRelease | null, policy: Policy): string | null {
  const isSame = previous !== null && hasSameRules(previous.manifest.policy, policy);
  return isSame ? join(previous.folder, cellsFile) : null;
}
