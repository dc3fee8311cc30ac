import type { DuckDBConnection } from "@duckdb/node-api";
import { receiptColumns } from "../check/history.ts";
import type { Contract } from "../contracts/contract.ts";
import { readColumns } from "../warehouse/catalogue.ts";
import { type Lineage, prepareLineage, splitSource } from "../warehouse/lineage.ts";
import type { Model } from "../warehouse/models.ts";
import { type Indicator, keyColumns } from "./registry.ts";

/** What an indicator takes from one table that no model makes. */
export interface Input {
  /** A dataset, a table of `pipelines/reference`, or a record of which returns came. */
  kind: "dataset" | "reference" | "receipt";
  name: string;
  /** Its rows are counted. */
  counts: boolean;
  /** Columns that the value is made from. */
  makes: string[];
  /** Columns that only choose, join, group or order rows. */
  chooses: string[];
}

export interface IndicatorLineage {
  /** The columns (`table.column`, `table.*` for counted rows) that each ingredient is made from. */
  ingredients: Record<string, string[]>;
  inputs: Input[];
}

/**
 * Finds the lineage of indicators down to the columns of the datasets' contracts and of the reference tables.
 * @param connection has the reference tables
 * @throws PipelineError `invalid-sql`, `unknown-syntax`
 */
export async function prepareIndicatorLineage(
  connection: DuckDBConnection,
  models: readonly Model[],
  contracts: readonly Contract[],
): Promise<(indicator: Indicator) => Promise<IndicatorLineage>> {
  const datasets = new Map(
    contracts.map(({ dataset, columns }): [string, string[]] => [`current.${dataset}`, Object.keys(columns)]),
  );
  const receipts = Object.entries(receiptColumns);
  const tables = new Map([...(await readColumns(connection, "reference")), ...datasets, ...receipts]);
  const find = await prepareLineage(connection, models, tables, new Set(datasets.keys()));
  return async (indicator) => describe(await find(indicator, keyColumns), datasets);
}

function describe({ columns, rows }: Lineage, datasets: ReadonlyMap<string, unknown>): IndicatorLineage {
  const ingredients = Object.entries(columns).filter(([name]) => !keyColumns.includes(name));
  const made = [...new Set(ingredients.flatMap(([, sources]) => sources))];
  const tables = new Set([...made, ...rows].map((source) => splitSource(source)[0]));
  const short = (table: string): string => (datasets.has(table) ? splitSchema(table)[1] : table);
  const inputs = [...tables].map((table): Input => {
    const own = (sources: readonly string[]): string[] =>
      sources.flatMap((source) => {
        const [from, column] = splitSource(source);
        return from === table ? [column] : [];
      });
    return {
      kind: kindOf(table, datasets),
      name: splitSchema(table)[1],
      counts: own(made).includes("*"),
      makes: own(made)
        .filter((column) => column !== "*")
        .sort(),
      chooses: own(rows).sort(),
    };
  });
  const order = ["dataset", "reference", "receipt"];
  return {
    ingredients: Object.fromEntries(
      ingredients.map(([name, sources]) => [
        name,
        sources.map((source) => {
          const [table, column] = splitSource(source);
          return `${short(table)}.${column}`;
        }),
      ]),
    ),
    inputs: inputs.sort(
      (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.name < b.name ? -1 : 1),
    ),
  };
}

function kindOf(table: string, datasets: ReadonlyMap<string, unknown>): Input["kind"] {
  if (datasets.has(table)) return "dataset";
  return table in receiptColumns ? "receipt" : "reference";
}

function splitSchema(table: string): [string, string] {
  const [schema = "", name = ""] = table.split(".");
  return [schema, name];
}
