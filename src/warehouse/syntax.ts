import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import { readRows } from "./connect.ts";

const tree = z.object({
  error: z.boolean(),
  error_message: z.string().optional(),
  statements: z.array(z.object({ node: z.unknown() })).optional(),
});

/**
 * The engine's own syntax tree of one SELECT.
 * @throws PipelineError `invalid-sql` when the text is not exactly one SELECT.
 */
export async function parseSelect(
  connection: DuckDBConnection,
  sql: string,
  where: string,
): Promise<unknown> {
  const [row] = await readRows(
    connection,
    z.object({ tree: z.string() }),
    "select json_serialize_sql($sql::varchar)::varchar as tree",
    { sql },
  );
  const parsed = tree.parse(JSON.parse(row?.tree ?? "{}"));
  const [statement, ...others] = parsed.statements ?? [];
  if (parsed.error || !statement || others.length > 0) {
    throw new PipelineError("invalid-sql", parsed.error_message ?? "", { where });
  }
  return statement.node;
}

/*
 * The nodes whose meaning is known. They are strict: a kind or a field that is not here is refused, for it could name
 * columns. `sample` and `at_clause` stand only for what is not used.
 */

const place = { query_location: z.unknown() };
const query = z.strictObject({ node: z.unknown(), named_param_map: z.tuple([]) });
const renamed = { column_name_alias: z.array(z.string()).default([]) };
const tableCommon = { alias: z.string(), sample: z.null(), ...place };

const queryCommon = {
  modifiers: z.array(
    z.discriminatedUnion("type", [
      z.strictObject({ type: z.literal("ORDER_MODIFIER"), orders: z.array(z.unknown()) }),
      z.strictObject({ type: z.literal("DISTINCT_MODIFIER"), distinct_on_targets: z.array(z.unknown()) }),
      z.strictObject({ type: z.literal("LIMIT_MODIFIER"), limit: z.unknown(), offset: z.unknown() }),
    ]),
  ),
  cte_map: z.strictObject({
    map: z.array(
      z.strictObject({
        key: z.string(),
        value: z.strictObject({
          aliases: z.array(z.string()),
          query,
          materialized: z.string(),
          key_targets: z.tuple([]),
        }),
      }),
    ),
  }),
};

export const queryNode = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("SELECT_NODE"),
    ...queryCommon,
    select_list: z.array(z.unknown()),
    from_table: z.unknown(),
    where_clause: z.unknown(),
    group_expressions: z.array(z.unknown()),
    group_sets: z.unknown(),
    aggregate_handling: z.enum(["STANDARD_HANDLING", "FORCE_AGGREGATES"]),
    having: z.unknown(),
    qualify: z.unknown(),
    sample: z.null(),
  }),
  z.strictObject({
    type: z.literal("SET_OPERATION_NODE"),
    ...queryCommon,
    setop_type: z.enum(["UNION", "UNION_BY_NAME", "EXCEPT", "INTERSECT"]),
    setop_all: z.boolean(),
    left: z.unknown(),
    right: z.unknown(),
  }),
]);

