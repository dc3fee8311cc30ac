/** What is to be staffed, seen from the posts funded at the start. */
export interface Demand {
  /** Growth a year, as a share of the year before. */
  growth: number;
  /** Share of the posts that may stay vacant. */
  vacancy: number;
  /** Posts beyond that as a share of those at the start, reached in even steps in `inYears` years and kept. */
  extra: { share: number; inYears: number };
}

/** FTE wanted in each year, year 0 being the start. */
export function projectDemand(
  fundedFte: number,
  { growth, vacancy, extra }: Demand,
  years: number,
): number[] {
  return Array.from({ length: years + 1 }, (_, year) => {
    const posts = (1 + growth) ** year + extra.share * Math.min(1, year / extra.inYears);
    return fundedFte * posts * (1 - vacancy);
  });
}
