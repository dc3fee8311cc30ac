import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { z } from "zod";
import { readRows } from "../warehouse/connect.ts";

/** How many close values an error names. */
const closestCount = 3;

/**
 * The values closest to what was asked for, as an error names them: the code, and the name that is close where that is
 * another.
 * @param known SQL of `code` and `alias` (the code itself or one of its names)
 */
export async function nameClosest(
  connection: DuckDBConnection,
  asked: string,
  known: string,
  values: Record<string, DuckDBValue> = {},
): Promise<string> {
  const closest = await readRows(
    connection,
    z.object({ code: z.string(), alias: z.string() }),
    `select code, arg_min(alias, changes) as alias
     from (
       select code, alias, jaro_winkler_similarity(lower(alias), lower($asked)) as similarity,
         if(contains(lower(alias), lower($asked)), 0, damerau_levenshtein(lower(alias), lower($asked))) as changes
       from (${known}) where alias is not null)
     group by code order by min(changes), max(similarity) desc, code
     limit ${closestCount}`,
    { ...values, asked },
  );
  return `${asked} → ${closest.map(({ code, alias }) => (alias === code ? code : `${code} = ${alias}`)).join(", ")}`;
}
