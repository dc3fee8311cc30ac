import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { auditRelease } from "../src/audit/audit.ts";
import { type AuditReport, auditReport } from "../src/audit/report.ts";
import { PipelineError } from "../src/errors.ts";
import { generateNation } from "../src/generate/generate.ts";
import { readMessages } from "../src/messages/message.ts";
import { type Folders, resolveFolders } from "../src/paths.ts";
import { run } from "../src/run.ts";
import { openWarehouse, quoteText } from "../src/warehouse/connect.ts";
import { gweithlu } from "./support/command-line.ts";
import { listFiles } from "./support/contents.ts";
import { project } from "./support/folders.ts";
import { pipelines } from "./support/given.ts";
import { quietOptions, silent } from "./support/quiet-run.ts";

// The whole job runs several times.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

vi.mock(import("../src/audit/audit.ts"), { spy: true });

let root: string;
let folders: Folders;
/** What the audit that lets the first release appear says. */
let report: AuditReport;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gweithlu-gate-"));
  folders = resolveFolders(project, join(root, "data"), join(root, "dist"));
  await generateNation({ out: folders.incoming, pipelines, scale: 0.01, seed: 1, months: 3 });
  for (const file of await listFiles(folders.incoming)) await unmark(join(folders.incoming, file));
  await publish();
  report = auditReport.parse(JSON.parse(await readFile(join(folders.review, "audit.json"), "utf8")));
});

afterAll(() => rm(root, { recursive: true, force: true }));

test("a release of real data appears after an audit that finds nothing", async () => {
  expect(report.total.hidden).toBeGreaterThan(1000);
  expect(report.failures).toEqual([]);
  expect(await readdir(folders.releases)).toHaveLength(1);
});

test("the command attacks what is published, and finds a small count that is shown", async () => {
  const data = join(root, "opened");
  const published = join(data, "published");
  await cp(folders.published, published, { recursive: true, dereference: true });
  const { connection, close } = await openWarehouse({ path: ":memory:" });
  const cells = quoteText(join(published, "observations.parquet"));
  await connection.run(`
    create table cell as from ${cells} where indicator = 'headcount' and period_end = '2026-09-30';
    copy cell to ${cells} (format parquet)`);
  const safe = await gweithlu(["audit", "--data", data, "--json"]);
  expect(safe.code).toBe(0);
  const { failures, total } = auditReport.parse(JSON.parse(safe.stdout));
  expect(failures).toEqual([]);
  expect(total.hidden).toBeGreaterThan(50);
  await connection.run(`
    update cell set people = 3, value = 3, marker = ''
      where rowid = (select min(rowid) from cell where breakdown = 'none' and starts_with(marker, 'c'));
    copy cell to ${cells} (format parquet)`);
  close();
  const opened = await gweithlu(["audit", "--data", data, "--json"]);
  expect(opened.code).toBe(1);
  expect(opened.stderr).not.toContain("Nothing was published");
  expect(auditReport.parse(JSON.parse(opened.stdout)).failures).toContainEqual(
    expect.objectContaining({ table: "in-post", found_by: "shown", min: 3, max: 3 }),
  );
});

test("what the audit goes on finding is published never, and the last release stands", async () => {
  const before = await readdir(folders.releases);
  const { failures, ...rest } = report;
  const found = {
    population: "in-post",
    period: "2026-09-30",
    area: "W11000024",
    profession: "dietitian",
  } as const;
  const failure = { table: "in-post", ...found, staff_type: "all", category: "", min: 3, max: 3 };
  vi.mocked(auditRelease).mockClear();
  vi.mocked(auditRelease).mockResolvedValue({
    ...rest,
    failures: [...failures, { ...failure, found_by: "shown" }],
  });
  await expect(republish()).rejects.toMatchObject({ code: "audit-failed" });
  expect(vi.mocked(auditRelease)).toHaveBeenCalledTimes(6);
  expect(await readdir(folders.releases)).toEqual(before);
  expect(existsSync(folders.published)).toBe(true);
});

test("an audit that breaks off publishes nothing", async () => {
  const before = await readdir(folders.releases);
  vi.mocked(auditRelease).mockRejectedValue(new PipelineError("audit-broken", "the solver stopped"));
  await expect(republish()).rejects.toMatchObject({ code: "audit-broken" });
  expect(await readdir(folders.releases)).toEqual(before);
});

/** Publishes again, as the returns of one dataset less say something else. */
async function republish(): Promise<void> {
  await publish(["staff", "establishment", "leavers", "vacancies", "welsh_skills"]);
}

async function publish(only: string[] | null = null): Promise<void> {
  await mkdir(folders.work, { recursive: true });
  await run(await quietOptions(folders, only), silent, await readMessages("en"));
}

/** Takes away the last column, which says that the data are an example. */
async function unmark(path: string): Promise<void> {
  const lines = (await readFile(path, "utf8")).split("\n");
  await writeFile(path, lines.map((line) => line.slice(0, Math.max(0, line.lastIndexOf(",")))).join("\n"));
}
