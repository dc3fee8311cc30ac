import { basename, dirname, resolve } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Identifiers } from "../check/identifiers.ts";
import type { Contract } from "../contracts/contract.ts";
import { PipelineError } from "../errors.ts";
import type { ReceivedFile } from "../receive/find.ts";
import { FileRefused, type Refusal } from "../receive/refusal.ts";
import { openSource } from "../receive/source.ts";

/** How well a file fits a contract. */
interface Fit {
  contract: Contract;
  /** Columns that were found; where required ones are missing, the required ones that were found. */
  found: number;
  refusal: Refusal | null;
}

/**
 * The contract of a file that came without one: that of the dataset its folder is named after, else the one that knows
 * most of its headings and misses none; else, for its report, the one of which most required ones are there.
 * @param scratch path prefix for decoded copies
 * @throws FileRefused when it is refused for something else than missing columns
 * @throws PipelineError `ambiguous-dataset`
 */
export async function recogniseContract(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
  file: ReceivedFile,
  identifiers: Identifiers,
  scratch: string,
): Promise<Contract> {
  const folder = basename(dirname(resolve(file.path)));
  const named = contracts.find((contract) => contract.dataset === folder);
  if (named) return named;
  const fits: Fit[] = [];
  for (const contract of contracts.filter((one) => !one.file)) {
    const source = `${scratch}-${contract.dataset}`;
    fits.push(await tryContract(connection, contract, file, identifiers, source));
  }
  const complete = fits.filter(({ refusal }) => refusal === null);
  const refused = fits.find(({ refusal }) => refusal !== null && refusal.rule !== "missing-column");
  if (complete.length === 0 && refused?.refusal) throw new FileRefused(refused.refusal);
  const candidates = complete.length > 0 ? complete : fits;
  const most = Math.max(...candidates.map(({ found }) => found));
  const best = candidates.filter(({ found }) => found === most);
  const [only] = best;
  if (only === undefined || best.length > 1) {
    const names = best.map(({ contract }) => contract.dataset).join(", ");
    throw new PipelineError("ambiguous-dataset", names, { where: file.path, kind: "usage" });
  }
  return only.contract;
}

async function tryContract(
  connection: DuckDBConnection,
  contract: Contract,
  file: ReceivedFile,
  identifiers: Identifiers,
  scratch: string,
): Promise<Fit> {
  try {
    const { fields } = await openSource(connection, file, contract, identifiers.headings, scratch);
    return { contract, found: fields.filter(({ column }) => column !== null).length, refusal: null };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    const { refusal } = error;
    const required = Object.values(contract.columns).filter((column) => column.required).length;
    const missing = refusal.rule === "missing-column" ? refusal.columns.length : required;
    return { contract, found: required - missing, refusal };
  }
}
