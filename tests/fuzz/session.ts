import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareHistory } from "../../src/check/history.ts";
import { readContracts } from "../../src/contracts/contract.ts";
import { resolveFolders } from "../../src/paths.ts";
import { openWarehouse } from "../../src/warehouse/connect.ts";
import { loadReference } from "../../src/warehouse/reference.ts";
import { judge, type Verdict, writeParquet } from "./judge.ts";
import { makeMutant } from "./mutants.ts";

export interface Judged extends Verdict {
  number: number;
  mutation: string;
}

/** Judges the mutants with these numbers, one after the other, in one warehouse as a run does. */
export async function* judgeMutants(
  project: string,
  seed: number,
  from: number,
  to: number,
): AsyncGenerator<Judged> {
  const folder = await mkdtemp(join(tmpdir(), "gweithlu-fuzz-"));
  const folders = resolveFolders(project, folder, join(folder, "site"));
  const warehouse = await openWarehouse({ path: ":memory:", memory: "500MB", threads: 2 });
  try {
    const contracts = await readContracts(folders.pipelines);
    const contract = contracts.find(({ dataset }) => dataset === "education");
    if (!contract) throw new Error("unknown dataset: education");
    await loadReference(warehouse.connection, join(folders.pipelines, "reference"));
    await prepareHistory(warehouse.connection, contracts);
    const parquet = await writeParquet(warehouse, folder);
    for (let number = from; number < to; number++) {
      const mutant = await makeMutant(seed, number, parquet);
      yield { number, mutation: mutant.mutation, ...(await judge(warehouse, contract, folders, mutant)) };
    }
  } finally {
    warehouse.close();
    await rm(folder, { recursive: true, force: true });
  }
}
