import { type Reading, readObservation } from "./reading.ts";
import type { CellAddress } from "./reasons.ts";
import type { Release } from "./release.ts";
import { allProfessions, mainStaffType, observationAt, type Slice, selectSeries } from "./select.ts";

/** A cell around a confidential one, and the number that the release shows of it. */
export type SafeAggregate = {
  readonly slice: Slice;
  readonly reading: Extract<Reading, { readonly value: number }>;
};

/**
 * The smallest cell around a confidential one that the release shows a number of at the same period end: of the staff types
 * together, else of the profession's group, else of the nearest area above, else of all professions. Null where the cell is
 * not confidential or none of them has a number. It looks at nothing but which cells are shown, as every reader can.
 */
export function findSafeAggregate(release: Release, { slice, periodEnd }: CellAddress): SafeAggregate | null {
  const readAt = (each: Slice): Reading =>
    readObservation(observationAt(selectSeries(release, each), periodEnd));
  const own = readAt(slice);
  if (own.value !== null || own.shorthand !== "c") return null;
  for (const wider of widen(release, slice)) {
    const reading = readAt(wider);
    if (reading.value !== null) return { slice: wider, reading };
  }
  return null;
}

/** The slices around a slice, the smallest first. */
function widen({ codes }: Release, slice: Slice): readonly Slice[] {
  const staffType = slice.staffType ?? mainStaffType(slice.indicator);
  const groups = ancestorsOf(codes.professions, slice.profession).filter((code) => code !== allProfessions);
  return [
    ...ancestorsOf(codes.staff_types, staffType).map((code) => ({ ...slice, staffType: code })),
    ...groups.map((code) => ({ ...slice, profession: code })),
    ...ancestorsOf(codes.areas, slice.area).map((code) => ({ ...slice, area: code })),
    { ...slice, profession: allProfessions },
  ];
}

type Coded = { readonly code: string; readonly parent: string | null };

/** What a code belongs to, the nearest first. */
function ancestorsOf(items: readonly Coded[], code: string): readonly string[] {
  const parent = items.find((item) => item.code === code)?.parent ?? null;
  return parent === null ? [] : [parent, ...ancestorsOf(items, parent)];
}
