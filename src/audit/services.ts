import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import { quoteText, readRows } from "../warehouse/connect.ts";
import type { Cell } from "./hierarchy.ts";
import { states } from "./knowledge.ts";
import type { Layer } from "./layers.ts";
import { type AuditedIndicator, findWholePopulation, type Population } from "./meanings.ts";

/** A shown number of services: how many of these cells have from `from` to `to` persons; no `to` is any more. */
export interface ServiceNumber {
  number: number;
  from: number;
  to: number | null;
  cells: number[];
}

/** The numbers of services by the population whose persons they are about and the period, `<population>/<period>`. */
export type ServiceNumbers = ReadonlyMap<string, readonly ServiceNumber[]>;

/** A hidden count that a number of services tells of. */
interface Told {
  cell: number;
  min: number;
  max: number;
}

const place = z.object({ code: z.string(), parent: z.string().nullable() });
const codes = z.object({
  areas: z.array(place.extend({ level: z.string() })),
  professions: z.array(place.extend({ in_plan: z.boolean() })),
});

const shown = z.object({
  indicator: z.string(),
  period: z.string(),
  area: z.string(),
  profession: z.string(),
  staff_type: z.string(),
  value: z.number(),
  denominator: z.number().nullable(),
});

/**
 * The shown numbers of services, with the services that each may count: the professions of the plan in the boards, as
 * `codes.json` tells them. After `readCounts`.
 * @throws PipelineError `audit-broken` when it does not tell
 */
export async function readServiceNumbers(
  connection: DuckDBConnection,
  folder: string,
  indicators: readonly AuditedIndicator[],
  populations: readonly Population[],
  { cells, periods }: { cells: readonly Cell[]; periods: readonly string[] },
): Promise<ServiceNumbers> {
  const counting = new Map(
    indicators.filter(({ services }) => services.length > 0).map((one) => [one.id, one]),
  );
  const numbers = new Map<string, ServiceNumber[]>();
  if (counting.size === 0) return numbers;
  const rows = await readRows(
    connection,
    shown,
    `select indicator, period_end::varchar as period, area, profession, staff_type, value, denominator
     from audit_observation
     where breakdown = 'none' and value is not null and indicator in (${[...counting.keys()].map(quoteText).join(", ")})`,
  );
  const find = await readServices(folder, cells);
  for (const { indicator, period, area, profession, staff_type, value, denominator } of rows) {
    const { kind, scale = 1, services = [] } = counting.get(indicator) ?? {};
    const counted = kind === "rate" ? (value * (denominator ?? 0)) / scale : value;
    for (const { persons, from, to, in: within } of services) {
      const number = within === "denominator" ? denominator : Math.round(counted);
      const population = findWholePopulation(populations, persons);
      if (number === null || population === -1) {
        throw new PipelineError("audit-broken", `${indicator}: ${persons} ${within}`);
      }
      const key = `${population}/${periods.indexOf(period)}`;
      const one = { number, from, to, cells: find(area, profession, staff_type) };
      numbers.set(key, [...(numbers.get(key) ?? []), one]);
    }
  }
  return numbers;
}

/** From which value down a count is one that such a number may leave undecided, or count though others are not. */
export function floorOf({ from, to }: ServiceNumber): number {
  return to ?? from - 1;
}

/** Hidden counts of which numbers of services say that all of them are counted, or none. `slack`: what rounding leaves open. */
export function findToldByServices(
  layer: Layer,
  numbers: readonly ServiceNumber[],
  rangeOf: (cell: number) => { least: number; greatest: number },
  slack: number,
): Told[] {
  return numbers.flatMap(({ number, from, to, cells }) => {
    const last = to ?? Number.POSITIVE_INFINITY;
    let left = number;
    const undecided: Told[] = [];
    for (const cell of cells) {
      const isHidden = layer.state[cell] === states.hidden || layer.state[cell] === states.untold;
      if (!isHidden && layer.state[cell] !== states.known) continue;
      const value = layer.value[cell] ?? 0;
      const { least, greatest } = isHidden ? rangeOf(cell) : { least: value, greatest: value };
      if (least >= from && greatest <= last) left--;
      else if (greatest >= from && least <= last) undecided.push({ cell, min: least, max: greatest });
    }
    if (undecided.length === 0) return [];
    if (left + slack <= 0)
      return to === null ? undecided.map((one) => ({ ...one, max: from - 1 })) : undecided;
    const areAll = to !== null && left - slack >= undecided.length;
    return areAll
      ? undecided.map(({ cell, min, max }) => ({ cell, min: Math.max(min, from), max: Math.min(max, to) }))
      : [];
  });
}

/** Gives the numbers of the cells of services at or below an area and a profession. */
async function readServices(
  folder: string,
  cells: readonly Cell[],
): Promise<(area: string, profession: string, staffType: string) => number[]> {
  const where = join(folder, "codes.json");
  const result = codes.safeParse(JSON.parse(await readFile(where, "utf8")));
  if (!result.success) {
    throw new PipelineError("audit-broken", z.prettifyError(result.error), { where, cause: result.error });
  }
  const { areas, professions } = result.data;
  const above = new Map([...areas, ...professions].map(({ code, parent }) => [code, parent]));
  const isAtOrBelow = (code: string | null, sought: string): boolean =>
    code !== null && (code === sought || isAtOrBelow(above.get(code) ?? null, sought));
  const boards = new Set(areas.filter(({ level }) => level === "board").map(({ code }) => code));
  const inPlan = new Set(professions.filter((one) => one.in_plan).map(({ code }) => code));
  const services = cells.flatMap(([area, profession, staffType], cell) =>
    boards.has(area) && inPlan.has(profession) ? [{ area, profession, staffType, cell }] : [],
  );
  return (area, profession, staffType) =>
    services.flatMap((one) =>
      one.staffType === staffType && isAtOrBelow(one.area, area) && isAtOrBelow(one.profession, profession)
        ? [one.cell]
        : [],
    );
}
