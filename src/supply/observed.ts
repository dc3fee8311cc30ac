/** Twelve months of one cell; lists are by age band, youngest first. */
export interface ObservedYear {
  /** Month the twelve months end with, counted from year 0: `year × 12 + month − 1`. */
  month: number;
  /** Whether every return that is due came at both ends, and nobody was transferred in between. */
  isComplete: boolean;
  /** In post at the end. */
  people: readonly number[];
  fte: readonly number[];
  /** In post at the start, and those of them who are not at the end. */
  exposed: readonly number[];
  leavers: readonly number[];
  /** In post at the end and not at the start, and those of them who came from training. */
  joiners: readonly number[];
  newlyQualified: readonly number[];
}

/** One profession in one area, its years in their order. */
export interface ObservedCell {
  area: string;
  profession: string;
  /** Whether it is made up of other professions, which are there too. */
  isGroup: boolean;
  years: readonly ObservedYear[];
}

/** One academic year of one programme. */
export interface ObservedCohort {
  profession: string;
  /** Whether the profession is made up of others, whose cohorts are there too. */
  isGroup: boolean;
  route: string;
  /** Calendar year in which the academic year starts. */
  startYear: number;
  places: number;
  enrolled: number;
  completed: number | null;
  employed: number | null;
}

/** All that is loaded and the model is estimated from. */
export interface ObservedNation {
  /** All professions in the whole country. */
  whole: ObservedCell;
  /** Each profession in the whole country. */
  professions: readonly ObservedCell[];
  /** Each profession in each area within the country. */
  areas: readonly ObservedCell[];
  /** Share of those who stay that is in the next band a year later. */
  ageing: readonly number[];
  cohorts: readonly ObservedCohort[];
}
