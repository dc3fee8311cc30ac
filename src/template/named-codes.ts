import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { quoteName, readRows } from "../warehouse/connect.ts";
import { referencedTables } from "../warehouse/lineage.ts";

const code = z.object({
  code: z.string(),
  name_en: z.string().nullable(),
  name_cy: z.string().nullable(),
});

export type NamedCode = z.infer<typeof code>;

/**
 * The codes of a list, each with the names that the tables it is made from give it. Where they give several, those that
 * may stand for the code in a file are meant; where that does not decide, there is no name.
 * @param codes SELECT of `alias` and `code`
 */
export async function readNamedCodes(connection: DuckDBConnection, codes: string): Promise<NamedCode[]> {
  const named = (
    await Promise.all(
      (await referencedTables(connection, codes, "")).map((table) => selectNames(connection, table)),
    )
  ).flatMap((select) => select ?? []);
  const nothing = "select null::varchar as code, null::varchar as name_en, null::varchar as name_cy";
  return readRows(
    connection,
    code,
    `with list as (select alias, code from (${codes}) where alias is not null),
     name as (${[nothing, ...named].join(" union ")}),
     likely as (
       from name
       qualify name_en in (select alias from list where list.code = name.code)
         or not bool_or(name_en in (select alias from list where list.code = name.code)) over (partition by code)),
     certain as (
       select code, min(name_en) as name_en, min(name_cy) as name_cy
       from likely group by code having count(distinct (name_en, name_cy)) = 1)
     select distinct list.code, certain.name_en, certain.name_cy
     from list left join certain using (code) order by list.code`,
  );
}

/** SELECT of `code`, `name_en` and `name_cy` from a table, or null for one without names. */
async function selectNames(connection: DuckDBConnection, table: string): Promise<string | null> {
  const columns = await readRows(connection, z.object({ column_name: z.string() }), `describe ${table}`);
  const names = columns.map((column) => column.column_name);
  const key = quoteName(names.includes("code") ? "code" : (names[0] ?? ""));
  if (names.includes("name_en")) return `select ${key}, name_en, name_cy from ${table}`;
  return names.includes("name") ? `select ${key}, name, null from ${table}` : null;
}
