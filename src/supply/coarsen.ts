import { sum } from "../sum.ts";
import { type Assumptions, type Estimate, shareOut } from "./assumptions.ts";
import { type EstimatedCell, type EstimateSettings, estimateNation } from "./estimate.ts";
import { estimateOtherAges, toShares } from "./estimate-joiners.ts";
import type { Noise } from "./noise.ts";
import type { ObservedNation } from "./observed.ts";
import { type PooledCell, poolCells } from "./pool.ts";
import { round } from "./round.ts";

/** What all professions of the country have in common, by age band, from counts to the nearest 10. */
interface Common {
  ages: number[];
  hours: number[];
  leaving: number[];
  joinerAges: number[];
  graduateAges: number[];
  ageing: number[];
}

/** What the assumptions are made fit to be published with. */
export interface Publishing {
  noise: Noise;
  /** Headcount and FTE are shown to the nearest multiple of this. */
  roundTo: number;
}

/**
 * The assumptions of every cell as `estimateNation` estimates them; those of a profession in the whole country made of
 * nothing but what may be published: its headcount, FTE and training, its leavers, joiners and ages with noise, and what all
 * professions have in common by age. The evidence has the same noise.
 */
export function assumeNation(
  nation: ObservedNation,
  settings: EstimateSettings,
  month: number,
  { noise, roundTo }: Publishing,
): EstimatedCell[] {
  const [whole] = poolCells([nation.whole], settings, month);
  if (!whole) return [];
  const common = describeCommon(whole, nation.ageing);
  return estimateNation(nation, settings, month).map((cell) => {
    const { profession, assumptions, evidence } = cell;
    const start =
      roundTo === 1
        ? { people: evidence.people, fte: evidence.fte }
        : { people: toMultiple(evidence.people, roundTo), fte: toMultiple(evidence.fte, roundTo) };
    if (cell.area !== nation.whole.area) {
      return roundTo === 1 ? cell : { ...cell, assumptions: startFrom(assumptions, start) };
    }
    const blur = (count: number, name: string): number =>
      Math.max(0, count + noise(`${profession}/${month}/${name}`));
    const blurred = {
      ...evidence,
      exposed: Math.max(1, blur(evidence.exposed, "exposed")),
      leavers: blur(evidence.leavers, "leavers"),
      joiners: blur(evidence.joiners, "joiners"),
    };
    const people = nation.professions
      .find((one) => one.profession === profession)
      ?.years.find((year) => year.month === month)?.people;
    const stock = shareOut(
      start.people,
      common.ages.map(
        (share, band) => blur(people?.[band] ?? 0, `ages/${band}`) + settings.profileWeight * share,
      ),
    );
    return {
      ...cell,
      evidence: blurred,
      assumptions: coarsen(assumptions, { ...blurred, ...start }, stock, common, settings),
    };
  });
}

function coarsen(
  { leavingSpread, others: estimated, routes }: Assumptions,
  { people, fte, exposed, leavers, joiners, graduates, years }: EstimatedCell["evidence"],
  stock: readonly number[],
  common: Common,
  settings: EstimateSettings,
): Assumptions {
  const leaving = findLevel(stock, common.leaving, (people * leavers) / exposed);
  const hours = findLevel(stock, common.hours, fte);
  // Fewer joiners than graduates: so large a share of these is taken to join, and nobody else.
  const uptake = graduates > 0 ? Math.min(1, joiners / graduates) : 1;
  const others = Math.max(0, joiners - uptake * graduates) + 0.5;
  return {
    stock,
    hours: common.hours.map((value) => round(value * hours, 6)),
    leaving: common.leaving.map((rate, band) => ({
      mean: round(Math.min(1, rate * leaving), 4),
      weight: Math.max(leastWeight, Math.round((exposed * (stock[band] ?? 0)) / people)),
    })),
    leavingSpread: round(leavingSpread, 3),
    ageing: common.ageing,
    others: {
      mean: {
        mean: round(others / Math.max(1, Math.min(years, settings.joiningYears)), 3),
        weight: round(estimated.mean.weight, 1),
      },
      spread: round(estimated.spread, 1),
      ages: estimateOtherAges(
        common.joinerAges,
        common.graduateAges,
        joiners > 0 ? Math.min(1, graduates / joiners) : 0,
      ).map((share) => round(share, 4)),
    },
    routes: routes.map((route) => ({
      ...route,
      fill: roundEstimate(route.fill),
      completion: roundEstimate(route.completion),
      employment: roundEstimate(route.employment),
    })),
    graduateAges: common.graduateAges,
    entering: round(uptake, 3),
  };
}

/** A rate is never better known than by so many persons. */
const leastWeight = 20;

/** What a pattern by age is multiplied by, so that those in post have so much of it in total. */
function findLevel(stock: readonly number[], pattern: readonly number[], total: number): number {
  const expected = sum(stock.map((count, band) => count * (pattern[band] ?? 0)));
  return expected > 0 ? total / expected : 1;
}

function describeCommon(whole: PooledCell, ageing: readonly number[]): Common {
  const [exposed, leavers] = [whole.exposed.map(toNearestTen), whole.leavers.map(toNearestTen)];
  const rate = sum(exposed) > 0 ? sum(leavers) / sum(exposed) : 0;
  const { people, fte } = whole.start;
  const average = sum(fte) / sum(people);
  const graduates = sum(whole.newlyQualified) > 0 ? whole.newlyQualified : whole.joiners;
  return {
    ages: toShares(people.map(toNearestTen)),
    hours: people.map((count, band) => round(count > 0 ? (fte[band] ?? 0) / count : average, 2)),
    leaving: exposed.map((count, band) => (count > 0 ? Math.min(1, (leavers[band] ?? 0) / count) : rate)),
    joinerAges: toShares(whole.joiners.map(toNearestTen)).map((share) => round(share, 3)),
    graduateAges: toShares(graduates.map(toNearestTen)).map((share) => round(share, 3)),
    ageing: ageing.map((share) => round(share, 2)),
  };
}

/** The same with other totals at the start. */
function startFrom(
  assumptions: Assumptions,
  { people, fte }: Pick<EstimatedCell["evidence"], "people" | "fte">,
): Assumptions {
  const stock = shareOut(people, assumptions.stock);
  const level = findLevel(stock, assumptions.hours, fte);
  return { ...assumptions, stock, hours: assumptions.hours.map((value) => value * level) };
}

function toNearestTen(count: number): number {
  return toMultiple(count, 10);
}

function toMultiple(count: number, of: number): number {
  return of * Math.round(count / of);
}

function roundEstimate({ mean, weight }: Estimate): Estimate {
  return { mean: round(mean, 4), weight: round(weight, 1) };
}
