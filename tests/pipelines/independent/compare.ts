import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Indicator } from "../../../src/indicators/registry.ts";
import { readRows } from "../../../src/warehouse/connect.ts";
import { givenCells, isAvailable, type State, stateOf } from "./grid.ts";
import { type Counted, fields, nameOf } from "./ingredients.ts";
import type { Nation } from "./nation.ts";
import type { Returns } from "./returns.ts";

const number = z.number().nullable();

const row = z.object({
  period: z.string(),
  cell: z.int(),
  breakdown: z.string(),
  category: z.string(),
  level: z.string(),
  total: number,
  numerator: number,
  denominator: number,
  people: number,
  denominator_people: number,
  is_available: z.boolean(),
  is_incomplete: z.boolean(),
  is_break: z.boolean(),
});

/** Cells of one indicator compared, and what differs between `result.ingredient` and the count made here. */
export interface Comparison {
  cells: number;
  differences: string[];
}

/** @param datasets those whose returns the indicator needs */
export async function compare(
  connection: DuckDBConnection,
  indicator: Indicator,
  counted: Counted,
  datasets: readonly string[],
  nation: Nation,
  returns: Returns,
): Promise<Comparison> {
  const rows = await readRows(
    connection,
    row,
    `select period_end::varchar as period, * exclude (indicator, period_end) from result.ingredient where indicator = $id`,
    { id: indicator.id },
  );
  const there = Map.groupBy(rows, nameOf);
  const given = givenCells(indicator, counted, nation);
  const used = fields.filter((field) =>
    counted.values().some(({ cells }) => cells.values().some((one) => one[field] !== undefined)),
  );
  const differences: string[] = [];
  let matched = 0;
  for (const [name, { slice, cells: own }] of counted) {
    const found = new Map(there.get(name)?.map((one) => [one.cell, one]));
    const states = new Map<string, State>();
    for (const number of slice.breakdown === "none" ? given.all : given.brokenDown) {
      const cell = nation.cells.byNumber.get(number);
      const here = own.get(number);
      const engine = found.get(number);
      if (!cell) throw new Error(`no cell: ${number}`);
      const differ = (what: string, one: unknown, other: unknown): void => {
        differences.push(
          `${indicator.id} ${cell.area} ${cell.profession} ${cell.staff_type} ${name}: ${what} ${one} here, ${other} there`,
        );
      };
      if (!engine) {
        differ("cell", "given", "absent");
        continue;
      }
      matched += 1;
      const state = states.get(cell.area) ?? stateOf(indicator, datasets, slice, cell.area, returns);
      states.set(cell.area, state);
      const is_available = isAvailable(indicator, nation.cells, cell.profession, state, here);
      if (engine.is_available !== is_available) differ("is_available", is_available, engine.is_available);
      for (const flag of ["is_incomplete", "is_break"] as const) {
        if (engine[flag] !== state[flag]) differ(flag, state[flag], engine[flag]);
      }
      if (!is_available) continue;
      for (const field of used) {
        if (!isClose(here?.[field] ?? 0, engine[field])) differ(field, here?.[field] ?? 0, engine[field]);
      }
    }
  }
  if (matched !== rows.length)
    differences.push(`${indicator.id}: ${rows.length - matched} cells there are absent here`);
  return { cells: matched, differences };
}

/** Equal but for the order in which FTE are added up. */
function isClose(here: number, there: number | null): boolean {
  return there !== null && Math.abs(here - there) < 1e-6;
}
