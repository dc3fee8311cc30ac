import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Language } from "../bilingual.ts";
import type { Contract } from "../contracts/contract.ts";
import type { Say } from "../messages/message.ts";
import { quoteText, readRows } from "../warehouse/connect.ts";

const finding = z.object({
  dataset: z.string(),
  rule: z.string(),
  employer: z.string(),
  period_end: z.string(),
  cases: z.int(),
});

/** A return that looks wrong; `cases` are whatever its rule counts. For the analyst alone: cases may be single persons. */
export type Finding = z.infer<typeof finding>;

/** Applies the plausibility rules of all contracts to what is loaded; the latest periods come first. */
export async function findImplausible(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
): Promise<Finding[]> {
  const rules = contracts.flatMap(({ dataset, plausibility }) =>
    plausibility.map((rule) => ({ dataset, ...rule })),
  );
  const findings: Finding[] = [];
  for (const { dataset, id, find } of rules) {
    findings.push(
      ...(await readRows(
        connection,
        finding,
        `select ${quoteText(dataset)} as dataset, ${quoteText(id)} as rule, employer_code as employer,
           period_end::varchar as period_end, cases::int as cases
         from (${find}) order by period_end desc, employer_code`,
      )),
    );
  }
  return findings;
}

/** The findings of each dataset's latest period, one paragraph a rule; the older ones are counted. */
export function describeFindings(
  findings: readonly Finding[],
  contracts: readonly Contract[],
  say: Say,
  language: Language,
): string[] {
  return contracts.flatMap(({ dataset, plausibility }) =>
    plausibility.flatMap((rule) => {
      const found = findings.filter((one) => one.dataset === dataset && one.rule === rule.id);
      const latest = found.filter((one) => one.period_end === latestPeriod(findings));
      if (latest.length === 0) return [];
      const employers = latest.map((one) => `${one.employer} (${one.cases})`).join(", ");
      return [
        `${dataset}: ${rule.text[language]} [${rule.id}]`,
        `  ${say("finding-latest", { period: latestPeriod(findings), employers, older: found.length - latest.length })}`,
        `  ${say("what-to-do", { fix: rule.fix[language] })}`,
      ];
    }),
  );
}

function latestPeriod(findings: readonly Finding[]): string {
  return (
    findings
      .map((one) => one.period_end)
      .sort()
      .at(-1) ?? ""
  );
}
