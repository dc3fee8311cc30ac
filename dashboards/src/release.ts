import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { bilingual, marks } from "./marks.ts";
import { type ControlLimits, type Cube, readCube } from "./observations.ts";
import { SiteError } from "./site-error.ts";
import { type Supply, supplySchema } from "./supply-schema.ts";

const named = { name_en: z.string(), name_cy: z.string() };

const indicatorSchema = z.strictObject({
  id: z.string(),
  order: z.number(),
  /** Rises when the definition changes. */
  version: z.int(),
  title: bilingual,
  description: bilingual,
  numerator: bilingual.nullable(),
  denominator: bilingual.nullable(),
  unit: bilingual,
  kind: z.enum(["count", "fte", "rate", "mean", "median"]),
  scale: z.number(),
  basis: z.string().nullable(),
  /** Why it has no number yet, whatever the input. */
  unavailable: bilingual.nullable(),
  class: z.enum(["P", "S", "O"]),
  direction: z.enum(["up", "down", "none"]),
  decimals: z.int().min(0),
  /** From which value on it counts as a gap. */
  threshold: z.strictObject({ value: z.number(), name: bilingual }).nullable(),
  period: z.enum(["quarter", "year-to-quarter", "academic-year", "year"]),
  outcomes: z.array(z.string()),
  actions: z.array(z.string()),
  audiences: z.array(z.string()),
  area_levels: z.array(z.string()),
  staff_types: z.array(z.string()),
  breakdowns: z.array(z.string()),
  levels: z.array(z.string()),
  datasets: z.array(z.string()),
  sql: z.string(),
});

const indicatorsSchema = z.strictObject({
  ...marks,
  release: z.string(),
  example: z.boolean(),
  indicators: z.array(indicatorSchema),
  plan: z.strictObject({
    aims: z.array(
      z.strictObject({
        id: z.string(),
        title: bilingual,
        outcomes: z.array(
          z.strictObject({ id: z.string(), title: bilingual, page: z.int(), countable: z.boolean() }),
        ),
        actions: z.array(z.strictObject({ id: z.string(), title: bilingual, page: z.int() })),
      }),
    ),
  }),
});

const areaSchema = z.strictObject({
  code: z.string(),
  parent: z.string().nullable(),
  level: z.enum(["country", "board", "group", "employer"]),
  sector: z.string().nullable(),
  ...named,
  short_en: z.string(),
  short_cy: z.string(),
  sort: z.number(),
});

const professionSchema = z.strictObject({
  code: z.string(),
  parent: z.string().nullable(),
  kind: z.enum(["total", "profession", "group", "role-unknown", "shared"]),
  in_plan: z.boolean(),
  ...named,
  sort: z.number(),
});

const codesSchema = z.strictObject({
  ...marks,
  areas: z.array(areaSchema),
  professions: z.array(professionSchema),
  staff_types: z.array(
    z.strictObject({ code: z.string(), parent: z.string().nullable(), ...named, sort: z.number() }),
  ),
  breakdowns: z.array(
    z.strictObject({
      code: z.string(),
      ...named,
      categories: z.array(z.strictObject({ code: z.string(), ...named, sort: z.number() })),
    }),
  ),
  levels: z.array(z.strictObject({ code: z.string(), ...named })),
  markers: z.array(z.strictObject({ code: z.string(), ...named })),
});

const qualitySchema = z.strictObject({
  ...marks,
  datasets: z.array(
    z.strictObject({
      dataset: z.string(),
      title: bilingual,
      rows: z.int(),
      /** To what the numbers of rows are rounded; 1 is not at all. */
      rows_to_nearest: z.int().positive(),
      rejected: z.int(),
      advisory: z.int(),
      out_of_scope: z.int(),
    }),
  ),
  returns: z.array(
    z.strictObject({
      dataset: z.string(),
      employer: z.string(),
      period_end: z.iso.date(),
      received: z.boolean(),
      rows: z.int(),
    }),
  ),
  freshness: z.array(
    z.strictObject({
      dataset: z.string(),
      employer: z.string(),
      latest_period: z.iso.date().nullable(),
      days_old: z.int().nullable(),
      missing: z.array(z.iso.date()),
    }),
  ),
  unknown: z.array(
    z.strictObject({
      indicator: z.string(),
      /** Where it is seen: in published cells, in open records, nowhere as nothing can be unknown, or not counted. */
      basis: z.enum(["cells", "records", "none", "not-counted"]),
      of: bilingual.nullable(),
      what: bilingual.nullable(),
      areas: z.array(
        z.strictObject({
          area: z.string(),
          period_end: z.iso.date().nullable(),
          months: z.int(),
          records: z.number().nullable(),
          unknown: z.number().nullable(),
          share: z.number().nullable(),
          marker: z.enum(["", "c", "x", "z", "incomplete"]),
        }),
      ),
    }),
  ),
});

