import { afterAll, beforeAll, expect, test } from "vitest";
import { readGrid } from "../../src/disclosure/grid.ts";
import { countPersons } from "../../src/disclosure/person-counts.ts";
import { readPolicy } from "../../src/disclosure/policy.ts";
import { readTableCells } from "../../src/disclosure/table-cells.ts";
import { openWarehouse, type Warehouse } from "../../src/warehouse/connect.ts";
import { table } from "../audit/release.ts";
import { pipelines } from "../support/given.ts";

let warehouse: Warehouse;

/** Wales and two of its boards; a profession of each. */
beforeAll(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
  await warehouse.connection.run(`
    create schema marts;
    create schema reference;
    create table reference.areas (code varchar, parent varchar);
    insert into reference.areas values ('wales', null), ('north', 'wales'), ('south', 'wales');
    create table reference.professions (code varchar, parent varchar, kind varchar, in_plan varchar);
    insert into reference.professions values ('dietitian', null, 'profession', 'yes');
    create table marts.cell (cell integer, area varchar, area_level varchar, profession varchar, staff_type varchar);
    insert into marts.cell values
      (0, 'wales', 'country', 'dietitian', 'all'), (1, 'north', 'board', 'dietitian', 'all'),
      (2, 'south', 'board', 'dietitian', 'all')`);
});

afterAll(() => {
  warehouse?.close();
});

test("a total of nobody is read where one of its parts is hidden, as nobody is in that either", async () => {
  expect(await read([0, null], [0, "secondary"], [0, null])).toEqual([
    { cell: 0, state: 1 },
    { cell: 1, state: 2 },
  ]);
});

test("nobody is left out elsewhere", async () => {
  expect(await read([0, null], [0, null], [0, null])).toEqual([]);
  expect(await read([7, null], [7, "secondary"], [0, null])).toEqual([
    { cell: 0, state: 1 },
    { cell: 1, state: 2 },
  ]);
});

/** The rows of one table with these counts, one of each cell, and why they are hidden. */
async function read(
  ...counts: readonly (readonly [count: number, reason: string | null])[]
): Promise<{ cell: number; state: number | undefined }[]> {
  const { connection } = warehouse;
  const cells = counts.map(
    ([, reason], row) => `(${row}, ${reason ? `'${reason}'` : "null"}, false, false, false)`,
  );
  const carriers = counts.map(
    ([count], row) => `(${row}, 0, 1, 'in-post', date '2026-09-30', ${row}, -1, ${count}, false, false)`,
  );
  await connection.run(`
    create or replace temp table person_cell as
      from (values ${cells.join(", ")}) as one(row, reason, is_open, is_known, was_hidden);
    create or replace temp table carrier as
      from (values ${carriers.join(", ")})
        as one(row, tbl, sign, population, quarter_end, cell, category, value, is_sensitive, is_all_or_none);
    create or replace temp table unsettled as select 0 as tbl, date '2026-09-30' as quarter_end`);
  const policy = await readPolicy(pipelines);
  await countPersons(connection, policy);
  await readGrid(connection);
  const found = await readTableCells(connection, [table("in-post")], [0], policy);
  return found.flatMap(({ cell, state }) => [...cell].map((one, row) => ({ cell: one, state: state[row] })));
}