export const tableNode = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("EMPTY"), ...tableCommon }),
  z.strictObject({
    type: z.literal("BASE_TABLE"),
    ...tableCommon,
    ...renamed,
    catalog_name: z.literal(""),
    schema_name: z.string(),
    table_name: z.string(),
    at_clause: z.null(),
  }),
  z.strictObject({ type: z.literal("SUBQUERY"), ...tableCommon, ...renamed, subquery: query }),
  z.strictObject({
    type: z.literal("JOIN"),
    ...tableCommon,
    left: z.unknown(),
    right: z.unknown(),
    condition: z.unknown(),
    join_type: z.enum(["INNER", "LEFT", "RIGHT", "FULL", "SEMI", "ANTI"]),
    ref_type: z.enum(["REGULAR", "ASOF", "CROSS"]),
    using_columns: z.array(z.string()),
    delim_flipped: z.literal(false),
    duplicate_eliminated_columns: z.tuple([]),
  }),
  z.strictObject({
    type: z.literal("EXPRESSION_LIST"),
    ...tableCommon,
    expected_names: z.array(z.string()),
    expected_types: z.unknown(),
    values: z.array(z.array(z.unknown())),
  }),
  /** An UNPIVOT of single columns into one column of names and one of values. */
  z.strictObject({
    type: z.literal("PIVOT"),
    ...tableCommon,
    ...renamed,
    source: z.unknown(),
    aggregates: z.tuple([]),
    unpivot_names: z.tuple([z.string()]),
    pivots: z.tuple([
      z.strictObject({
        pivot_expressions: z.tuple([]),
        unpivot_names: z.tuple([z.string()]),
        entries: z.array(
          z.strictObject({
            values: z.tuple([z.looseObject({ value: z.string() })]),
            star_expr: z.null(),
            alias: z.string(),
          }),
        ),
        pivot_enum: z.literal(""),
      }),
    ]),
    groups: z.tuple([]),
    include_nulls: z.boolean(),
  }),
  z.strictObject({
    type: z.literal("TABLE_FUNCTION"),
    ...tableCommon,
    ...renamed,
    function: z.looseObject({
      function_name: z.enum(["range", "generate_series", "unnest"]),
      children: z.array(z.unknown()),
    }),
    with_ordinality: z.literal("WITHOUT_ORDINALITY"),
  }),
]);

const expressionCommon = { type: z.string(), alias: z.string().optional(), ...place };

const expressionNode = z.discriminatedUnion("class", [
  z.strictObject({ class: z.literal("COLUMN_REF"), ...expressionCommon, column_names: z.array(z.string()) }),
  z.strictObject({
    class: z.literal("CONSTANT"),
    ...expressionCommon,
    value: z.looseObject({ value: z.unknown().optional() }),
  }),
  z.strictObject({
    class: z.literal("STAR"),
    ...expressionCommon,
    relation_name: z.string(),
    exclude_list: z.array(z.string()),
    replace_list: z.array(z.strictObject({ key: z.string(), value: z.unknown() })),
    /** True for `order by all`, and for COLUMNS(…) whose choice is in `expr`. */
    columns: z.boolean(),
    expr: z.null(),
    qualified_exclude_list: z.array(z.looseObject({ column: z.string() })),
    rename_list: z.array(z.strictObject({ key: z.looseObject({ column: z.string() }), value: z.string() })),
  }),
  z.strictObject({
    class: z.literal("SUBQUERY"),
    ...expressionCommon,
    subquery_type: z.enum(["SCALAR", "EXISTS", "NOT_EXISTS", "ANY"]),
    subquery: query,
    child: z.unknown(),
    comparison_type: z.string(),
  }),
  z.strictObject({ class: z.literal("LAMBDA"), ...expressionCommon, lhs: z.unknown(), expr: z.unknown() }),
  z.looseObject({
    class: z.enum(["FUNCTION", "WINDOW"]),
    function_name: z.string(),
    children: z.array(z.unknown()),
  }),
  z.looseObject({
    class: z.literal("OPERATOR"),
    type: z.string().refine((type) => type !== "OPERATOR_UNPACK", "unknown: *columns(…)"),
  }),
  z.looseObject({
    class: z.enum(["COMPARISON", "CONJUNCTION", "CASE", "CAST", "BETWEEN", "COLLATE"]),
  }),
]);

export type QueryNode = z.infer<typeof queryNode>;

export type Expression = z.infer<typeof expressionNode>;

const hasClass = z.object({ class: z.string() });

/** The expression that a part of the tree is, or null for what only holds expressions, or none. */
export function asExpression(part: unknown, where: string): Expression | null {
  return hasClass.safeParse(part).success ? understand(expressionNode, part, where) : null;
}

/** @throws PipelineError `unknown-syntax` for SQL whose meaning is not known here. */
export function understand<T>(schema: z.ZodType<T>, node: unknown, where: string): T {
  const parsed = schema.safeParse(node);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new PipelineError("unknown-syntax", issues.join("; "), { where });
}