const funnelsSchema = z.strictObject({
  ...marks,
  funnels: z.array(
    z.strictObject({
      indicator: z.string(),
      period_end: z.iso.date(),
      profession: z.string(),
      staff_type: z.string(),
      level: z.string(),
      area: z.string(),
      value: z.number(),
      denominator: z.number(),
      /** The value of the country, which the limits stand around. */
      total_value: z.number(),
      lower_998: z.number(),
      lower_95: z.number(),
      upper_95: z.number(),
      upper_998: z.number(),
      position: z.enum(["low-99.8", "low-95", "within", "high-95", "high-99.8"]),
    }),
  ),
});

const controlLimitsSchema = z.strictObject({
  ...marks,
  series: z.array(
    z.strictObject({
      indicator: z.string(),
      area: z.string(),
      profession: z.string(),
      staff_type: z.string(),
      breakdown: z.string(),
      category: z.string(),
      level: z.string(),
      first_end: z.iso.date(),
      period_end: z.iso.date(),
      points: z.int(),
      lower: z.number(),
      mean: z.number(),
      upper: z.number(),
    }),
  ),
});

const escalationsSchema = z.strictObject({
  ...marks,
  release: z.string(),
  example: z.boolean(),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      title: bilingual,
      why: bilingual,
      audiences: z.array(z.string()),
      thresholds: z.record(z.string(), z.number()),
    }),
  ),
  items: z.array(
    z.strictObject({
      rule: z.string(),
      period_end: z.iso.date(),
      area: z.string(),
      profession: z.string(),
      staff_type: z.string(),
      sentence: bilingual,
      numbers: z.record(z.string(), z.number()),
    }),
  ),
});

const manifestSchema = z.strictObject({
  release: z.string(),
  edition: z.enum(["public", "restricted"]),
  /** A hash of all inputs and code that the release was made from. */
  fingerprint: z.string(),
  /** The release that its changes are told from. */
  previous: z.strictObject({ release: z.string(), sha256: z.string() }).nullable(),
  as_at: z.iso.date(),
  example: z.boolean(),
  notice: bilingual.nullable(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  policy: z.looseObject({ threshold: z.int(), round_to: z.int() }),
  inputs: z.array(
    z.strictObject({ dataset: z.string(), name: z.string(), rows: z.int(), sha256: z.string() }),
  ),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.int(), sha256: z.string() })),
});

const changeKind = z.enum(["new-period", "definition", "disclosure", "late-return", "correction"]);

const revisionsSchema = z.strictObject({
  ...marks,
  release: z.string(),
  example: z.boolean(),
  /** The release that is compared with; null for the first. */
  previous: z.string().nullable(),
  cells: z.int(),
  kinds: z.array(z.strictObject({ kind: changeKind, cells: z.int() })),
  indicators: z.array(z.strictObject({ indicator: z.string(), kind: changeKind, cells: z.int() })),
  causes: z.array(
    z.strictObject({
      dataset: z.string(),
      employer: z.string().nullable(),
      period_end: z.iso.date().nullable(),
      file: z.string().nullable(),
      kind: changeKind,
      cells: z.int(),
    }),
  ),
  largest: z.array(
    z.strictObject({
      indicator: z.string(),
      period: z.string(),
      period_end: z.iso.date(),
      area: z.string(),
      profession: z.string(),
      staff_type: z.string(),
      level: z.string(),
      old_value: z.number(),
      new_value: z.number(),
      kind: changeKind,
      cause_dataset: z.string().nullable(),
      cause_employer: z.string().nullable(),
      cause_period: z.iso.date().nullable(),
    }),
  ),
  definitions: z.array(
    z.strictObject({
      id: z.string(),
      old_version: z.int().nullable(),
      new_version: z.int().nullable(),
    }),
  ),
});

