import { type ExploreRelease, toExploreRelease } from "./explore-release.ts";
import type { Dates } from "./format.ts";
import { openProjection } from "./model-choice.ts";
import type { Release } from "./release.ts";
import { findIndicators, wales } from "./select.ts";
import { supplyBasis } from "./supply-words.ts";

/** The folder of the files that the form of the commissioning page loads. */
export const modelFolder = "model";

/** Leaves of a release what the form needs: the projections that can be made again, and what figures of them name. */
export function toModelRelease(release: Release, dates: Dates): ExploreRelease {
  const { supply } = release;
  const known = toExploreRelease({ ...release, indicators: findIndicators(release, supplyBasis) }, dates);
  return {
    release: {
      ...known.release,
      codes: {
        ...known.release.codes,
        breakdowns: [],
        areas: release.codes.areas.filter(({ code }) => code === wales),
      },
      missingReturns: [],
      supply: {
        ...supply,
        projections: supply.projections.filter(
          ({ area, profession }) => area === wales && openProjection(supply, area, profession) !== null,
        ),
      },
    },
    dates: supply.dates.map((iso) => [iso, dates.date(iso), dates.month(iso)]),
  };
}
