import { z } from "zod";
import { bilingual, marks } from "./marks.ts";

const fan = z.strictObject({
  lower_95: z.number(),
  lower_80: z.number(),
  median: z.number(),
  upper_80: z.number(),
  upper_95: z.number(),
});

const accuracy = z.strictObject({
  horizon: z.int(),
  cases: z.int(),
  bias: z.number(),
  error: z.number(),
  no_change_error: z.number(),
  trend_error: z.number(),
  within_80: z.number(),
  within_95: z.number(),
});

/** Without a weight it is certain. */
const estimate = z.strictObject({ mean: z.number(), weight: z.number().nullable() });

/** What the projection rests on; lists by age follow the age bands. */
const inputs = z.strictObject({
  stock: z.array(z.int()),
  hours: z.array(z.number()),
  leaving: z.array(estimate),
  leaving_spread: z.number(),
  ageing: z.array(z.number()),
  others: estimate.extend({ spread: z.number(), ages: z.array(z.number()) }),
  routes: z.array(
    z.strictObject({
      id: z.string(),
      places: z.int(),
      first_year: z.int(),
      cohorts: z.array(
        z.strictObject({
          year: z.int(),
          people: z.int(),
          stage: z.enum(["enrolled", "completed", "employed"]),
        }),
      ),
      fill: estimate,
      completion: estimate,
      employment: estimate,
    }),
  ),
  graduate_ages: z.array(z.number()),
  entering: z.number(),
});

const outcome = z.strictObject({
  scenario: z.string(),
  demand: z.array(z.number()),
  gap: z.array(fan),
  /** Share of the simulations in which posts are filled. */
  covered: z.array(z.number()),
  required: z.array(
    z.strictObject({
      certainty: z.number(),
      places: z.int().optional(),
      reason: z.string().optional(),
    }),
  ),
  sensitivity: z.array(
    z.strictObject({
      lever: z.string(),
      low: z.number(),
      high: z.number(),
      gap_at_low: z.number(),
      gap_at_high: z.number(),
    }),
  ),
});

const projection = z.strictObject({
  area: z.string(),
  profession: z.string(),
  start: z.strictObject({ people: z.int(), fte: z.number(), posts: z.number().nullable() }),
  evidence: z.strictObject({ years: z.int(), leavers: z.int(), leaving_share: z.number() }),
  /** Of the country alone. */
  inputs: inputs.nullable(),
  levers: z.array(
    z.strictObject({ lever: z.string(), value: z.number(), low: z.number(), high: z.number() }),
  ),
  people: z.array(fan),
  fte: z.array(fan),
  demand_reason: z.string().nullable(),
  scenarios: z.array(outcome),
  accuracy: z.array(accuracy),
});

/** `supply.json`; entry n of each list is n years after the start. */
export const supplySchema = z.strictObject({
  ...marks,
  release: z.string(),
  example: z.boolean(),
  dates: z.array(z.iso.date()),
  age_bands: z.array(z.string()),
  settings: z.strictObject({
    simulations: z.int(),
    search_simulations: z.int(),
    seed: z.int(),
    years: z.int(),
    close_by: z.int(),
    certainties: z.array(z.number()),
    need: z.strictObject({ scenario: z.string(), certainty: z.number() }),
    least_leavers: z.int(),
    least_years: z.int(),
  }),
  levers: z.array(
    z.strictObject({
      id: z.string(),
      title: bilingual,
      source: bilingual,
      range: z.union([z.literal("estimated"), z.tuple([z.number(), z.number()])]),
    }),
  ),
  training: z.looseObject({ months_to_start: z.int(), source: bilingual }),
  overrides: z.array(
    z.strictObject({ profession: z.string(), lever: z.string(), value: z.number(), source: bilingual }),
  ),
  scenarios: z.array(
    z.strictObject({
      id: z.string(),
      title: bilingual,
      description: bilingual,
      source: bilingual,
      growth: z.number(),
      vacancy: z.number(),
      extra: z.strictObject({ share: z.number(), in_years: z.int() }),
    }),
  ),
  reasons: z.array(z.strictObject({ id: z.string(), text: bilingual })),
  accuracy: z.strictObject({ country: z.array(accuracy), areas: z.array(accuracy) }),
  projections: z.array(projection),
  unprojected: z.array(z.strictObject({ area: z.string(), profession: z.string(), reason: z.string() })),
});

export type Supply = z.infer<typeof supplySchema>;
export type Projection = z.infer<typeof projection>;
export type Outcome = z.infer<typeof outcome>;
export type Fan = z.infer<typeof fan>;
