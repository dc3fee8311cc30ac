import { type Language, languages } from "../bilingual.ts";
import type { FaultSummary } from "../check/load.ts";
import type { Contract } from "../contracts/contract.ts";
import type { FileOutcome } from "../intake/take-in.ts";
import type { Messages, Say } from "../messages/message.ts";
import {
  type Advice,
  adviseOnCutOff,
  adviseOnFault,
  adviseOnRefusal,
  isFaulty,
  nameFile,
  needsAttention,
} from "./describe.ts";
import { type Content, type Markup, markup } from "./markup.ts";
import { pageStyle } from "./page-style.ts";
import type { Suggest } from "./suggest.ts";

interface Context {
  contracts: readonly Contract[];
  suggest: Suggest;
  say: Say;
  language: Language;
}

/**
 * One page in both languages for whoever sent the files: what was found, where, and what to do. It needs nothing
 * from elsewhere and runs no script. Values are shown only where the check kept them.
 */
export function renderReport(
  outcomes: readonly FileOutcome[],
  contracts: readonly Contract[],
  suggest: Suggest,
  messages: Messages,
): string {
  const order = ["cy", "en"] as const satisfies Language[];
  const page = markup`<!doctype html>
<html lang="cy">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${order.map((language) => messages[language]("report-title")).join(" · ")}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
${order.map((language) => renderLanguage(outcomes, { contracts, suggest, say: messages[language], language }, messages))}
</main>
</body>
</html>
`;
  return page.text;
}

function renderLanguage(outcomes: readonly FileOutcome[], context: Context, messages: Messages): Markup {
  const { say, language } = context;
  const others = languages.filter((one) => one !== language);
  const links = others.map(
    (one) =>
      markup`<a href="#${one}" lang="${one}" hreflang="${one}">${messages[one]("report-language")}</a>`,
  );
  return markup`<section lang="${language}" id="${language}" aria-labelledby="${language}-title">
<p class="language">${links}</p>
<h1 id="${language}-title">${say("report-title")}</h1>
<p>${say("report-intro")}</p>
${renderSummary(outcomes, context)}
${outcomes.map((outcome, index) => renderFile(outcome, fileId(language, index), context))}
${outcomes.some(isFaulty) ? renderSteps(say) : null}
</section>
`;
}

function renderSummary(outcomes: readonly FileOutcome[], { say, language }: Context): Markup {
  if (outcomes.length === 0) return markup`<p>${say("report-none")}</p>`;
  const rows = outcomes.map((outcome, index) => {
    const { report } = outcome;
    const counts = [report?.rows, report?.rejected, report?.advisory];
    return markup`<tr><th scope="row"><a href="#${fileId(language, index)}">${nameFile(outcome)}</a></th>
<td>${describeVerdict(outcome, say)}</td>${counts.map((count) => numberCell(count, say))}</tr>
`;
  });
  const headings = ["report-rows", "report-rejected", "report-advisory"] as const;
  return markup`<table><caption>${say("report-files")}</caption>
<thead><tr><th scope="col">${say("report-file")}</th><th scope="col">${say("report-result")}</th>${headings.map((key) => markup`<th scope="col" class="number">${say(key)}</th>`)}</tr></thead>
<tbody>
${rows}</tbody></table>`;
}

function renderFile(outcome: FileOutcome, id: string, context: Context): Markup {
  const { say, contracts } = context;
  const { file, refusal, report, mayBeCutOff, unknownHeadings } = outcome;
  const contract = contracts.find((one) => one.dataset === file.dataset);
  const name = nameFile(outcome);
  return markup`<section id="${id}">
<h2>${name}</h2>
<p class="verdict">${describeVerdict(outcome, say)}</p>
${refusal ? renderRefusal(adviseOnRefusal(refusal, say), say) : null}
${renderFacts(outcome, contract, name, context)}
${report && report.faults.length > 0 ? renderFaults(report.faults, file.dataset, contract, name, context) : null}
${mayBeCutOff ? renderAdvice(adviseOnCutOff(say), say) : null}
${unknownHeadings.length > 0 ? markup`<p>${say("unknown-headings", { columns: unknownHeadings.join(", ") })}</p>` : null}
</section>
`;
}

