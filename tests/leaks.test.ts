import { createHash } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { isOfPersons, readContracts } from "../src/contracts/contract.ts";
import { applyDecisions } from "../src/disclosure/apply.ts";
import { generateNation } from "../src/generate/generate.ts";
import { traceIndicators } from "../src/indicators/compute.ts";
import { readIndicators } from "../src/indicators/registry.ts";
import { readMessages } from "../src/messages/message.ts";
import { resolveFolders } from "../src/paths.ts";
import { readManifest } from "../src/release/manifest.ts";
import { addStatistics } from "../src/stages/compute.ts";
import type { Job } from "../src/stages/job.ts";
import { findPlace, readDefinitions, release } from "../src/stages/publish.ts";
import { projectSupply } from "../src/stages/supply.ts";
import { openWarehouse, quoteText, readRows } from "../src/warehouse/connect.ts";
import { readModels } from "../src/warehouse/models.ts";
import { gweithlu } from "./support/command-line.ts";
import { listFiles, readContent } from "./support/contents.ts";
import { project } from "./support/folders.ts";
import { pipelines } from "./support/given.ts";
import { quietOptions, silent } from "./support/quiet-run.ts";

// A release is made twice.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

let root: string;
/** Releases made of the same decisions: with the numbers as they are, and with other ones where they are hidden. */
let real: string;
let altered: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gweithlu-leaks-"));
  const incoming = join(root, "incoming");
  await generateNation({ out: incoming, pipelines, scale: 0.01, seed: 1, months: 15 });
  real = join(root, "real");
  const result = await gweithlu(["run", "--incoming", incoming, "--data", real, "--no-site"]);
  expect(result).toMatchObject({ code: 0 });
  altered = join(root, "altered");
  await publish(
    altered,
    `update result.ingredient set
       total = 7919 + total, numerator = 7919 + numerator, denominator = 7927 + denominator, people = 7933 + people,
       denominator_people = 7937 + denominator_people
     from result.decision
     where decision.reason is not null and decision.indicator = ingredient.indicator
       and decision.period_end = ingredient.period_end and decision.cell = ingredient.cell
       and decision.breakdown = ingredient.breakdown and decision.category = ingredient.category
       and decision.level = ingredient.level`,
  );
});

afterAll(() => rm(root, { recursive: true, force: true }));

test("no byte of a release, from which alone its site is built, depends on a hidden number", async () => {
  const [before, after] = [
    await hashFiles(join(real, "releases")),
    await hashFiles(join(altered, "releases")),
  ];
  expect(before.size).toBeGreaterThan(100);
  expect([...after].filter(([file, hash]) => before.get(file) !== hash).map(([file]) => file)).toEqual([]);
  expect(after.size).toBe(before.size);
});

test("no file names a person or an assignment of a return", async () => {
  const { connection, close } = await openWarehouse({ path: ":memory:" });
  const table = z.object({ texts: z.string() });
  const returns = join(root, "incoming", "*", "*.csv");
  const ids = await readRows(
    connection,
    z.object({ id: z.string() }),
    `with row as (from read_csv(${quoteText(returns)}, all_varchar = true, union_by_name = true))
     select person_id as id from row where person_id is not null
     union select assignment_id from row where assignment_id is not null`,
  );
  const known = new Set(ids.map(({ id }) => id));
  expect(known.size).toBeGreaterThan(100);
  const found: string[] = [];
  for (const file of await listFiles(join(real, "releases"))) {
    const path = join(real, "releases", file);
    const content = file.endsWith(".parquet")
      ? JSON.stringify(
          await readRows(connection, table, `select text::varchar as texts from ${quoteText(path)} as text`),
        )
      : await readContent(path);
    if (content.match(/[A-Za-z0-9-]+/g)?.some((word) => known.has(word))) found.push(file);
  }
  close();
  expect(found).toEqual([]);
});

test("numbers of rows do not tell how few persons an employer or a file has", async () => {
  const counted = z.object({ dataset: z.string(), rows: z.int() });
  const ofPersons = (await readContracts(pipelines)).filter(isOfPersons).map(({ dataset }) => dataset);
  const published = join(real, "published");
  const quality = z
    .object({ datasets: z.array(counted), returns: z.array(counted) })
    .parse(JSON.parse(await readFile(join(published, "quality.json"), "utf8")));
  const { inputs = [] } = (await readManifest(published)) ?? {};
  for (const list of [quality.datasets, quality.returns, inputs]) {
    const told = list.filter(({ dataset }) => ofPersons.includes(dataset));
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter(({ rows }) => rows % 100 !== 0)).toEqual([]);
    expect(list.some(({ rows }) => rows % 100 !== 0)).toBe(true);
  }
});

/** Publishes what the run decided, after a change of the computed numbers. */
async function publish(data: string, change: string): Promise<void> {
  const folders = resolveFolders(project, data, join(data, "dist"), join(root, "incoming"));
  await mkdir(folders.work, { recursive: true });
  await copyFile(join(real, "work", "warehouse.duckdb"), folders.warehouse);
  const { connection, close } = await openWarehouse({ path: folders.warehouse });
  const contracts = await readContracts(pipelines);
  const job: Job = {
    connection,
    contracts,
    folders,
    options: await quietOptions(folders),
    progress: silent,
    say: await readMessages("en"),
  };
  const definitions = await readDefinitions(job);
  const models = await readModels(connection, pipelines);
  const indicators = await traceIndicators(connection, await readIndicators(pipelines), models);
  const supply = await projectSupply(job, definitions.supply, definitions.policy);
  await connection.run(change);
  await applyDecisions(connection, indicators, { ...definitions.policy, arePersonsOpen: false });
  await addStatistics(job, indicators, definitions.statistics);
  await release(job, indicators, supply, definitions, await findPlace(job, definitions));
  close();
}

async function hashFiles(folder: string): Promise<Map<string, string>> {
  const files = await listFiles(folder);
  const hashes = files.map(async (file): Promise<[string, string]> => {
    const bytes = await readFile(join(folder, file));
    return [file, createHash("sha256").update(bytes).digest("hex")];
  });
  return new Map(await Promise.all(hashes));
}
