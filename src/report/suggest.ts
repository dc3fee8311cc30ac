import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { normaliseCode } from "../contracts/codes.ts";
import type { Contract } from "../contracts/contract.ts";
import type { FileOutcome } from "../intake/take-in.ts";
import { readRows } from "../warehouse/connect.ts";

/** The code that an unknown one was probably meant as, or null. */
export type Suggest = (dataset: string, column: string, value: string) => string | null;

const suggestion = z.object({ value: z.string(), alias: z.string() });

interface Reported {
  file: Pick<FileOutcome["file"], "dataset">;
  report: FileOutcome["report"];
}

/** Finds the closest code for each unknown one that the reports of these files show. */
export async function suggestCodes(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
  outcomes: readonly Reported[],
): Promise<Suggest> {
  const found = new Map<string, string>();
  for (const [key, values] of collectUnknownCodes(outcomes)) {
    const [dataset, name] = parseKey(key);
    const column = contracts.find((one) => one.dataset === dataset)?.columns[name];
    if (column?.type !== "code") continue;
    const closest = await readRows(connection, suggestion, closestCodes(column.codes), {
      values: JSON.stringify([...values]),
    });
    for (const { value, alias } of closest) found.set(JSON.stringify([dataset, name, value]), alias);
  }
  return (dataset, column, value) => found.get(JSON.stringify([dataset, column, value])) ?? null;
}

function collectUnknownCodes(outcomes: readonly Reported[]): Map<string, Set<string>> {
  const unknown = new Map<string, Set<string>>();
  for (const { file, report } of outcomes) {
    for (const fault of report?.faults ?? []) {
      if (fault.rule !== "unknown-code") continue;
      const key = JSON.stringify([file.dataset, fault.column]);
      const values = unknown.get(key) ?? new Set<string>();
      for (const { value } of fault.first) if (value !== null) values.add(value);
      unknown.set(key, values);
    }
  }
  return unknown;
}

function parseKey(key: string): [string, string] {
  return z.tuple([z.string(), z.string()]).parse(JSON.parse(key));
}

/**
 * SQL of `value` and the closest `alias` in the list. A value has none when even the closest one takes too many
 * changes for its length, or when two codes are equally close: a wrong suggestion is worse than none.
 */
function closestCodes(codes: string): string {
  return `with given as (
      select value, ${plainCode("value")} as plain
      from (select unnest(json_extract_string($values::json, '$[*]')) as value)),
    listed as (
      select alias, code, ${plainCode("alias")} as plain from (${codes}) where alias is not null),
    close as (
      select value, alias, code, damerau_levenshtein(given.plain, listed.plain) as changes,
        round(jaro_winkler_similarity(given.plain, listed.plain), 6) as similarity
      from given cross join listed
      where changes <= case when length(given.plain) <= 2 then 0 when length(given.plain) <= 5 then 1
        when length(given.plain) <= 9 then 2 else 3 end),
    closest as (
      from close qualify rank() over (partition by value order by changes, similarity desc) = 1)
    select value, min(alias) as alias from closest group by value having count(distinct code) = 1`;
}

/** SQL for a code without leading zeros, and with the letters O, I and L as the digits they are taken for. */
function plainCode(text: string): string {
  return `ltrim(translate(${normaliseCode(text)}, 'oil', '011'), '0')`;
}
