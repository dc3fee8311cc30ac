import { join } from "node:path";
import { z } from "zod";
import { bilingual } from "../bilingual.ts";
import { readYaml } from "../parse-yaml.ts";

const share = z.number().min(0).max(1);

const leverName = z.enum(["fill", "completion", "employment", "leaving", "others", "hours", "places"]);

const lever = z.strictObject({
  title: bilingual,
  source: bilingual,
  range: z.union([z.literal("estimated"), z.tuple([z.number().positive(), z.number().positive()])]),
});

const reasonName = z.enum([
  "not-published",
  "few-leavers",
  "few-years",
  "no-posts",
  "no-routes",
  "too-soon",
  "out-of-reach",
]);

export type ReasonName = z.infer<typeof reasonName>;

const scenario = z.strictObject({
  id: z.string().min(1),
  title: bilingual,
  description: bilingual,
  source: bilingual,
  growth: z.number().min(-0.5).max(0.5),
  vacancy: share,
  extra: z.strictObject({ share: z.number().min(0), in_years: z.int().positive() }),
});

const routeYears = z.record(z.string(), z.int().positive());

const settingsFile = z
  .strictObject({
    welsh: z.enum(["for-review", "verified"]),
    simulations: z.int().min(100),
    search_simulations: z.int().min(100),
    seed: z.int(),
    years: z.int().positive(),
    close_by: z.int().positive(),
    certainties: z.array(share).min(1),
    need: z.strictObject({ scenario: z.string(), certainty: share }),
    leaving_years: z.int().positive(),
    joining_years: z.int().positive(),
    profile_weight: z.number().positive(),
    least_leavers: z.int().min(0),
    least_years: z.int().positive(),
    backtest_horizons: z.int().positive(),
    backtest_simulations: z.int().min(100),
    training: z.strictObject({
      years: routeYears,
      profession_years: z.record(z.string(), routeYears),
      months_to_start: z.int().min(0).max(24),
      source: bilingual,
    }),
    levers: z.record(leverName, lever),
    overrides: z.array(
      z.strictObject({
        profession: z.string(),
        lever: leverName,
        value: z.number().min(0),
        source: bilingual,
      }),
    ),
    scenarios: z.array(scenario).min(1),
    reasons: z.record(reasonName, bilingual),
  })
  .refine(({ years, close_by }) => close_by <= years, { error: "close_by lies beyond years" })
  .refine(
    ({ need, scenarios, certainties }) =>
      scenarios.some(({ id }) => id === need.scenario) && certainties.includes(need.certainty),
    { error: "need is none of the scenarios with one of the certainties" },
  );

/** What the supply model assumes and answers: `supply.yml`. */
export type SupplySettings = z.infer<typeof settingsFile>;

/** @throws PipelineError `invalid-setting` with the path of every fault */
export async function readSupplySettings(pipelines: string): Promise<SupplySettings> {
  return readYaml(join(pipelines, "supply.yml"), settingsFile);
}
