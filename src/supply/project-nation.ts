import { type Backcast, backtest, measureAccuracy } from "./backtest.ts";
import { assumeNation, type Publishing } from "./coarsen.ts";
import type { EstimatedCell, EstimateSettings } from "./estimate.ts";
import { findReason, override, type Projection, projectCell } from "./project.ts";
import type { LoadedNation } from "./read-observed.ts";
import type { ReasonName, SupplySettings } from "./settings.ts";

/** A cell without a projection. */
export interface Unprojected {
  area: string;
  profession: string;
  reason: ReasonName;
}

/** Everything that the model says, of cells of which it may not be published too. */
export interface NationProjection {
  /** Day that the model starts from (ISO). */
  start: string;
  country: string;
  /** Age bands that the lists by age follow. */
  bands: readonly string[];
  projections: Omit<Projection, "accuracy">[];
  unprojected: Unprojected[];
  backcasts: Backcast[];
}

/** Projects every profession in the country and its areas, and tests the model on the past. */
export function projectNation(
  nation: LoadedNation,
  settings: SupplySettings,
  threshold: number,
  publishing: Publishing,
): NationProjection {
  const country = nation.whole.area;
  const estimate = chooseEstimate(settings, threshold);
  const month = nation.whole.years.at(-1)?.month ?? 0;
  const cells = assumeNation(nation, estimate, month, publishing).map((cell) => ({
    cell: override(cell, settings),
    reason: findReason(cell, settings),
  }));
  const project = (cell: EstimatedCell): Omit<Projection, "accuracy"> =>
    projectCell(
      cell,
      settings,
      nation.vacancies.get(`${cell.area}/${cell.profession}`) ?? null,
      cell.area === country,
    );
  return {
    start: nation.start,
    country,
    bands: nation.bands,
    projections: cells.flatMap(({ cell, reason }) => (reason === null ? [project(cell)] : [])),
    unprojected: cells.flatMap(({ cell: { area, profession }, reason }) =>
      reason === null ? [] : [{ area, profession, reason }],
    ),
    backcasts: backtest(nation, {
      estimate,
      run: { simulations: settings.backtest_simulations, seed: settings.seed },
      horizons: settings.backtest_horizons,
      leastYears: settings.least_years,
      leastLeavers: settings.least_leavers,
      publishing,
    }),
  };
}

/** Leaves out every cell that is not among those published, and measures accuracy on the rest. */
export function keepPublished(
  { projections, unprojected, backcasts, country, start, bands }: NationProjection,
  published: ReadonlySet<string>,
): {
  start: string;
  bands: readonly string[];
  projections: Projection[];
  unprojected: Unprojected[];
  accuracy: { country: ReturnType<typeof measureAccuracy>; areas: ReturnType<typeof measureAccuracy> };
} {
  const isPublished = ({ area, profession }: { area: string; profession: string }): boolean =>
    published.has(`${area}/${profession}`);
  const tested = backcasts.filter(isPublished);
  const hidden = [...projections, ...unprojected].filter((cell) => !isPublished(cell));
  return {
    start,
    bands,
    projections: projections.filter(isPublished).map((one) => ({
      ...one,
      accuracy: measureAccuracy(
        tested.filter(({ area, profession }) => area === one.area && profession === one.profession),
      ),
    })),
    unprojected: [
      ...unprojected.filter(isPublished),
      ...hidden.map(({ area, profession }) => ({ area, profession, reason: "not-published" as const })),
    ].sort((a, b) => (`${a.area}/${a.profession}` < `${b.area}/${b.profession}` ? -1 : 1)),
    accuracy: {
      country: measureAccuracy(tested.filter(({ area }) => area === country)),
      areas: measureAccuracy(tested.filter(({ area }) => area !== country)),
    },
  };
}

/** What the settings say of estimation. @param threshold least count of persons by age that an assumption may rest on */
export function chooseEstimate(settings: SupplySettings, threshold: number): EstimateSettings {
  const { years, profession_years, months_to_start } = settings.training;
  return {
    times: {
      years: new Map(Object.entries(years)),
      professionYears: new Map(
        Object.entries(profession_years).map(([profession, routes]) => [
          profession,
          new Map(Object.entries(routes)),
        ]),
      ),
      monthsToStart: months_to_start,
    },
    leavingYears: settings.leaving_years,
    joiningYears: settings.joining_years,
    threshold,
    profileWeight: settings.profile_weight,
  };
}
