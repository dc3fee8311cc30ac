import { createHash } from "node:crypto";
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { readManifest } from "../../src/release/manifest.ts";
import { openWarehouse, quoteText, readRows } from "../../src/warehouse/connect.ts";
import { type CommandResult, gweithlu } from "../support/command-line.ts";

// Each of these tests runs the whole job, several times.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

/** Marked as examples, whose releases do not wait for the audit. */
const heading =
  "snapshot_date,person_id,assignment_id,employer_code,occupation_code,afc_band,fte,example_data_enghreifftiol\n";
const first = "2025-09-30";
const second = "2025-12-31";
const third = "2026-03-31";

let root: string;

/** One return: so many physiotherapists of an employer on one day. */
function returned(date: string, employer: string, persons: number, fte = 1): string {
  const line = (number: number): string =>
    `${date},${employer}-person${number},${employer}-${number},${employer},S1E,6,${fte},1\n`;
  return heading + Array.from({ length: persons }, (_, index) => line(index)).join("");
}

function send(name: string, content: string): Promise<void> {
  return writeFile(join(root, "incoming", "staff", name), content);
}

function run(...more: string[]): Promise<CommandResult> {
  return gweithlu([
    "run",
    "--incoming",
    join(root, "incoming"),
    "--data",
    join(root, "data"),
    "--no-site",
    ...more,
  ]);
}

function ask(...words: string[]): Promise<CommandResult> {
  return gweithlu([...words, "--data", join(root, "data")]);
}

async function publishedRelease(): Promise<string | undefined> {
  return (await readManifest(join(root, "data", "published")))?.release;
}

/** Says of what came last that it came on that day. */
async function receivedOn(day: string): Promise<void> {
  const warehouse = await openWarehouse({ path: join(root, "data", "work", "warehouse.duckdb") });
  await warehouse.connection.run(
    `update history.load set received_at = timestamp '${day} 12:00:00' where received_at > timestamp '2026-06-30'`,
  );
  warehouse.close();
}

async function hashRelease(release: string): Promise<Record<string, string>> {
  const folder = join(root, "data", "releases", release);
  const hashes: Record<string, string> = {};
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  for (const name of files.sort()) {
    hashes[name] = createHash("sha256")
      .update(await readFile(join(folder, name)))
      .digest("hex");
  }
  return hashes;
}

const change = z.object({
  period: z.string(),
  area: z.string(),
  old_value: z.number().nullable(),
  new_value: z.number().nullable(),
  kind: z.string(),
  cause_file: z.string().nullable(),
  cause_employer: z.string().nullable(),
});

/** Changed headcounts of all professions and staff types. */
async function readChanges(release: string): Promise<z.infer<typeof change>[]> {
  const warehouse = await openWarehouse({ path: ":memory:" });
  const path = join(root, "data", "releases", release, "changes.csv");
  try {
    return await readRows(
      warehouse.connection,
      change,
      `select period, area, old_value::double as old_value, new_value::double as new_value, kind, cause_file, cause_employer
       from read_csv(${quoteText(path)}, header = true, all_varchar = true)
       where indicator = 'headcount' and profession = 'all' and staff_type = 'all' and breakdown = 'none'
       order by period, area`,
    );
  } finally {
    warehouse.close();
  }
}

async function readMarkers(release: string): Promise<Record<string, string>> {
  const warehouse = await openWarehouse({ path: ":memory:" });
  const path = join(root, "data", "releases", release, "observations.parquet");
  const rows = await readRows(
    warehouse.connection,
    z.object({ cell: z.string(), marker: z.string() }),
    `select area || ' ' || period as cell, marker from read_parquet(${quoteText(path)})
     where indicator = 'headcount' and profession = 'all' and staff_type = 'all' and breakdown = 'none'
       and area in ('7A7', '7A1', 'W92000004')`,
  );
  warehouse.close();
  return Object.fromEntries(rows.map(({ cell, marker }) => [cell, marker]));
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gweithlu-releases-"));
  await mkdir(join(root, "incoming", "staff"), { recursive: true });
  await send("a.csv", returned(first, "7A7", 8));
  await send("b.csv", returned(first, "7A1", 20));
  await send("c.csv", returned(second, "7A7", 9));
  expect(await run()).toMatchObject({ code: 0 });
  await receivedOn("2026-01-10");
});

afterAll(() => rm(root, { recursive: true, force: true }));

test("the first release has no changes; numbers are provisional until the next return of their area", async () => {
  expect(await publishedRelease()).toBe("2025-12-31-1");
  expect(await readChanges("2025-12-31-1")).toEqual([]);
  expect(await readMarkers("2025-12-31-1")).toMatchObject({
    "7A7 2025-Q3": "",
    "7A7 2025-Q4": "p",
    "7A1 2025-Q3": "p",
    "W92000004 2025-Q3": expect.stringMatching(/^p\b/),
  });
});

