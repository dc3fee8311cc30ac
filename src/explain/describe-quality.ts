import type { Language } from "../bilingual.ts";
import { describeSubject } from "../indicators/quality.ts";
import type { Say } from "../messages/message.ts";
import type { Explanation } from "./explain.ts";

/** How often something that an indicator needs is unknown: in the area of the cell asked for, else that it can be. */
export function describeQuality(
  { indicator, cell, quality }: Pick<Explanation, "indicator" | "cell" | "quality">,
  say: Say,
  language: Language,
): string {
  const subject = describeSubject(indicator.quality);
  const what = subject.what?.[language] ?? "";
  const of = subject.of?.[language] ?? "";
  const { basis } = subject;
  if (basis === "none" || basis === "not-counted") return say(`explain-quality-${basis}`, { what });
  if (!cell) return say("explain-quality-possible", { what });
  if (!quality || quality.marker === "x") return say(`explain-quality-no-${basis}`, { what });
  if (quality.marker === "c") return say("explain-quality-confidential", { what });
  if (quality.marker === "z" || quality.share === null) return say("explain-quality-nothing");
  const { share, months, period_end } = quality;
  return say(share === 0 ? "explain-quality-known" : "explain-quality-share", {
    what,
    of,
    share,
    months,
    period: period_end ?? "",
    incomplete: String(quality.marker === "incomplete"),
  });
}
