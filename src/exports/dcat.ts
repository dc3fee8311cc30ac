import { type Bilingual, languages } from "../bilingual.ts";
import { type ExportContent, openLicence } from "./content.ts";

const mediaTypes: Readonly<Record<string, string>> = {
  csv: "text/csv",
  gz: "application/gzip",
  json: "application/json",
  parquet: "application/vnd.apache.parquet",
  arrow: "application/vnd.apache.arrow.stream",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/**
 * The record of a release for data catalogues. Source: https://www.w3.org/TR/vocab-dcat-3/.
 * @param paths the files that are offered, from the root of the release
 */
export function describeDataset(content: ExportContent, paths: readonly string[]): unknown {
  const { messages, release, edition, as_at, notice, settings } = content;
  const say = (key: string): unknown => tag({ en: messages.en(key), cy: messages.cy(key) });
  const base = settings.address === null ? "" : `${settings.address}data/`;
  return {
    "@context": {
      dcat: "http://www.w3.org/ns/dcat#",
      dct: "http://purl.org/dc/terms/",
      xsd: "http://www.w3.org/2001/XMLSchema#",
    },
    "@type": "dcat:Dataset",
    "dct:identifier": release,
    "dcat:version": release,
    "dct:title": say("feed-title"),
    "dct:description": notice === null ? say("api-description") : tag(notice),
    "dct:language": languages,
    "dct:modified": { "@value": as_at, "@type": "xsd:date" },
    "dct:accrualPeriodicity": { "@id": "http://purl.org/cld/freq/quarterly" },
    "dct:spatial": { "@id": "http://statistics.data.gov.uk/id/statistical-geography/W92000004" },
    ...(edition === "public" ? { "dct:license": { "@id": openLicence } } : {}),
    "dcat:keyword": languages.map((language) => ({
      "@value": messages[language]("dcat-keyword"),
      "@language": language,
    })),
    "dcat:distribution": paths.map((path) => ({
      "@type": "dcat:Distribution",
      "dct:title": path,
      "dcat:downloadURL": { "@id": `${base}${path}` },
      "dcat:mediaType": mediaTypes[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream",
    })),
  };
}

function tag(text: Bilingual): unknown {
  return languages.map((language) => ({ "@value": text[language], "@language": language }));
}
