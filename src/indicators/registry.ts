import { join } from "node:path";
import { z } from "zod";
import { bilingual } from "../bilingual.ts";
import { PipelineError } from "../errors.ts";
import { counts } from "../populations/counts.ts";
import { readSqlFolder } from "../warehouse/front-matter.ts";
import { isUnknownCells, quality } from "./quality.ts";

/** Whom a page speaks to. */
export const audience = z.enum(["gaps", "commissioning", "senior"]);

const areaLevel = z.enum(["country", "board", "group", "employer"]);

const matter = z
  .strictObject({
    order: z.int(),
    title: bilingual,
    description: bilingual,
    unit: bilingual,
    numerator: bilingual.optional(),
    denominator: bilingual.optional(),
    kind: z.enum(["count", "fte", "rate", "mean", "median"]),
    /** What a rate is multiplied by: 100 for per cent. */
    scale: z.number().positive().optional(),
    /** How the interval of a rate is computed: proportion of persons, rate of events, or neither. */
    interval: z.enum(["wilson", "poisson", "none"]).optional(),
    basis: z.string().optional(),
    /** P persons, S sensitive characteristic of persons, O open (posts, adverts, places). */
    class: z.enum(["P", "S", "O"]),
    /** Which populations its numbers count; see pipelines/populations.yml. */
    counts: counts.default([]),
    /**
     * Where its categories are amounts that add up: two of them, each hidden wherever another category or the whole is, so
     * that none can be worked out.
     */
    balanced_by: z.tuple([z.string(), z.string()]).optional(),
    /** Categories of such amounts that open indicators give away. */
    open_parts: z.array(z.string()).optional(),
    /**
     * It counts services, the professions of the plan in each board, that have so many persons of a population: in its value
     * or numerator, or in its denominator. So it tells of services whose own count is hidden.
     */
    services: z
      .array(
        z.strictObject({
          persons: z.string(),
          from: z.int().positive(),
          to: z.int().positive().nullable().default(null),
          in: z.enum(["value", "denominator"]).default("value"),
        }),
      )
      .default([]),
    period: z.enum(["quarter", "year-to-quarter", "academic-year", "year"]),
    direction: z.enum(["up", "down", "none"]),
    decimals: z.int().min(0).max(4),
    /** From which value on it counts as a gap: a line across the charts over time. */
    threshold: z.strictObject({ value: z.number(), name: bilingual }).optional(),
    /** Outcomes of the plan that it measures. */
    outcomes: z.array(z.string()).min(1),
    /** Actions of the plan that name what it counts. */
    actions: z.array(z.string()).default([]),
    audiences: z.array(audience),
    /** Levels of area that the input has. */
    area_levels: z.array(areaLevel).default([...areaLevel.options]),
    staff_types: z.array(z.string()).default(["all", "registered", "support", "student"]),
    /** What the public edition gives: every cell, or the total of the country alone. */
    public: z.enum(["all", "total"]).default("all"),
    breakdowns: z.array(z.string()).default([]),
    /**
     * Breakdowns are given for the country by profession, and for boards and the all-Wales bodies over all professions;
     * `crossed` for both at once.
     */
    breakdown_cells: z.enum(["margins", "crossed"]).default("margins"),
    levels: z.array(z.string()).default([]),
    /** Levels at which areas are compared with their total, by default all: where a move between areas is no event. */
    compared_levels: z.array(z.string()).optional(),
    /** Months before the period's end at which it also needs the returns; by default the start of its twelve months. */
    looks_back: z.array(z.int().positive()).optional(),
    /** Why it has no number yet, whatever the input. */
    unavailable: bilingual.optional(),
    /** Professions that only a job role tells apart are not available. */
    by_occupation_code: z.boolean().default(false),
    /** How often something that it needs is unknown; every indicator says. */
    quality,
    welsh: z.enum(["for-review", "verified"]),
    version: z.int().positive(),
  })
  .refine(
    (one) => (one.kind !== "rate" && one.kind !== "mean") || (one.scale && one.numerator && one.denominator),
    {
      error: "a rate or mean requires scale, numerator and denominator",
    },
  )
  .refine((one) => one.balanced_by === undefined || one.kind === "fte", {
    error: "balanced_by requires amounts: fte",
  })
  .refine(
    ({ kind, period, services }) =>
      services.every(
        (one) => period === "quarter" && (kind === "rate" || (kind === "count" && one.in === "value")),
      ),
    { error: "services requires a count or rate at quarter ends" },
  )
  .refine((one) => (one.class === "O") === (one.counts.length === 0), {
    error: "classes P and S, and no other, require counts",
  })
  .refine((one) => (one.kind === "rate") === (one.interval !== undefined), {
    error: "a rate, and nothing else, requires interval",
  });

