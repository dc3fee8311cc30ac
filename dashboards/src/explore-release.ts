import type { Dates } from "./format.ts";
import type { Release } from "./release.ts";

/** What the explore page knows of a release besides its cells; a file in JSON that the build writes for the page. */
export type ExploreRelease = {
  readonly release: Omit<Release, "cube">;
  /** The dates of the release in words, as the browser cannot write them in every language. */
  readonly dates: readonly (readonly [iso: string, date: string, month: string])[];
};

/** The file of an indicator's cells, beside the page's own file. */
export function exploreFile(indicator: string): string {
  return `${indicator}.arrow.gz`;
}

/** The folder of the explore page's files in the site. */
export const exploreFolder = "explore";

/** Leaves of a release what figures need, with the dates in it written out. */
export function toExploreRelease({ cube, ...release }: Release, { date, month }: Dates): ExploreRelease {
  const days = new Set([
    release.manifest.as_at,
    ...release.missingReturns.map(({ period_end }) => period_end),
    ...release.indicators.flatMap(({ id }) => cube.periods(id).map(({ periodEnd }) => periodEnd)),
  ]);
  return {
    release: {
      ...release,
      indicators: release.indicators.map((indicator) => ({
        ...indicator,
        sql: "",
        numerator: null,
        denominator: null,
      })),
      plan: { aims: [] },
      quality: {
        ...release.quality,
        returns: [],
        freshness: [],
        unknown: [],
      },
      funnels: [],
      controlLimits: [],
      escalations: { ...release.escalations, rules: [], items: [] },
      manifest: { ...release.manifest, inputs: [], files: [] },
      revisions: { ...release.revisions, indicators: [], causes: [], largest: [], definitions: [] },
      published: [],
      supply: {
        ...release.supply,
        age_bands: [],
        levers: [],
        overrides: [],
        scenarios: [],
        reasons: [],
        accuracy: { country: [], areas: [] },
        projections: [],
        unprojected: [],
      },
    },
    dates: [...days].sort().map((iso) => [iso, date(iso), month(iso)]),
  };
}
