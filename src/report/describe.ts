import type { Language } from "../bilingual.ts";
import type { FaultSummary } from "../check/load.ts";
import type { Contract } from "../contracts/contract.ts";
import type { FileOutcome } from "../intake/take-in.ts";
import type { Say } from "../messages/message.ts";
import type { Refusal } from "../receive/refusal.ts";

/** A text that says what is wrong, and one that says what to do about it. */
export interface Advice {
  text: string;
  fix: string;
}

/** What the file is called in reports: its dataset, where that is known, and its name. */
export function nameFile({ file }: FileOutcome): string {
  return file.dataset === "" ? file.name : `${file.dataset}/${file.name}`;
}

/** Whether there is anything about the file that somebody should know. */
export function needsAttention({ status, report, mayBeCutOff, unknownHeadings }: FileOutcome): boolean {
  return (
    status === "refused" ||
    status === "over-limit" ||
    (report?.faults.length ?? 0) > 0 ||
    mayBeCutOff ||
    unknownHeadings.length > 0
  );
}

/** Whether something of the file was not accepted; advisories alone are fine. */
export function isFaulty({ status, report }: FileOutcome): boolean {
  return status === "refused" || status === "over-limit" || (report?.rejected ?? 0) > 0;
}

export function adviseOnRefusal(refusal: Refusal, say: Say): Advice {
  const values = Object.fromEntries(
    Object.entries(refusal).map(([key, value]) => [key, Array.isArray(value) ? value.join(", ") : value]),
  );
  return {
    text: say(`refusal-${refusal.rule}`, values),
    fix: say(`refusal-${refusal.rule}-fix`, values),
  };
}

export function adviseOnCutOff(say: Say): Advice {
  return { text: say("may-be-cut-off"), fix: say("may-be-cut-off-fix") };
}

/** Rules of the contract bring their own texts; those that every contract has are in the catalogue. */
export function adviseOnFault(
  fault: Pick<FaultSummary, "rule" | "column">,
  contract: Contract | undefined,
  say: Say,
  language: Language,
): Advice {
  const rule = contract?.rules.find((one) => one.id === fault.rule);
  if (rule) return { text: rule.text[language], fix: rule.fix[language] };
  const { column } = fault;
  return { text: say(`rule-${fault.rule}`, { column }), fix: say(`rule-${fault.rule}-fix`, { column }) };
}