export type IndicatorKind = z.infer<typeof matter>["kind"];

/** One published indicator: what its file says of it, and its SELECT. */
export interface Indicator extends z.infer<typeof matter> {
  /** The file's name. */
  id: string;
  sql: string;
  path: string;
}

/**
 * The ingredients that the SELECT of each kind gives beside period_end and cell, for persons and for posts. A median comes
 * as `total`, with the number of values it is of as `denominator`.
 */
const ingredientColumns: Record<IndicatorKind, { persons: string[]; posts: string[] }> = {
  count: { persons: ["total", "people"], posts: ["total"] },
  fte: { persons: ["total", "people"], posts: ["total"] },
  rate: {
    persons: ["numerator", "denominator", "people", "denominator_people"],
    posts: ["numerator", "denominator"],
  },
  mean: { persons: ["numerator", "denominator", "people"], posts: ["numerator", "denominator"] },
  median: { persons: ["total", "denominator", "people"], posts: ["total", "denominator"] },
};

/** Columns that name a cell in the SELECT of an indicator; the others are its ingredients. */
export const keyColumns: readonly string[] = ["period_end", "cell", "breakdown", "category", "level"];

/** Columns the SELECT of an indicator must have, no more and no fewer. */
export function requiredColumns(indicator: Indicator): string[] {
  const ingredients = ingredientColumns[indicator.kind];
  return [
    "period_end",
    "cell",
    ...(indicator.breakdowns.length > 0 ? ["breakdown", "category"] : []),
    ...(indicator.levels.length > 0 ? ["level"] : []),
    ...(indicator.class === "O" ? ingredients.posts : ingredients.persons),
  ];
}

/** The staff type and the level of an indicator where none is asked for. */
export function mainSlice({ staff_types, levels }: Pick<Indicator, "staff_types" | "levels">): {
  staff_type: string;
  level: string;
} {
  return {
    staff_type: staff_types.includes("all") ? "all" : (staff_types[0] ?? "all"),
    level: levels[0] ?? "none",
  };
}

/**
 * Every indicator of the folder, in catalogue order. The folder is the registry.
 * @throws PipelineError `no-indicators`, `unknown-quality-cells`, `invalid-setting` for front matter
 */
export async function readIndicators(pipelines: string): Promise<Indicator[]> {
  const folder = join(pipelines, "indicators");
  const indicators: Indicator[] = await readSqlFolder(folder, matter);
  if (indicators.length === 0) {
    throw new PipelineError("no-indicators", "", { where: folder });
  }
  requireQualityCells(indicators, folder);
  return indicators.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** The cells that a quality refers to are those of a mix that is given for the staff type of the indicator. */
function requireQualityCells(indicators: readonly Indicator[], folder: string): void {
  const lacking = indicators.flatMap((one) => {
    const { quality } = one;
    if (!isUnknownCells(quality)) return [];
    const source = indicators.find(({ id }) => id === quality.indicator);
    const isGiven =
      source?.kind === "rate" &&
      source.breakdowns.includes(quality.breakdown) &&
      source.staff_types.includes(mainSlice(one).staff_type);
    return isGiven ? [] : [`${one.id} → ${quality.indicator}/${quality.breakdown}`];
  });
  if (lacking.length > 0) {
    throw new PipelineError("unknown-quality-cells", lacking.join(", "), { where: folder });
  }
}
