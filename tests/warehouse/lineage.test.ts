import { join } from "node:path";
import { listValue } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { prepareHistory, receiptColumns, writeCurrentViews } from "../../src/check/history.ts";
import { readContracts } from "../../src/contracts/contract.ts";
import { prepareIndicatorLineage } from "../../src/indicators/lineage.ts";
import { readIndicators } from "../../src/indicators/registry.ts";
import { resolveFolders } from "../../src/paths.ts";
import { readAggregates, readColumns } from "../../src/warehouse/catalogue.ts";
import { openWarehouse, quoteName, readRows, type Warehouse } from "../../src/warehouse/connect.ts";
import { type Lineage, prepareLineage, referencedTables, splitSource } from "../../src/warehouse/lineage.ts";
import { buildModels, type Model, readModels } from "../../src/warehouse/models.ts";
import { loadReference } from "../../src/warehouse/reference.ts";
import { parseSelect } from "../../src/warehouse/syntax.ts";
import { type Trace, traceQuery } from "../../src/warehouse/trace.ts";
import { project } from "../support/folders.ts";

const { pipelines } = resolveFolders(project, "", "");
const contracts = await readContracts(pipelines);
const indicators = await readIndicators(pipelines);
let empty: Warehouse;
let full: Warehouse;

beforeAll(async () => {
  empty = await openWarehouse({ path: ":memory:" });
  await empty.connection.run(`create schema s;
    create table s.t (a integer, b integer, c integer, l integer[]);
    create table s.u (a integer, d integer, e integer)`);
  full = await openWarehouse({ path: ":memory:" });
  await loadReference(full.connection, join(pipelines, "reference"));
  await prepareHistory(full.connection, contracts);
  await writeCurrentViews(full.connection, contracts, null, null);
  await buildModels(full.connection, await readModels(full.connection, pipelines));
});

afterAll(() => {
  empty.close();
  full.close();
});

/** The lineage of a SELECT over s.t (a, b, c, l) and s.u (a, d, e), without the names of the schema. */
async function lineageOf(sql: string, models: Model[] = [], keys: string[] = []): Promise<Lineage> {
  const tables = await readColumns(empty.connection, "s");
  const find = await prepareLineage(empty.connection, models, tables, new Set(["s.t", "s.u"]));
  const { columns, rows } = await find({ sql, path: "given.sql" }, keys);
  const short = (sources: string[]): string[] => sources.map((source) => source.replace("s.", ""));
  return {
    columns: Object.fromEntries(Object.entries(columns).map(([name, sources]) => [name, short(sources)])),
    rows: short(rows),
  };
}

function model(name: string, sql: string): Model {
  return { name, sql, path: `${name}.sql`, grain: "", as: "view", reads: [] };
}

type Expected = [sql: string, columns: Record<string, string[]>, rows: string[]];

