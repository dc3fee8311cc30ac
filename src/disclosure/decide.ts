import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { PipelineError } from "../errors.ts";
import type { Indicator } from "../indicators/registry.ts";
import { quoteText, readRows } from "../warehouse/connect.ts";
import type { Policy } from "./policy.ts";

type DisclosureClass = Indicator["class"];

/**
 * Fills `result.decision`: of every cell of `result.ingredient`, by the same key, the reason why it is confidential or
 * null. Deciding sees all cells of all indicators at once and changes none of them; applying is a step of its own.
 * @throws PipelineError `undecided-cell` when a cell has no decision: then nothing may be published.
 */
export async function decideConfidentiality(
  connection: DuckDBConnection,
  indicators: readonly Indicator[],
  policy: Policy,
): Promise<{ cells: number; confidential: number }> {
  const rules: Record<DisclosureClass, string> = {
    O: "null",
    P: personRules(policy),
    S: `coalesce(${personRules(policy)}, ${sensitiveRules(policy)})`,
  };
  const cases = indicators.map((one) => `when ${quoteText(one.id)} then ${quoteText(one.class)}`);
  await connection.run(`
    create or replace table result.decision as
      with classified as (
        select *, case indicator ${cases.join(" ")} end as class from result.ingredient)
      select
        indicator, period_end, cell, breakdown, category, level,
        case class
          ${Object.entries(rules)
            .map(([name, rule]) => `when ${quoteText(name)} then ${rule}`)
            .join("\n          ")}
          else 'unknown-class'
        end as reason,
        null::varchar as channel
      from classified`);
  const [count] = await readRows(
    connection,
    z.object({ cells: z.int(), decided: z.int(), confidential: z.int(), undecided: z.int() }),
    `select (select count(*)::int from result.ingredient) as cells, count(*)::int as decided,
       count(reason)::int as confidential,
       count(*) filter (reason = 'unknown-class')::int as undecided
     from result.decision`,
  );
  if (!count || count.decided !== count.cells || count.undecided > 0) {
    throw new PipelineError("undecided-cell", String(count?.undecided ?? ""));
  }
  return { cells: count.cells, confidential: count.confidential };
}

/**
 * Takes back what was decided of class P, for readers who may see its small numbers. Cells of which it is not known how
 * many persons are behind them stay confidential.
 * @returns how many cells are confidential by themselves then
 */
export async function openPersons(
  connection: DuckDBConnection,
  indicators: readonly Indicator[],
): Promise<number> {
  const persons = indicators.filter((one) => one.class === "P").map(({ id }) => quoteText(id));
  await connection.run(`
    update result.decision set reason = null, channel = null
    where indicator in (${persons.join(", ") || "null"}) and reason <> 'unknown-count'`);
  const [count] = await readRows(
    connection,
    z.object({ confidential: z.int() }),
    "select count(*) filter (reason is not null and channel is null)::int as confidential from result.decision",
  );
  return count?.confidential ?? 0;
}

/** Classes P and S: few persons in the cell, or behind its denominator. A cell whose persons are not known is few. */
function personRules(policy: Policy): string {
  const last = policy.threshold - 1;
  return `case
      when not is_available then null
      when people is null then 'unknown-count'
      when people between 1 and ${last} then 'small-count'
      when denominator_people between 1 and ${last} then 'small-denominator' end`;
}

/** Class S: few persons outside the category, or nobody or everybody in it where the denominator is small. */
function sensitiveRules(policy: Policy): string {
  return `case
      when not is_available then null
      when denominator_people - people between 1 and ${policy.threshold - 1} then 'small-complement'
      when denominator_people between 1 and ${policy.sensitive_denominator - 1}
        and people in (0, denominator_people) then 'all-or-none' end`;
}
