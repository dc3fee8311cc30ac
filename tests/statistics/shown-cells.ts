import { join } from "node:path";
import { type Indicator, readIndicators } from "../../src/indicators/registry.ts";
import { openWarehouse, quoteText, type Warehouse } from "../../src/warehouse/connect.ts";
import { loadReference } from "../../src/warehouse/reference.ts";
import { pipelines } from "../support/given.ts";

type Row = Record<string, string | number | boolean | null>;

const [template] = (await readIndicators(pipelines)).filter(({ kind }) => kind === "rate");

/** A rate in per cent called `rate`, of which up is better unless `changes` says otherwise. */
export function rate(changes: Partial<Indicator> = {}): Indicator {
  if (!template) throw new Error("no rate");
  const { compared_levels: _, ...rest } = template;
  return { ...rest, id: "rate", scale: 100, direction: "up", interval: "wilson", class: "P", ...changes };
}

/** A warehouse with these rows in `shown_cell`: 50 of 100 persons of Wales at the end of September 2025 unless they say otherwise. */
export async function shownCells(rows: readonly Row[], threads = 2): Promise<Warehouse> {
  const warehouse = await openWarehouse({ path: ":memory:", threads });
  await loadReference(warehouse.connection, join(pipelines, "reference"));
  const values = rows.map(
    (row) =>
      `(${Object.values({ ...usual, ...row })
        .map(toSql)
        .join(", ")})`,
  );
  await warehouse.connection.run(`
    create schema result;
    create temp table shown_cell as
      select
        indicator, period_end::date as period_end, '' as period, dense_rank() over (order by area)::int as cell,
        area, areas.level as area_level, 'all' as profession, 'all' as staff_type, breakdown, category, given.level,
        numerator::double as numerator, denominator::double as denominator, given.value::double as value,
        people::int as people, state::varchar as state, is_break, is_incomplete
      from (values ${values.join(", ")}) as given(${Object.keys(usual).join(", ")})
      join reference.areas on areas.code = given.area`);
  return warehouse;
}

const usual: Row = {
  indicator: "rate",
  period_end: "2025-09-30",
  area: "W92000004",
  breakdown: "none",
  category: "all",
  level: "none",
  numerator: 50,
  denominator: 100,
  value: 50,
  people: 50,
  state: null,
  is_break: false,
  is_incomplete: false,
};

function toSql(value: string | number | boolean | null): string {
  return typeof value === "string" ? quoteText(value) : String(value);
}