const constructs: Record<string, Expected> = {
  "a column, renamed": ["select a, t.b as x from s.t as t", { a: ["t.a"], x: ["t.b"] }, []],
  "a name with its schema": ["select s.t.a from s.t", { a: ["t.a"] }, []],
  "names in another case": ["select T.A as X from s.t", { x: ["t.a"] }, []],
  expressions: [
    "select case when a > 1 then b else c::double end as x, a between b and 3 as y, coalesce(a, 0) in (b, 1) as z from s.t",
    { x: ["t.a", "t.b", "t.c"], y: ["t.a", "t.b"], z: ["t.a", "t.b"] },
    [],
  ],
  constants: ["select 'x' as x, null as y, date '2020-01-01' as d from s.t", { x: [], y: [], d: [] }, []],
  "an alias used further on": [
    "select a + 1 as x, x * b as y from s.t where y > 0",
    { x: ["t.a"], y: ["t.a", "t.b"] },
    [],
  ],
  "where, having and qualify choose rows": [
    "select max(a) as x from s.t where b = 1 group by c having sum(l[1]) > 0 qualify row_number() over (order by c) = 1",
    { x: ["t.a"] },
    ["t.b", "t.c", "t.l"],
  ],
  "group by position, alias and all": [
    `select x, y from (select a as x, sum(b) as y from s.t group by 1)
     union all select x, y from (select a as x, sum(b) as y from s.t group by x)
     union all select x, y from (select a as x, sum(b) as y from s.t group by all)`,
    { x: ["t.a"], y: ["t.b"] },
    [],
  ],
  "a join on a condition": [
    "select u.d from s.t join s.u as u on u.a = t.a and t.b > 1",
    { d: ["u.d"] },
    ["t.a", "t.b", "u.a"],
  ],
  "a join using a column": [
    "select a, d from s.t left join s.u using (a)",
    { a: ["t.a"], d: ["u.d"] },
    ["u.a"],
  ],
  "a full join using a column": ["select a from s.t full join s.u using (a)", { a: ["t.a", "u.a"] }, []],
  "a right join using a column": ["select a from s.t right join s.u using (a)", { a: ["u.a"] }, ["t.a"]],
  "an as-of join": [
    "select count(*) as n, max(e) as e from s.t asof join s.u on t.a = u.a and t.b >= u.d",
    { n: ["t.*"], e: ["u.e"] },
    ["t.a", "t.b", "u.a", "u.d"],
  ],
  "semi and anti joins": [
    "select a, count(*) as n from s.t semi join s.u using (a) anti join (select d as b from s.u where e = 1) as x using (b) group by all",
    { a: ["t.a"], n: ["t.*"] },
    ["t.b", "u.a", "u.d", "u.e"],
  ],
  "a cross join": ["select t.b, d from s.t cross join s.u", { b: ["t.b"], d: ["u.d"] }, []],
  "a star": [
    "select * from s.t join s.u using (a)",
    { a: ["t.a"], b: ["t.b"], c: ["t.c"], l: ["t.l"], d: ["u.d"], e: ["u.e"] },
    ["u.a"],
  ],
  "a star of one table, with exclude, replace and rename": [
    "select x.* exclude (l) replace (x.a + x.b as b) rename (c as z), u.d from s.t as x, s.u as u",
    { a: ["t.a"], b: ["t.a", "t.b"], z: ["t.c"], d: ["u.d"] },
    [],
  ],
  "one expression over many columns": [
    "select a, sum(columns(t.* exclude (a, l))) from s.t group by a",
    { a: ["t.a"], b: ["t.b"], c: ["t.c"] },
    [],
  ],
  "queries by name, one after another": [
    "with x as (select a, b as y from s.t where c = 1), z(q) as (select y from x) select q from z",
    { q: ["t.b"] },
    ["t.c"],
  ],
  "a query by the name of a table": [
    "with t as (select d as a from s.u) select a from t",
    { a: ["u.d"] },
    [],
  ],
  "a subquery in from": [
    "select x from (select a + b as x from s.t where c > 0)",
    { x: ["t.a", "t.b"] },
    ["t.c"],
  ],
  "subqueries in expressions": [
    `select (select max(d) from s.u where u.a = t.a) as x, b in (select e from s.u) as y from s.t
     where exists (from s.u where u.d = t.c)`,
    { x: ["u.d"], y: ["t.b", "u.e"] },
    ["t.a", "t.c", "u.a"],
  ],
  "a union": [
    "select a as x, b as y from s.t union all select d, 1 from s.u where e = 0",
    { x: ["t.a", "u.d"], y: ["t.b"] },
    ["u.e"],
  ],
  "a union by name": [
    "select a, b from s.t union all by name select d as b, a from s.u",
    { a: ["t.a", "u.a"], b: ["t.b", "u.d"] },
    [],
  ],
  "except and intersect": [
    "(select a from s.t except select d from s.u) intersect select e from s.u",
    { a: ["t.a"] },
    ["u.d", "u.e"],
  ],
  "an aggregate with filter, order and distinct": [
    "select count(distinct a) filter (b > 0) as x, arg_max(a, c order by b) as y from s.t",
    { x: ["t.a", "t.b"], y: ["t.a", "t.b", "t.c"] },
    [],
  ],
  "a window": [
    "select sum(a) over w as x, row_number() over (order by c) as y from s.t window w as (partition by b order by c rows 3 preceding)",
    { x: ["t.a", "t.c"], y: ["t.*", "t.c"] },
    ["t.b"],
  ],
  "distinct and limit": ["select distinct a from s.t order by b limit 1", { a: ["t.a"] }, ["t.b"]],
  "order by all and by an alias": [
    "select a as x from (select a from s.t order by all) order by x",
    { x: ["t.a"] },
    [],
  ],
  "values and unnest": [
    "select v.k, unnest(l) as item, unnest([1, 2]) as n from s.t cross join (values (1, 'a')) as v(k, m) where m = 'a'",
    { k: [], item: ["t.l"], n: [] },
    [],
  ],
  "a table function with a column beside it": [
    "select r.i, u.unnest as item from s.t, range(t.a) as r(i), unnest(t.l) as u",
    { i: ["t.a"], item: ["t.l"] },
    [],
  ],
  "a lambda": ["select list_transform(l, lambda x: x + b) as x from s.t", { x: ["t.b", "t.l"] }, []],
  "a field of a structure": [
    "select x.p as y from (select {p: a, q: b} as x from s.t)",
    { y: ["t.a", "t.b"] },
    [],
  ],
  "a subquery that sees the table beside it": [
    "select x.s from s.t cross join lateral (select max(d + t.b) as s from s.u where u.a = t.a) as x",
    { s: ["t.b", "u.d"] },
    ["t.a", "u.a"],
  ],
  "a part of a union with queries of its own": [
    "select a from s.t union all (with t as (select d as a from s.u) select a from t order by a limit 1)",
    { a: ["t.a", "u.d"] },
    [],
  ],
  "an unpivot": [
    "with x as (select a, b, c from s.t), y as (unpivot x on b, c into name n value v) select * from y",
    { a: ["t.a"], n: [], v: ["t.b", "t.c"] },
    [],
  ],
  "no table": ["select 1 as x", { x: [] }, []],
};

