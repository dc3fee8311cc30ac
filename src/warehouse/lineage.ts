import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readAggregates } from "./catalogue.ts";
import type { Model } from "./models.ts";
import { type Columns, type Origin, unite } from "./scope.ts";
import { parseSelect } from "./syntax.ts";
import { type Trace, traceQuery } from "./trace.ts";

const tableNode = z.object({
  type: z.literal("BASE_TABLE"),
  schema_name: z.string().min(1),
  table_name: z.string(),
});

/**
 * The tables one SELECT reads, as `schema.table`, from the engine's own syntax tree.
 * @throws PipelineError `invalid-sql` when the text is not exactly one SELECT.
 */
export async function referencedTables(
  connection: DuckDBConnection,
  sql: string,
  where: string,
): Promise<string[]> {
  const found = new Set<string>();
  collectTables(await parseSelect(connection, sql, where), found);
  return [...found].sort();
}

function collectTables(node: unknown, found: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) collectTables(item, found);
  } else if (typeof node === "object" && node !== null) {
    const table = tableNode.safeParse(node);
    if (table.success) found.add(`${table.data.schema_name}.${table.data.table_name}`);
    for (const value of Object.values(node)) collectTables(value, found);
  }
}

/** Where the columns of a SELECT come from, down to tables that no model makes: `schema.table.column`, sorted. */
export interface Lineage {
  /** What each column is made from; `schema.table.*` where rows of the table are counted. */
  columns: Record<string, string[]>;
  /** What makes none of them and only chooses, joins, groups or orders rows. */
  rows: string[];
}

/** A SELECT with the file it stands in. */
interface Select {
  sql: string;
  path: string;
}

/**
 * Finds the lineage of any SELECT over `models`, which are traced once. A count of rows is made from what tells them
 * apart in the tables of `counted`, but for what its `keys` (the columns that name a row of the SELECT) are made from.
 * @param tables columns of the tables that no model makes, by `schema.table`
 * @throws PipelineError `invalid-sql`, `unknown-syntax`
 */
export async function prepareLineage(
  connection: DuckDBConnection,
  models: readonly Model[],
  tables: ReadonlyMap<string, readonly string[]>,
  counted: ReadonlySet<string>,
): Promise<(select: Select, keys: readonly string[]) => Promise<Lineage>> {
  const aggregates = await readAggregates(connection);
  const traces = new Map<string, Trace>();
  const trace = async ({ sql, path }: Select): Promise<Trace> =>
    traceQuery(await parseSelect(connection, sql, path), {
      columnsOf: (table) => columnNames(traces.get(table)?.columns) ?? tables.get(table),
      isAggregate: (name) => aggregates.has(name.toLowerCase()),
      where: path,
    });
  for (const model of models) traces.set(model.name, await trace(model));
  const follow = followThrough(traces);
  return async (select, keys) => describeLineage(await trace(select), keys, counted, follow);
}

function columnNames(columns: Columns | undefined): string[] | undefined {
  return columns && [...columns.keys()];
}

function describeLineage(
  { columns, rows }: Trace,
  keys: readonly string[],
  counted: ReadonlySet<string>,
  follow: Follow,
): Lineage {
  const followed = [...columns].map(([name, origin]): [string, Followed] => [
    name,
    uniteFollowed([...origin], follow),
  ]);
  const key = unite(
    followed.filter(([name]) => keys.includes(name)).flatMap(([, one]) => [one.made, one.counted]),
  );
  const made = followed.map(([name, one]): [string, Origin] => {
    const told = [...one.counted].filter((source) => counted.has(splitSource(source)[0]) && !key.has(source));
    return [name, unite([one.made, new Set(told)])];
  });
  const values = unite(made.filter(([name]) => !keys.includes(name)).map(([, origin]) => origin));
  const chosen = unite([...[...rows].map(follow.rows), key, ...followed.map(([, one]) => one.counted)]);
  return {
    columns: Object.fromEntries(made.map(([name, origin]) => [name, [...origin].sort()])),
    rows: [...chosen].filter((source) => !values.has(source) && splitSource(source)[1] !== "*").sort(),
  };
}

/** A value is made from `made`, and from the rows that are told apart by `counted`. */
interface Followed {
  made: Origin;
  counted: Origin;
}

interface Follow {
  column(source: string): Followed;
  rows(source: string): Origin;
}

/** Follows columns and rows of models to the tables that no model makes, each once. */
function followThrough(traces: ReadonlyMap<string, Trace>): Follow {
  const columns = new Map<string, Followed>();
  const rows = new Map<string, Origin>();
  const follow: Follow = {
    column(source) {
      const known = columns.get(source);
      if (known) return known;
      const [table, column] = splitSource(source);
      const trace = traces.get(table);
      const found = trace
        ? uniteFollowed([...(column === "*" ? trace.identity : (trace.columns.get(column) ?? []))], follow)
        : { made: new Set([source]), counted: new Set<string>() };
      const followed =
        column === "*" ? { made: new Set<string>(), counted: unite([found.made, found.counted]) } : found;
      columns.set(source, followed);
      return followed;
    },
    rows(source) {
      const known = rows.get(source);
      if (known) return known;
      const [table, column] = splitSource(source);
      const { made, counted } = follow.column(source);
      const chosen = column === "*" ? [...(traces.get(table)?.rows ?? [])].map(follow.rows) : [made, counted];
      const found = unite(chosen);
      rows.set(source, found);
      return found;
    },
  };
  return follow;
}

function uniteFollowed(sources: readonly string[], follow: Follow): Followed {
  const all = sources.map((source) => follow.column(source));
  return { made: unite(all.map((one) => one.made)), counted: unite(all.map((one) => one.counted)) };
}

/** Table (`schema.table`) and column of `schema.table.column`. */
export function splitSource(source: string): [string, string] {
  const at = source.indexOf(".", source.indexOf(".") + 1);
  return [source.slice(0, at), source.slice(at + 1)];
}
