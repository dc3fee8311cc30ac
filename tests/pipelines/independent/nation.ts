import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readRows } from "../../../src/warehouse/connect.ts";
import { type Cells, readCells } from "./cells.ts";

const text = z.string().nullable();
const number = z.number().nullable();

const staffRow = z.object({
  quarter: z.string(),
  person: z.int(),
  employer: z.string(),
  occupation_code: z.string(),
  job_role: text,
  band: z.string(),
  fte: z.number(),
  category: text,
  status: text,
  age_band: text,
});

const fundedRow = z.object({
  quarter: z.string(),
  employer: z.string(),
  occupation_code: z.string(),
  fte: z.number(),
});

const advertRow = z.object({
  employer: z.string(),
  occupation_code: z.string(),
  job_role: text,
  fte: z.number(),
  advertised: z.string(),
  closing: text,
  filled: text,
  status: z.string(),
});

const seniorRow = z.object({
  quarter: z.string(),
  employer: z.string(),
  occupation_code: z.string(),
  post_type: z.string(),
  fte: z.number(),
  status: z.string(),
});

const assessmentRow = z.object({ person: z.int(), assessed: z.string(), listening_speaking: z.string() });

const cohortRow = z.object({
  academic_year: z.string(),
  profession: z.string(),
  enrolled: z.number(),
  completed: number,
});

/** One thing counted, with the cells it counts in. Dates are ISO texts. */
type In<T> = Omit<T, "occupation_code" | "job_role"> & { cells: readonly number[] };

/** The accepted rows of the warehouse, as plain objects. */
export interface Nation {
  cells: Cells;
  /** Assignments that are in post; bank, honorary and career breaks are left out. */
  posts: In<z.infer<typeof staffRow>>[];
  funded: In<z.infer<typeof fundedRow>>[];
  adverts: In<z.infer<typeof advertRow>>[];
  seniorPosts: In<z.infer<typeof seniorRow>>[];
  assessments: z.infer<typeof assessmentRow>[];
  cohorts: z.infer<typeof cohortRow>[];
  /** Quarter ends with staff, in their order. */
  quarters: string[];
}

export async function readNation(connection: DuckDBConnection): Promise<Nation> {
  const cells = await readCells(connection);
  const placed = <T extends { employer: string; occupation_code: string; job_role?: string | null }>(
    rows: readonly T[],
    isSplitByRole: boolean,
  ): (Omit<T, "occupation_code" | "job_role"> & { cells: readonly number[] })[] =>
    rows
      .map(({ occupation_code, job_role, ...row }) => ({
        ...row,
        cells: cells.ofOccupation(
          row.employer,
          occupation_code,
          isSplitByRole ? (job_role ?? null) : undefined,
        ),
      }))
      .filter((row) => row.cells.length > 0);
  const staff = await readRows(
    connection,
    staffRow,
    `select snapshot_date::varchar as quarter, person_id as person, employer_code as employer, occupation_code, job_role,
       afc_band as band, fte::double as fte, assignment_category as category, assignment_status as status, age_band
     from current.staff where month(snapshot_date) % 3 = 0`,
  );
  const funded = await readRows(
    connection,
    fundedRow,
    `select quarter_end::varchar as quarter, employer_code as employer, occupation_code, funded_fte::double as fte
     from current.establishment`,
  );
  const adverts = await readRows(
    connection,
    advertRow,
    `select employer_code as employer, occupation_code, job_role, fte::double as fte, advertised_date::varchar as advertised,
       closing_date::varchar as closing, filled_date::varchar as filled, status
     from current.vacancies`,
  );
  const seniorPosts = await readRows(
    connection,
    seniorRow,
    `select quarter_end::varchar as quarter, employer_code as employer, occupation_code, post_type,
       funded_fte::double as fte, status
     from current.senior_posts`,
  );
  return {
    cells,
    posts: placed(staff.filter(isInPost), true),
    funded: placed(funded, false),
    adverts: placed(adverts, true),
    seniorPosts: placed(seniorPosts, false),
    assessments: await readRows(
      connection,
      assessmentRow,
      "select person_id as person, assessed_date::varchar as assessed, listening_speaking from current.welsh_skills",
    ),
    cohorts: await readRows(
      connection,
      cohortRow,
      "select academic_year, profession, enrolled::double as enrolled, completed::double as completed from current.education",
    ),
    quarters: [...new Set(staff.map((row) => row.quarter))].sort(),
  };
}

function isInPost({ category, status }: z.infer<typeof staffRow>): boolean {
  return category !== "bank" && category !== "honorary" && status !== "career-break";
}
