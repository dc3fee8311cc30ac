/**
 * What is known of a share or a mean: its value and how much evidence it rests on, in persons (or years). A share follows
 * the beta distribution of `mean × weight` and `(1 − mean) × weight`, a mean the gamma distribution of shape
 * `mean × weight`; an infinite weight is certainty.
 */
export interface Estimate {
  mean: number;
  weight: number;
}

/** Students on their way: how many, in which year of the model they join, and how far they have come. */
export interface Cohort {
  /** 1 for the twelve months after the start of the model. */
  year: number;
  people: number;
  stage: "enrolled" | "completed" | "employed";
}

/** One way through training. */
export interface Route {
  id: string;
  /** Places offered every year from the first cohort that has not enrolled yet. */
  places: number;
  /** Year of the model in which those on the first of these places join. */
  firstYear: number;
  cohorts: readonly Cohort[];
  /** Enrolled of places; completed of enrolled; employed in the country of completed. */
  fill: Estimate;
  completion: Estimate;
  employment: Estimate;
}

/** All that the model rests on for one profession in one area; lists are by age band, youngest first. */
export interface Assumptions {
  /** Persons in post at the start. */
  stock: readonly number[];
  /** FTE per head. */
  hours: readonly number[];
  /** Share of those in post who leave within a year. */
  leaving: readonly Estimate[];
  /** Variance of the factor, 1 on average, by which leaving differs from year to year. */
  leavingSpread: number;
  /** Share of those who stay that is in the next band a year later. */
  ageing: readonly number[];
  /** Those who join a year other than from training places: how many, variance over mean of the number, their ages. */
  others: { mean: Estimate; spread: number; ages: readonly number[] };
  routes: readonly Route[];
  graduateAges: readonly number[];
  /** Share of employed graduates who join this profession in this area. */
  entering: number;
}

/** Changes to the assumptions; what is left out stays as estimated. */
export interface Levers {
  /** All places a year from the first cohort that has not enrolled yet. */
  places?: number;
  fill?: number;
  completion?: number;
  employment?: number;
  /** What everybody's chance of leaving is multiplied by. */
  leaving?: number;
  /** What FTE per head is multiplied by. */
  hours?: number;
  /** Joiners a year other than from training places. */
  others?: number;
}

/** The assumptions with the levers moved. A value given is certain. */
export function moveLevers(assumptions: Assumptions, levers: Levers): Assumptions {
  const { leaving = 1, hours = 1, others } = levers;
  const places =
    levers.places === undefined
      ? assumptions.routes.map((route) => route.places)
      : shareOut(
          levers.places,
          assumptions.routes.map((route) => route.places),
        );
  return {
    ...assumptions,
    hours: assumptions.hours.map((value) => value * hours),
    leaving: assumptions.leaving.map(({ mean, weight }) => ({ mean: Math.min(1, mean * leaving), weight })),
    others: {
      ...assumptions.others,
      mean: others === undefined ? assumptions.others.mean : certain(others),
    },
    routes: assumptions.routes.map((route, index) => ({
      ...route,
      places: places[index] ?? 0,
      fill: levers.fill === undefined ? route.fill : certain(levers.fill),
      completion: levers.completion === undefined ? route.completion : certain(levers.completion),
      employment: levers.employment === undefined ? route.employment : certain(levers.employment),
    })),
  };
}

export function certain(mean: number): Estimate {
  return { mean, weight: Number.POSITIVE_INFINITY };
}

/**
 * Deals whole places in the proportion of `weights` (evenly, where all are 0). One place more never takes one from a route:
 * Sainte-Laguë's method, each place to the route with the highest weight / (2 × places + 1).
 */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const dealt = weights.map(() => 0);
  const isEven = weights.every((weight) => weight === 0);
  for (let place = 0; place < total; place++) {
    let best = 0;
    let highest = -1;
    for (const [index, weight] of weights.entries()) {
      const claim = (isEven ? 1 : weight) / (2 * (dealt[index] ?? 0) + 1);
      if (claim > highest) [best, highest] = [index, claim];
    }
    dealt[best] = (dealt[best] ?? 0) + 1;
  }
  return dealt;
}
