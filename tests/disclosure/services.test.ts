import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { findTellingServices } from "../../src/disclosure/services.ts";
import { readTables, type Table } from "../../src/populations/tables.ts";
import { openWarehouse, readRows, type Warehouse } from "../../src/warehouse/connect.ts";
import { pipelines } from "../support/given.ts";

let warehouse: Warehouse;
let tables: Table[];

/** One board with six services, whose cells are 1 to 6 and have so many persons: a number of the board counts them, at cell 9. */
beforeAll(async () => {
  tables = await readTables(pipelines);
  warehouse = await openWarehouse({ path: ":memory:" });
  await warehouse.connection.run(`
    create schema reference; create schema marts;
    create table reference.areas as select 'board' as code, null::varchar as parent;
    create table reference.professions as
      select 'all' as code, null as parent, 'no' as in_plan
      union all select 'p' || i, 'all', 'yes' from range(1, 7) as t(i);
    create table marts.cell as
      select 9 as cell, 'board' as area, 'board' as area_level, 'all' as profession, 'registered' as staff_type
      union all select i, 'board', 'board', 'p' || i, 'registered' from range(1, 7) as t(i)`);
});

afterAll(() => warehouse?.close());

interface Case {
  counts: string;
  hidden: number[];
  from?: number;
  to: number | null;
  number: number;
  arePersonsOpen?: boolean;
  cells: (number | null)[];
}

const few = { counts: "those of one to four", to: 4 };
const more = { counts: "those of three or more", from: 3, to: null };

test.each<Case>([
  { ...few, hidden: [2, 3], number: 3, cells: [] },
  { ...few, hidden: [2, 3], number: 4, cells: [5] },
  { ...few, hidden: [1, 2, 3, 4, 5, 6], number: 6, cells: [null] },
  // That they are no few of them is no secret.
  { ...few, hidden: [5, 6], number: 0, cells: [] },
  { ...few, hidden: [2], number: 1, cells: [null] },
  { ...few, hidden: [2], number: 0, cells: [null] },
  { ...more, hidden: [1, 2], number: 4, cells: [3] },
  { ...more, hidden: [1, 2], number: 5, cells: [] },
  { ...more, hidden: [4, 5], number: 4, cells: [] },
  { ...more, hidden: [4, 5], number: 4, arePersonsOpen: true, cells: [1] },
  { ...more, hidden: [], number: 4, cells: [] },
])(
  "a number of services counts $counts, $hidden are hidden: $number",
  async ({ hidden, from = 1, to, number, arePersonsOpen = false, cells }) => {
    const { connection } = warehouse;
    await connection.run(`
    create or replace table person_cell as
      select 1 as row, 'number' as indicator, date '2025-09-30' as period_end, 9 as cell, 'none' as breakdown,
        null as reason, false as is_known, ${number}::double as total, null::double as numerator, null::double as denominator;
    create or replace table person_count as
      select 0 as tbl, date '2025-09-30' as quarter_end, i as cell, -1 as category,
        if(i in (${hidden.join(", ") || "null"}), 0, 1) as shown
      from range(1, 7) as t(i);
    create or replace table population_count as
      select tbl, quarter_end, cell, category, 'in-post' as population, cell as value from person_count
      union all select tbl, quarter_end, cell, 7, 'in-post', cell from person_count`);
    const services = [{ persons: "in-post", from, to, in: "value" as const }];
    const telling = findTellingServices([{ id: "number", path: "", services }], tables, arePersonsOpen) ?? "";
    const found = await readRows(
      connection,
      z.object({ cell: z.int().nullable() }),
      `select cell::int as cell from (${telling})`,
    );
    expect(found.map(({ cell }) => cell)).toEqual(cells);
  },
);

test("services of persons whom no table protects are refused", () => {
  const services = [{ persons: "pensioners", from: 1, to: 4, in: "value" as const }];
  expect(() => findTellingServices([{ id: "few", path: "few.sql", services }], tables, false)).toThrow(
    expect.objectContaining({ code: "unknown-population", detail: "pensioners", where: "few.sql" }),
  );
});