function renderRefusal({ text, fix }: Advice, say: Say): Markup {
  return renderAdvice({ text: say("refused", { reason: text }), fix }, say);
}

function renderAdvice({ text, fix }: Advice, say: Say): Markup {
  return markup`<p>${text}</p>
<p>${say("what-to-do", { fix })}</p>`;
}

function renderFacts(
  { format, encoding, report }: FileOutcome,
  contract: Contract | undefined,
  name: string,
  { say, language }: Context,
): Markup | null {
  if (format === null && report === null) return null;
  const facts: [string, Content][] = [
    [say("report-dataset"), contract?.title[language] ?? null],
    [say("report-format"), format],
    [say("report-encoding"), encoding],
    [say("report-rows"), report && say("report-number", { number: report.rows })],
    [say("report-rejected"), report && say("report-number", { number: report.rejected })],
    [say("report-advisory"), report && say("report-number", { number: report.advisory })],
    [say("report-out-of-scope"), report && say("report-number", { number: report.outOfScope })],
    [say("report-left-out"), report && say("report-number", { number: report.leftOut })],
  ];
  const known = facts.filter(([, value]) => value !== null);
  return markup`<table class="facts"><caption>${say("report-about", { file: name })}</caption>
<tbody>
${known.map(([label, value]) => markup`<tr><th scope="row">${label}</th><td>${value}</td></tr>\n`)}</tbody></table>`;
}

function renderFaults(
  faults: readonly FaultSummary[],
  dataset: string,
  contract: Contract | undefined,
  name: string,
  { say, language, suggest }: Context,
): Markup {
  const headings = ["report-problem", "report-row-count", "report-places", "report-fix"] as const;
  const rows = faults.map((fault) => {
    const { text, fix } = adviseOnFault(fault, contract, say, language);
    const severity = say(`report-severity-${fault.severity}`);
    return markup`<tr class="${fault.severity}"><th scope="row"><span class="severity">${severity}</span> ${text} <code>${fault.rule}</code></th>
${numberCell(fault.count, say)}<td>${renderPlaces(fault, (value) => suggest(dataset, fault.column, value), say)}</td><td>${fix}</td></tr>
`;
  });
  return markup`<table><caption>${say("report-findings", { file: name })}</caption>
<thead><tr>${headings.map((key) => markup`<th scope="col"${key === "report-row-count" ? markup` class="number"` : null}>${say(key)}</th>`)}</tr></thead>
<tbody>
${rows}</tbody></table>`;
}

/** The lines, those with the same value together, and how many more there are. */
function renderPlaces(
  { first, count }: FaultSummary,
  suggest: (value: string) => string | null,
  say: Say,
): Markup {
  const lines = new Map<string | null, number[]>();
  for (const { line, value } of first) lines.set(value, [...(lines.get(value) ?? []), line]);
  const places = [...lines].map(([value, at]) => {
    const where = say("report-lines", { count: at.length, lines: at.join(", ") });
    if (value === null) return markup`<li>${where}</li>`;
    const code = suggest(value);
    const doubt = code === null ? null : say("report-suggestion", { code });
    return markup`<li>${where}: <b>“${value}”</b> ${doubt}</li>`;
  });
  const more = count - first.length;
  return markup`<ul>${places}${more > 0 ? markup`<li>${say("report-more", { more })}</li>` : null}</ul>`;
}

function renderSteps(say: Say): Markup {
  const steps = [say("report-step-correct"), say("report-step-send"), say("report-step-identifiers")];
  return markup`<h2>${say("report-fix")}</h2>
<ol>${steps.map((step) => markup`<li>${step}</li>`)}</ol>`;
}

function describeVerdict(outcome: FileOutcome, say: Say): string {
  if (outcome.status === "refused") return say("verdict-refused");
  if (outcome.status === "over-limit") return say("verdict-over-limit");
  if (isFaulty(outcome)) return say("verdict-rejected");
  return say(needsAttention(outcome) ? "verdict-advisory" : "verdict-fine");
}

function numberCell(number: number | undefined, say: Say): Markup {
  return markup`<td class="number">${number === undefined ? "–" : say("report-number", { number })}</td>`;
}

function fileId(language: Language, index: number): string {
  return `${language}-${index + 1}`;
}
