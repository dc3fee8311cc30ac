import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { z } from "zod";
import { type Bilingual, bilingual, type Language } from "../bilingual.ts";
import { PipelineError } from "../errors.ts";
import { longDate } from "../exports/content.ts";
import type { Say } from "../messages/message.ts";
import type { Folders } from "../paths.ts";
import type { Manifest } from "../release/manifest.ts";
import type { PackChanges } from "./changes.ts";

const named = z.object({ code: z.string(), name_en: z.string(), name_cy: z.string() });

const catalogue = z.object({
  indicators: z.array(
    z.object({
      id: z.string(),
      title: bilingual,
      description: bilingual,
      unit: bilingual,
      decimals: z.int(),
      audiences: z.array(z.string()),
    }),
  ),
});

const codes = z.object({ areas: z.array(named), professions: z.array(named), staff_types: z.array(named) });

type Entry = z.infer<typeof catalogue>["indicators"][number];

/**
 * The pack as one page of the built site: cover, contents, the audience's page, definitions, changes since the last pack.
 * It is meant to lie beside the audience's page, so that its style sheets are found.
 * @throws PipelineError `no-site-page` when the site has no such page
 */
export async function writePackDocument(
  folders: Folders,
  manifest: Manifest,
  audience: string,
  language: Language,
  packChanges: PackChanges,
  say: Say,
): Promise<string> {
  const path = join(folders.site, language, `${audience}.html`);
  const page = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new PipelineError("no-site-page", path, { cause });
  });
  const { indicators } = catalogue.parse(await readJson(folders, "indicators.json"));
  const own = indicators.filter((one) => one.audiences.includes(audience));
  const { document } = parseHTML(page);
  const main = document.querySelector("main");
  if (!main) throw new PipelineError("no-site-page", path);
  for (const details of main.querySelectorAll("details")) details.setAttribute("open", "");
  const parts = [
    { id: "pack-figures", title: main.querySelector("h1")?.textContent ?? "" },
    ...[...main.querySelectorAll("section[id] > h2")].map((heading) => ({
      id: heading.parentElement?.getAttribute("id") ?? "",
      title: heading.textContent ?? "",
    })),
    { id: "pack-definitions", title: say("pack-definitions") },
    { id: "pack-changes", title: changesTitle(say, packChanges) },
  ];
  const title = say("pack-document-title", { audience: say(`audience-${audience}`) });
  const notice = manifest.notice?.[language];
  const marked =
    notice === undefined ? "" : `<p class="pack-notice"><strong>${escapeHtml(notice)}</strong></p>`;
  const body = [
    `<section class="pack-cover">${marked}<h1>${escapeHtml(title)}</h1>
      <p>${escapeHtml(say("workbook-release", { release: manifest.release, date: longDate(manifest.as_at, language) }))}</p></section>`,
    `<nav class="pack-part" aria-label="${escapeHtml(say("workbook-contents"))}"><h2>${escapeHtml(say("workbook-contents"))}</h2><ol>${parts
      .map((part) => `<li><a href="#${part.id}">${escapeHtml(part.title)}</a></li>`)
      .join("")}</ol></nav>`,
    `<div class="pack-part" id="pack-figures">${main.innerHTML}</div>`,
    `<section class="pack-part" id="pack-definitions"><h2>${escapeHtml(say("pack-definitions"))}</h2>${describeDefinitions(own, language)}</section>`,
    `<section class="pack-part" id="pack-changes"><h2>${escapeHtml(changesTitle(say, packChanges))}</h2>${await describeChanges(folders, own, language, packChanges, say)}</section>`,
  ];
  document.title = title;
  document.documentElement.setAttribute("lang", language);
  for (const script of document.querySelectorAll("script")) script.remove();
  // The policy of the site's pages allows no style inside of them.
  document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.remove();
  const style = document.createElement("style");
  style.textContent = packStyle;
  document.head.append(style);
  document.body.innerHTML = `<main id="main">${body.join("")}</main>`;
  return document.toString();
}

const packStyle = `
  .pack-cover { min-height: 22cm; display: flex; flex-direction: column; justify-content: center; gap: 1rem; break-after: page; }
  .pack-cover h1 { font-size: 2.4rem; }
  .pack-part { break-before: page; }
  .pack-part figure, .pack-part tr { break-inside: avoid; }
  .pack-notice { border: 2px solid; padding: 0.5rem 1rem; }
  .table-scroll { overflow: visible; }
`;

function changesTitle(say: Say, { since }: PackChanges): string {
  return since === null ? say("pack-changes-first") : say("pack-changes-since", { release: since });
}

function describeDefinitions(indicators: readonly Entry[], language: Language): string {
  const entry = ({ title, description, unit }: Entry): string =>
    `<dt><strong>${escapeHtml(title[language])}</strong> (${escapeHtml(unit[language])})</dt><dd>${escapeHtml(description[language])}</dd>`;
  return `<dl>${indicators.map(entry).join("")}</dl>`;
}

async function describeChanges(
  folders: Folders,
  indicators: readonly Entry[],
  language: Language,
  { since, changes }: PackChanges,
  say: Say,
): Promise<string> {
  if (since === null) return `<p>${escapeHtml(say("pack-changes-none"))}</p>`;
  const own = new Map(indicators.map((one) => [one.id, one]));
  const names = codes.parse(await readJson(folders, "codes.json"));
  const nameOf = (list: readonly z.infer<typeof named>[], code: string): string => {
    const found = list.find((one) => one.code === code);
    return found ? found[`name_${language}`] : code;
  };
  const counted = changes.indicators.flatMap((one) => {
    const indicator = own.get(one.indicator);
    return indicator
      ? [[indicator.title[language], say(`change-${one.kind}`), format(one.cells, 0, language)]]
      : [];
  });
  const revised = changes.largest.flatMap((one) => {
    const indicator = own.get(one.indicator);
    if (!indicator) return [];
    const place = [nameOf(names.areas, one.area), nameOf(names.professions, one.profession)].join(" · ");
    const number = (value: number): string => format(value, indicator.decimals, language);
    return [[indicator.title[language], place, one.period, number(one.old_value), number(one.new_value)]];
  });
  if (counted.length === 0) return `<p>${escapeHtml(say("pack-changes-none"))}</p>`;
  const heading = (keys: readonly string[]): string[] => keys.map((key) => say(key));
  return [
    describeTable(
      say("pack-changes-kinds"),
      heading(["column-indicator", "pack-kind", "pack-cells"]),
      counted,
    ),
    revised.length === 0
      ? ""
      : describeTable(
          say("pack-changes-largest"),
          heading(["column-indicator", "column-area", "column-period", "pack-old", "pack-new"]),
          revised,
        ),
  ].join("");
}

function describeTable(
  caption: string,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const row = ([first = "", ...others]: readonly string[]): string =>
    `<tr><th scope="row">${escapeHtml(first)}</th>${others.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`;
  return `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${headings
    .map((text) => `<th scope="col">${escapeHtml(text)}</th>`)
    .join("")}</tr></thead><tbody>${rows.map(row).join("")}</tbody></table>`;
}

function format(value: number, decimals: number, language: keyof Bilingual): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(`${language}-GB`, digits).format(value);
}

async function readJson(folders: Folders, name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folders.published, name), "utf8"));
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
