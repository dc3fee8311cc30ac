import { sum } from "../sum.ts";
import { type Answer, answer } from "./answer.ts";
import { moveLevers } from "./assumptions.ts";
import type { Accuracy } from "./backtest.ts";
import type { EstimatedCell } from "./estimate.ts";
import { describeInputs, type Inputs } from "./inputs.ts";
import { round } from "./round.ts";
import type { ReasonName, SupplySettings } from "./settings.ts";

export interface Projection extends Answer {
  area: string;
  profession: string;
  start: { people: number; fte: number; posts: number | null };
  /** Leavers to the nearest 5, so that subtracting areas from the country tells of nobody. */
  evidence: { years: number; leavers: number; leaving_share: number };
  /** What the projection rests on, for whoever wants to compute it again; of the country alone. */
  inputs: Inputs | null;
  /** Why the demand is not known, where it is not. */
  demand_reason: ReasonName | null;
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
 * Projects one cell as it is published.
 * @param vacancy FTE missing from the funded posts at the start, null when not known
 * @param isCountry whether places are asked for: they are commissioned for the country
 */
export function projectCell(
  cell: EstimatedCell,
  settings: SupplySettings,
  vacancy: number | null,
  isCountry: boolean,
): Omit<Projection, "accuracy"> {
  const { area, profession, assumptions, evidence } = cell;
  const { fte, years, exposed } = evidence;
  const { stock, hours } = assumptions;
  const people = sum(stock);
  const leavers = 5 * Math.round(evidence.leavers / 5);
  const posts = vacancy === null ? null : round(fte + vacancy, 1);
  return {
    area,
    profession,
    start: { people, fte: round(sum(stock.map((count, band) => count * (hours[band] ?? 0))), 1), posts },
    evidence: { years, leavers, leaving_share: round(leavers / exposed, 2) },
    inputs: isCountry ? describeInputs(assumptions) : null,
    demand_reason: posts === null ? "no-posts" : null,
    ...answer({ area, profession, assumptions, people, posts }, settings, isCountry),
  };
}
