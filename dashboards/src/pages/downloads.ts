import { dataFolder } from "../addresses.ts";
import type { PageContext } from "../context.ts";
import { releaseMarks } from "../figure.ts";
import { html } from "../html.ts";
import { makePage, type Page, section } from "../page.ts";
import { renderTable } from "../table.ts";

/** What a published file is, by its path; the first pattern that fits counts. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^(EXAMPLE|RESTRICTED)[^/]*\.txt$/, "notice"],
  [/^observations\.parquet$/, "parquet"],
  [/^observations\.arrow$/, "arrow"],
  [/^observations\.csv\.gz$/, "csv"],
  [/^indicators\.json$/, "indicators"],
  [/^codes\.json$/, "codes"],
  [/^quality\.json$/, "quality"],
  [/^(funnels|control_limits)\.json$/, "limits"],
  [/^escalations\.json$/, "escalations"],
  [/^published_series\.json$/, "published-series"],
  [/^supply\.json$/, "supply"],
  [/^changes\.csv$/, "changes"],
  [/^(revisions|releases)\.json$/, "revisions"],
  [/^feed_/, "feed"],
  [/^dcat\.jsonld$/, "dcat"],
  [/^api\/openapi/, "openapi"],
  [/^tables\//, "tables"],
  [/^statswales\//, "statswales"],
  [/^csvw\//, "csvw"],
];

/** Files that programs find by the API's description: too many to be listed. */
const seriesFiles = /^api\/v1\//;

/** Every file of the release, what it holds, how large it is, and its checksum; the series of the API are counted. */
export function downloadsPage(context: PageContext): Page {
  const { t, release, format, rootLink } = context;
  const { release: id, edition, example } = release.manifest;
  const hasLicence = example && edition === "public";
  const files = release.manifest.files.filter(({ path }) => !seriesFiles.test(path));
  const series = release.manifest.files.filter(({ path }) => seriesFiles.test(path));
  return makePage(t("downloads-title"), t("downloads-introduction"), [
    section(
      "files",
      t("downloads-files-title", { release: id }),
      html`<figure class="figure">${renderTable(
        {
          caption: t("downloads-caption", { release: id, example: String(release.manifest.example) }),
          rowHeader: t("column-file"),
          columns: [
            { header: t("column-content"), kind: "text" },
            { header: t("column-size"), kind: "number" },
            { header: t("column-checksum"), kind: "text" },
          ],
          rows: [
            ...files.map(({ path, bytes, sha256 }) => ({
              header: html`<a href="${rootLink(`${dataFolder}/${path}`)}">${path}</a>`,
              cells: [
                t(`download-${kindOf(path)}`),
                format.bytes(bytes),
                html`<code class="hash">${sha256}</code>`,
              ],
            })),
            ...(series.length === 0
              ? []
              : [
                  {
                    header: "api/v1/…",
                    cells: [
                      t("download-series", { files: series.length }),
                      format.bytes(series.reduce((total, { bytes }) => total + bytes, 0)),
                      "",
                    ],
                  },
                ]),
            {
              header: html`<a href="${rootLink(`${dataFolder}/manifest.json`)}">manifest.json</a>`,
              cells: [t("download-manifest"), "", ""],
            },
          ],
        },
        "files-table",
      )}<p class="source">${t("downloads-note")}${releaseMarks(context)}</p></figure>`,
    ),
    section(
      "use",
      t("downloads-use-title"),
      html`<p>${t("downloads-use-text")}</p>${hasLicence && html`<p>${t("downloads-licence-text")}</p>`}`,
    ),
  ]);
}

function kindOf(path: string): string {
  return kinds.find(([pattern]) => pattern.test(path))?.[1] ?? "other";
}
