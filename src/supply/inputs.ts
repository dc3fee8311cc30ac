import type { Assumptions, Cohort, Estimate } from "./assumptions.ts";

/** An estimate as it is published; without a weight it is certain. */
interface PublishedEstimate {
  mean: number;
  weight: number | null;
}

/** The assumptions of one cell as they are published. */
export interface Inputs {
  stock: readonly number[];
  hours: readonly number[];
  leaving: readonly PublishedEstimate[];
  leaving_spread: number;
  ageing: readonly number[];
  others: PublishedEstimate & { spread: number; ages: readonly number[] };
  routes: readonly {
    id: string;
    places: number;
    first_year: number;
    cohorts: readonly Cohort[];
    fill: PublishedEstimate;
    completion: PublishedEstimate;
    employment: PublishedEstimate;
  }[];
  graduate_ages: readonly number[];
  entering: number;
}

export function describeInputs({
  leavingSpread,
  graduateAges,
  leaving,
  others,
  routes,
  ...alike
}: Assumptions): Inputs {
  return {
    ...alike,
    leaving: leaving.map(describeEstimate),
    leaving_spread: leavingSpread,
    others: { ...describeEstimate(others.mean), spread: others.spread, ages: others.ages },
    routes: routes.map(({ firstYear, fill, completion, employment, ...route }) => ({
      ...route,
      first_year: firstYear,
      fill: describeEstimate(fill),
      completion: describeEstimate(completion),
      employment: describeEstimate(employment),
    })),
    graduate_ages: graduateAges,
  };
}

/** The assumptions that published inputs describe: a projection of them is the one published beside them. */
export function readInputs({
  leaving,
  leaving_spread,
  others,
  routes,
  graduate_ages,
  ...alike
}: Inputs): Assumptions {
  return {
    ...alike,
    leaving: leaving.map(readEstimate),
    leavingSpread: leaving_spread,
    others: { mean: readEstimate(others), spread: others.spread, ages: others.ages },
    routes: routes.map(({ first_year, fill, completion, employment, ...route }) => ({
      ...route,
      firstYear: first_year,
      fill: readEstimate(fill),
      completion: readEstimate(completion),
      employment: readEstimate(employment),
    })),
    graduateAges: graduate_ages,
  };
}

function describeEstimate({ mean, weight }: Estimate): PublishedEstimate {
  return { mean, weight: Number.isFinite(weight) ? weight : null };
}

function readEstimate({ mean, weight }: PublishedEstimate): Estimate {
  return { mean, weight: weight ?? Number.POSITIVE_INFINITY };
}
