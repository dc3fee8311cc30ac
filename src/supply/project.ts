import { sum } from "../sum.ts";
import { type Assumptions, type Estimate, type Levers, moveLevers } from "./assumptions.ts";
import type { Accuracy } from "./backtest.ts";
import { projectDemand } from "./demand.ts";
import type { EstimatedCell } from "./estimate.ts";
import { type Fan, measureFan, shareCovering, sortYear, turnIntoGap } from "./fans.ts";
import { createRequirements, type Requirement } from "./require.ts";
import { measureSensitivity } from "./sensitivity.ts";
import type { ReasonName, SupplySettings } from "./settings.ts";
import { type Paths, simulate } from "./simulate.ts";

type LeverName = keyof Levers;

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

export interface Projection {
  area: string;
  profession: string;
  start: { people: number; fte: number; posts: number | null };
  /** Leavers to the nearest 5, so that subtracting areas from the country tells of nobody. */
  evidence: { years: number; leavers: number; leaving_share: number };
  levers: Lever[];
  people: Fan[];
  fte: Fan[];
  /** Why the demand is not known, where it is not. */
  demand_reason: ReasonName | null;
  scenarios: ScenarioOutcome[];
  accuracy: Accuracy[];
}

/** Why the data of a cell are too poor for a number; null when they are not. */
export function findReason(
  { evidence }: EstimatedCell,
  { least_leavers, least_years }: SupplySettings,
): ReasonName | null {
  if (evidence.years < least_years) return "few-years";
  return evidence.leavers < least_leavers ? "few-leavers" : null;
}

/** The assumptions with what the settings put in the place of estimates. */
export function override(cell: EstimatedCell, { overrides }: SupplySettings): EstimatedCell {
  const own = overrides.filter(({ profession }) => profession === cell.profession);
  const levers = Object.fromEntries(own.map(({ lever, value }) => [lever, value]));
  return { ...cell, assumptions: moveLevers(cell.assumptions, levers) };
}

/**
 * Projects one cell and compares it with every scenario of demand.
 * @param vacancy FTE missing from the funded posts at the start, null when not known
 * @param isCountry whether places are asked for: they are commissioned for the country
 */
export function projectCell(
  cell: EstimatedCell,
  settings: SupplySettings,
  vacancy: number | null,
  isCountry: boolean,
): Omit<Projection, "accuracy"> {
  const { assumptions, evidence, area, profession } = cell;
  const { simulations, seed, years } = settings;
  const paths = simulate(assumptions, { simulations, seed, years, name: `${area}/${profession}` });
  const levers = describeLevers(assumptions, settings);
  const posts = vacancy === null ? null : evidence.fte + vacancy;
  return {
    area,
    profession,
    start: { people: evidence.people, fte: round(evidence.fte, 1), posts: posts && round(posts, 1) },
    evidence: {
      years: evidence.years,
      leavers: 5 * Math.round(evidence.leavers / 5),
      leaving_share: round(evidence.leavers / evidence.exposed, 2),
    },
    levers,
    people: listYears(years, (year) => roundFan(measureFan(sortYear(paths.people, paths, year)))),
    fte: listYears(years, (year) => roundFan(measureFan(sortYear(paths.fte, paths, year)))),
    demand_reason: posts === null ? "no-posts" : null,
    scenarios: posts === null ? [] : compareScenarios(cell, settings, paths, levers, posts, isCountry),
  };
}

function compareScenarios(
  { assumptions, area, profession, evidence }: EstimatedCell,
  settings: SupplySettings,
  paths: Paths,
  levers: readonly Lever[],
  posts: number,
  isCountry: boolean,
): ScenarioOutcome[] {
  const { years, close_by, certainties, search_simulations, seed, scenarios } = settings;
  const sorted = listYears(years, (year) => sortYear(paths.fte, paths, year));
  const require = createRequirements(
    assumptions,
    { simulations: search_simulations, seed, name: `${area}/${profession}` },
    Math.max(evidence.people, 100),
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
      required: isCountry
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
function describeLevers(assumptions: Assumptions, settings: SupplySettings): Lever[] {
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
    return toLever(settings, lever, mean, [Math.max(0, mean - spread), Math.min(1, mean + spread)], 3);
  });
  const spread = normal95 * Math.sqrt(others.mean.mean / others.mean.weight);
  const { mean } = others.mean;
  return [
    ...estimated,
    toLever(settings, "leaving", 1, [1, 1], 3),
    toLever(settings, "others", mean, [Math.max(0, mean - spread), mean + spread], 1),
    toLever(settings, "hours", 1, [1, 1], 3),
    ...(places === 0 ? [] : [toLever(settings, "places", places, [places, places], 0)]),
  ];
}

const normal95 = 1.96;

function toLever(
  { levers }: SupplySettings,
  lever: LeverName,
  value: number,
  estimated: readonly [number, number],
  decimals: number,
): Lever {
  const { range } = levers[lever];
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

function round(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale + 0;
}
