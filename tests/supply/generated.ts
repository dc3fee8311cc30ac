import { xorshift128plus } from "pure-rand/generator/xorshift128plus";
import type {
  ObservedCell,
  ObservedCohort,
  ObservedNation,
  ObservedYear,
} from "../../src/supply/observed.ts";
import { knownIn, type TrainingTimes } from "../../src/supply/training.ts";

/** Rates by which persons of a generated nation live, one by one. */
export interface Truth {
  professions: number;
  people: number;
  leaving: readonly number[];
  ageing: readonly number[];
  hours: readonly number[];
  /** Others who join a year, for every hundred persons at the start. */
  othersPerHundred: number;
  places: number;
  fill: number;
  completion: number;
  employment: number;
  years: number;
  /** Years observed before the future begins. */
  observed: number;
}

const country = "W";
export const lastObserved = 2020 * 12 + 8;
export const training: TrainingTimes = {
  years: new Map([["undergraduate", 3]]),
  professionYears: new Map(),
  monthsToStart: 2,
};

type Random = () => number;

/**
 * A nation whose every person is followed, as it was known when the years observed ended, and what became of it after. It
 * shares no code with the model's simulation: each person leaves, ages and joins by a toss of her own.
 */
export function generateNation(truth: Truth, seed: number): { nation: ObservedNation; future: number[][] } {
  const generator = xorshift128plus(seed);
  for (let skipped = 0; skipped < 20; skipped++) generator.next();
  const random: Random = () => (generator.next() >>> 0) / 2 ** 32;
  const cells: ObservedCell[] = [];
  const cohorts: ObservedCohort[] = [];
  const future: number[][] = [];
  for (let profession = 0; profession < truth.professions; profession++) {
    const size = truth.people * (0.5 + profession / truth.professions);
    const lived = live(truth, size, random, `p${profession}`);
    cells.push({
      area: country,
      profession: `p${profession}`,
      isGroup: false,
      years: lived.years.slice(0, truth.observed),
    });
    cohorts.push(...knownIn(lived.cohorts, training, lastObserved));
    future.push(lived.years.slice(truth.observed).map((year) => total(year.people)));
  }
  return {
    nation: {
      whole: { area: country, profession: "all", isGroup: true, years: addUp(cells) },
      professions: cells,
      areas: [],
      ageing: truth.ageing,
      cohorts,
    },
    future,
  };
}

function live(
  truth: Truth,
  size: number,
  random: Random,
  profession: string,
): { years: ObservedYear[]; cohorts: ObservedCohort[] } {
  const bands = truth.leaving.length;
  const places = Math.round((truth.places * size) / truth.people);
  const firstStart = 2020 - truth.observed - 3;
  const cohorts = Array.from({ length: truth.years + 4 }, (_, index): ObservedCohort => {
    const enrolled = toss(random, places, truth.fill);
    const completed = toss(random, enrolled, truth.completion);
    const employed = toss(random, completed, truth.employment);
    const startYear = firstStart + index;
    return {
      profession,
      isGroup: false,
      route: "undergraduate",
      startYear,
      places,
      enrolled,
      completed,
      employed,
    };
  });
  let stock = truth.leaving.map(() => Math.round(size / bands));
  const years = Array.from({ length: truth.years }, (_, index): ObservedYear => {
    const exposed = stock;
    const leavers = exposed.map((people, band) => toss(random, people, truth.leaving[band] ?? 0));
    const stayed = exposed.map((people, band) => people - (leavers[band] ?? 0));
    const older = stayed.map((people, band) => toss(random, people, truth.ageing[band] ?? 0));
    const others = spreadOver(random, poisson(random, (truth.othersPerHundred * size) / 100), bands);
    const calendar = 2020 - truth.observed + index + 1;
    const employed = cohorts.find(({ startYear }) => startYear === calendar - 3)?.employed ?? 0;
    const joiners = others.map((count, band) => count + (band === 0 ? employed : 0));
    stock = stayed.map(
      (people, band) => people - (older[band] ?? 0) + (older[band - 1] ?? 0) + (joiners[band] ?? 0),
    );
    return {
      month: calendar * 12 + 8,
      isComplete: true,
      people: stock,
      fte: stock.map((people, band) => people * (truth.hours[band] ?? 0)),
      exposed,
      leavers,
      joiners,
      newlyQualified: joiners.map((_, band) => (band === 0 ? employed : 0)),
    };
  });
  return { years, cohorts };
}

function addUp(cells: readonly ObservedCell[]): ObservedYear[] {
  const [first] = cells;
  return (first?.years ?? []).map((year, index) => {
    const add = (column: "people" | "fte" | "exposed" | "leavers" | "joiners" | "newlyQualified"): number[] =>
      year.people.map((_, band) => total(cells.map((cell) => cell.years[index]?.[column][band] ?? 0)));
    return {
      month: year.month,
      isComplete: true,
      people: add("people"),
      fte: add("fte"),
      exposed: add("exposed"),
      leavers: add("leavers"),
      joiners: add("joiners"),
      newlyQualified: add("newlyQualified"),
    };
  });
}

function toss(random: Random, people: number, p: number): number {
  let events = 0;
  for (let person = 0; person < people; person++) if (random() < p) events++;
  return events;
}

/** Counts the arrivals of one year, whose waiting times are exponential. */
function poisson(random: Random, mean: number): number {
  let arrivals = 0;
  let time = -Math.log(1 - random());
  while (time < mean) {
    arrivals++;
    time -= Math.log(1 - random());
  }
  return arrivals;
}

function spreadOver(random: Random, people: number, bands: number): number[] {
  const counts = Array.from({ length: bands }, () => 0);
  for (let person = 0; person < people; person++) {
    const band = Math.floor(random() * bands);
    counts[band] = (counts[band] ?? 0) + 1;
  }
  return counts;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
