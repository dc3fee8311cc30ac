import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Contract } from "../contracts/contract.ts";
import type { Edition } from "../edition.ts";
import type { Escalation } from "../escalation/escalate.ts";
import type { EscalationRule } from "../escalation/rules.ts";
import type { TracedIndicator } from "../indicators/compute.ts";
import { readQuality } from "../indicators/measure-quality.ts";
import type { Plan } from "../indicators/plan.ts";
import { describeSubject } from "../indicators/quality.ts";
import { readRows } from "../warehouse/connect.ts";
import { nearestRows, shownRows } from "./row-counts.ts";

const named = { name_en: z.string(), name_cy: z.string() };

/** `codes.json`: what the codes in the observations stand for, in both languages. */
export async function describeCodes(connection: DuckDBConnection): Promise<object> {
  const category = z.object({ breakdown: z.string(), code: z.string(), ...named, sort: z.int() });
  const breakdown = z.object({ code: z.string(), ...named });
  const coded = z.object({ code: z.string(), parent: z.string().nullable(), ...named, sort: z.int() });
  const categories = await readRows(
    connection,
    category,
    `select breakdown, code, name_en, name_cy, sort::int as sort from reference.categories
     semi join result.observation using (breakdown) order by breakdown, sort::int`,
  );
  const breakdowns = await readRows(
    connection,
    breakdown,
    `select code, name_en, name_cy from reference.breakdowns
     where code in (select breakdown from result.observation) order by code`,
  );
  return {
    areas: await readRows(
      connection,
      coded.extend({
        level: z.string(),
        sector: z.string().nullable(),
        short_en: z.string(),
        short_cy: z.string(),
      }),
      `select code, parent, level, sector, name_en, name_cy, short_en, short_cy, sort::int as sort
       from reference.areas
       where code in (select area from result.observation) or code in (select area from marts.published_figure)
       order by sort::int, code`,
    ),
    professions: await readRows(
      connection,
      coded.extend({ kind: z.string(), in_plan: z.boolean() }),
      `select code, parent, kind, in_plan = 'yes' as in_plan, name_en, name_cy, sort::int as sort
       from reference.professions where code in (select profession from result.observation) order by sort::int, code`,
    ),
    staff_types: await readRows(
      connection,
      coded,
      `select code, parent, name_en, name_cy, sort::int as sort
       from reference.staff_types where code in (select staff_type from result.observation) order by sort::int`,
    ),
    breakdowns: breakdowns.map((one) => ({
      ...one,
      categories: categories
        .filter((category) => category.breakdown === one.code)
        .map(({ breakdown: _, ...rest }) => rest),
    })),
    levels: await readRows(
      connection,
      breakdown,
      "select code, name_en, name_cy from reference.levels where code in (select level from result.observation) order by code",
    ),
    markers: await readRows(
      connection,
      breakdown,
      "select code, name_en, name_cy from reference.markers order by sort::int",
    ),
  };
}

/** `indicators.json`: the catalogue and the plan it serves. */
export function describeIndicators(
  indicators: readonly TracedIndicator[],
  plan: Plan,
  release: string,
  isExample: boolean,
): object {
  return {
    release,
    example: isExample,
    indicators: indicators.map((one) => ({
      id: one.id,
      order: one.order,
      title: one.title,
      description: one.description,
      numerator: one.numerator ?? null,
      denominator: one.denominator ?? null,
      unit: one.unit,
      kind: one.kind,
      scale: one.scale ?? 1,
      basis: one.basis ?? null,
      unavailable: one.unavailable ?? null,
      class: one.class,
      direction: one.direction,
      decimals: one.decimals,
      threshold: one.threshold ?? null,
      period: one.period,
      outcomes: one.outcomes,
      actions: one.actions,
      audiences: one.audiences,
      staff_types: one.staff_types,
      area_levels: one.area_levels,
      breakdowns: one.breakdowns,
      levels: one.levels,
      datasets: one.datasets,
      version: one.version,
      sql: one.sql,
    })),
    plan: {
      aims: plan.aims.map(({ id, title, outcomes, actions }) => ({
        id,
        title,
        outcomes,
        actions,
      })),
    },
  };
}

/** `escalations.json`: what is to be looked at first, told in both languages, and the rules that say so. */
export function describeEscalations(
  rules: readonly EscalationRule[],
  items: readonly Escalation[],
  release: string,
  isExample: boolean,
): object {
  return {
    release,
    example: isExample,
    rules: rules.map(({ id, title, why, audiences, thresholds }) => ({
      id,
      title,
      why,
      audiences,
      thresholds,
    })),
    items,
  };
}