describe("each construct of SQL", () => {
  test.each(Object.entries(constructs))("%s", async (_, [sql, columns, rows]) => {
    expect(await lineageOf(sql)).toEqual({ columns, rows });
    const described = await readRows(
      empty.connection,
      z.object({ column_name: z.string() }),
      `describe ${sql}`,
    );
    expect(described.map((one) => one.column_name.toLowerCase())).toEqual(Object.keys(columns));
  });

  test.each([
    "select #1 from s.t",
    "select columns('a.*') from s.t",
    "select columns(*) + 1 as x from s.u",
    "select coalesce(*columns(u.*)) as x from s.u",
    "from s.t tablesample 10%",
    "from s.t natural join s.u",
    "from s.t positional join s.u",
    "with recursive r as (select 1 as n union all select n + 1 from r) from r",
    "from read_csv('x.csv')",
    "from s.u unpivot ((v, w) for n in ((a, d), (d, e)))",
    "select a from s.t where b = $p",
    "select z from s.t",
    "from s.unknown",
    "select u.* from s.t",
  ])("what is not understood is refused, with the file: %s", async (sql) => {
    await expect(lineageOf(sql)).rejects.toMatchObject({ code: "unknown-syntax", where: "given.sql" });
  });
});

describe("through models", () => {
  test("to the tables that no model makes, rows apart from values", async () => {
    const models = [
      model("m.first", "select a as key, max(b) as value from s.t where c = 1 group by all"),
      model("m.second", "select key, value + d as sum from m.first join s.u on u.a = key"),
    ];
    expect(await lineageOf("select sum from m.second where key > 0", models)).toEqual({
      columns: { sum: ["t.b", "u.d"] },
      rows: ["t.a", "t.c", "u.a"],
    });
  });

  test("a count is made from what tells the rows apart, but for the key it is given by", async () => {
    const models = [model("m.person", "select a as person, b as place from s.t group by all")];
    const sql = "select place, count(*) as people from m.person group by all";
    expect(await lineageOf(sql, models, ["place"])).toEqual({
      columns: { place: ["t.b"], people: ["t.a"] },
      rows: ["t.b"],
    });
    const rows = await lineageOf("select b, count(*) as n from s.t group by all", [], ["b"]);
    expect(rows.columns).toEqual({ b: ["t.b"], n: ["t.*"] });
  });
});

