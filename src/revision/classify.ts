import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteText } from "../warehouse/connect.ts";
import { cellKey } from "./compare.ts";

/** Why a cell is not what it was, in the order in which they are looked for. */
export const changeKinds = ["new-period", "definition", "disclosure", "late-return", "correction"] as const;

/** What a release says of an indicator, as far as a change of it is a new definition. */
export interface Defined {
  id: string;
  version: number;
  datasets: readonly string[];
}

/** Longest time that a cell looks back on the returns behind it. */
const longestLook = "12 month";

/**
 * Fills the temporary table `change` from `cell_change` and `input_change`: beside each changed cell its kind, and the
 * return that caused it (cause_dataset, cause_file, cause_employer, cause_period; null where none did). The return of
 * the same place and period comes first, then what lies in the twelve months before, then anything else of the datasets
 * behind the indicator, a new period's return last. What no return explains is a change of definition.
 */
export async function classifyChanges(
  connection: DuckDBConnection,
  before: readonly Defined[],
  after: readonly Defined[],
): Promise<void> {
  const versions = new Map(before.map(({ id, version }) => [id, version]));
  const redefined = after.filter(({ id, version }) => versions.has(id) && versions.get(id) !== version);
  const sources = after.flatMap(({ id, datasets }) =>
    datasets.map((dataset) => `(${quoteText(id)}, ${quoteText(dataset)})`),
  );
  await connection.run(`
    create or replace temp table change as
      with source as (select * from (values ${["(null, null)", ...sources].join(", ")}) as source(indicator, dataset)),
      redefined as (select unnest([${["null", ...redefined.map(({ id }) => quoteText(id))].join(", ")}]::varchar[]) as indicator),
      latest as (select indicator, max(period_end) as latest from cell_before group by all),
      changed as (
        select *, coalesce(is_added and period_end > latest, false) as is_new_period,
          coalesce(split_part(old_marker, ' ', 1) = 'c', false) as was_confidential,
          coalesce(split_part(new_marker, ' ', 1) = 'c', false) as is_confidential
        from cell_change left join latest using (indicator)),
      place as (select distinct indicator, area, period_end from changed where not is_new_period),
      candidate as (
        select place.*, input.dataset, input.file, input.employer_code, input.period_end as return_period, input.kind,
          case
            when input.kind = 'new-period' then 5
            when input.employer_code is null then 3
            when ancestor.area is null then 4
            when input.period_end = place.period_end then 1
            when input.period_end between place.period_end - interval ${longestLook} and place.period_end then 2
            else 4
          end as distance
        from place
        join source using (indicator)
        join input_change as input using (dataset)
        left join marts.area_ancestor as ancestor
          on ancestor.employer_code = input.employer_code and ancestor.area = place.area),
      cause as (
        select * from candidate
        qualify row_number() over (
          partition by indicator, area, period_end
          order by distance, dataset, return_period desc, employer_code, file) = 1)
      select ${cellKey.map((name) => `changed.${name}`).join(", ")}, changed.period,
        old_value, new_value, old_marker, new_marker, is_added, is_removed, is_revised,
        case
          when is_new_period then 'new-period'
          when redefined.indicator is not null or latest is null then 'definition'
          when is_confidential and old_value is not null or was_confidential and new_value is not null then 'disclosure'
          else coalesce(cause.kind, 'definition')
        end as kind,
        cause.dataset as cause_dataset, cause.file as cause_file, cause.employer_code as cause_employer,
        cause.return_period as cause_period
      from changed
      left join redefined using (indicator)
      left join cause on cause.indicator = changed.indicator and cause.area = changed.area
        and cause.period_end = changed.period_end and not is_new_period
      order by all`);
}
