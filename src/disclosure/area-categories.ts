import type { DuckDBConnection } from "@duckdb/node-api";
import { findWhole, type Table } from "../populations/tables.ts";
import { quoteText } from "../warehouse/connect.ts";
import { readColumns } from "../warehouse/read-columns.ts";
import type { Grid, Sum } from "./grid.ts";
import type { TableCells } from "./table-cells.ts";

/**
 * The table that protects what another splits by a category that all persons of an employer have: that of its whole, as its
 * categories are sums of employers. Any other table protects itself.
 */
export function protectingTable(tables: readonly Table[], index: number): number {
  const { areas = null, counts = {} } = tables[index] ?? {};
  const [population] = Object.keys(counts);
  return areas === null || population === undefined ? index : findWhole(tables, population);
}

/** Places what such tables split in the tables of their wholes, in `carrier`. */
export async function placeInWholes(connection: DuckDBConnection, tables: readonly Table[]): Promise<void> {
  for (const index of tables.keys()) {
    const whole = protectingTable(tables, index);
    if (whole !== index) await connection.run(`update carrier set tbl = ${whole} where tbl = ${index}`);
  }
}

/** By table that protects such categories, the category of each cell of an employer. */
export type AreaCategories = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** The categories of all employers. After `findCarriers`. */
export async function readAreaCategories(
  connection: DuckDBConnection,
  tables: readonly Table[],
): Promise<AreaCategories> {
  const categories = new Map<number, ReadonlyMap<number, number>>();
  for (const [index, { areas, by }] of tables.entries()) {
    if (areas === null || by === null) continue;
    const { integers } = await readColumns(
      connection,
      `select cell::integer as cell, category.code::integer as code
      from marts.cell
      join reference.areas on areas.code = area
      join (select distinct category::varchar as name, enum_code(category) as code from person_cell
        where breakdown = ${quoteText(by)}) as category on category.name = areas.${areas}`,
    );
    const [cell, code] = [integers("cell"), integers("code")];
    categories.set(
      protectingTable(tables, index),
      new Map(Array.from(cell, (one, row) => [one, code[row] ?? -1])),
    );
  }
  return categories;
}

/** Sums of such a table: each category is that of the employers below that have it, all together are the count of their cell. */
export function findAreaSums(
  { table, cell, category }: TableCells,
  [parents]: Grid,
  areas: AreaCategories,
): Sum[] {
  const categoryOf = areas.get(table);
  if (!categoryOf) return [];
  const key = (of: number, at: number): string => `${of} ${at}`;
  const rows = new Map(Array.from(cell, (one, row) => [key(one, category[row] ?? -1), row]));
  const parts = new Map<number, number[]>();
  const add = (total: number | undefined, row: number): void => {
    if (total !== undefined) parts.set(total, [...(parts.get(total) ?? []), row]);
  };
  cell.forEach((one, row) => {
    const own = category[row] ?? -1;
    if (own !== -1) add(rows.get(key(one, -1)), row);
    const code = own === -1 ? categoryOf.get(one) : undefined;
    if (code === undefined) return;
    for (let above = parents?.[one] ?? -1; above !== -1; above = parents?.[above] ?? -1) {
      add(rows.get(key(above, code)), row);
    }
  });
  return [...parts].map(([total, of]) => ({ total, parts: of }));
}
