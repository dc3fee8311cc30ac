import { sum } from "../sum.ts";
import { type Assumptions, type Estimate, type Route, shareOut } from "./assumptions.ts";
import {
  estimateOtherAges,
  measureRemainder,
  measureSpread,
  type Remainder,
  toShares,
} from "./estimate-joiners.ts";
import { estimateLeaving, measureLeavingSpread } from "./estimate-leaving.ts";
import type { ObservedCohort, ObservedNation, ObservedYear } from "./observed.ts";
import { type PooledCell, poolCells } from "./pool.ts";
import { measureRate } from "./shrink.ts";
import { shrinkOthers } from "./shrink-others.ts";
import { groupSmall, spreadGroups } from "./small-counts.ts";
import { estimateRoutes, expectGraduates, knownIn, type TrainingTimes } from "./training.ts";

export interface EstimateSettings {
  times: TrainingTimes;
  /** Years that leaving is pooled over, at most, and the latest of them that joiners are. */
  leavingYears: number;
  joiningYears: number;
  /** No assumption of a cell rests on a count of persons by age from 1 to one less than this. */
  threshold: number;
  /** Persons that the hours and ages of the whole count for in its parts. */
  profileWeight: number;
}

/** What one cell's assumptions rest on. */
interface Evidence {
  people: number;
  fte: number;
  years: number;
  /** Person-years observed, those who left and joined in them, and graduates expected in them. */
  exposed: number;
  leavers: number;
  joiners: number;
  graduates: number;
}

export interface EstimatedCell {
  area: string;
  profession: string;
  assumptions: Assumptions;
  evidence: Evidence;
}

/**
 * The assumptions of every profession in the country and in each area, as they follow from what was known in `month`.
 * Leaving is pooled over the years and shrunk, a profession to all professions and an area to its profession. Those who
 * join from training follow from its cohorts; the other joiners observed are the others. Cells with nobody are left out.
 */
export function estimateNation(
  nation: ObservedNation,
  settings: EstimateSettings,
  month: number,
): EstimatedCell[] {
  const [whole] = poolCells([nation.whole], settings, month);
  if (!whole) return [];
  const isPast = nation.whole.years.some((year) => year.month > month);
  const cohorts = isPast ? knownIn(nation.cohorts, settings.times, month) : nation.cohorts;
  const context = { nation, settings, month, cohorts };
  const root = describeWhole(whole);
  const country = poolCells(nation.professions, settings, month).map((pooled) => {
    const { profession } = pooled.cell;
    const routes = estimateRoutes(context.cohorts, profession, settings.times, month);
    return { pooled, whole: root, routes, share: 1 };
  });
  const professions = estimateParts(country, context, false);
  const areas = country.flatMap((part, index) => {
    const estimated = professions[index];
    if (!estimated) return [];
    const here = nation.areas.filter(({ profession }) => profession === estimated.profession);
    const parts = poolCells(here, settings, month).map((pooled) => ({
      pooled,
      whole: describeParent(part.pooled, estimated),
      routes: part.routes,
      share: shareOfGraduates(pooled, part.pooled, settings.threshold),
    }));
    return estimateParts(parts, context, true);
  });
  return [...professions, ...areas];
}

/** What the numbers of a part are shrunk to, by age band. */
interface Whole {
  leaving: readonly Estimate[];
  hours: readonly number[];
  people: readonly number[];
  joinerAges: readonly number[];
  graduateAges: readonly number[];
}

interface Part {
  pooled: PooledCell;
  whole: Whole;
  routes: readonly Route[];
  /** Of the profession's graduates in the country. */
  share: number;
}

interface Context {
  nation: ObservedNation;
  settings: EstimateSettings;
  month: number;
  cohorts: readonly ObservedCohort[];
}

/**
 * The parts of one whole together: how much they differ decides how much each is believed.
 * @param recruitAlike whether others join the parts in the same ways, as they do the areas of one profession
 */
