import { stat } from "node:fs/promises";
import { PipelineError } from "../errors.ts";
import { openWarehouse, type Warehouse } from "./connect.ts";

/** @throws PipelineError `no-warehouse` before the first run, `warehouse-in-use` while one goes on. */
export async function openReadOnly(path: string): Promise<Warehouse> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (!exists) throw new PipelineError("no-warehouse", path);
  try {
    return await openWarehouse({ path, readOnly: true });
  } catch (cause) {
    if (cause instanceof Error && /lock/i.test(cause.message)) {
      throw new PipelineError("warehouse-in-use", path, { cause });
    }
    throw cause;
  }
}
