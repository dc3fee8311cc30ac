import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import { quoteText, readRows } from "../warehouse/connect.ts";
import { readCodes } from "./codes.ts";
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
      const at = periods.indexOf(period);
      const services = find(area, profession, staff_type);
      if (number === null || population === -1 || at === -1 || (number > 0 && services.length === 0)) {
        throw new PipelineError("audit-broken", `${indicator}: services of ${persons}`);
      }
      const key = `${population}/${at}`;
      numbers.set(key, [...(numbers.get(key) ?? []), { number, from, to, cells: services }]);
    }
  }
  return numbers;
}

/** What must be known of a count besides its least and greatest value, as far as these are found: see `findIntervals`. */
export function wantedOf({ from, to }: ServiceNumber, values: number): { low: number; high: number } {
  return to === null ? { low: from - 1, high: from + values - 1 } : { low: to, high: to + 1 };
}

/** The least and the greatest that a count can be. */
export interface Range {
  least: number;
  greatest: number;
}

/**
 * What hidden counts can be by all numbers of services together: where all that one leaves open are counted, or none.
 * @param rangeOf what they can be otherwise
 * @param roundTo what shown numbers are rounded to
 * @returns by cell, those of which less is possible
 */
export function narrowByServices(
  layer: Layer,
  numbers: readonly ServiceNumber[],
  rangeOf: (cell: number) => Range,
  roundTo: number,
): Map<number, Range> {
  const narrowed = new Map<number, Range>();
  const findRange = (cell: number): Range | null => {
    const value = layer.value[cell] ?? 0;
    if (layer.state[cell] === states.known) return { least: value, greatest: value };
    const isHidden = layer.state[cell] === states.hidden || layer.state[cell] === states.untold;
    return isHidden ? (narrowed.get(cell) ?? rangeOf(cell)) : null;
  };
  for (let isNew = true; isNew; ) {
    isNew = false;
    for (const { number, from, to, cells } of numbers) {
      const last = to ?? Number.POSITIVE_INFINITY;
      const { fewest, most } = boundsOfNumber(number, roundTo);
      let counted = 0;
      const open: { cell: number; range: Range }[] = [];
      for (const cell of cells) {
        const range = findRange(cell);
        if (range === null) continue;
        if (range.least >= from && range.greatest <= last) counted++;
        else if (range.greatest >= from && range.least <= last) open.push({ cell, range });
      }
      const areAll = fewest - counted >= open.length;
      if (!areAll && most > counted) continue;
      for (const { cell, range } of open) {
        const next = areAll ? within(range, from, last) : outside(range, from, last);
        if (next.least === range.least && next.greatest === range.greatest) continue;
        narrowed.set(cell, next);
        isNew = true;
      }
    }
  }
  return narrowed;
}

function within({ least, greatest }: Range, from: number, last: number): Range {
  return { least: Math.max(least, from), greatest: Math.min(greatest, last) };
}

/** Where a range goes beyond both ends nothing is ruled out at its own ends. */
function outside({ least, greatest }: Range, from: number, last: number): Range {
  return {
    least: least >= from ? last + 1 : least,
    greatest: greatest <= last ? from - 1 : greatest,
  };
}

/** What a number is that is shown as this: nothing but nobody is shown as nobody. */
function boundsOfNumber(number: number, roundTo: number): { fewest: number; most: number } {
  if (number === 0) return { fewest: 0, most: 0 };
  const fewest = number === roundTo ? 1 : number - Math.floor(roundTo / 2);
  return { fewest, most: number + Math.ceil(roundTo / 2) - 1 };
}

/** Gives the numbers of the cells of services at or below an area and a profession. */
async function readServices(
  folder: string,
  cells: readonly Cell[],
): Promise<(area: string, profession: string, staffType: string) => number[]> {
  const { areas, professions } = await readCodes(folder, codes);
  const above = new Map([...areas, ...professions].map(({ code, parent }) => [code, parent]));
  const isAtOrBelow = (code: string | null, sought: string): boolean =>
    code !== null && (code === sought || isAtOrBelow(above.get(code) ?? null, sought));
  const boards = new Set(areas.filter(({ level }) => level === "board").map(({ code }) => code));
  const inPlan = new Set(professions.filter((one) => one.in_plan).map(({ code }) => code));
  const services = cells.flatMap(([area, profession, staffType], cell) =>
    boards.has(area) && inPlan.has(profession) ? [{ area, profession, staffType, cell }] : [],
  );
  const found = new Map<string, number[]>();
  return (area, profession, staffType) => {
    const key = [area, profession, staffType].join("\n");
    const known = found.get(key);
    if (known) return known;
    const own = services.flatMap((one) =>
      one.staffType === staffType && isAtOrBelow(one.area, area) && isAtOrBelow(one.profession, profession)
        ? [one.cell]
        : [],
    );
    found.set(key, own);
    return own;
  };
}
