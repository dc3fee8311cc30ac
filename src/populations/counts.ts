import { z } from "zod";

/** A population that a number counts: as the cell has it, or so many months earlier, or of another staff type. */
const counted = z.union([
  z.string().transform((population) => ({ population, months_earlier: 0, staff_type: null })),
  z.strictObject({
    population: z.string(),
    months_earlier: z.int().nonnegative().default(0),
    staff_type: z.string().nullable().default(null),
  }),
]);

/** Which population a number of an indicator counts. */
export type Counted = z.infer<typeof counted>;

/**
 * What the persons behind the numbers of an indicator's cells are: `people` counts the population, or where the cell has
 * a category that part of it; `denominator` shows populations that are not split. The first entry that fits a cell holds.
 */
export const counts = z.array(
  z.strictObject({
    breakdown: z.string().optional(),
    category: z.string().optional(),
    level: z.string().optional(),
    people: counted,
    denominator: z.union([counted.transform((one) => [one]), z.array(counted)]).default([]),
  }),
);

export type Counts = z.infer<typeof counts>;