/**
 * `quality.json`: what came in for each dataset, employer and period, and what did not; and of each indicator how often
 * something that it needs is unknown.
 */
export async function describeQuality(
  connection: DuckDBConnection,
  contracts: readonly Contract[],
  indicators: readonly TracedIndicator[],
  asAt: string,
  edition: Edition,
): Promise<object> {
  const totals = await readRows(
    connection,
    z.object({
      dataset: z.string(),
      rows: z.int(),
      rejected: z.int(),
      advisory: z.int(),
      out_of_scope: z.int(),
    }),
    `select * replace (${shownRows("rows", contracts, edition)} as rows)
     from (
       select dataset, sum(rows)::int as rows, sum(rejected)::int as rejected, sum(advisory)::int as advisory,
         sum(out_of_scope)::int as out_of_scope
       from current.load group by all)`,
  );
  return {
    datasets: contracts.map((contract) => ({
      dataset: contract.dataset,
      title: contract.title,
      rows_to_nearest: nearestRows(contract, edition),
      ...(totals.find((one) => one.dataset === contract.dataset) ?? {
        rows: 0,
        rejected: 0,
        advisory: 0,
        out_of_scope: 0,
      }),
    })),
    returns: await readRows(
      connection,
      z.object({
        dataset: z.string(),
        employer: z.string(),
        period_end: z.string(),
        received: z.boolean(),
        rows: z.int(),
      }),
      `select dataset, employer_code as employer, period_end::varchar as period_end, is_received as received,
         ${shownRows("rows", contracts, edition)} as rows
       from marts.employer_return order by all`,
    ),
    freshness: await readRows(
      connection,
      z.object({
        dataset: z.string(),
        employer: z.string(),
        latest_period: z.string().nullable(),
        days_old: z.int().nullable(),
        missing: z.array(z.string()),
      }),
      `select dataset, employer_code as employer,
         max(period_end) filter (is_received)::varchar as latest_period,
         ($as_at::date - max(period_end) filter (is_received))::int as days_old,
         coalesce(list(period_end::varchar order by period_end) filter (not is_received), []) as missing
       from marts.employer_return group by all order by all`,
      { as_at: asAt },
    ),
    unknown: await Promise.all(
      indicators.map(async ({ id, quality }) => ({
        indicator: id,
        ...describeSubject(quality),
        areas: await readQuality(connection, id),
      })),
    ),
  };
}

/** `published_series.json`: real figures of other publishers, with their sources. */
export async function describePublishedSeries(connection: DuckDBConnection): Promise<object> {
  const text = z.string();
  return {
    series: await readRows(
      connection,
      z.object({
        series: text,
        group: text,
        group_cy: text,
        area: text,
        measure: text,
        period: text,
        period_cy: text,
        period_end: text.nullable(),
        value: z.number().nullable(),
        value_text: text.nullable(),
        status: text,
        note: text.nullable(),
        source: text,
        conflict: z.boolean(),
      }),
      `from marts.published_figure
       order by series, measure, area, "group", period_end nulls last, period, value`,
    ),
  };
}

/** `funnels.json`: the areas beside their total at the latest period, with the limits at their size. */
export async function describeFunnels(connection: DuckDBConnection): Promise<object> {
  const number = z.number();
  return {
    funnels: await readRows(
      connection,
      z.strictObject({
        indicator: z.string(),
        period_end: z.iso.date(),
        profession: z.string(),
        staff_type: z.string(),
        level: z.string(),
        area: z.string(),
        value: number,
        denominator: number,
        total_value: number,
        lower_998: number,
        lower_95: number,
        upper_95: number,
        upper_998: number,
        position: z.enum(["low-99.8", "low-95", "within", "high-95", "high-99.8"]),
      }),
      "select * replace (period_end::varchar as period_end) from result.funnel order by all",
    ),
  };
}

/** `control_limits.json`: mean and limits of every series with a signal from enough points, since its last break. */
export async function describeControlLimits(connection: DuckDBConnection): Promise<object> {
  const text = z.string();
  const number = z.number();
  return {
    series: await readRows(
      connection,
      z.strictObject({
        indicator: text,
        area: text,
        profession: text,
        staff_type: text,
        breakdown: text,
        category: text,
        level: text,
        first_end: z.iso.date(),
        period_end: z.iso.date(),
        points: z.int(),
        lower: number,
        mean: number,
        upper: number,
      }),
      `select * replace (first_end::varchar as first_end, period_end::varchar as period_end, points::int as points)
       from result.control_limit order by all`,
    ),
  };
}
