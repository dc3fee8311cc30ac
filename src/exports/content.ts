import type { Bilingual, Language } from "../bilingual.ts";
import type { Edition } from "../edition.ts";
import type { TracedIndicator } from "../indicators/compute.ts";
import type { Messages, Say } from "../messages/message.ts";
import { markName } from "../release/notice.ts";
import type { ReleaseSettings } from "../release/settings.ts";

/** What every export of a release is made from, beside the cells. */
export interface ExportContent {
  release: string;
  as_at: string;
  edition: Edition;
  example: boolean;
  /** Says that the data are an example, or restricted, when they are. */
  notice: Bilingual | null;
  /** What numbers of persons are rounded to; 1 where they are as they are. */
  roundTo: number;
  indicators: readonly TracedIndicator[];
  messages: Messages;
  settings: ReleaseSettings;
}

/** The licence of what is published. */
export const openLicence = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";

/** A file name that says dataset, period, language and release, and of an example or the restricted edition that it is one. */
export function fileName(
  { release, as_at, ...marked }: Pick<ExportContent, "release" | "as_at" | "edition" | "example">,
  dataset: string,
  language: string,
  extension: string,
): string {
  return `${markName(marked)}gweithlu-${dataset}-${as_at}-${language}-${release}.${extension}`;
}

/** A day as a language writes it: 30 September 2026. */
export function longDate(day: string, language: Language): string {
  return new Intl.DateTimeFormat(`${language}-GB`, { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** Says what numbers of persons are rounded to, where they are. */
export function tellRounding({ roundTo }: ExportContent, say: Say): string[] {
  return roundTo === 1 ? [] : [say("rounded-text", { to: roundTo })];
}

/** A text in each language. */
export function inBoth({ messages }: ExportContent, text: (say: Say) => string): Bilingual {
  return { en: text(messages.en), cy: text(messages.cy) };
}
