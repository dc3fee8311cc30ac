import type { Language } from "../bilingual.ts";
import type { FileOutcome } from "../intake.ts";
import type { Say } from "../messages/message.ts";
import type { Refusal } from "../receive/refusal.ts";
import type { Contract } from "./contract.ts";
import type { FaultSummary } from "./load.ts";

/** What the person who runs the job is told of the files that need attention: file, line, column, value, rule, what to do. */
export function reportOutcomes(
  outcomes: readonly FileOutcome[],
  contracts: readonly Contract[],
  say: Say,
  language: Language,
): string[] {
  return outcomes.flatMap((outcome) => {
    const contract = contracts.find((one) => one.dataset === outcome.file.dataset);
    const name = `${outcome.file.dataset}/${outcome.file.name}`;
    const lines = [
      ...(outcome.refusal ? describeRefusal(outcome.refusal, say) : []),
      ...(outcome.status === "over-limit" && outcome.report
        ? [say("over-limit", { rejected: outcome.report.rejected, rows: outcome.report.rows })]
        : []),
      ...(outcome.report?.faults ?? []).flatMap((fault) => describeFault(fault, contract, say, language)),
      ...(outcome.unknownHeadings.length > 0
        ? [say("unknown-headings", { columns: outcome.unknownHeadings.join(", ") })]
        : []),
    ];
    return lines.length > 0 ? [name, ...lines.map((line) => `  ${line}`)] : [];
  });
}

function describeRefusal(refusal: Refusal, say: Say): string[] {
  const values = Object.fromEntries(
    Object.entries(refusal).map(([key, value]) => [key, Array.isArray(value) ? value.join(", ") : value]),
  );
  return [
    say("refused", { reason: say(`refusal-${refusal.rule}`, values) }),
    say("what-to-do", { fix: say(`refusal-${refusal.rule}-fix`, values) }),
  ];
}

function describeFault(
  fault: FaultSummary,
  contract: Contract | undefined,
  say: Say,
  language: Language,
): string[] {
  const rule = contract?.rules.find((one) => one.id === fault.rule);
  const columns = { column: rule?.columns.join(", ") ?? fault.column };
  const places = fault.first.map(({ line, value }) =>
    value === null ? say("place", { line }) : say("place-with-value", { line, value }),
  );
  return [
    say(`fault-${fault.severity}`, {
      rule: fault.rule,
      count: fault.count,
      text: rule ? rule.text[language] : say(`rule-${fault.rule}`, columns),
    }),
    say("places", { places: places.join("; "), more: fault.count - fault.first.length }),
    say("what-to-do", { fix: rule ? rule.fix[language] : say(`rule-${fault.rule}-fix`, columns) }),
  ];
}
