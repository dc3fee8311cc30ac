import { sum } from "../sum.ts";
import type { Assumptions, Estimate, Levers } from "./assumptions.ts";
import { projectDemand } from "./demand.ts";
import { type Fan, measureFan, shareCovering, sortYear, turnIntoGap } from "./fans.ts";
import { createRequirements, type Requirement } from "./require.ts";
import { round } from "./round.ts";
import { measureSensitivity } from "./sensitivity.ts";
import type { SupplySettings } from "./settings.ts";
import { type Paths, simulate } from "./simulate.ts";

type LeverName = keyof Levers;

/** What a projection is made from, in the pipeline as in a browser. */
export interface ModelCell {
  area: string;
  profession: string;
  assumptions: Assumptions;
  /** In post at the start. */
  people: number;
  /** FTE funded at the start; null when not known, and then there is no scenario. */
  posts: number | null;
}

/** How a projection is computed and what it is asked. */
export type Question = Pick<
  SupplySettings,
  "simulations" | "search_simulations" | "seed" | "years" | "close_by" | "certainties"
> & {
  levers: Readonly<Record<string, Pick<SupplySettings["levers"][LeverName], "range">>>;
  scenarios: readonly Pick<SupplySettings["scenarios"][number], "id" | "growth" | "vacancy" | "extra">[];
};

/** What the model says of one cell; entry 0 of each list is the start. */
export interface Answer {
  levers: Lever[];
  people: Fan[];
  fte: Fan[];
  scenarios: ScenarioOutcome[];
}

/** One assumption as it is published: its value, and between what it may lie. */
interface Lever {
  lever: LeverName;
  value: number;
  low: number;
  high: number;
}

/** What one scenario of demand makes of a projection; entry 0 of each list is the start. */
export interface ScenarioOutcome {
  scenario: string;
  demand: number[];
  gap: Fan[];
  /** Share of the simulations in which the FTE in post reach the demand. */
  covered: number[];
  /** Places a year that close the gap by the year asked for, by certainty; of the country alone. */
  required: (Requirement & { certainty: number })[];
  /** Gap expected in the year asked for with one assumption at either end of its range, the largest difference first. */
  sensitivity: { lever: LeverName; low: number; high: number; gap_at_low: number; gap_at_high: number }[];
}

/**
 * Projects one cell and compares it with every scenario of demand.
 * @param asksPlaces whether places are asked for: they are commissioned for the country
 */
export function answer(cell: ModelCell, question: Question, asksPlaces: boolean): Answer {
  const { assumptions, area, profession, posts } = cell;
  const { simulations, seed, years } = question;
  const paths = simulate(assumptions, { simulations, seed, years, name: `${area}/${profession}` });
  const levers = describeLevers(assumptions, question);
  return {
    levers,
    people: listYears(years, (year) => roundFan(measureFan(sortYear(paths.people, paths, year)))),
    fte: listYears(years, (year) => roundFan(measureFan(sortYear(paths.fte, paths, year)))),
    scenarios: posts === null ? [] : compareScenarios(cell, posts, question, paths, levers, asksPlaces),
  };
}

function compareScenarios(
  { assumptions, area, profession, people }: ModelCell,
  posts: number,
  question: Question,
  paths: Paths,
  levers: readonly Lever[],
  asksPlaces: boolean,
): ScenarioOutcome[] {
  const { years, close_by, certainties, search_simulations, seed, scenarios } = question;
  const sorted = listYears(years, (year) => sortYear(paths.fte, paths, year));
  const require = createRequirements(
    assumptions,
    { simulations: search_simulations, seed, name: `${area}/${profession}` },
    Math.max(people, 100),
  );
  const sensitivity = measureSensitivity(assumptions, levers, close_by);
  return scenarios.map((scenario) => {
    const { growth, vacancy, extra } = scenario;
    const demand = projectDemand(
      posts,
      { growth, vacancy, extra: { share: extra.share, inYears: extra.in_years } },
      years,
    );
    const wanted = demand[close_by] ?? 0;
    return {
      scenario: scenario.id,
      demand: demand.map((fte) => round(fte, 0)),
      gap: sorted.map((values, year) => roundFan(turnIntoGap(measureFan(values), demand[year] ?? 0))),
      covered: sorted.map((values, year) => round(shareCovering(values, demand[year] ?? 0), 2)),
      required: asksPlaces
        ? certainties.map((certainty) => ({
            certainty,
            ...require({ year: close_by, demand: wanted, certainty }),
          }))
        : [],
      sensitivity: sensitivity.map(({ lever, low, high, fteAtLow, fteAtHigh }) => ({
        lever,
        low,
        high,
        gap_at_low: round(wanted - fteAtLow, 0),
        gap_at_high: round(wanted - fteAtHigh, 0),
      })),
    };
  });
}

/** Every assumption that can be moved, with its value over all routes. */
function describeLevers(assumptions: Assumptions, question: Question): Lever[] {
  const { routes, others } = assumptions;
  const places = sum(routes.map((route) => route.places));
  const ofTraining: [LeverName, Estimate][] =
    places === 0
      ? []
      : [
          ["fill", average(assumptions, "fill")],
          ["completion", average(assumptions, "completion")],
          ["employment", average(assumptions, "employment")],
        ];
  const estimated = ofTraining.map(([lever, { mean, weight }]) => {
    const spread = normal95 * Math.sqrt((mean * (1 - mean)) / weight);
    return toLever(question, lever, mean, [Math.max(0, mean - spread), Math.min(1, mean + spread)], 3);
  });
  const spread = normal95 * Math.sqrt(others.mean.mean / others.mean.weight);
  const { mean } = others.mean;
  return [
    ...estimated,
    toLever(question, "leaving", 1, [1, 1], 3),
    toLever(question, "others", mean, [Math.max(0, mean - spread), mean + spread], 1),
    toLever(question, "hours", 1, [1, 1], 3),
    ...(places === 0 ? [] : [toLever(question, "places", places, [places, places], 0)]),
  ];
}

const normal95 = 1.96;

function toLever(
  { levers }: Question,
  lever: LeverName,
  value: number,
  estimated: readonly [number, number],
  decimals: number,
): Lever {
  const range = levers[lever]?.range ?? "estimated";
  const [low, high] = range === "estimated" ? estimated : [value * range[0], value * range[1]];
  return { lever, value: round(value, decimals), low: round(low, decimals), high: round(high, decimals) };
}

/** A rate of all routes together, by their places. */
function average({ routes }: Assumptions, rate: "fill" | "completion" | "employment"): Estimate {
  const places = sum(routes.map((route) => route.places));
  return {
    mean: sum(routes.map((route) => route.places * route[rate].mean)) / places,
    weight: sum(routes.map((route) => route[rate].weight)),
  };
}

function listYears<T>(years: number, describe: (year: number) => T): T[] {
  return Array.from({ length: years + 1 }, (_, year) => describe(year));
}

function roundFan({ lower_95, lower_80, median, upper_80, upper_95 }: Fan): Fan {
  return {
    lower_95: round(lower_95, 0),
    lower_80: round(lower_80, 0),
    median: round(median, 0),
    upper_80: round(upper_80, 0),
    upper_95: round(upper_95, 0),
  };
}
