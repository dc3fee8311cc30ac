import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from "fflate";
import type { Language } from "../bilingual.ts";

/** The part of a workbook that says what it is of itself. */
const properties = "docProps/core.xml";

const locales: Record<Language, string> = { en: "en-GB", cy: "cy-GB" };

/**
 * A workbook that says its language, packed the same at any time and in any time zone. Packing it well would take longer
 * than all the rest.
 */
export function setLanguage(workbook: Uint8Array, language: Language): Uint8Array {
  const files: Zippable = {};
  const entries = Object.entries(unzipSync(workbook));
  for (const [name, bytes] of entries) {
    const content = name === properties ? strToU8(addLanguage(strFromU8(bytes), locales[language])) : bytes;
    files[name] = [content, { level: 1, mtime: firstMoment() }];
  }
  return zipSync(files);
}

/** The first moment that a ZIP file can name, in the machine's own time zone as the format has it. */
function firstMoment(): Date {
  return new Date(1980, 0, 1);
}

function addLanguage(xml: string, locale: string): string {
  return xml.replace("</cp:coreProperties>", `<dc:language>${locale}</dc:language>$&`);
}