describe("every file of the pipelines", () => {
  const schemas = ["current", "reference", "staging", "marts"];
  const existing = new Map<string, string[]>();
  let aggregates: Set<string>;
  let files: { name: string; sql: string; path: string }[] = [];

  beforeAll(async () => {
    for (const schema of schemas) {
      for (const [table, columns] of await readColumns(full.connection, schema)) existing.set(table, columns);
    }
    aggregates = await readAggregates(full.connection);
    const models = await readModels(full.connection, pipelines);
    files = [...models, ...indicators.map(({ id, sql, path }) => ({ name: id, sql, path }))];
  });

  async function trace({ sql, path }: { sql: string; path: string }): Promise<Trace> {
    return traceQuery(await parseSelect(full.connection, sql, path), {
      columnsOf: (table) => existing.get(table),
      isAggregate: (name) => aggregates.has(name),
      where: path,
    });
  }

  test("gives the columns, and reads the tables, that the engine says", async () => {
    expect(files.length).toBeGreaterThan(50);
    for (const file of files) {
      const { columns, rows } = await trace(file);
      const described = await readRows(
        full.connection,
        z.object({ column_name: z.string() }),
        `describe ${file.sql}`,
      );
      expect([file.name, ...columns.keys()]).toEqual([
        file.name,
        ...described.map((one) => one.column_name.toLowerCase()),
      ]);
      const read = [...rows].filter((source) => source.endsWith(".*")).map((source) => source.slice(0, -2));
      expect([file.name, ...read.sort()]).toEqual([
        file.name,
        ...(await referencedTables(full.connection, file.sql, file.path)),
      ]);
    }
  });

  test("needs no column but those it is said to depend on", async () => {
    const bare = await openWarehouse({ path: ":memory:" });
    for (const file of files) {
      for (const schema of schemas) {
        await bare.connection.run(
          `create schema if not exists ${schema}; drop schema ${schema} cascade; create schema ${schema}`,
        );
      }
      const { columns, rows } = await trace(file);
      const named = new Map<string, string[]>();
      for (const source of new Set([...columns.values(), rows].flatMap((origin) => [...origin]))) {
        const [table, column] = splitSource(source);
        named.set(
          table,
          [...(named.get(table) ?? []), column].filter((one) => one !== "*"),
        );
      }
      for (const [table, own] of named) {
        const types = await readRows(
          full.connection,
          z.object({ name: z.string(), type: z.string() }),
          `select column_name as name, data_type as type from duckdb_columns()
           where schema_name || '.' || table_name = $table and column_name in (select unnest($own))`,
          { table, own: listValue(own) },
        );
        expect([table, ...types.map(({ name }) => name).sort()]).toEqual([table, ...own.sort()]);
        const list = [...types, { name: "-", type: "integer" }].map(
          ({ name, type }) => `${quoteName(name)} ${type}`,
        );
        await bare.connection.run(
          `create table ${table.split(".").map(quoteName).join(".")} (${list.join(", ")})`,
        );
      }
      expect([
        file.name,
        await readRows(bare.connection, z.unknown(), `describe ${file.sql}`).then(() => "bound", String),
      ]).toEqual([file.name, "bound"]);
    }
    bare.close();
  });

  test("ends in columns of the contracts and of the reference tables", async () => {
    const models = await readModels(full.connection, pipelines);
    const find = await prepareIndicatorLineage(full.connection, models, contracts);
    for (const indicator of indicators) {
      const { ingredients, inputs } = await find(indicator);
      expect(Object.values(ingredients).flat().length).toBeGreaterThan(0);
      for (const { kind, name, makes, chooses } of inputs) {
        const table = `${kind === "reference" ? "reference" : "current"}.${name}`;
        expect([table, ...(existing.get(table) ?? [])]).toEqual(
          expect.arrayContaining([table, ...makes, ...chooses]),
        );
      }
    }
  });

  test("the tables that say which returns came have the columns they are known by", () => {
    for (const [table, columns] of Object.entries(receiptColumns))
      expect(existing.get(table)).toEqual(columns);
  });
});

