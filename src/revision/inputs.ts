import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { historyTable } from "../check/history.ts";
import type { Contract } from "../contracts/contract.ts";
import type { Manifest } from "../release/manifest.ts";
import { quoteName, quoteText, readRows } from "../warehouse/connect.ts";

type Inputs = Manifest["inputs"];

/**
 * Fills the temporary table `input_change`: dataset, employer_code, period_end, kind and file of every return whose rows in
 * force are not the same with the inputs of two releases: `new-period` for one later than all before, `late-return` for
 * one that was not there, `correction` for one that was. Of a dataset without returns there is one row, without employer
 * and period.
 */
export async function compareInputs(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
  before: Inputs,
  after: Inputs,
): Promise<void> {
  await connection.run(`create or replace temp table input_change (
    dataset varchar, employer_code varchar, period_end date, kind varchar, file varchar)`);
  for (const contract of contracts) {
    const earlier = await findLoads(connection, contract, before);
    const later = await findLoads(connection, contract, after);
    if (earlier.join() === later.join()) continue;
    await connection.run(`insert into input_change ${selectChanges(contract, earlier, later)}`);
  }
}

/** The load in force for each thing that a load of the dataset replaces, when these loads count: the latest. */
function selectInForce(contract: Contract, loads: string): string {
  const keys = contract.replaces.map(quoteName).join(", ");
  return `select ${keys}, max(load_id) as load_id from ${historyTable(contract)} where load_id in (${loads}) group by all`;
}

async function findLoads(
  connection: DuckDBConnection,
  { dataset }: Contract,
  inputs: Inputs,
): Promise<number[]> {
  const hashes = inputs.filter((input) => input.dataset === dataset).map(({ sha256 }) => sha256);
  const rows = await readRows(
    connection,
    z.object({ load_id: z.int() }),
    `select load_id from history.load
     where dataset = $dataset and list_contains(string_split($hashes, ','), sha256) order by load_id`,
    { dataset, hashes: hashes.join(",") },
  );
  return rows.map(({ load_id }) => load_id);
}

function selectChanges(contract: Contract, earlier: readonly number[], later: readonly number[]): string {
  const { returns } = contract;
  const loads = (ids: readonly number[]): string => (ids.length > 0 ? ids.join(", ") : "null");
  const unit = returns
    ? `${quoteName(returns.employer)}::varchar as employer_code, ${quoteName(returns.period)} as period_end`
    : "null::varchar as employer_code, null::date as period_end";
  const keys = [...contract.replaces.map(quoteName), "load_id"].join(", ");
  const rows = (loads: string, other: string): string =>
    `select * from ${historyTable(contract)} semi join (from ${loads} except from ${other}) using (${keys})`;
  // What is of the same load in both is the same, so only the rest is compared row by row.
  return `
    with earlier_load as (${selectInForce(contract, loads(earlier))}),
    later_load as (${selectInForce(contract, loads(later))}),
    earlier as (${rows("earlier_load", "later_load")}),
    later as (${rows("later_load", "earlier_load")}),
    removed as (select * exclude (load_id) from earlier except all select * exclude (load_id) from later),
    added as (select * exclude (load_id) from later except all select * exclude (load_id) from earlier),
    changed as (select ${unit} from removed union select ${unit} from added),
    known as (select distinct ${unit} from ${historyTable(contract)} semi join earlier_load using (${keys})),
    source as (select ${unit}, max(load_id) as load_id from later ${returns ? "" : `where load_id not in (${loads(earlier)})`} group by all)
    select ${quoteText(contract.dataset)}, changed.employer_code, changed.period_end,
      case
        when changed.period_end > (select max(period_end) from known) then 'new-period'
        when ${returns ? "known.period_end is null" : "not exists (from removed)"} then 'late-return'
        else 'correction'
      end,
      load.file
    from changed
    left join known on known.employer_code = changed.employer_code and known.period_end = changed.period_end
    left join source on source.employer_code is not distinct from changed.employer_code
      and source.period_end is not distinct from changed.period_end
    left join history.load as load using (load_id)`;
}
