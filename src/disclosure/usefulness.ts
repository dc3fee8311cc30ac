import type { DuckDBConnection } from "@duckdb/node-api";
import type { Indicator } from "../indicators/registry.ts";
import { quoteText } from "../warehouse/connect.ts";

/**
 * Writes what protection costs readers, for the analyst alone: for each audience, area and year how many cells that count
 * persons there are, and how many are hidden for which reason, to protect which table of pipelines/populations.yml.
 * @param file CSV with audience, area, year, reason (`shown` where there is none), channel, cells
 */
export async function reportUsefulness(
  connection: DuckDBConnection,
  indicators: readonly Indicator[],
  file: string,
): Promise<void> {
  const spoken = indicators
    .filter((one) => one.class !== "O")
    .flatMap(({ id, audiences }) =>
      audiences.map((audience) => `(${quoteText(id)}, ${quoteText(audience)})`),
    );
  await connection.run(`
    copy (
      select audience, cell.area, year(period_end) as year, coalesce(reason, 'shown') as reason, channel, count(*) as cells
      from result.decision
      join marts.cell using (cell)
      join (values ${spoken.join(", ")}) as spoken (indicator, audience)
        on spoken.indicator = decision.indicator::varchar
      group by all order by all
    ) to ${quoteText(file)} (format csv, header true)`);
}
