import { appendFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { strFromU8, unzipSync } from "fflate";
import { a11y } from "hucre";
import { parseCsv } from "hucre/csv";
import { readXlsx } from "hucre/xlsx";
import { DOMParser } from "linkedom";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { seriesFile } from "../../src/exports/api.ts";
import { checkPack } from "../../src/exports/check-pack.ts";
import type { ExportContent } from "../../src/exports/content.ts";
import { escapeFormula } from "../../src/exports/people-csv.ts";
import { writeExports } from "../../src/exports/write-exports.ts";
import { readIndicators } from "../../src/indicators/registry.ts";
import { readAllMessages } from "../../src/messages/message.ts";
import { readReleaseSettings } from "../../src/release/settings.ts";
import { temporaryFolder } from "../support/folders.ts";
import { computeIndicator, givenWarehouse, pipelines } from "../support/given.ts";
import { people } from "../support/rows.ts";

const notice = { en: "Example data only.", cy: "Data enghreifftiol yn unig." };
let connection: DuckDBConnection;
let content: ExportContent;

beforeAll(async () => {
  const given = {
    staff: [
      ...people("a b c d e f g", "2025-09-30"),
      ...people("a b c d e f g h", "2025-12-31"),
      ...people("k l", "2025-12-31", { employer_code: "7A1" }),
    ],
  };
  await computeIndicator(given, "headcount", 5);
  connection = await givenWarehouse(given, false, []);
  const indicators = (await readIndicators(pipelines))
    .filter(({ id }) => id === "headcount")
    .map((one) => ({ ...one, datasets: ["staff"] }));
  content = {
    release: "2025-12-31-1",
    as_at: "2025-12-31",
    edition: "public",
    example: true,
    notice,
    roundTo: 1,
    indicators,
    messages: await readAllMessages(),
    settings: await readReleaseSettings(pipelines),
  };
});

async function writeAll(change: Partial<ExportContent> = {}): Promise<string> {
  const folder = await temporaryFolder();
  await writeExports(
    connection,
    folder,
    { ...content, ...change },
    [{ release: "2025-09-30-1", as_at: "2025-09-30" }],
    { kinds: [{ kind: "new-period", cells: 12 }] },
  );
  return folder;
}

function workbookPath(folder: string, language: string, mark = "example-enghraifft-"): string {
  return join(folder, "tables", language, `${mark}gweithlu-gaps-2025-12-31-${language}-2025-12-31-1.xlsx`);
}

describe("a workbook for people", () => {
  test.each(["en", "cy"] as const)(
    "keeps the checklist for accessible spreadsheets: %s",
    async (language) => {
      const bytes = await readFile(workbookPath(await writeAll(), language));
      const workbook = await readXlsx(bytes);
      const names = workbook.sheets.map(({ name }) => name);
      expect(names).toEqual(
        language === "en"
          ? ["Cover", "Contents", "Notes", "Table 1"]
          : ["Clawr", "Cynnwys", "Nodiadau", "Tabl 1"],
      );
      expect(a11y.audit(workbook).filter(({ type }) => type === "error")).toEqual([]);
      const tables = workbook.sheets.flatMap((sheet) => sheet.tables ?? []);
      expect(tables.map(({ name }) => name)).toEqual(["contents", "notes", "table_1_headcount"]);
      for (const sheet of workbook.sheets) {
        expect(sheet.merges ?? []).toEqual([]);
        expect(sheet.tables?.length ?? 0).toBeLessThanOrEqual(1);
        if (sheet.tables?.length) expect(sheet.freezePane?.rows).toBe(4);
        expect(JSON.stringify(sheet.rows)).toContain(notice[language]);
      }
      const core = strFromU8(unzipSync(bytes)["docProps/core.xml"] ?? new Uint8Array());
      expect(core).toContain(`<dc:language>${language}-GB</dc:language>`);
      expect(core).toContain("2025-12-31T00:00:00Z");
    },
  );

  test("gives numbers as numbers, and shorthand in a column of its own where there is none", async () => {
    const workbook = await readXlsx(await readFile(workbookPath(await writeAll(), "en")));
    const rows = workbook.sheets[3]?.rows ?? [];
    const header = rows[3] ?? [];
    const value = header.indexOf("Value");
    const shorthand = header.indexOf("Shorthand");
    const shown = rows
      .slice(4)
      .map((row) => [row[header.indexOf("Area")], row[value] ?? null, row[shorthand] ?? ""]);
    expect(shown).toContainEqual(["Powys", 8, ""]);
    expect(shown).toContainEqual(["Betsi Cadwaladr", null, "[c]"]);
    for (const [, number, code] of shown) {
      expect(typeof number === "number" || /\[[cxz]\]/.test(String(code))).toBe(true);
    }
  });

  test("is the same to the byte in another time zone", async () => {
    const zone = process.env["TZ"];
    const first = await readFile(workbookPath(await writeAll(), "cy"));
    process.env["TZ"] = "Asia/Tokyo";
    try {
      expect((await readFile(workbookPath(await writeAll(), "cy"))).equals(first)).toBe(true);
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });

  test("says nothing of an example when the data are real", async () => {
    const folder = await writeAll({ example: false, notice: null });
    const workbook = await readXlsx(await readFile(workbookPath(folder, "en", "")));
    expect(JSON.stringify(workbook)).not.toMatch(/example/i);
  });
});

describe("CSV files", () => {
  test("for people begin with a byte order mark, and hold names and the mark of an example", async () => {
    const folder = join(await writeAll(), "tables", "cy");
    const [name = ""] = (await readdir(folder)).filter((file) => /gaps.*csv$/.test(file));
    const text = await readFile(join(folder, name), "utf8");
    expect(text.startsWith("\ufeff")).toBe(true);
    const [header = [], ...rows] = parseCsv(text);
    expect(header).toContain("Llaw-fer");
    expect(header.at(-1)).toBe("Data enghreifftiol");
    expect(rows.every((row) => row.at(-1) === "1")).toBe(true);
  });

  test.each([
    ["=1+1", "'=1+1"],
    ["@cmd", "'@cmd"],
    ["-2", "'-2"],
    ["\tx", "'\tx"],
    ["a;=1+1", "a;'=1+1"],
    ["a,+1", "a,'+1"],
    ["a\n=1", "a\n'=1"],
    ["2025-Q4", "2025-Q4"],
  ])("no text is a formula: %j", (text, escaped) => {
    expect(escapeFormula(text)).toBe(escaped);
  });

  test("a hostile title is text in every file", async () => {
    const hostile = "=cmd|' /C calc'!A0";
    const indicators = content.indicators.map((one) => ({ ...one, title: { en: hostile, cy: hostile } }));
    const folder = await writeAll({ indicators });
    const workbook = await readXlsx(await readFile(workbookPath(folder, "en")));
    const cells = workbook.sheets.flatMap((sheet) => [...(sheet.cells?.values() ?? [])]);
    expect(cells.some((cell) => cell.formula !== undefined)).toBe(false);
    const [name = ""] = (await readdir(join(folder, "tables", "en"))).filter((file) =>
      file.endsWith("gaps-2025-12-31-en-2025-12-31-1.csv"),
    );
    expect(await readFile(join(folder, "tables", "en", name), "utf8")).not.toMatch(/(^|,|")=cmd/m);
  });

  const described = z.object({
    "@context": z.tuple([z.literal("http://www.w3.org/ns/csvw"), z.object({ "@language": z.string() })]),
    url: z.string(),
    tableSchema: z.object({
      columns: z.array(
        z.object({
          name: z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/),
          titles: z.record(z.string(), z.array(z.string())),
          datatype: z.union([
            z.enum(["string", "double", "integer"]),
            z.object({ base: z.literal("date"), format: z.string() }),
          ]),
        }),
      ),
      primaryKey: z.array(z.string()).optional(),
    }),
  });

  test("each has metadata that name its columns as its header does, and types that its values have", async () => {
    const folder = await writeAll();
    await writeFile(join(folder, "changes.csv"), changesHeader);
    for (const file of await readdir(join(folder, "csvw"))) {
      const { url, tableSchema } = described.parse(
        JSON.parse(await readFile(join(folder, "csvw", file), "utf8")),
      );
      const path = join(folder, "csvw", url);
      const [header = [], ...rows] = parseCsv(await readFile(path, "utf8"));
      const { columns, primaryKey } = tableSchema;
      expect(columns).toHaveLength(header.length);
      for (const [index, column] of columns.entries()) {
        expect(Object.values(column.titles).flat()).toContain(header[index]);
        for (const row of rows) {
          const text = String(row[index] ?? "");
          if (text === "") continue;
          if (column.datatype === "double") expect(Number.isFinite(Number(text))).toBe(true);
          if (typeof column.datatype === "object") expect(text).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        }
      }
      expect(columns.map(({ name }) => name)).toEqual(expect.arrayContaining(primaryKey ?? []));
    }
  });
});

const changesHeader =
  "indicator,period_end,period,area,profession,staff_type,breakdown,category,level,old_value,new_value,old_marker,new_marker,kind,cause_dataset,cause_file,cause_employer,cause_period,example_data_enghreifftiol\n";

describe("for programs", () => {
  test("every series has a file of the form that the API's description says, in both languages", async () => {
    const folder = await writeAll();
    const series = seriesFile.parse(
      JSON.parse(await readFile(join(folder, "api", "v1", "headcount.json"), "utf8")),
    );
    const row = series.rows.find(
      (one) => one.slice(0, 5).join(" ") === "W11000024 2025-Q4 2025-12-31 all all",
    );
    expect(row?.[series.columns.indexOf("value")]).toBe(8);
    expect(series).toMatchObject({ example: true, notice });
    for (const language of ["en", "cy"]) {
      const api = openApi.parse(
        JSON.parse(await readFile(join(folder, "api", `openapi_${language}.json`), "utf8")),
      );
      expect(Object.keys(api.paths)).toContain("/api/v1/{indicator}.json");
      const ids = Object.values(api.paths).map(({ get }) => get.operationId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(api.info.description).toContain(notice[language === "cy" ? "cy" : "en"]);
    }
  });

  test.each(["en", "cy"] as const)(
    "the feed is well formed and lists the releases, the newest first: %s",
    async (language) => {
      const feed = new DOMParser().parseFromString(
        await readFile(join(await writeAll(), `feed_${language}.xml`), "utf8"),
        "text/xml",
      );
      const texts = (name: string): (string | null)[] =>
        [...feed.querySelectorAll(name)].map((element) => element.textContent);
      expect(texts("entry > updated")).toEqual(["2025-12-31T00:00:00Z", "2025-09-30T00:00:00Z"]);
      const ids = texts("id");
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids)
        expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(texts("entry > summary")[0]).toContain(notice[language]);
      expect(texts("entry > title")[0]).toContain("2025-12-31-1");
    },
  );

  test("the record for catalogues offers files that are there", async () => {
    const folder = await writeAll();
    const record = z
      .object({
        "@type": z.literal("dcat:Dataset"),
        "dcat:distribution": z.array(z.object({ "dcat:downloadURL": z.object({ "@id": z.string() }) })),
      })
      .parse(JSON.parse(await readFile(join(folder, "dcat.jsonld"), "utf8")));
    const paths = record["dcat:distribution"].map((one) => one["dcat:downloadURL"]["@id"]);
    for (const path of paths.filter((one) => one.startsWith("tables/"))) {
      expect((await readFile(join(folder, path))).length).toBeGreaterThan(100);
    }
  });

  test("addresses are whole where the site's address is known", async () => {
    const settings = { ...content.settings, address: "https://example.org/ahp/" };
    const folder = await writeAll({ settings });
    expect(await readFile(join(folder, "feed_cy.xml"), "utf8")).toContain(
      "https://example.org/ahp/cy/changes.html",
    );
    expect(await readFile(join(folder, "dcat.jsonld"), "utf8")).toContain(
      "https://example.org/ahp/data/changes.csv",
    );
  });
});

const openApi = z.object({
  openapi: z.literal("3.1.0"),
  info: z.object({ title: z.string().min(1), version: z.string(), description: z.string() }),
  servers: z.array(z.object({ url: z.string() })).min(1),
  paths: z.record(
    z.string().startsWith("/"),
    z.object({
      get: z.object({
        operationId: z.string().regex(/^[a-z_]+$/),
        summary: z.string().min(1),
        responses: z.record(z.string(), z.object({ description: z.string() })),
      }),
    }),
  ),
});

describe("a StatsWales pack", () => {
  test("holds data, lookups in both languages, measures and texts, and passes the platform's rules", async () => {
    const folder = join(await writeAll(), "statswales", "ahp-quarter-ends");
    expect((await readdir(folder)).sort()).toEqual([
      "data.csv",
      "lookup_Area.csv",
      "lookup_Level.csv",
      "lookup_Profession.csv",
      "lookup_StaffType.csv",
      "measure.csv",
      "metadata_cy.txt",
      "metadata_en.txt",
    ]);
    const data = await readFile(join(folder, "data.csv"), "utf8");
    expect(data).toContain("W11000024,t,t,none,2025Q4,headcount,,8\n");
    expect(data).toContain("W11000023,t,t,none,2025Q4,headcount,c,\n");
    expect(await readFile(join(folder, "metadata_cy.txt"), "utf8")).toContain(notice.cy);
    const rounded = join(await writeAll({ roundTo: 5 }), "statswales", "ahp-quarter-ends", "metadata_en.txt");
    expect(await readFile(rounded, "utf8")).toContain("rounded to the nearest 5");
    await expect(checkPack(connection, folder)).resolves.toBeUndefined();
  });

  test.each([
    ["data.csv", "W11000024,t,t,none,2025Q4,headcount,,8\n", "duplicate fact"],
    ["data.csv", "W11000024,t,t,none,2024Q4,headcount,,\n", "no number and no reason"],
    ["data.csv", 'W11000024,t,t,none,2024Q4,headcount,,"1,000"\n', "no number"],
    ["data.csv", "W11000024,t,t,none,2024Q4,headcount,c,7\n", "a number and a reason"],
    ["data.csv", "W11000024,t,t,none,2024Q5,headcount,,7\n", "invalid period"],
    ["data.csv", "W11000024,t,t,none,2024,headcount,,7\n", "several styles of period"],
    ["data.csv", "W11000024,t,t,none,2024Q4,headcount,q,7\n", "unknown note code"],
    ["data.csv", ",t,t,none,2024Q4,headcount,,7\n", "incomplete fact"],
    ["data.csv", "nowhere,t,t,none,2024Q4,headcount,,7\n", "code without lookup"],
    ["lookup_Area.csv", "X1,Somewhere,,,99,,\n", "a language is missing"],
    ["lookup_Area.csv", "X1,Somewhere,Rhywle,X2,99,,\n", "parent is not there"],
    ["lookup_Area.csv", "W92000004,Somewhere,Rhywle,,99,,\n", "code twice"],
    ["lookup_Area.csv", "X1,Wales,Rhywle,,99,,\n", "description twice"],
  ])("is refused when %s has %j: %s", async (file, line, rule) => {
    const folder = join(await writeAll(), "statswales", "ahp-quarter-ends");
    await appendFile(join(folder, file), line);
    await expect(checkPack(connection, folder)).rejects.toMatchObject({
      code: "invalid-pack",
      detail: expect.stringContaining(rule),
    });
  });

  test("is refused without a lookup", async () => {
    const folder = join(await writeAll(), "statswales", "ahp-quarter-ends");
    await mkdir(join(folder, "other"));
    await writeFile(join(folder, "lookup_Other.csv"), "refcode\n");
    await expect(checkPack(connection, folder)).rejects.toMatchObject({ code: "invalid-pack" });
  });
});
