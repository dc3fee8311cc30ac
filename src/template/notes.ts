import type { Column, Contract } from "../contracts/contract.ts";
import type { Messages, Say } from "../messages/message.ts";

/** A line of the notes: what it is about, and the text in English and in Welsh. */
export type Note = [subject: string, en: string, cy: string];

/** What whoever fills in a return has to know of its dataset: grain, columns, rules. */
export function writeNotes(contract: Contract, messages: Messages): Note[] {
  const both = (subject: string, describe: (say: Say, language: "en" | "cy") => string): Note => [
    subject,
    describe(messages.en, "en"),
    describe(messages.cy, "cy"),
  ];
  const { freshness } = contract;
  return [
    [contract.dataset, contract.title.en, contract.title.cy],
    both("", (say, language) => say("template-grain", { grain: contract.grain[language] })),
    both("", (say) => say("template-how")),
    ...(freshness ? [both("", (say) => say("template-due", freshness))] : []),
    both("", () => ""),
    both("", (say) => say("template-columns")),
    ...Object.entries(contract.columns).map(([name, column]) =>
      both(name, (say) => describeColumn(column, say)),
    ),
    both("", () => ""),
    both("", (say) => say("template-rules")),
    both("", (say) => say("template-key", { columns: contract.key.join(", ") })),
    ...contract.rules.map((rule) =>
      both(rule.id, (_, language) => `${rule.text[language]} ${rule.fix[language]}`),
    ),
  ];
}

function describeColumn(column: Column, say: Say): string {
  return [
    say(column.required ? "template-required" : "template-optional"),
    describeType(column, say),
    ...(column.aliases.length > 0 ? [say("template-aliases", { aliases: column.aliases.join(", ") })] : []),
  ].join(" ");
}

function describeType(column: Column, say: Say): string {
  switch (column.type) {
    case "text":
      return column.pattern ? say("template-pattern", { pattern: column.pattern }) : say("template-text");
    case "person":
      return say("template-person");
    case "date":
      return say(column.precision === "month" ? "template-month" : "template-date");
    case "number":
      return [say("template-number"), ...describeRange(column, say)].join(" ");
    case "integer":
      return [say("template-integer"), ...describeRange(column, say)].join(" ");
    case "boolean":
      return say("template-boolean");
    case "code":
      return say(column.other ? "template-code-or-other" : "template-code");
  }
}

function describeRange(range: { min?: number | undefined; max?: number | undefined }, say: Say): string[] {
  return [
    ...(range.min === undefined ? [] : [say("template-minimum", { minimum: range.min })]),
    ...(range.max === undefined ? [] : [say("template-maximum", { maximum: range.max })]),
  ];
}
