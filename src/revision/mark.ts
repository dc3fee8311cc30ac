import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteText } from "../warehouse/connect.ts";
import type { Defined } from "./classify.ts";
import { cellKey } from "./compare.ts";

/**
 * Marks the numbers of `result.observation` that are provisional: an employer of the area has sent nothing later yet for one
 * of the datasets behind the indicator. With its next return the marker is gone.
 */
export async function markProvisional(
  connection: DuckDBConnection,
  indicators: readonly Pick<Defined, "id" | "datasets">[],
): Promise<void> {
  const sources = indicators.flatMap(({ id, datasets }) =>
    datasets.map((dataset) => `(${quoteText(id)}, ${quoteText(dataset)})`),
  );
  if (sources.length === 0) return;
  await connection.run(`
    update result.observation set marker = concat_ws(' ', 'p', nullif(marker, ''))
    from (
      select distinct source.indicator, ancestor.area, last.period_end
      from (values ${sources.join(", ")}) as source(indicator, dataset)
      join (
        select dataset, employer_code, max(period_end) as period_end
        from marts.employer_return where is_received group by all) as last using (dataset)
      join marts.area_ancestor as ancestor using (employer_code)) as provisional
    where observation.indicator = provisional.indicator and observation.area = provisional.area
      and observation.period_end = provisional.period_end and observation.value is not null`);
}

/** Marks the numbers of `result.observation` that the release before gave otherwise, as `cell_change` has them. */
export async function markRevised(connection: DuckDBConnection): Promise<void> {
  const same = cellKey.map((name) => `observation.${name} = revised.${name}`).join(" and ");
  await connection.run(`
    update result.observation
    set marker = case when marker = 'p' or marker like 'p %' then concat_ws(' ', 'p r', nullif(substr(marker, 3), ''))
      else concat_ws(' ', 'r', nullif(marker, '')) end
    from (from cell_change where is_revised) as revised
    where ${same}`);
}
