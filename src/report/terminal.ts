import type { Language } from "../bilingual.ts";
import type { FaultSummary } from "../check/load.ts";
import type { Contract } from "../contracts/contract.ts";
import type { FileOutcome } from "../intake/take-in.ts";
import type { Say } from "../messages/message.ts";
import type { Refusal } from "../receive/refusal.ts";
import { adviseOnCutOff, adviseOnFault, adviseOnRefusal, nameFile } from "./describe.ts";
import type { Suggest } from "./suggest.ts";

/** How many places of each fault are named on a terminal; the page for the employer names more. */
const placeCount = 5;

/** What the person who runs the job is told of the files that need attention: file, line, column, value, rule, what to do. */
export function reportOutcomes(
  outcomes: readonly FileOutcome[],
  contracts: readonly Contract[],
  suggest: Suggest,
  say: Say,
  language: Language,
): string[] {
  return outcomes.flatMap((outcome) => {
    const { file, refusal, report, status, mayBeCutOff, unknownHeadings } = outcome;
    const contract = contracts.find((one) => one.dataset === file.dataset);
    const lines = [
      ...(refusal ? describeRefusal(refusal, say) : []),
      ...(status === "over-limit" && report
        ? [say("over-limit", { rejected: report.rejected, rows: report.rows })]
        : []),
      ...(report?.faults ?? []).flatMap((fault) =>
        describeFault(fault, contract, (value) => suggest(file.dataset, fault.column, value), say, language),
      ),
      ...(mayBeCutOff ? describeCutOff(say) : []),
      ...(unknownHeadings.length > 0
        ? [say("unknown-headings", { columns: unknownHeadings.join(", ") })]
        : []),
    ];
    return lines.length > 0 ? [nameFile(outcome), ...lines.map((line) => `  ${line}`)] : [];
  });
}

function describeRefusal(refusal: Refusal, say: Say): string[] {
  const { text, fix } = adviseOnRefusal(refusal, say);
  return [say("refused", { reason: text }), say("what-to-do", { fix })];
}

function describeCutOff(say: Say): string[] {
  const { text, fix } = adviseOnCutOff(say);
  return [text, say("what-to-do", { fix })];
}

function describeFault(
  fault: FaultSummary,
  contract: Contract | undefined,
  suggest: (value: string) => string | null,
  say: Say,
  language: Language,
): string[] {
  const { text, fix } = adviseOnFault(fault, contract, say, language);
  const places = fault.first.slice(0, placeCount).map(({ line, value }) => {
    if (value === null) return say("place", { line });
    const code = suggest(value);
    return code === null
      ? say("place-with-value", { line, value })
      : say("place-with-suggestion", { line, value, code });
  });
  return [
    say(`fault-${fault.severity}`, { rule: fault.rule, count: fault.count, text }),
    say("places", { places: places.join("; "), more: fault.count - places.length }),
    say("what-to-do", { fix }),
  ];
}
