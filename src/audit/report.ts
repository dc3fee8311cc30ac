import { z } from "zod";

/** A count that a reader can find out, or narrow too far. */
const failure = z.strictObject({
  table: z.string(),
  population: z.string(),
  period: z.string(),
  area: z.string(),
  profession: z.string(),
  staff_type: z.string(),
  category: z.string(),
  /**
   * `shown` itself; by a `difference` from a count of the same table; by `substitution`, equation by equation; by a
   * `combination` of equations; narrowed to an `interval`; as the `amount` of FTE that these persons have; as what is
   * `left-out` of incomplete numbers; or by a number of `services`.
   */
  found_by: z.enum([
    "shown",
    "difference",
    "substitution",
    "combination",
    "interval",
    "amount",
    "left-out",
    "services",
  ]),
  min: z.int(),
  max: z.int(),
});

export type Failure = z.infer<typeof failure>;

/** What was looked at in a table, or in all. */
const effort = z.strictObject({
  counts: z.int(),
  hidden: z.int(),
  /** Hidden counts that can be five values or more, by solutions that were found. */
  proven_wide: z.int(),
  /** Hidden counts known more closely, but to be none that is protected. */
  proven_other: z.int(),
  failures: z.int(),
  /** Equations between published numbers that hold only if persons are in two cells, or not at all. */
  overlaps: z.int(),
  contradictions: z.int(),
  /** Hidden counts that must be zero by other numbers although zeros are shown. */
  hidden_zeros: z.int(),
  /** Solved now, or when what is remembered was found. */
  linear_programs: z.int(),
  /** Tables in periods that were not attacked again, as all that they rest on is as it was. */
  remembered: z.int(),
  seconds: z.number(),
});

export type Effort = z.infer<typeof effort>;

export const auditReport = z.strictObject({
  solver: z.string(),
  threshold: z.int(),
  total: effort,
  tables: z.array(effort.extend({ table: z.string() })),
  /** Of the hidden counts whose interval is exact, those with the fewest values. */
  narrowest: z.array(failure.omit({ found_by: true })),
  /** Counts for which indicators show different numbers. */
  disagreements: z.int(),
  failures: z.array(failure),
});

/** What the audit of a release found; it holds nothing but what follows from the published numbers. */
export type AuditReport = z.infer<typeof auditReport>;

/** What a part of the audit found in one table and period. */
export const findings = z.strictObject({
  table: z.int(),
  effort,
  narrowest: z.array(failure.omit({ found_by: true })),
  failures: z.array(failure),
});

export type Findings = z.infer<typeof findings>;

export const noEffort: Effort = {
  counts: 0,
  hidden: 0,
  proven_wide: 0,
  proven_other: 0,
  failures: 0,
  overlaps: 0,
  contradictions: 0,
  hidden_zeros: 0,
  linear_programs: 0,
  remembered: 0,
  seconds: 0,
};

/** Sum of the efforts of several parts. */
export function addEfforts(efforts: readonly Effort[]): Effort {
  const sum = { ...noEffort };
  for (const one of efforts) {
    for (const [name, value] of Object.entries(one)) if (isKey(name)) sum[name] += value;
  }
  return sum;
}

function isKey(name: string): name is keyof Effort {
  return name in noEffort;
}
