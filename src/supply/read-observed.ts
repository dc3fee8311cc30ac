import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readRows } from "../warehouse/connect.ts";
import type { ObservedCell, ObservedCohort, ObservedNation, ObservedYear } from "./observed.ts";

/** What the supply marts hold, with the age bands that its lists follow. */
export interface LoadedNation extends ObservedNation {
  bands: string[];
  /** Day that the model starts from (ISO). */
  start: string;
  /** FTE missing from the funded posts at the start, by area and profession (`area/profession`). */
  vacancies: Map<string, number>;
}

const yearRow = z.object({
  end: z.string(),
  month: z.int(),
  area: z.string(),
  area_level: z.enum(["country", "board"]),
  profession: z.string(),
  profession_kind: z.enum(["profession", "group", "total"]),
  age_band: z.string(),
  people: z.int(),
  fte: z.number(),
  exposed: z.int(),
  leavers: z.int(),
  joiners: z.int(),
  newly_qualified: z.int(),
  is_complete: z.boolean(),
});

type YearRow = z.infer<typeof yearRow>;

/** Reads the supply marts; null when there is nobody to project. */
export async function readObserved(connection: DuckDBConnection): Promise<LoadedNation | null> {
  const rows = await readRows(
    connection,
    yearRow,
    `select quarter_end::varchar as end, year(quarter_end)::int * 12 + month(quarter_end)::int - 1 as month,
       * exclude (quarter_end)
     from marts.supply_year
     order by area, profession, quarter_end, age_band`,
  );
  const bands = [...new Set(rows.map((row) => row.age_band))].sort();
  const ofCountry = rows.filter((row) => row.area_level === "country");
  const [whole] = toCells(
    ofCountry.filter((row) => row.profession_kind === "total"),
    bands,
  );
  const start =
    rows
      .map(({ end }) => end)
      .sort()
      .at(-1) ?? "";
  if (!whole) return null;
  return {
    bands,
    start,
    whole,
    professions: toCells(
      ofCountry.filter((row) => row.profession_kind !== "total"),
      bands,
    ),
    areas: toCells(
      rows.filter((row) => row.area_level === "board"),
      bands,
    ),
    ageing: await readAgeing(connection, bands),
    cohorts: await readCohorts(connection),
    vacancies: await readVacancies(connection),
  };
}

function toCells(rows: readonly YearRow[], bands: readonly string[]): ObservedCell[] {
  return [...Map.groupBy(rows, ({ area, profession }) => `${area}/${profession}`).values()].flatMap(
    (ofCell) => {
      const [first] = ofCell;
      if (!first) return [];
      const { area, profession, profession_kind } = first;
      const years = [...Map.groupBy(ofCell, ({ month }) => month).values()].map((ofYear) =>
        toYear(ofYear, bands),
      );
      return [{ area, profession, isGroup: profession_kind !== "profession", years }];
    },
  );
}

function toYear(rows: readonly YearRow[], bands: readonly string[]): ObservedYear {
  const byBand = new Map(rows.map((row) => [row.age_band, row]));
  const list = (column: "people" | "fte" | "exposed" | "leavers" | "joiners" | "newly_qualified"): number[] =>
    bands.map((band) => byBand.get(band)?.[column] ?? 0);
  return {
    month: rows[0]?.month ?? 0,
    isComplete: rows[0]?.is_complete ?? false,
    people: list("people"),
    fte: list("fte"),
    exposed: list("exposed"),
    leavers: list("leavers"),
    joiners: list("joiners"),
    newlyQualified: list("newly_qualified"),
  };
}

async function readAgeing(connection: DuckDBConnection, bands: readonly string[]): Promise<number[]> {
  const rows = await readRows(
    connection,
    z.object({ age_band: z.string(), share: z.number() }),
    "select age_band, (older / stayers)::double as share from marts.supply_ageing",
  );
  const shares = new Map(rows.map(({ age_band, share }) => [age_band, share]));
  return bands.map((band) => shares.get(band) ?? 0);
}

async function readCohorts(connection: DuckDBConnection): Promise<ObservedCohort[]> {
  const rows = await readRows(
    connection,
    z.object({
      profession: z.string(),
      is_group: z.boolean(),
      route: z.string(),
      start_year: z.int(),
      places: z.int(),
      enrolled: z.int(),
      completed: z.int().nullable(),
      employed: z.int().nullable(),
    }),
    "select * from marts.supply_cohort order by all",
  );
  return rows.map(({ is_group, start_year, ...cohort }) => ({
    ...cohort,
    isGroup: is_group,
    startYear: start_year,
  }));
}

async function readVacancies(connection: DuckDBConnection): Promise<Map<string, number>> {
  const rows = await readRows(
    connection,
    z.object({ area: z.string(), profession: z.string(), vacancy_fte: z.number() }),
    "select area, profession, vacancy_fte from marts.supply_demand order by all",
  );
  return new Map(rows.map(({ area, profession, vacancy_fte }) => [`${area}/${profession}`, vacancy_fte]));
}
