import { join } from "node:path";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import { readYaml } from "../parse-yaml.ts";
import type { Counted, Counts } from "./counts.ts";

const sign = z.union([z.literal(1), z.literal(-1)]);

const tables = z.array(
  z
    .strictObject({
      id: z.string(),
      /** The populations that rise (1) or fall (-1) together, by name or as `population/breakdown/category`. */
      counts: z.record(z.string(), sign),
      by: z.string().nullable().default(null),
      /** The column of the reference list of areas that tells the category of all persons of an employer. */
      areas: z.string().nullable().default(null),
      except: z.array(z.string()).default([]),
      /** Categories by the population that they add up to. */
      sums: z.record(z.string(), z.array(z.string())).default({}),
      within: z.string().nullable().default(null),
      within_months: z.int().nonnegative().default(0),
    })
    .refine(({ areas, by, counts }) => areas === null || (by !== null && Object.keys(counts).length === 1), {
      path: ["areas"],
      error: "needs `by`, and one population",
    }),
);

/** Counts that hang together over areas, professions, staff types and categories, and are protected as a whole. */
export type Table = z.infer<typeof tables>[number];

/** Where a number of a cell stands among the tables. */
export interface Place {
  table: number;
  sign: 1 | -1;
  isSplit: boolean;
  counted: Counted;
}

/** What one entry of an indicator's `counts` says of the cells it fits. */
export interface Placed {
  breakdown: string | null;
  category: string | null;
  level: string | null;
  people: Place;
  denominators: Place[];
}

/** An indicator as far as disclosure control must know it. */
export interface CountingIndicator {
  id: string;
  class: "P" | "S" | "O";
  counts: Counts;
  breakdowns: readonly string[];
  path: string;
}

/** @throws PipelineError `invalid-setting`, `unknown-population` */
export async function readTables(pipelines: string): Promise<Table[]> {
  const path = join(pipelines, "populations.yml");
  const read = await readYaml(path, tables);
  read.forEach((table, index) => {
    for (const name of referencedPopulations(table)) {
      const at = findWhole(read, name);
      if (at === -1 || at >= index) {
        throw new PipelineError("unknown-population", `${table.id}: ${name}`, { where: path });
      }
    }
  });
  return read;
}

/** Populations of earlier tables that a table refers to. */
export function referencedPopulations(table: Table): string[] {
  return [...Object.keys(table.sums), ...(table.within === null ? [] : [table.within])];
}

/** Index of the table that has a population as a whole, or -1. */
export function findWhole(tables: readonly Table[], population: string): number {
  return tables.findIndex((table) => table.by === null && population in table.counts);
}

/**
 * Where the numbers of an indicator stand among the tables: an entry of `counts` that splits a population by several
 * breakdowns or categories comes once for each.
 * @throws PipelineError `unknown-population` where no table protects what an indicator counts
 */
export function placeCounts(indicator: CountingIndicator, tables: readonly Table[]): Placed[] {
  return indicator.counts.flatMap((entry) => {
    const denominators = entry.denominator.map((one) => wholePlace(one));
    const base = {
      breakdown: entry.breakdown ?? null,
      category: entry.category ?? null,
      level: entry.level ?? null,
    };
    const splits = entry.breakdown === undefined ? indicator.breakdowns : [entry.breakdown];
    const isWhole = base.category === null && (base.breakdown ?? "none") === "none";
    const placed: Placed[] = splits
      .filter((breakdown) => breakdown !== "none")
      .flatMap((breakdown) => splitPlaces(entry.people, breakdown, base.category))
      .map((split) => ({ ...base, ...split, denominators }));
    if (isWhole) placed.push({ ...base, breakdown: "none", people: wholePlace(entry.people), denominators });
    if (placed.length === 0) throw unknown(entry.people.population);
    return placed;
  });

  function wholePlace(counted: Counted): Place {
    const table = findWhole(tables, counted.population);
    const sign = tables[table]?.counts[counted.population];
    if (sign === undefined) throw unknown(counted.population);
    return { table, sign, isSplit: false, counted };
  }

  function splitPlaces(
    counted: Counted,
    breakdown: string,
    category: string | null,
  ): Pick<Placed, "breakdown" | "category" | "people">[] {
    if (category !== null) {
      const name = `${counted.population}/${breakdown}/${category}`;
      const named = tables.findIndex((table) => name in table.counts);
      const sign = tables[named]?.counts[name];
      if (sign !== undefined) {
        return [{ breakdown, category, people: { table: named, sign, isSplit: false, counted } }];
      }
    }
    const table = tables.findIndex((one) => one.by === breakdown && counted.population in one.counts);
    const sign = tables[table]?.counts[counted.population];
    if (sign !== undefined) return [{ breakdown, category, people: { table, sign, isSplit: true, counted } }];
    // A population that is a category by itself: nothing splits it.
    return findWhole(tables, counted.population) === -1
      ? []
      : [{ breakdown, category, people: wholePlace(counted) }];
  }

  function unknown(population: string): PipelineError {
    return new PipelineError("unknown-population", population, { where: indicator.path });
  }
}
