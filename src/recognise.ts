import { basename, dirname, resolve } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Contract } from "./check/contract.ts";
import type { Identifiers } from "./check/identifiers.ts";
import { PipelineError } from "./errors.ts";
import type { ReceivedFile } from "./receive/find.ts";
import { matchHeadings, normaliseHeading } from "./receive/headings.ts";
import { openSource } from "./receive/source.ts";

/**
 * The contract of a file that came without one: that of the dataset its folder is named after, else the one that knows
 * most of its headings, first among those that miss no required one.
 * @param scratch path prefix for decoded copies
 * @throws FileRefused when the file cannot be read whatever it is
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
  const sent = contracts.filter((contract) => !contract.file);
  const source = await openSource(connection, file, anyContract(sent), identifiers.headings, scratch);
  const headings = source.fields.map((field) => field.heading);
  const matches = sent.map((contract) => {
    const { columns, missing } = matchHeadings(headings, contract, {});
    return {
      contract,
      known: columns.filter((column) => column !== null).length,
      isComplete: missing.length === 0,
    };
  });
  const complete = matches.filter((match) => match.isComplete);
  const candidates = complete.length > 0 ? complete : matches;
  const most = Math.max(...candidates.map((match) => match.known));
  const best = candidates.filter((match) => match.known === most);
  const [only] = best;
  if (only === undefined || best.length > 1) {
    const names = best.map((match) => match.contract.dataset).join(", ");
    throw new PipelineError("ambiguous-dataset", names, { where: file.path, kind: "usage" });
  }
  return only.contract;
}

/** A contract that knows every heading of all and requires none. */
function anyContract(contracts: readonly Contract[]): Contract {
  const headings = contracts.flatMap((contract) =>
    Object.entries(contract.columns).flatMap(([name, column]) => [name, ...column.aliases]),
  );
  const column = { type: "text", required: false, sensitive: false, aliases: [] } as const;
  return {
    dataset: "",
    order: 0,
    title: { en: "", cy: "" },
    grain: { en: "", cy: "" },
    replaces: [],
    key: [],
    rejected_limit: 0,
    columns: Object.fromEntries(
      headings.map((heading) => [normaliseHeading(heading), { ...column, aliases: [] }]),
    ),
    rules: [],
    plausibility: [],
  };
}
