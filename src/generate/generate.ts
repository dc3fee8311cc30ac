import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join, parse } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { openWarehouse, quoteText, readRows } from "../warehouse/connect.ts";
import { loadReference } from "../warehouse/reference.ts";

export interface GenerateOptions {
  /** Folder that receives one folder per dataset. */
  out: string;
  /** Size of the nation, above 0; 1 is about 11,000 people in post at the end. */
  scale: number;
  /** A whole number; the same one gives the same bytes, whatever the number of threads. */
  seed: number;
  /** Length of the window up to the last snapshot, in months: a multiple of 3. */
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
 */
export async function generateNation(options: GenerateOptions): Promise<GeneratedFile[]> {
  const example = join(options.pipelines, "example");
  const spill = join(options.out, ".unfinished");
  const { connection, close } = await openWarehouse({
    path: ":memory:",
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    ...(options.memory === undefined ? {} : { memory: options.memory }),
  });
  try {
    await connection.run(`set temp_directory = ${quoteText(spill)}`);
    await loadReference(connection, join(options.pipelines, "reference"));
    await loadReference(connection, example, "example");
    for (const name of ["scale", "seed", "months"] as const) {
      await connection.run(`set variable ${name} = $value`, { value: options[name] });
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
    await rm(spill, { recursive: true, force: true });
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
