import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareHistory } from "../../src/check/history.ts";
import { readContracts } from "../../src/contracts/contract.ts";
import { resolveFolders } from "../../src/paths.ts";
import { openWarehouse } from "../../src/warehouse/connect.ts";
import { loadReference } from "../../src/warehouse/reference.ts";
import { judge, type SentMutant, type Verdict, writeParquet } from "./judge.ts";
import { makeMutant } from "./mutants.ts";

export interface Session {
  judge(mutant: SentMutant): Promise<Verdict>;
  close(): Promise<void>;
}

/** One warehouse that takes mutants in, one after the other, as a run does. */
export async function openSession(project: string): Promise<Session> {
  const folder = await mkdtemp(join(tmpdir(), "gweithlu-fuzz-"));
  const folders = resolveFolders(project, folder, join(folder, "site"));
  const warehouse = await openWarehouse({ path: ":memory:", memory: "500MB", threads: 2 });
  const contracts = await readContracts(folders.pipelines);
  const contract = contracts.find(({ dataset }) => dataset === "education");
  if (!contract) throw new Error("unknown dataset: education");
  await loadReference(warehouse.connection, join(folders.pipelines, "reference"));
  await prepareHistory(warehouse.connection, contracts);
  return {
    judge: (mutant) => judge(warehouse, contract, folders, mutant),
    async close() {
      warehouse.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The mutants with these numbers, each in a file that is gone when the next is asked for. */
export async function* sendMutants(
  seed: number,
  from: number,
  to: number,
): AsyncGenerator<SentMutant & { number: number; mutation: string }> {
  const folder = await mkdtemp(join(tmpdir(), "gweithlu-mutants-"));
  const warehouse = await openWarehouse({ path: ":memory:" });
  try {
    const parquet = await writeParquet(warehouse, folder);
    for (let number = from; number < to; number++) {
      const { mutation, name, bytes, oracle } = await makeMutant(seed, number, parquet);
      const place = join(folder, String(number));
      await mkdir(place);
      const path = join(place, name);
      await writeFile(path, bytes);
      yield { number, mutation, path, name, oracle };
      await rm(place, { recursive: true });
    }
  } finally {
    warehouse.close();
    await rm(folder, { recursive: true, force: true });
  }
}
