import type { Bilingual, Language } from "../bilingual.ts";
import type { Contract } from "../contracts/contract.ts";
import type { FileOutcome } from "../intake/take-in.ts";
import type { Messages } from "../messages/message.ts";
import { type Advice, adviseOnCutOff, adviseOnFault, adviseOnRefusal } from "./describe.ts";
import type { Suggest } from "./suggest.ts";

/** What became of each file, for machines: counts, and every text in both languages. */
export function listOutcomes(
  outcomes: readonly FileOutcome[],
  contracts: readonly Contract[],
  suggest: Suggest,
  messages: Messages,
): unknown[] {
  return outcomes.map(({ file, status, format, encoding, mayBeCutOff, refusal, report, unknownHeadings }) => {
    const contract = contracts.find((one) => one.dataset === file.dataset);
    return {
      dataset: file.dataset,
      file: file.name,
      status,
      format,
      encoding,
      refusal: refusal && {
        ...refusal,
        ...translate((language) => adviseOnRefusal(refusal, messages[language])),
      },
      may_be_cut_off: mayBeCutOff ? translate((language) => adviseOnCutOff(messages[language])) : null,
      rows: report?.rows ?? null,
      rejected: report?.rejected ?? null,
      advisory: report?.advisory ?? null,
      out_of_scope: report?.outOfScope ?? null,
      left_out: report?.leftOut ?? null,
      unknown_headings: unknownHeadings,
      faults: (report?.faults ?? []).map((fault) => ({
        ...fault,
        first: fault.first.map(({ line, value }) => ({
          line,
          value,
          suggestion: value === null ? null : suggest(file.dataset, fault.column, value),
        })),
        ...translate((language) => adviseOnFault(fault, contract, messages[language], language)),
      })),
    };
  });
}

function translate(advise: (language: Language) => Advice): { text: Bilingual; fix: Bilingual } {
  const en = advise("en");
  const cy = advise("cy");
  return { text: { en: en.text, cy: cy.text }, fix: { en: en.fix, cy: cy.fix } };
}
