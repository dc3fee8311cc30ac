import { type Contract, isOfPersons } from "../contracts/contract.ts";
import type { Edition } from "../edition.ts";
import { quoteText } from "../warehouse/connect.ts";

/**
 * To what the public edition rounds the numbers of rows of a dataset, 1 for not at all: how many rows about persons an
 * employer or a file sent tells how few work there, and so does what a late return adds to those of all.
 */
export function nearestRows(contract: Contract, edition: Edition): number {
  return edition === "public" && isOfPersons(contract) ? 100 : 1;
}

/** SQL of a number of rows as an edition shows it, beside the column `dataset`. */
export function shownRows(rows: string, contracts: readonly Contract[], edition: Edition): string {
  const cases = contracts.map((contract) => {
    const nearest = nearestRows(contract, edition);
    return `when ${quoteText(contract.dataset)} then (round(${rows} / ${nearest}.0) * ${nearest})::int`;
  });
  return `case dataset ${cases.join(" ")} end`;
}
