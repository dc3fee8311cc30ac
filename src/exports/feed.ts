import { createHash } from "node:crypto";
import type { Language } from "../bilingual.ts";
import type { ChangeSummary } from "../revision/summary.ts";
import { type ExportContent, longDate } from "./content.ts";

/** A release in the line that leads to the present one. */
export interface PastRelease {
  release: string;
  as_at: string;
}

/**
 * The Atom feed of the releases in one language, the newest first (RFC 4287). Its times are those of the data. Without an
 * address of the site its links are relative to the feed.
 */
export function writeFeed(
  content: ExportContent,
  language: Language,
  history: readonly PastRelease[],
  changes: Pick<ChangeSummary, "kinds">,
): string {
  const say = content.messages[language];
  const link = `${content.settings.address ?? "../"}${language}/changes.html`;
  const own = `${content.settings.address === null ? "" : `${content.settings.address}data/`}feed_${language}.xml`;
  const summary = changes.kinds
    .map(({ kind, cells }) => `${say(`change-${kind}`)}: ${say("diff-count", { cells })}`)
    .join("; ");
  const entry = ({ release, as_at }: PastRelease): string[] => [
    "  <entry>",
    `    <id>${identify(`release ${release} ${content.example}`)}</id>`,
    `    <title>${escapeXml(say("feed-entry", { release, date: longDate(as_at, language) }))}</title>`,
    `    <updated>${as_at}T00:00:00Z</updated>`,
    `    <link rel="alternate" hreflang="${language}" href="${escapeXml(link)}"/>`,
    `    <summary>${escapeXml(
      [
        ...(content.notice ? [content.notice[language]] : []),
        release === content.release && summary !== ""
          ? summary
          : say("feed-entry", { release, date: longDate(as_at, language) }),
      ].join(" "),
    )}</summary>`,
    "  </entry>",
  ];
  const title = [say("feed-title"), ...(content.notice ? [content.notice[language]] : [])].join(" – ");
  return `${[
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    `  <id>${identify(`feed ${content.example}${content.edition === "public" ? "" : ` ${content.edition}`}`)}</id>`,
    `  <title>${escapeXml(title)}</title>`,
    `  <updated>${content.as_at}T00:00:00Z</updated>`,
    "  <author><name>gweithlu</name></author>",
    `  <link rel="self" href="${escapeXml(own)}"/>`,
    ...[{ release: content.release, as_at: content.as_at }, ...history].flatMap(entry),
    "</feed>",
  ].join("\n")}\n`;
}

/** A UUID that is the same for the same name (RFC 9562, version 8). */
function identify(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
