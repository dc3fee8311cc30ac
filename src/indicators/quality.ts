import { z } from "zod";
import { type Bilingual, bilingual } from "../bilingual.ts";

const subject = {
  /** What is counted, as it follows a share: `of the persons in post`. */
  of: bilingual,
  /** What may be unknown of it, as it stands in a sentence: `the age`. */
  what: bilingual,
};

/** Cells that are published, and protected, already: the categories of a mix that say that a value is unknown. */
const unknownCells = z.strictObject({
  ...subject,
  indicator: z.string(),
  breakdown: z.string(),
  categories: z.array(z.string()).min(1),
});

/** Records of a dataset that are open: none of persons. */
const openRecords = z.strictObject({
  ...subject,
  records: z.string(),
  /** A condition over the columns of its staging model: the records that count; by default all. */
  counted: z.string().optional(),
  /** A condition: something that the indicator needs is unknown. */
  unknown: z.string(),
  /** The day at which a record counts; those of the latest twelve months are taken. */
  date: z.string(),
});

/** Something that it needs can be unknown, and no protected cell says how often. */
const uncounted = z.strictObject({ what: bilingual });

/** How often something that an indicator needs is unknown: `none` where nothing can be. */
export const quality = z.union([z.literal("none"), unknownCells, openRecords, uncounted]);

export type Quality = z.infer<typeof quality>;

export type UnknownCells = z.infer<typeof unknownCells>;

export type OpenRecords = z.infer<typeof openRecords>;

/** What may be unknown of an indicator, and what its share is taken from. */
export interface QualitySubject {
  basis: "none" | "cells" | "records" | "not-counted";
  of: Bilingual | null;
  what: Bilingual | null;
}

export function describeSubject(quality: Quality): QualitySubject {
  if (quality === "none") return { basis: "none", of: null, what: null };
  if (isUnknownCells(quality)) return { basis: "cells", of: quality.of, what: quality.what };
  if (isOpenRecords(quality)) return { basis: "records", of: quality.of, what: quality.what };
  return { basis: "not-counted", of: null, what: quality.what };
}

export function isUnknownCells(one: Quality): one is UnknownCells {
  return typeof one === "object" && "indicator" in one;
}

export function isOpenRecords(one: Quality): one is OpenRecords {
  return typeof one === "object" && "records" in one;
}
