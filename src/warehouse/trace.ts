import { PipelineError } from "../errors.ts";
import {
  type Binding,
  type Columns,
  emptyScope,
  findName,
  listColumns,
  nothing,
  type Origin,
  resolveName,
  type Scope,
  unite,
} from "./scope.ts";
import { asExpression, type Expression, type QueryNode, queryNode, tableNode, understand } from "./syntax.ts";

/** What a query gives, and what of. */
export interface Trace {
  columns: Columns;
  /** What chooses, joins, groups or orders its rows. */
  rows: Origin;
  /** What tells one row from the next: the columns it is grouped by, or the rows of the tables it takes as they are. */
  identity: Origin;
}

/** What the walk through one SELECT works with. */
export interface Surroundings {
  /** Columns of `schema.table`, or undefined where there is no such table. */
  columnsOf(table: string): readonly string[] | undefined;
  isAggregate(name: string): boolean;
  /** The file, for errors. */
  where: string;
}

type Queries = ReadonlyMap<string, Trace>;

interface Source extends Omit<Trace, "columns"> {
  bindings: readonly Binding[];
  merged: Columns;
}

/**
 * Follows every column of a SELECT to the columns of the tables that it names. What makes a value is all that stands in
 * its expression, the filter of an aggregate and the order of a window too; a count of rows is made from what tells them
 * apart. What a window is partitioned by chooses rows, as what a query is grouped by does.
 * @param node a query of the engine's syntax tree
 * @throws PipelineError `unknown-syntax` for SQL whose meaning is not known here
 */
export function traceQuery(node: unknown, around: Surroundings): Trace {
  return walkQuery(node, new Map(), emptyScope, around);
}

function walkQuery(node: unknown, known: Queries, outer: Scope, around: Surroundings): Trace {
  const query = understand(queryNode, node, around.where);
  const queries = new Map(known);
  for (const { key, value } of query.cte_map.map) {
    const trace = walkQuery(value.query.node, queries, outer, around);
    queries.set(key.toLowerCase(), { ...trace, columns: rename(trace.columns, value.aliases) });
  }
  return query.type === "SELECT_NODE"
    ? walkSelect(query, queries, outer, around)
    : walkSetOperation(query, queries, outer, around);
}

function walkSetOperation(
  query: Extract<QueryNode, { type: "SET_OPERATION_NODE" }>,
  queries: Queries,
  outer: Scope,
  around: Surroundings,
): Trace {
  const left = walkQuery(query.left, queries, outer, around);
  const right = walkQuery(query.right, queries, outer, around);
  const isUnion = query.setop_type === "UNION" || query.setop_type === "UNION_BY_NAME";
  const columns = new Map(left.columns);
  const names = [...left.columns.keys()];
  for (const [index, [own, origin]] of isUnion ? [...right.columns].entries() : []) {
    const name = query.setop_type === "UNION_BY_NAME" ? own : (names[index] ?? own);
    columns.set(name, unite([columns.get(name) ?? nothing, origin]));
  }
  const compared = isUnion ? nothing : unite([...left.columns.values(), ...right.columns.values()]);
  const end = walkModifiers(query.modifiers, columns, outer, queries, around);
  const isDistinct = !query.setop_all || end.identity !== null;
  return {
    columns,
    rows: unite([left.rows, right.rows, compared, end.rows]),
    identity: isDistinct
      ? unite(columns.values())
      : unite([left.identity, ...(isUnion ? [right.identity] : [])]),
  };
}

function walkSelect(
  query: Extract<QueryNode, { type: "SELECT_NODE" }>,
  queries: Queries,
  outer: Scope,
  around: Surroundings,
): Trace {
  const source = walkTable(query.from_table, queries, outer, around);
  const chosen: Origin[] = [];
  const walker = { source, queries, around, chosen };
  const columns = new Map<string, Origin>();
  const scope: Scope = { ...source, aliases: columns, outer };
  const selected = query.select_list.map((item, index) => selectItem(item, index, scope, columns, walker));
  const isGroupedByAll = query.aggregate_handling === "FORCE_AGGREGATES";
  const isAggregated = selected.some((one) => one.isAggregate);
  const keys = isGroupedByAll
    ? selected.filter((one) => !one.isAggregate).map((one) => one.origin)
    : query.group_expressions.map(
        (key) => selected[positionOf(key, around)]?.origin ?? originOf(key, scope, walker),
      );
  const end = walkModifiers(query.modifiers, columns, scope, queries, around);
  const conditions = [query.where_clause, query.having, query.qualify].map((one) =>
    originOf(one, scope, walker),
  );
  const isGrouped = isGroupedByAll || query.group_expressions.length > 0;
  return {
    columns,
    rows: unite([source.rows, ...chosen, ...keys, ...conditions, end.rows]),
    identity: end.identity ?? (isGrouped ? unite(keys) : isAggregated ? nothing : source.identity),
  };
}

