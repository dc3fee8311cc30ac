import { sum } from "../sum.ts";
import { type Cohort, certain, type Estimate, type Route } from "./assumptions.ts";
import type { ObservedCohort } from "./observed.ts";
import { type Counts, measureRate, shrink, weighWhole } from "./shrink.ts";

/** How long training takes. */
export interface TrainingTimes {
  /** Years from the start of the academic year to its last summer, by route, and by profession and route where they differ. */
  years: ReadonlyMap<string, number>;
  professionYears: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Months from the end of July in which a course ends to the start in a post. */
  monthsToStart: number;
}

/** What became of those who set out on one route. */
interface RouteRates {
  fill: Estimate;
  completion: Estimate;
  employment: Estimate;
}

const july = 6;
const september = 8;

/** The cohorts as they were known in one past month: what was reported later, at the latest in the year after, is taken out. */
export function knownIn(
  cohorts: readonly ObservedCohort[],
  times: TrainingTimes,
  month: number,
): ObservedCohort[] {
  return cohorts
    .filter(({ startYear }) => startYear * 12 + september <= month)
    .map((cohort) => {
      const reported = (cohort.startYear + yearsOf(times, cohort) + 1) * 12;
      return {
        ...cohort,
        completed: reported <= month ? cohort.completed : null,
        employed: reported + 12 <= month ? cohort.employed : null,
      };
    });
}

/** The year of a model starting in `month` in which a cohort joins: 1 is the first, 0 the twelve months before. */
export function joiningYear(
  cohort: Pick<ObservedCohort, "profession" | "route" | "startYear">,
  times: TrainingTimes,
  month: number,
): number {
  const joins = (cohort.startYear + yearsOf(times, cohort)) * 12 + july + times.monthsToStart;
  return Math.ceil((joins - month) / 12);
}

/**
 * The routes of one profession as they stand in `month`, the rates of each shrunk to those of the same route in all
 * professions. Who completes, and is employed, is counted only in cohorts of which it is known.
 */
export function estimateRoutes(
  cohorts: readonly ObservedCohort[],
  profession: string,
  times: TrainingTimes,
  month: number,
): Route[] {
  const own = cohorts.filter((cohort) => cohort.profession === profession);
  const lastStart = Math.max(...cohorts.map(({ startYear }) => startYear));
  return listRoutes(own).map((id) => {
    const ofRoute = own.filter(({ route }) => route === id);
    const rates = estimateRates(
      cohorts.filter(({ route }) => route === id),
      profession,
    );
    return {
      id,
      places: sum(ofRoute.filter(({ startYear }) => startYear === lastStart).map(({ places }) => places)),
      firstYear: joiningYear({ profession, route: id, startYear: lastStart + 1 }, times, month),
      cohorts: ofRoute
        .map((cohort) => advance(cohort, joiningYear(cohort, times, month)))
        .filter(({ year }) => year >= 1),
      ...rates,
    };
  });
}

/**
 * Graduates of one profession expected to have joined in the model's year `year`, which may be past. Before the first
 * cohort of all that is on record, each route is taken to have had as many as in that cohort.
 */
export function expectGraduates(
  cohorts: readonly ObservedCohort[],
  profession: string,
  routes: readonly Route[],
  times: TrainingTimes,
  month: number,
  year: number,
): number {
  const firstStart = Math.min(...cohorts.map(({ startYear }) => startYear));
  const own = cohorts.filter((cohort) => cohort.profession === profession);
  return sum(
    routes.map(({ id, completion, employment }) => {
      const ofRoute = own.filter(({ route }) => route === id);
      const [example] = ofRoute;
      if (!example) return 0;
      const offset = joiningYear({ ...example, startYear: firstStart }, times, month);
      const wanted = Math.max(firstStart, firstStart + year - offset);
      return sum(
        ofRoute
          .filter(({ startYear }) => startYear === wanted)
          .map(
            ({ enrolled, completed, employed }) =>
              employed ?? (completed ?? enrolled * completion.mean) * employment.mean,
          ),
      );
    }),
  );
}

function advance({ enrolled, completed, employed }: ObservedCohort, year: number): Cohort {
  if (employed !== null) return { year, people: employed, stage: "employed" };
  if (completed !== null) return { year, people: completed, stage: "completed" };
  return { year, people: enrolled, stage: "enrolled" };
}

function estimateRates(ofRoute: readonly ObservedCohort[], profession: string): RouteRates {
  const members = ofRoute.filter(({ isGroup }) => !isGroup);
  const estimate = (count: (cohorts: readonly ObservedCohort[]) => Counts): Estimate => {
    const whole = measureRate(count(members));
    const parts = [...new Set(members.map((cohort) => cohort.profession))].map((one) => ({
      ...count(members.filter((cohort) => cohort.profession === one)),
      rate: whole.mean,
    }));
    return shrink(
      count(ofRoute.filter((cohort) => cohort.profession === profession)),
      whole,
      weighWhole(parts),
    );
  };
  const fill = estimate((cohorts) => sumCounts(cohorts, ({ enrolled, places }) => [enrolled, places]));
  return {
    fill: fill.mean < 1 ? fill : certain(1),
    completion: estimate((cohorts) => sumCounts(cohorts, ({ completed, enrolled }) => [completed, enrolled])),
    employment: estimate((cohorts) => sumCounts(cohorts, ({ employed, completed }) => [employed, completed])),
  };
}

function sumCounts(
  cohorts: readonly ObservedCohort[],
  pick: (cohort: ObservedCohort) => [number | null, number | null],
): Counts {
  let events = 0;
  let exposed = 0;
  for (const cohort of cohorts) {
    const [had, could] = pick(cohort);
    if (had === null || could === null) continue;
    events += had;
    exposed += Math.max(had, could);
  }
  return { events, exposed };
}

function listRoutes(cohorts: readonly ObservedCohort[]): string[] {
  return [...new Set(cohorts.map(({ route }) => route))].sort();
}

function yearsOf(
  { years, professionYears }: TrainingTimes,
  { profession, route }: Pick<ObservedCohort, "profession" | "route">,
): number {
  const found = professionYears.get(profession)?.get(route) ?? years.get(route);
  if (found === undefined) throw new RangeError(`unknown route: ${route}`);
  return found;
}
