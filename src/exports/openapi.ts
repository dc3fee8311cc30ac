import { z } from "zod";
import type { Language } from "../bilingual.ts";
import { seriesFile } from "./api.ts";
import { type ExportContent, openLicence } from "./content.ts";

/** Files at the root of a release, and what they are. */
const files: Readonly<Record<string, string>> = {
  "manifest.json": "application/json",
  "releases.json": "application/json",
  "indicators.json": "application/json",
  "codes.json": "application/json",
  "quality.json": "application/json",
  "revisions.json": "application/json",
  "escalations.json": "application/json",
  "funnels.json": "application/json",
  "control_limits.json": "application/json",
  "published_series.json": "application/json",
  "changes.csv": "text/csv",
  "observations.parquet": "application/vnd.apache.parquet",
  "observations.arrow": "application/vnd.apache.arrow.stream",
  "observations.csv.gz": "application/gzip",
};

/**
 * Describes the files of a release as an API, in one language. Source: https://spec.openapis.org/oas/v3.1.0. `published` is
 * always the latest release, `releases/<release>` one that does not change any more; in the site `data` is the latest.
 */
export function describeApi(content: ExportContent, language: Language): unknown {
  const say = content.messages[language];
  const address = content.settings.address;
  return {
    openapi: "3.1.0",
    info: {
      title: say("api-title"),
      version: content.release,
      description: [say("api-description"), ...(content.notice ? [content.notice[language]] : [])].join(" "),
      ...(content.edition === "public"
        ? { license: { name: "Open Government Licence 3.0", url: openLicence } }
        : {}),
    },
    servers: [
      { url: address === null ? ".." : `${address}data`, description: say("api-latest") },
      {
        url: address === null ? "../../{version}" : `${address}{version}`,
        description: say("api-versions"),
        variables: { version: { default: "published", description: say("api-version") } },
      },
    ],
    paths: {
      ...Object.fromEntries(
        Object.entries(files).map(([path, type]) => [
          `/${path}`,
          { get: describeGet(path, say(`api-file-${path.replaceAll(/[._]/g, "-")}`), type, true) },
        ]),
      ),
      "/api/v1/{indicator}.json": {
        parameters: [describeParameter("indicator", say("api-indicator"))],
        get: describeGet("series", say("api-series"), "application/json", z.toJSONSchema(seriesFile)),
      },
    },
  };
}

function describeGet(id: string, summary: string, type: string, schema: unknown): unknown {
  return {
    operationId: id.replaceAll(/[^a-z]+/g, "_"),
    summary,
    responses: { 200: { description: summary, content: { [type]: { schema } } } },
  };
}

function describeParameter(name: string, description: string): unknown {
  return { name, in: "path", required: true, description, schema: { type: "string" } };
}