/** Index of the selected item that a whole number in GROUP BY means, or −1 for another expression. */
function positionOf(key: unknown, { where }: Surroundings): number {
  const expression = asExpression(key, where);
  return expression?.class === "CONSTANT" ? Number(expression.value.value) - 1 : -1;
}

/** What the walk through the expressions of one SELECT works with. */
interface Walker {
  source: Pick<Trace, "identity">;
  queries: Queries;
  around: Surroundings;
  /** Collects what chooses the rows of subqueries. */
  chosen: Origin[];
  /** The column that `columns(…)` stands for. */
  column?: Origin;
}

/** Adds what one item of the list gives to `columns`, which later items may use by name. */
function selectItem(
  item: unknown,
  index: number,
  scope: Scope,
  columns: Map<string, Origin>,
  walker: Walker,
): { origin: Origin; isAggregate: boolean } {
  const { where } = walker.around;
  const expression = asExpression(item, where);
  if (expression?.class === "STAR") {
    const listed = expandStar(expression, scope, walker);
    for (const [name, origin] of listed) columns.set(name, origin);
    return { origin: unite(listed.map(([, origin]) => origin)), isAggregate: false };
  }
  const star = findStar(item, where);
  const isAggregate = hasAggregate(item, walker.around);
  if (star && expression) {
    if (expression.alias || !star.columns) throw new PipelineError("unknown-syntax", "columns(…)", { where });
    const origins = expandStar(star, scope, walker).map(([name, column]): [string, Origin] => [
      name,
      originOf(item, scope, { ...walker, column }),
    ]);
    for (const [name, origin] of origins) columns.set(name, origin);
    return { origin: unite(origins.map(([, origin]) => origin)), isAggregate };
  }
  const origin = originOf(item, scope, walker);
  columns.set(nameOf(expression, index), origin);
  return { origin, isAggregate };
}

/** The star in an expression, which stands for as many expressions as it has columns. */
function findStar(part: unknown, where: string): Extract<Expression, { class: "STAR" }> | null {
  if (typeof part !== "object" || part === null) return null;
  const expression = asExpression(part, where);
  if (expression?.class === "STAR") return expression;
  if (expression?.class === "SUBQUERY") return null;
  for (const one of Object.values(part)) {
    const found = findStar(one, where);
    if (found) return found;
  }
  return null;
}

/** A column that no name was given to has one that nothing can ask for. */
function nameOf(expression: Expression | null, index: number): string {
  const alias = expression && typeof expression.alias === "string" ? expression.alias : "";
  const own = expression?.class === "COLUMN_REF" ? expression.column_names.at(-1) : undefined;
  return (alias || own || `#${index + 1}`).toLowerCase();
}

function expandStar(
  star: Extract<Expression, { class: "STAR" }>,
  scope: Scope,
  walker: Walker,
): [string, Origin][] {
  const { where } = walker.around;
  const left = new Set(
    [...star.exclude_list, ...star.qualified_exclude_list.map((one) => one.column)].map((one) =>
      one.toLowerCase(),
    ),
  );
  const replaced = new Map(
    star.replace_list.map(({ key, value }) => [key.toLowerCase(), originOf(value, scope, walker)]),
  );
  const renamed = new Map(
    star.rename_list.map(({ key, value }) => [key.column.toLowerCase(), value.toLowerCase()]),
  );
  return listColumns(scope, star.relation_name, where)
    .filter(([name]) => !left.has(name))
    .map(([name, origin]) => [renamed.get(name) ?? name, replaced.get(name) ?? origin]);
}