/** Of the staff file: what every indicator of persons in post chooses by. */
const inPost = [
  "assignment_category",
  "assignment_status",
  "employer_code",
  "occupation_code",
  "snapshot_date",
];

const expected: Record<string, { ingredients: Record<string, string[]>; chooses: Record<string, string[]> }> =
  {
    "leaver-rate": {
      ingredients: {
        numerator: ["staff.*", "staff.person_id"],
        denominator: ["staff.*", "staff.person_id"],
        people: ["staff.*", "staff.person_id"],
        denominator_people: ["staff.*", "staff.person_id"],
      },
      chooses: {
        staff: inPost,
        series_breaks: ["area", "effective_date"],
        employer_return: ["dataset", "employer_code", "period_end", "rows"],
      },
    },
    "advanced-posts": {
      ingredients: { total: ["senior_posts.*", "senior_posts.funded_fte"] },
      chooses: {
        senior_posts: [
          "employer_code",
          "occupation_code",
          "post_type",
          "profession",
          "quarter_end",
          "status",
        ],
      },
    },
    "senior-posts-per-100": {
      ingredients: {
        numerator: ["senior_posts.funded_fte"],
        denominator: ["staff.fte"],
        people: ["staff.*", "staff.person_id"],
        denominator_people: ["staff.*", "staff.person_id"],
      },
      chooses: { staff: inPost, senior_posts: ["employer_code", "post_type", "quarter_end", "status"] },
    },
    "welsh-reach": {
      ingredients: {
        numerator: ["staff.fte", "welsh_skills.listening_speaking"],
        denominator: ["reference.welsh_speakers.speakers"],
        people: ["staff.*", "staff.person_id", "welsh_skills.listening_speaking"],
        denominator_people: [],
      },
      chooses: {
        staff: inPost,
        welsh_skills: ["assessed_date", "person_id"],
        welsh_speakers: ["area", "reference"],
      },
    },
    "vacancy-rate": {
      ingredients: {
        numerator: ["establishment.funded_fte", "staff.fte"],
        denominator: ["establishment.funded_fte"],
        people: ["staff.*", "staff.person_id"],
        denominator_people: [],
      },
      chooses: {
        staff: inPost,
        establishment: ["employer_code", "occupation_code", "profession", "quarter_end"],
      },
    },
  };

test.each(Object.entries(expected))("%s, checked by hand", async (id, { ingredients, chooses }) => {
  const models = await readModels(full.connection, pipelines);
  const find = await prepareIndicatorLineage(full.connection, models, contracts);
  const indicator = indicators.find((one) => one.id === id);
  if (!indicator) throw new Error(`unknown indicator: ${id}`);
  const lineage = await find(indicator);
  expect(lineage.ingredients).toEqual(ingredients);
  for (const [name, columns] of Object.entries(chooses)) {
    const input = lineage.inputs.find((one) => one.name === name);
    expect(input?.chooses).toEqual(expect.arrayContaining(columns));
  }
  const made = lineage.inputs.flatMap(({ makes }) => makes);
  expect(lineage.inputs.flatMap(({ chooses: only }) => only)).not.toContain("funded_fte");
  expect(made.length).toBeGreaterThan(0);
});