test("a late return, then a correction, then a new period: each change has its kind and its cause", async () => {
  await send("late.csv", returned(second, "7A1", 21));
  expect(await run()).toMatchObject({ code: 0 });
  await receivedOn("2026-02-10");
  const late = await readChanges("2025-12-31-2");
  const cause = { period: "2025-Q4", cause_file: "late.csv", cause_employer: "7A1", kind: "late-return" };
  expect(late).toContainEqual({ ...cause, area: "7A1", old_value: null, new_value: 21 });
  expect(late).toContainEqual({ ...cause, area: "W92000004", old_value: 9, new_value: 30 });
  expect(late.filter(({ kind }) => kind !== "late-return")).toEqual([]);
  expect(await readMarkers("2025-12-31-2")).toMatchObject({
    "7A1 2025-Q3": "",
    "7A1 2025-Q4": "p",
    "W92000004 2025-Q4": expect.stringMatching(/^p r\b/),
  });

  await send("@corrected,=1+1.csv", returned(second, "7A7", 11));
  expect(await run()).toMatchObject({ code: 0 });
  await receivedOn("2026-03-10");
  expect(await readChanges("2025-12-31-3")).toContainEqual({
    period: "2025-Q4",
    area: "7A7",
    old_value: 9,
    new_value: 11,
    kind: "correction",
    cause_file: "_corrected_=1+1.csv",
    cause_employer: "7A7",
  });
  const corrected = await readMarkers("2025-12-31-3");
  expect(corrected["7A7 2025-Q4"]).toBe("p r");
  expect(corrected["7A1 2025-Q4"]).toBe("p");

  await send("d.csv", returned(third, "7A7", 12));
  expect(await run()).toMatchObject({ code: 0 });
  await receivedOn("2026-04-10");
  const fresh = await readChanges("2026-03-31-1");
  expect(new Set(fresh.map(({ kind, period }) => `${kind} ${period}`))).toEqual(
    new Set(["new-period 2026-Q1"]),
  );
  expect((await readMarkers("2026-03-31-1"))["7A7 2025-Q4"]).toBe("");
});

test("diff says the same as the releases' own changes, and adds up over several", async () => {
  const shape = z.object({
    cells: z.int(),
    kinds: z.array(z.object({ kind: z.string(), cells: z.int() })),
    causes: z.array(z.object({ file: z.string().nullable() })),
  });
  const diff = async (a: string, b: string): Promise<z.infer<typeof shape>> =>
    shape.parse(JSON.parse((await ask("diff", a, b, "--json")).stdout));
  const own = shape.parse(
    JSON.parse(await readFile(join(root, "data", "releases", "2025-12-31-3", "revisions.json"), "utf8")),
  );
  expect(await diff("2025-12-31-2", "2025-12-31-3")).toEqual({ ...own });
  const both = await diff("2025-12-31-1", "2025-12-31-3");
  expect(new Set(both.causes.map(({ file }) => file))).toEqual(new Set(["late.csv", "@corrected,=1+1.csv"]));
  expect((await diff("2025-12-31-3", "2025-12-31-3")).cells).toBe(0);
  const text = await ask("diff", "2025-12-31-1", "2025-12-31-2", "--lang", "cy");
  expect(text.stdout).toContain("ffurflen hwyr");
  expect(await ask("diff", "2025-12-31-1", "2020-01-01-1")).toMatchObject({ code: 2 });
});

test("rollback publishes an older release; a run with nothing new leaves it, one with something new goes on from it", async () => {
  expect(await ask("rollback", "2025-12-31-2", "--no-site")).toMatchObject({ code: 0 });
  expect(await publishedRelease()).toBe("2025-12-31-2");
  const again = await run();
  expect(again.stderr).toContain("2026-03-31-1 was taken back, and 2025-12-31-2 stays published");
  expect(await publishedRelease()).toBe("2025-12-31-2");
  const states = z.array(z.object({ release: z.string(), state: z.string() }));
  const listed = states.parse(JSON.parse((await ask("releases", "--json")).stdout));
  expect(listed.map(({ release, state }) => `${release} ${state}`)).toEqual([
    "2025-12-31-1 kept",
    "2025-12-31-2 published",
    "2025-12-31-3 withdrawn",
    "2026-03-31-1 withdrawn",
  ]);
  expect(await ask("rollback", "2026-03-31-1", "--no-site")).toMatchObject({ code: 0 });
  expect(await ask("rollback", "2025-01-01-9", "--no-site")).toMatchObject({ code: 2 });
});

test("a damaged release is not put back", async () => {
  const folder = join(root, "data", "releases", "2025-12-31-1");
  await cp(folder, join(root, "copy"), { recursive: true });
  await appendFile(join(folder, "codes.json"), " ");
  const result = await ask("rollback", "2025-12-31-1", "--no-site");
  expect(result).toMatchObject({ code: 1 });
  expect(result.stderr).toContain("codes.json");
  expect(await publishedRelease()).toBe("2026-03-31-1");
  await rm(folder, { recursive: true });
  await cp(join(root, "copy"), folder, { recursive: true });
});

test("a past release that was lost is made again, byte for byte, from what had been received by its day", async () => {
  const before = await hashRelease("2025-12-31-3");
  const archive = join(root, "data", "work", "archive", "2025-12-31-3");
  await mkdir(archive, { recursive: true });
  for (const name of ["manifest.json", "observations.parquet", "indicators.json"]) {
    await cp(join(root, "data", "releases", "2025-12-31-3", name), join(archive, name));
  }
  await rm(join(root, "data", "releases", "2025-12-31-3"), { recursive: true });
  expect(await run("--as-at", "2026-03-31", "--threads", "1")).toMatchObject({ code: 0 });
  expect(await publishedRelease()).toBe("2025-12-31-3");
  expect(await hashRelease("2025-12-31-3")).toEqual(before);
  expect(await run()).toMatchObject({ code: 0 });
  expect(await publishedRelease()).toBe("2026-03-31-1");
});

test("a release whose file was changed is made again by the next run", async () => {
  const before = await hashRelease("2026-03-31-1");
  await writeFile(join(root, "data", "published", "codes.json"), "{}");
  expect(await run()).toMatchObject({ code: 0 });
  expect(await hashRelease("2026-03-31-1")).toEqual(before);
});