const publishedSeriesSchema = z.strictObject({
  ...marks,
  series: z.array(
    z.strictObject({
      series: z.string(),
      group: z.string(),
      group_cy: z.string(),
      area: z.string(),
      measure: z.string(),
      period: z.string(),
      period_cy: z.string(),
      period_end: z.iso.date().nullable(),
      value: z.number().nullable(),
      value_text: z.string().nullable(),
      status: z.string(),
      note: z.string().nullable(),
      source: z.string(),
      /** True where two sources give different values for the same thing. */
      conflict: z.boolean(),
    }),
  ),
});

export type Indicator = z.infer<typeof indicatorSchema>;
export type Area = z.infer<typeof areaSchema>;
export type Profession = z.infer<typeof professionSchema>;
export type Category = z.infer<typeof codesSchema>["breakdowns"][number]["categories"][number];
export type Marker = z.infer<typeof codesSchema>["markers"][number];
export type Quality = z.infer<typeof qualitySchema>;
export type UnknownValues = Quality["unknown"][number];
export type MissingReturn = Quality["returns"][number];
export type AreaPosition = z.infer<typeof funnelsSchema>["funnels"][number];
export type Revision = z.infer<typeof revisionsSchema>["largest"][number];
export type PublishedFigure = z.infer<typeof publishedSeriesSchema>["series"][number];

/** Everything the site knows: one published release, parsed. */
export type Release = {
  readonly indicators: readonly Indicator[];
  readonly plan: z.infer<typeof indicatorsSchema>["plan"];
  readonly codes: z.infer<typeof codesSchema>;
  readonly quality: Quality;
  /** The returns that were due and did not arrive. */
  readonly missingReturns: readonly MissingReturn[];
  /** The areas beside the country, within or beyond the limits of their size. */
  readonly funnels: readonly AreaPosition[];
  /** The mean and limits of the series that have a signal; the last of their observations has them too. */
  readonly controlLimits: readonly ControlLimits[];
  readonly escalations: z.infer<typeof escalationsSchema>;
  readonly manifest: z.infer<typeof manifestSchema>;
  readonly revisions: z.infer<typeof revisionsSchema>;
  readonly published: readonly PublishedFigure[];
  readonly supply: Supply;
  readonly cube: Cube;
};

/** Reads a published release from its folder; a file that is missing or not as agreed is an error with its path. */
export function readRelease(folder: string): Release {
  const { indicators, plan } = readJson(folder, "indicators.json", indicatorsSchema);
  const quality = readJson(folder, "quality.json", qualitySchema);
  const controlLimits = readJson(folder, "control_limits.json", controlLimitsSchema).series;
  return {
    indicators: indicators.toSorted((a, b) => a.order - b.order),
    plan,
    codes: readJson(folder, "codes.json", codesSchema),
    quality,
    missingReturns: quality.returns.filter(({ received }) => !received),
    funnels: readJson(folder, "funnels.json", funnelsSchema).funnels,
    controlLimits,
    escalations: readJson(folder, "escalations.json", escalationsSchema),
    manifest: readJson(folder, "manifest.json", manifestSchema),
    revisions: readJson(folder, "revisions.json", revisionsSchema),
    published: readJson(folder, "published_series.json", publishedSeriesSchema).series,
    supply: readJson(folder, "supply.json", supplySchema),
    cube: readCube(readPublished(folder, "observations.arrow"), controlLimits),
  };
}

function readJson<Schema extends z.ZodType>(folder: string, name: string, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(parseJson(readPublished(folder, name).toString("utf8"), name));
  if (!parsed.success) {
    throw new SiteError(`${name}: not as published by this version: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SiteError(`${name}: not JSON`, { cause });
  }
}

function readPublished(folder: string, name: string): Buffer {
  try {
    return readFileSync(join(folder, name));
  } catch (cause) {
    throw new SiteError(`${name}: cannot be read in ${folder}: run the pipeline first`, { cause });
  }
}
