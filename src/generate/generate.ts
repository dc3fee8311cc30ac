import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join, parse } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import { openWarehouse, quoteText, readRows } from "../warehouse/connect.ts";
import { loadReference } from "../warehouse/reference.ts";

export interface GenerateOptions {
  /** Folder that receives one folder per dataset. */
  out: string;
  /** Size of the nation; 1 is about 11,000 people in post at the end. */
  scale: number;
  /** The same seed gives the same bytes, whatever the number of threads. */
  seed: number;
  /** Length of the window in months, whole quarters, up to the last snapshot. */
  months: number;
  /** The folder `pipelines`. */
  pipelines: string;
  threads?: number;
  /** Memory limit such as `4GB`. */
  memory?: string;
  /** Called when a dataset has been written. */
  onDataset?: (name: string, rows: number) => void;
}

export interface GeneratedFile {
  dataset: string;
  file: string;
  rows: number;
}

const written = z.object({ Count: z.coerce.number().int() });

/**
 * Writes the example nation: one CSV file per dataset of `pipelines/example/datasets`, every row marked in
 * its last column `example_data_enghreifftiol`. A file appears complete or not at all.
 * @throws PipelineError `invalid-scale`, `invalid-seed`, `invalid-months`
 */
export async function generateNation(options: GenerateOptions): Promise<GeneratedFile[]> {
  checkOptions(options);
  const example = join(options.pipelines, "example");
  const { connection, close } = await openWarehouse({
    path: ":memory:",
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    ...(options.memory === undefined ? {} : { memory: options.memory }),
  });
  try {
    await loadReference(connection, join(options.pipelines, "reference"));
    await loadReference(connection, example, "example");
    for (const name of ["scale", "seed", "months"] as const) {
      await connection.run(`set variable ${name} = ${options[name]}`);
    }
    for (const file of await listSqlFiles(join(example, "steps"))) {
      await connection.run(await readFile(file, "utf8"));
    }
    const files: GeneratedFile[] = [];
    for (const file of await listSqlFiles(join(example, "datasets"))) {
      const dataset = parse(file).name;
      const target = join(options.out, dataset, `example-enghraifft-${dataset}.csv`);
      const rows = await writeDataset(connection, await readFile(file, "utf8"), target);
      options.onDataset?.(dataset, rows);
      files.push({ dataset, file: target, rows });
    }
    return files;
  } finally {
    close();
  }
}

function checkOptions({ scale, seed, months }: GenerateOptions): void {
  if (!(scale > 0 && scale <= 1000)) {
    throw new PipelineError("invalid-scale", `invalid scale: ${scale}`, {
      kind: "usage",
      hint: "give a number above 0, at most 1000; 1 is about 11,000 people",
    });
  }
  if (!(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new PipelineError("invalid-seed", `invalid seed: ${seed}`, {
      kind: "usage",
      hint: "give a whole number, 0 or above",
    });
  }
  if (!(Number.isInteger(months) && months >= 3 && months <= 360 && months % 3 === 0)) {
    throw new PipelineError("invalid-months", `invalid months: ${months}`, {
      kind: "usage",
      hint: "give whole quarters: a multiple of 3 from 3 to 360",
    });
  }
}

async function listSqlFiles(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).sort();
  return files.map((file) => join(folder, file));
}

async function writeDataset(connection: DuckDBConnection, select: string, target: string): Promise<number> {
  const { dir, base } = parse(target);
  await mkdir(dir, { recursive: true });
  const unfinished = join(dir, `.${base}.unfinished`);
  try {
    const [count] = await readRows(
      connection,
      written,
      `copy (select *, 1 as example_data_enghreifftiol from (${select}))
       to ${quoteText(unfinished)} (format csv, header)`,
    );
    await rename(unfinished, target);
    return count?.Count ?? 0;
  } finally {
    await rm(unfinished, { force: true });
  }
}