/** What a query ends with sees the columns it gives before those it reads. */
function walkModifiers(
  modifiers: QueryNode["modifiers"],
  columns: Columns,
  outer: Scope,
  queries: Queries,
  around: Surroundings,
): { rows: Origin; identity: Origin | null } {
  const scope = { ...emptyScope, bindings: [bind("", columns)], outer };
  const chosen: Origin[] = [];
  const walker = { source: { identity: nothing }, queries, around, chosen };
  let identity: Origin | null = null;
  for (const modifier of modifiers) {
    const origin = originOf(modifier, scope, walker);
    chosen.push(origin);
    if (modifier.type !== "DISTINCT_MODIFIER") continue;
    identity = modifier.distinct_on_targets.length > 0 ? origin : unite(columns.values());
  }
  return { rows: unite(chosen), identity };
}

/** Everything that stands in an expression, or in a part of the tree that holds expressions. */
function originOf(part: unknown, scope: Scope, walker: Walker): Origin {
  if (Array.isArray(part)) return unite(part.map((one) => originOf(one, scope, walker)));
  if (typeof part !== "object" || part === null) return nothing;
  const { around, queries, chosen, source } = walker;
  const expression = asExpression(part, around.where);
  switch (expression?.class) {
    case "CONSTANT":
      return nothing;
    case "COLUMN_REF":
      return resolveName(expression.column_names, scope, around.where);
    case "STAR":
      return walker.column ?? unite(expandStar(expression, scope, walker).map(([, origin]) => origin));
    case "SUBQUERY": {
      const inner = walkQuery(expression.subquery.node, queries, scope, around);
      chosen.push(inner.rows);
      const isExists = expression.subquery_type.endsWith("EXISTS");
      return unite([originOf(expression.child, scope, walker), ...(isExists ? [] : inner.columns.values())]);
    }
    case "LAMBDA":
      return originOfLambda(expression, scope, walker);
    case "FUNCTION":
    case "WINDOW": {
      const { partitions, ...computed } = expression;
      chosen.push(originOf(partitions, scope, walker));
      const origin = unite(Object.values(computed).map((one) => originOf(one, scope, walker)));
      const counts =
        around.isAggregate(expression.function_name) && !namesColumns(expression.children, around);
      return counts ? unite([origin, source.identity]) : origin;
    }
    default:
      return unite(Object.values(part).map((one) => originOf(one, scope, walker)));
  }
}

/** The engine writes `a -> b` for a lambda and for a path into JSON; so a parameter that is a column too counts as one. */
function originOfLambda(
  { lhs, expr }: Extract<Expression, { class: "LAMBDA" }>,
  scope: Scope,
  walker: Walker,
): Origin {
  const names = listNames(lhs);
  const parameters = new Map(names.map((name) => [name, nothing]));
  const columns = names.map((name) => findName([name], scope) ?? nothing);
  const inner = { ...emptyScope, merged: parameters, outer: scope };
  return unite([...columns, originOf(expr, inner, walker)]);
}

function listNames(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(listNames);
  if (typeof part !== "object" || part === null) return [];
  return "column_names" in part && Array.isArray(part.column_names)
    ? [part.column_names.join(".").toLowerCase()]
    : Object.values(part).flatMap(listNames);
}

function namesColumns(part: unknown, { where }: Surroundings): boolean {
  return listNames(part).length > 0 || findStar(part, where) !== null;
}

/** Whether an aggregate function stands in it, outside any subquery. */
function hasAggregate(part: unknown, around: Surroundings): boolean {
  if (Array.isArray(part)) return part.some((one) => hasAggregate(one, around));
  if (typeof part !== "object" || part === null) return false;
  const expression = asExpression(part, around.where);
  if (expression?.class === "SUBQUERY") return false;
  if (expression?.class === "FUNCTION" && around.isAggregate(expression.function_name)) return true;
  return Object.values(part).some((one) => hasAggregate(one, around));
}

