import type { Bilingual, Language } from "../bilingual.ts";
import type { TracedIndicator } from "../indicators/compute.ts";
import type { Messages, Say } from "../messages/message.ts";
import type { ReleaseSettings } from "../release/settings.ts";

/** What every export of a release is made from, beside the cells. */
export interface ExportContent {
  release: string;
  as_at: string;
  example: boolean;
  /** Says that the data are an example, when they are. */
  notice: Bilingual | null;
  indicators: readonly TracedIndicator[];
  messages: Messages;
  settings: ReleaseSettings;
}

/** A file name that says dataset, period, language and release, and of an example that it is one. */
export function fileName(
  { release, as_at, example }: Pick<ExportContent, "release" | "as_at" | "example">,
  dataset: string,
  language: string,
  extension: string,
): string {
  const mark = example ? "example-enghraifft-" : "";
  return `${mark}gweithlu-${dataset}-${as_at}-${language}-${release}.${extension}`;
}

/** A day as a language writes it: 30 September 2026. */
export function longDate(day: string, language: Language): string {
  return new Intl.DateTimeFormat(`${language}-GB`, { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** A text in each language. */
export function inBoth({ messages }: ExportContent, text: (say: Say) => string): Bilingual {
  return { en: text(messages.en), cy: text(messages.cy) };
}
