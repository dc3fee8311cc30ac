import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readRows } from "../warehouse/connect.ts";
import { changeKinds } from "./classify.ts";

const kind = z.enum(changeKinds);

const count = z.object({ kind, cells: z.int() });
const indicatorCount = z.object({ indicator: z.string(), kind, cells: z.int() });
const cause = z.object({
  dataset: z.string(),
  employer: z.string().nullable(),
  period_end: z.string().nullable(),
  file: z.string().nullable(),
  kind,
  cells: z.int(),
});
const revision = z.object({
  indicator: z.string(),
  period: z.string(),
  period_end: z.string(),
  area: z.string(),
  profession: z.string(),
  staff_type: z.string(),
  level: z.string(),
  old_value: z.number(),
  new_value: z.number(),
  kind,
  cause_dataset: z.string().nullable(),
  cause_employer: z.string().nullable(),
  cause_period: z.string().nullable(),
});

/** What of the changes between two releases is told at once. */
export const changeSummary = z.object({
  cells: z.int(),
  kinds: z.array(count),
  indicators: z.array(indicatorCount),
  /** Returns that changed cells, those that changed most first. */
  causes: z.array(cause),
  /**
   * The largest revisions of numbers already published, relative to the number before; left out are breakdowns, employers,
   * numbers of low reliability, and those that have become or were zero or changed their sign, which relate to nothing.
   */
  largest: z.array(revision),
});

export type ChangeSummary = z.infer<typeof changeSummary>;

/** How many revisions and causes are named. */
const named = 25;

/** Sums up the temporary table `change`. */
export async function summariseChanges(connection: DuckDBConnection): Promise<ChangeSummary> {
  const kinds = await readRows(
    connection,
    count,
    "select kind, count(*)::int as cells from change group by all order by cells desc, kind",
  );
  return {
    cells: kinds.reduce((total, { cells }) => total + cells, 0),
    kinds,
    indicators: await readRows(
      connection,
      indicatorCount,
      "select indicator, kind, count(*)::int as cells from change group by all order by indicator, kind",
    ),
    causes: await readRows(
      connection,
      cause,
      `select cause_dataset as dataset, cause_employer as employer, cause_period::varchar as period_end,
         cause_file as file, kind, count(*)::int as cells
       from change where cause_dataset is not null group by all
       order by cells desc, dataset, employer, period_end, file, kind limit ${named}`,
    ),
    largest: await readRows(
      connection,
      revision,
      `select indicator, period, change.period_end::varchar as period_end, area, profession, staff_type, change.level,
         old_value, new_value, kind, cause_dataset, cause_employer, cause_period::varchar as cause_period
       from change join reference.areas on areas.code = change.area
       where is_revised and old_value <> new_value and old_value * new_value > 0
         and breakdown = 'none' and areas.level in ('country', 'board')
         and not list_contains(string_split(old_marker, ' '), 'u') and not list_contains(string_split(new_marker, ' '), 'u')
       order by abs(new_value - old_value) / abs(old_value) desc,
         indicator, change.period_end, area, profession, staff_type, change.level limit ${named}`,
    ),
  };
}