function walkTable(node: unknown, queries: Queries, outer: Scope, around: Surroundings): Source {
  const table = understand(tableNode, node, around.where);
  const chosen: Origin[] = [];
  switch (table.type) {
    case "EMPTY":
      return sourceOf([], nothing, nothing);
    case "BASE_TABLE": {
      const { columns, rows, identity } = readTable(table.schema_name, table.table_name, queries, around);
      return sourceOf(
        [bind(table.alias || table.table_name, rename(columns, table.column_name_alias))],
        rows,
        identity,
      );
    }
    case "SUBQUERY": {
      const { columns, rows, identity } = walkQuery(table.subquery.node, queries, outer, around);
      return sourceOf([bind(table.alias, rename(columns, table.column_name_alias))], rows, identity);
    }
    case "EXPRESSION_LIST": {
      const walker = { source: { identity: nothing }, queries, around, chosen };
      const width = table.values[0]?.length ?? 0;
      const columns = Array.from({ length: width }, (_, index): [string, Origin] => [
        `col${index}`,
        originOf(
          table.values.map((row) => row[index]),
          outer,
          walker,
        ),
      ]);
      return sourceOf([bind(table.alias, new Map(columns))], unite(chosen), nothing);
    }
    case "TABLE_FUNCTION": {
      const walker = { source: { identity: nothing }, queries, around, chosen };
      const origin = originOf(table.function.children, outer, walker);
      const { function_name } = table.function;
      const columns = rename(new Map([[function_name, origin]]), table.column_name_alias);
      return sourceOf([bind(table.alias || function_name, columns)], unite([origin, ...chosen]), origin);
    }
    case "PIVOT": {
      const source = walkTable(table.source, queries, outer, around);
      const [{ entries, unpivot_names: names }] = table.pivots;
      const taken = new Set(entries.map(({ values: [{ value }] }) => value.toLowerCase()));
      const all = listColumns({ ...emptyScope, ...source }, "", around.where);
      const values = unite(all.flatMap(([name, origin]) => (taken.has(name) ? [origin] : [])));
      const columns = new Map([
        ...all.filter(([name]) => !taken.has(name)),
        ...names.map((name): [string, Origin] => [name.toLowerCase(), nothing]),
        ...table.unpivot_names.map((name): [string, Origin] => [name.toLowerCase(), values]),
      ]);
      const named = bind(table.alias, rename(columns, table.column_name_alias));
      return sourceOf([named], unite([source.rows, table.include_nulls ? nothing : values]), source.identity);
    }
    case "JOIN": {
      // an as-of join finds one row at most, so the rows stay those of its left side
      const left = walkTable(table.left, queries, outer, around);
      const right = walkTable(table.right, queries, { ...emptyScope, ...left, outer }, around);
      const joined = join(table, left, right, queries, outer, around);
      return table.ref_type === "ASOF" ? { ...joined, identity: left.identity } : joined;
    }
  }
}

function join(
  { join_type, using_columns, condition }: { join_type: string; using_columns: string[]; condition: unknown },
  left: Source,
  right: Source,
  queries: Queries,
  outer: Scope,
  around: Surroundings,
): Source {
  const merged = new Map([...left.merged, ...right.merged]);
  const shared: Origin[] = [];
  for (const name of using_columns.map((one) => one.toLowerCase())) {
    const sides = [left, right].map((side) => resolveName([name], { ...emptyScope, ...side }, around.where));
    const [first = nothing, second = nothing] = sides;
    shared.push(first, second);
    merged.set(name, join_type === "FULL" ? unite(sides) : join_type === "RIGHT" ? second : first);
  }
  const bindings = [...left.bindings, ...right.bindings];
  const chosen: Origin[] = [];
  const walker = { source: { identity: nothing }, queries, around, chosen };
  const on = originOf(condition, { ...emptyScope, bindings, merged, outer }, walker);
  const rows = unite([left.rows, right.rows, ...shared, on, ...chosen]);
  return join_type === "SEMI" || join_type === "ANTI"
    ? { ...left, rows }
    : { bindings, merged, rows, identity: unite([left.identity, right.identity]) };
}

/** A common table expression, or a table with each of its columns from itself. */
function readTable(schema: string, table: string, queries: Queries, around: Surroundings): Trace {
  const query = schema === "" ? queries.get(table.toLowerCase()) : undefined;
  if (query) return query;
  const name = schema === "" ? table : `${schema}.${table}`;
  const columns = around.columnsOf(name);
  if (!columns) throw new PipelineError("unknown-syntax", name, { where: around.where });
  return {
    columns: new Map(columns.map((column) => [column.toLowerCase(), new Set([`${name}.${column}`])])),
    rows: new Set([`${name}.*`]),
    identity: new Set([`${name}.*`]),
  };
}

function sourceOf(bindings: readonly Binding[], rows: Origin, identity: Origin): Source {
  return { bindings, merged: new Map(), rows, identity };
}

function bind(name: string, columns: Columns): Binding {
  return { name: name.toLowerCase(), columns };
}

/** The columns under the first names of `names`, the others under their own. */
function rename(columns: Columns, names: readonly string[]): Columns {
  return new Map([...columns].map(([name, origin], index) => [names[index]?.toLowerCase() ?? name, origin]));
}