function estimateParts(parts: readonly Part[], context: Context, recruitAlike: boolean): EstimatedCell[] {
  const { settings, nation } = context;
  const leaving = estimateLeaving(
    parts.map(({ pooled, whole }) => ({ pooled, whole: whole.leaving })),
    settings.threshold,
  );
  const leavingSpread = measureLeavingSpread(
    parts.map(({ pooled }, index) => ({ pooled, leaving: leaving[index] ?? [] })),
  );
  const joining = parts.map((part) => measureJoining(part, part.pooled.joiningYears, context));
  const spread = measureSpread(
    parts
      .filter(({ pooled }) => !pooled.cell.isGroup)
      .map((part) => measureJoining(part, part.pooled.leavingYears, context).others),
  );
  const arrivals = parts.map(({ pooled }, index) => ({
    others: sum(joining[index]?.others ?? []),
    exposed: sum(pooled.joiningYears.map((year) => sum(year.exposed))),
    years: pooled.joiningYears.length,
  }));
  const others = shrinkOthers(arrivals, recruitAlike ? arrivals : [], spread);
  return parts.flatMap(({ pooled, whole, routes, share }, index) => {
    const joined = joining[index];
    if (!joined) return [];
    const { uptake, graduates } = joined;
    const joiners = sum(pooled.joiners);
    const joinerAges = blend(pooled.joiners, whole.joinerAges, settings);
    const graduateAges = blend(pooled.newlyQualified, whole.graduateAges, settings);
    const stock = withoutSmall(pooled.start.people, whole.people, settings.threshold);
    const fromTraining = joiners > 0 ? (uptake * sum(graduates)) / joiners : 0;
    return {
      area: pooled.cell.area,
      profession: pooled.cell.profession,
      assumptions: {
        stock,
        hours: estimateHours(pooled, stock, whole.hours, settings),
        leaving: leaving[index] ?? [],
        leavingSpread,
        ageing: nation.ageing,
        others: {
          mean: others[index] ?? { mean: 0, weight: 1 },
          spread,
          ages: estimateOtherAges(joinerAges, graduateAges, fromTraining),
        },
        routes,
        graduateAges,
        entering: share * uptake,
      },
      evidence: {
        people: sum(pooled.start.people),
        fte: sum(pooled.start.fte),
        years: pooled.leavingYears.length,
        exposed: sum(pooled.exposed),
        leavers: sum(pooled.leavers),
        joiners,
        graduates: sum(graduates),
      },
    };
  });
}

function describeWhole({ start, exposed, leavers, joiners, newlyQualified }: PooledCell): Whole {
  const average = sum(start.fte) / sum(start.people);
  return {
    leaving: exposed.map((count, band) => measureRate({ events: leavers[band] ?? 0, exposed: count })),
    hours: start.people.map((people, band) => (people > 0 ? (start.fte[band] ?? 0) / people : average)),
    people: start.people,
    joinerAges: toShares(joiners),
    graduateAges: toShares(sum(newlyQualified) > 0 ? newlyQualified : joiners),
  };
}

function describeParent({ joiners }: PooledCell, { assumptions }: EstimatedCell): Whole {
  const { leaving, hours, stock, graduateAges } = assumptions;
  return { leaving, hours, people: stock, joinerAges: toShares(joiners), graduateAges };
}

/** Graduates expected in each of some years, and what is left of the joiners. */
function measureJoining(
  { pooled, routes, share }: Part,
  years: readonly ObservedYear[],
  { cohorts, settings, month }: Context,
): Remainder & { graduates: number[] } {
  const { profession } = pooled.cell;
  const graduates = years.map(
    (year) =>
      share * expectGraduates(cohorts, profession, routes, settings.times, month, (year.month - month) / 12),
  );
  return {
    graduates,
    ...measureRemainder(
      years.map((year) => sum(year.joiners)),
      graduates,
    ),
  };
}

/** By where the newly qualified started; where they are few, by where the profession works. */
function shareOfGraduates(area: PooledCell, country: PooledCell, threshold: number): number {
  const [here, everywhere] = [sum(area.newlyQualified), sum(country.newlyQualified)];
  return here >= threshold
    ? here / everywhere
    : sum(area.start.people) / Math.max(1, sum(country.start.people));
}

/** Shares by age of some persons, together with those of `profileWeight` persons like the whole. */
function blend(
  counts: readonly number[],
  profile: readonly number[],
  { threshold, profileWeight }: EstimateSettings,
): number[] {
  const own = spreadGroups(counts, profile, groupSmall([counts], threshold));
  return toShares(own.map((count, band) => count + profileWeight * (profile[band] ?? 0)));
}

function withoutSmall(people: readonly number[], profile: readonly number[], threshold: number): number[] {
  return shareOut(sum(people), spreadGroups(people, profile, groupSmall([people], threshold)));
}

/** FTE per head by age band, shrunk to the whole's, at a level that gives the FTE of the start. */
function estimateHours(
  { start }: PooledCell,
  stock: readonly number[],
  whole: readonly number[],
  { threshold, profileWeight }: EstimateSettings,
): number[] {
  const groups = groupSmall([start.people], threshold);
  const fte = spreadGroups(
    start.fte,
    stock.map((people, band) => people * (whole[band] ?? 0)),
    groups,
  );
  const people = spreadGroups(start.people, stock, groups);
  const shrunk = whole.map(
    (hours, band) => ((fte[band] ?? 0) + profileWeight * hours) / ((people[band] ?? 0) + profileWeight),
  );
  const total = sum(stock.map((count, band) => count * (shrunk[band] ?? 0)));
  const level = total > 0 ? sum(start.fte) / total : 1;
  return shrunk.map((hours) => hours * level);
}
