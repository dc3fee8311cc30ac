import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { tableFromIPC } from "apache-arrow";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { generateNation } from "../src/generate/generate.ts";
import { readManifest } from "../src/release/manifest.ts";
import { openWarehouse, quoteText, readRows } from "../src/warehouse/connect.ts";
import { type CommandResult, gweithlu } from "./support/command-line.ts";
import { project, temporaryFolder } from "./support/folders.ts";
import { pipelines } from "./support/given.ts";
import { hashPublished, listPublished } from "./support/published.ts";

// Each of these tests runs the whole job, several times.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

const golden = fileURLToPath(new URL("golden/observations.csv", import.meta.url));
const nation = { scale: 0.05, seed: 1, months: 18, pipelines };
let root: string;
let incoming: string;
let data: string;
/** Returns of fewer people and a shorter time, and what a run made of them. */
let few: string;
let fewData: string;

beforeAll(async () => {
  const { mkdtemp } = await import("node:fs/promises");
  const { tmpdir } = await import("node:os");
  root = await mkdtemp(join(tmpdir(), "gweithlu-run-"));
  incoming = join(root, "incoming");
  data = join(root, "data");
  few = join(root, "few");
  fewData = join(root, "few-data");
  await generateNation({ ...nation, out: incoming });
  await generateNation({ ...nation, scale: 0.01, months: 3, out: few });
  const result = await gweithlu(
    ["run", "--incoming", incoming, "--data", data, "--no-site", "--threads", "2"],
    { TZ: "Europe/London" },
  );
  expect(result).toMatchObject({ code: 0 });
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe("a run on the example nation", () => {
  test("gives the golden observations", async () => {
    const warehouse = await openWarehouse({ path: ":memory:" });
    const changed = join(root, "observations-changed.csv");
    await warehouse.connection.run(
      `copy (select * from read_parquet(${quoteText(join(data, "published", "observations.parquet"))})
         where area = 'W92000004' and profession = 'all' or area = 'W11000024'
         qualify period_end = max(period_end) over (partition by indicator)
         order by all) to ${quoteText(changed)} (format csv, header true)`,
    );
    warehouse.close();
    const found = await readFile(changed, "utf8");
    if (!existsSync(golden) || found !== (await readFile(golden, "utf8"))) {
      await mkdir(join(golden, ".."), { recursive: true });
      await copyFile(changed, golden.replace(".csv", "-changed.csv"));
    }
    expect(found).toBe(await readFile(golden, "utf8"));
  });

  test("publishes the files of the contract, as its manifest says", async () => {
    const manifest = await readManifest(join(data, "published"));
    expect(manifest).toMatchObject({ release: "2026-09-30-1", as_at: "2026-09-30", example: true });
    const paths = manifest?.files.map((file) => file.path) ?? [];
    expect([...paths, "manifest.json"].sort()).toEqual(await listPublished(data));
    expect(paths.filter((path) => !path.includes("/"))).toEqual([
      "EXAMPLE-ENGHRAIFFT.txt",
      "changes.csv",
      "codes.json",
      "control_limits.json",
      "dcat.jsonld",
      "escalations.json",
      "feed_cy.xml",
      "feed_en.xml",
      "funnels.json",
      "indicators.json",
      "observations.arrow",
      "observations.csv.gz",
      "observations.parquet",
      "published_series.json",
      "quality.json",
      "releases.json",
      "revisions.json",
      "supply.json",
    ]);
    expect([
      ...new Set(paths.filter((path) => path.includes("/")).map((path) => path.split("/")[0])),
    ]).toEqual(["api", "csvw", "statswales", "tables"]);
    for (const { path, bytes, sha256 } of manifest?.files ?? []) {
      const content = await readFile(join(data, "published", path));
      expect([path, content.length]).toEqual([path, bytes]);
      expect(createHash("sha256").update(content).digest("hex")).toBe(sha256);
    }
  });

  test("gives the same rows as Parquet, Arrow and CSV, sorted by their key", async () => {
    const warehouse = await openWarehouse({ path: ":memory:" });
    const published = join(data, "published");
    const table = tableFromIPC(await readFile(join(published, "observations.arrow")));
    const [count] = await readRows(
      warehouse.connection,
      z.object({ parquet: z.int(), difference: z.int(), keys: z.int() }),
      `with parquet as (from read_parquet(${quoteText(join(published, "observations.parquet"))})),
       csv as (from read_csv(${quoteText(join(published, "observations.csv.gz"))}, header = true, all_varchar = true, nullstr = ''))
       select (select count(*)::int from parquet) as parquet,
         (select count(*)::int from (
           (select columns(*)::varchar from (select * replace (nullif(marker, '') as marker) from parquet) except all from csv))) as difference,
         (select count(distinct (indicator, period_end, area, profession, staff_type, breakdown, category, level))::int from parquet) as keys`,
    );
    expect(count).toEqual({ parquet: table.numRows, difference: 0, keys: table.numRows });
    const rows = await readRows(
      warehouse.connection,
      z.object({
        indicator: z.string(),
        area: z.string(),
        value: z.number().nullable(),
        people: z.int().nullable(),
      }),
      `select indicator, area, value, people from read_parquet(${quoteText(join(published, "observations.parquet"))})`,
    );
    for (const index of [0, 1234, rows.length - 1]) {
      const row = table.get(index)?.toJSON();
      expect(row).toMatchObject(rows[index] ?? {});
    }
    expect(table.schema.metadata.get("notice_cy")).toContain("enghreifftiol");
    warehouse.close();
  });

  test("shows no small count and nothing of a confidential cell, in any file", async () => {
    const warehouse = await openWarehouse({ path: join(data, "work", "warehouse.duckdb"), readOnly: true });
    const parquet = quoteText(join(data, "published", "observations.parquet"));
    const [leaks] = await readRows(
      warehouse.connection,
      z.object({ confidential: z.int(), shown: z.int(), small: z.int() }),
      `with observation as (select * from read_parquet(${parquet}))
       select count(*) filter (marker like 'c%')::int as confidential,
         count(*) filter (marker like 'c%' and coalesce(numerator, denominator, value, lower, upper, people) is not null)::int as shown,
         count(*) filter (people between 1 and 4)::int as small
       from observation`,
    );
    expect(leaks?.confidential).toBeGreaterThan(1000);
    expect(leaks).toMatchObject({ shown: 0, small: 0 });
    const persons = await readRows(
      warehouse.connection,
      z.object({ person: z.string() }),
      "select hashed::varchar as person from history.person using sample 20 rows",
    );
    const texts = await Promise.all(
      (await listPublished(data)).map(async (name) => {
        const content = await readFile(join(data, "published", name));
        if (name.endsWith(".xlsx"))
          return Object.values(unzipSync(content))
            .map((bytes) => strFromU8(bytes))
            .join("");
        return (name.endsWith(".gz") ? gunzipSync(content) : content).toString("latin1");
      }),
    );
    for (const { person } of persons) expect(texts.some((text) => text.includes(person))).toBe(false);
    expect(texts.some((text) => /EX[0-9a-f]{10}/.test(text))).toBe(false);
    warehouse.close();
  });

  test("a second run with nothing new says so and changes nothing", async () => {
    const before = await hashPublished(data);
    const result = await gweithlu([
      "run",
      "--incoming",
      incoming,
      "--data",
      data,
      "--no-site",
      "--lang",
      "cy",
    ]);
    expect(result).toMatchObject({ code: 0 });
    expect(result.stdout).toContain("Dim byd newydd");
    expect(await hashPublished(data)).toEqual(before);
    expect(await readdir(join(data, "releases"))).toEqual(["2026-09-30-1"]);
  });

  test("another machine gives the same bytes, and a second run meanwhile is told who holds the lock", async () => {
    const other = join(root, "other");
    const own = ["run", "--incoming", few, "--data", fewData, "--no-site", "--threads", "2"];
    expect(await gweithlu(own, { TZ: "Europe/London" })).toMatchObject({ code: 0 });
    const options = ["run", "--incoming", few, "--data", other, "--no-site"];
    const [first, second] = await Promise.all([
      gweithlu([...options, "--threads", "8"], { TZ: "Asia/Tokyo", LANG: "cy_GB.UTF-8" }),
      waitForFile(join(other, "work", "run.lock")).then(() => gweithlu(options)),
    ]);
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/another run is under way .*: \d+ · .+ · 20\d\d-/);
    expect(first).toMatchObject({ code: 0 });
    expect(await hashPublished(other)).toEqual(await hashPublished(fewData));
  });

  test("only the datasets asked for are used; what needs the others is not available", async () => {
    const only = join(root, "only");
    const options = ["run", "--incoming", few, "--data", only, "--no-site"];
    expect(await gweithlu([...options, "--only", "staff"])).toMatchObject({ code: 0 });
    const asked = (await readManifest(join(only, "published")))?.inputs.map((input) => input.dataset);
    expect(asked).toEqual(["published_series", "staff"]);
    const warehouse = await openWarehouse({ path: ":memory:" });
    const states = await readRows(
      warehouse.connection,
      z.object({ indicator: z.string(), is_available: z.boolean() }),
      `select indicator, bool_or(not list_contains(string_split(marker, ' '), 'x')) as is_available
       from read_parquet(${quoteText(join(only, "published", "observations.parquet"))})
       where indicator in ('headcount', 'vacancy-rate') group by indicator order by indicator`,
    );
    warehouse.close();
    expect(states).toEqual([
      { indicator: "headcount", is_available: true },
      { indicator: "vacancy-rate", is_available: false },
    ]);
  });

  test("explain shows where a number comes from", async () => {
    const asked = [
      "explain",
      "advanced-posts",
      "--data",
      data,
      "--area",
      "W92000004",
      "--period",
      "2026-Q3",
      "--json",
    ];
    const result = await gweithlu(asked);
    const shape = z.object({
      cell: z.object({ value: z.number(), marker: z.string() }),
      inputs: z.array(z.object({ dataset: z.string(), sha256: z.string() })),
    });
    const explained = shape.parse(JSON.parse(result.stdout));
    const warehouse = await openWarehouse({ path: ":memory:" });
    const [published] = await readRows(
      warehouse.connection,
      z.object({ value: z.number() }),
      `select value from read_parquet(${quoteText(join(data, "published", "observations.parquet"))})
       where indicator = 'advanced-posts' and period = '2026-Q3' and area = 'W92000004' and profession = 'all' and breakdown = 'none'`,
    );
    warehouse.close();
    expect(explained.cell.value).toBe(published?.value);
    const manifest = await readManifest(join(data, "published"));
    expect(manifest?.inputs.map((input) => input.sha256)).toEqual(
      expect.arrayContaining(explained.inputs.map((input) => input.sha256)),
    );
    const text = await gweithlu(["explain", "leaver-rate", "--data", data, "--lang", "cy"]);
    expect(text.stdout).toContain("Cyfradd gadael");
  });

  test("explain gives a reason, not the number, for a confidential cell", async () => {
    const warehouse = await openWarehouse({ path: join(data, "work", "warehouse.duckdb"), readOnly: true });
    const [hidden] = await readRows(
      warehouse.connection,
      z.object({ area: z.string(), profession: z.string() }),
      `select area, profession from result.observation
       where indicator = 'headcount' and period = '2026-Q3' and marker = 'c' and staff_type = 'all' and breakdown = 'none' limit 1`,
    );
    warehouse.close();
    const { stdout } = await gweithlu([
      "explain",
      "headcount",
      "--data",
      data,
      "--area",
      hidden?.area ?? "",
      "--profession",
      hidden?.profession ?? "",
    ]);
    expect(stdout).toContain("The number is confidential");
    expect(stdout).not.toContain("Value:");
  });
});

describe("wrong use and bad data", () => {
  test.each([
    [
      ["explain", "no-such-indicator"],
      2,
      "unknown indicator (→ the closest there are): no-such-indicator → ",
    ],
    [["run", "--as-at", "yesterday"], 2, "invalid value: --asAt"],
    [["run", "--only", "horses"], 2, "unknown dataset: horses"],
    [["fly"], 2, "unknown command"],
    [["generate"], 2, "--out"],
  ])("%j", async (arguments_, code, message) => {
    const result = await gweithlu(arguments_);
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(message);
  });

  test("too much rejected: nothing is published and the last release stands", async () => {
    const folder = join(await temporaryFolder(), "incoming");
    const own = join(folder, "staff");
    await mkdir(own, { recursive: true });
    await copyFile(
      join(project, "tests", "fixtures", "faults", "too-many-rejected.csv"),
      join(own, "return.csv"),
    );
    const before = await hashPublished(data);
    const result = await gweithlu(["run", "--incoming", folder, "--data", data, "--no-site"]);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain("line 5: “full”");
    expect(result.stderr).toContain("the last release stands");
    expect(await hashPublished(data)).toEqual(before);
  });

  test("one's own files take the place of the example, and a corrected file that of the first, a late one its own place", async () => {
    const heading = "snapshot_date,person_id,assignment_id,employer_code,occupation_code,afc_band,fte\n";
    const lines = (count: number, date = "2025-09-30"): string =>
      Array.from({ length: count }, (_, index) => `${date},person${index},A${index},7A7,S1E,6,1\n`).join("");
    const run = (): Promise<CommandResult> =>
      gweithlu(["run", "--incoming", few, "--data", fewData, "--no-site"]);
    expect((await readManifest(join(fewData, "published")))?.example).toBe(true);
    await writeFile(join(few, "staff", "own.csv"), heading + lines(8));
    expect(await run()).toMatchObject({ code: 0 });
    expect(await readManifest(join(fewData, "published"))).toMatchObject({
      example: false,
      notice: null,
    });
    await writeFile(join(few, "staff", "own-corrected.csv"), heading + lines(9));
    await run();
    const warehouse = await openWarehouse({ path: ":memory:" });
    const [headcount] = await readRows(
      warehouse.connection,
      z.object({ value: z.number() }),
      `select value from read_parquet(${quoteText(join(fewData, "published", "observations.parquet"))})
       where indicator = 'headcount' and area = 'W92000004' and profession = 'all' and staff_type = 'all' and breakdown = 'none'`,
    );
    warehouse.close();
    expect(headcount?.value).toBe(9);
    expect(await readlink(join(fewData, "published"))).toContain("2025-09-30-2");
    await writeFile(join(few, "staff", "own-late.csv"), heading + lines(7, "2025-06-30"));
    expect(await run()).toMatchObject({ code: 0 });
    const kept = await openWarehouse({
      path: join(fewData, "work", "warehouse.duckdb"),
      readOnly: true,
    });
    const versions = await readRows(
      kept.connection,
      z.object({ table: z.string(), date: z.string(), rows: z.int() }),
      `select 'history' as "table", snapshot_date::varchar as date, count(*)::int as rows
         from history.staff join history.load using (load_id) where not is_example group by load_id, date
       union all select 'current', snapshot_date::varchar, count(*)::int from current.staff group by all
       order by all`,
    );
    kept.close();
    expect(versions).toEqual([
      { table: "current", date: "2025-06-30", rows: 7 },
      { table: "current", date: "2025-09-30", rows: 9 },
      { table: "history", date: "2025-06-30", rows: 7 },
      { table: "history", date: "2025-09-30", rows: 8 },
      { table: "history", date: "2025-09-30", rows: 9 },
    ]);
  });

  test("one return of one employer is enough for a release and a site", async () => {
    const folder = await temporaryFolder();
    const sent = join(folder, "incoming", "staff");
    await mkdir(sent, { recursive: true });
    await copyFile(
      join(project, "tests", "fixtures", "faults", "unknown-optional-code.csv"),
      join(sent, "one.csv"),
    );
    const result = await gweithlu([
      "run",
      ...[
        "--incoming",
        join(folder, "incoming"),
        "--data",
        join(folder, "data"),
        "--site",
        join(folder, "site"),
      ],
    ]);
    expect(result).toMatchObject({ code: 0 });
    for (const language of ["en", "cy"]) {
      const page = await readFile(join(folder, "site", language, "index.html"), "utf8");
      expect(page).toContain(`lang="${language}"`);
      expect(page).not.toContain(language === "en" ? "Example data" : "Data enghreifftiol");
    }
  });

  test("a refused file does not stop the others, and the exit code says that data need attention", async () => {
    const folder = await temporaryFolder();
    const sent = join(folder, "incoming", "staff");
    await mkdir(sent, { recursive: true });
    const faults = join(project, "tests", "fixtures", "faults");
    await copyFile(join(faults, "direct-identifier.csv"), join(sent, "refused.csv"));
    await copyFile(join(faults, "unknown-optional-code.csv"), join(sent, "good.csv"));
    const result = await gweithlu([
      "run",
      "--incoming",
      join(folder, "incoming"),
      "--data",
      join(folder, "data"),
      "--no-site",
    ]);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain("NHS Number");
    expect(result.stderr + result.stdout).not.toContain("9434765919");
    expect(await readManifest(join(folder, "data", "published"))).toMatchObject({
      inputs: [
        expect.objectContaining({ name: expect.stringContaining("published") }),
        expect.objectContaining({ name: "good.csv" }),
      ],
    });
  });
});

async function waitForFile(path: string): Promise<void> {
  await vi.waitUntil(() => existsSync(path), { timeout: 60_000, interval: 20 });
}
