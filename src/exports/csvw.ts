import type { Bilingual } from "../bilingual.ts";
import { type ExportContent, openLicence } from "./content.ts";

/** A column of a CSV file: its heading, in both languages where it has both, and what stands in it. */
export interface CsvColumn {
  name: string;
  titles: string | Bilingual;
  datatype: "string" | "date" | "double" | "integer" | "anyURI";
}

export interface CsvFile {
  /** Path from the root of the release. */
  path: string;
  title: Bilingual;
  columns: readonly CsvColumn[];
  key: readonly string[];
}

/**
 * Metadata of a CSV file for machines. Source: https://www.w3.org/TR/tabular-metadata/ (CSV on the Web); the file lies
 * two folders away from it at most, and its address is relative.
 */
export function describeCsv(
  file: CsvFile,
  { release, edition, notice }: Pick<ExportContent, "release" | "edition" | "notice">,
): unknown {
  return {
    "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
    url: `../${file.path}`,
    "dc:title": tag(file.title),
    "dc:identifier": release,
    ...(edition === "public" ? { "dc:license": { "@id": openLicence } } : {}),
    ...(notice === null ? {} : { "dc:description": tag(notice) }),
    dialect: { encoding: "utf-8", delimiter: ",", header: true },
    tableSchema: {
      columns: file.columns.map(({ name, titles, datatype }) => ({
        name,
        titles: typeof titles === "string" ? { und: [titles] } : { en: [titles.en], cy: [titles.cy] },
        datatype: datatype === "date" ? { base: "date", format: "yyyy-MM-dd" } : datatype,
      })),
      ...(file.key.length > 0 ? { primaryKey: file.key } : {}),
    },
  };
}

function tag(text: Bilingual): unknown {
  return [
    { "@value": text.en, "@language": "en" },
    { "@value": text.cy, "@language": "cy" },
  ];
}
