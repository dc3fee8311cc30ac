import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Policy } from "../disclosure/policy.ts";
import type { TracedIndicator } from "../indicators/compute.ts";
import type { Indicator } from "../indicators/registry.ts";
import { quoteName, quoteText, readRows } from "../warehouse/connect.ts";
import type { NeededReturn } from "./inputs.ts";
import type { CellKey } from "./key.ts";

/** Why a number is not shown: `explain-reason-<code>` of the catalogue says it. */
export interface Reason {
  code: string;
  /** Datasets or returns that are meant. */
  names: string[];
  /** A limit that the policy sets. */
  limit?: number;
}

/**
 * Every reason that the policy has to hide a number of this indicator: the same for all of them, so that nothing can be
 * learnt about one.
 */
export function findPossibleReasons(indicator: Indicator, policy: Policy): Reason[] {
  const few = policy.threshold - 1;
  const hasDenominator = indicator.kind === "rate" || indicator.kind === "mean";
  const persons = indicator.class === "O" ? [] : [{ code: "small-count", names: [], limit: few }];
  const denominator =
    indicator.class !== "O" && hasDenominator ? [{ code: "small-denominator", names: [], limit: few }] : [];
  const sensitive =
    indicator.class === "S"
      ? [
          { code: "small-complement", names: [], limit: few },
          { code: "all-or-none", names: [], limit: policy.sensitive_denominator },
        ]
      : [];
  return [...persons, ...denominator, ...sensitive, { code: "secondary", names: [] }];
}

/** What a number lacks that is not available. */
export async function findUnavailability(
  connection: DuckDBConnection,
  indicator: TracedIndicator,
  key: CellKey,
  needed: readonly NeededReturn[],
  isBreak: boolean,
): Promise<Reason[]> {
  const empty = await findEmptyDatasets(connection, indicator.datasets);
  const missing = await findReturnsOfNobody(connection, needed, key.area);
  const needsRole = indicator.by_occupation_code && (await needsJobRole(connection, key.profession));
  const reasons = [
    ...(empty.length > 0 ? [{ code: "no-input", names: empty }] : []),
    ...(missing.length > 0 ? [{ code: "no-return", names: missing }] : []),
    ...(needsRole ? [{ code: "needs-job-role", names: [] }] : []),
    ...(isBreak ? [{ code: "break", names: [] }] : []),
  ];
  return reasons.length > 0 ? reasons : [{ code: "unknown-zero", names: [] }];
}

async function findEmptyDatasets(
  connection: DuckDBConnection,
  datasets: readonly string[],
): Promise<string[]> {
  const empty = datasets.map(
    (dataset) =>
      `select ${quoteText(dataset)} as dataset where not exists (from staging.${quoteName(dataset)})`,
  );
  const rows = await readRows(connection, z.object({ dataset: z.string() }), empty.join(" union all "));
  return rows.map(({ dataset }) => dataset);
}

/** Returns that no employer of the area has sent. */
async function findReturnsOfNobody(
  connection: DuckDBConnection,
  needed: readonly NeededReturn[],
  area: string,
): Promise<string[]> {
  if (needed.length === 0) return [];
  const wanted = needed.map(
    ({ dataset, period_end }) => `(${quoteText(dataset)}, ${quoteText(period_end)}::date)`,
  );
  const rows = await readRows(
    connection,
    z.object({ name: z.string() }),
    `with received as (
       select dataset, period_end from marts.employer_return join marts.area_ancestor using (employer_code)
       where area = $area and is_received)
     select dataset || ' ' || period_end as name from (values ${wanted.join(", ")}) as wanted(dataset, period_end)
     anti join received using (dataset, period_end) order by all`,
    { area },
  );
  return rows.map(({ name }) => name);
}

async function needsJobRole(connection: DuckDBConnection, profession: string): Promise<boolean> {
  const rows = await readRows(
    connection,
    z.object({ code: z.string() }),
    "select code from reference.professions where code = $profession and needs_job_role = 'yes'",
    { profession },
  );
  return rows.length > 0;
}
