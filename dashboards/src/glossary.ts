import type { Release } from "./release.ts";

const exampleTerm = "example";

const terms = [
  "ahp",
  "advanced",
  "all-wales-bodies",
  "area",
  "band",
  "break",
  "breakdown",
  "category",
  "cell",
  "confidential",
  "consultant",
  "denominator",
  exampleTerm,
  "flow",
  "fte",
  "funded",
  "group",
  "headcount",
  "incomplete",
  "interval",
  "limits",
  "not-applicable",
  "not-available",
  "percentage-point",
  "projection",
  "provisional",
  "registered",
  "release",
  "reliability",
  "return",
  "revised",
  "scenario",
  "signal",
  "skill-level",
  "snapshot",
  "staff-in-post",
  "support",
  "vacancy",
] as const;

/** The terms that the glossary of a release explains; each has a name and a text among the messages. */
export function glossaryTerms({ manifest }: Release): readonly string[] {
  return terms.filter((term) => manifest.example || term !== exampleTerm);
}

/** The anchor of a term on the glossary page, the same in both languages. */
export function termAnchor(term: string): string {
  return `term-${term}`;
}
