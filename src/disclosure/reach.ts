import { isDeepStrictEqual } from "node:util";
import type { Sum } from "./grid.ts";
import type { TableCells } from "./table-cells.ts";

/**
 * How many persons each row of a table was seen to rise and to fall in other worlds: what it could once, it can ever after.
 * And how many it was asked to rise and to fall in vain, with all that could be hidden: that holds as long as the same can
 * move. More than 255 are told as 255.
 */
export type Reach = Columns<Uint8Array>;

type Columns<T> = Record<"rise" | "fall" | "vainRise" | "vainFall", T>;

/** Changes each column. */
export function mapReach<T, U>(reach: Columns<T>, change: (column: T) => U): Columns<U> {
  return {
    rise: change(reach.rise),
    fall: change(reach.fall),
    vainRise: change(reach.vainRise),
    vainFall: change(reach.vainFall),
  };
}

/** Of rows of which nothing is known yet. */
export function newReach(rows: number): Reach {
  const of = (): Uint8Array => new Uint8Array(rows);
  return { rise: of(), fall: of(), vainRise: of(), vainFall: of() };
}

/** A table as it was solved, and what came of it. */
export interface Reached {
  cells: TableCells;
  totals: readonly Sum[];
  reach: Reach;
}

/** What is known of a table that is read again. Rows may have come in between, and more may be able to move. */
export function recallReach(
  { cells: before, totals: sums, reach }: Reached,
  cells: TableCells,
  totals: readonly Sum[],
): Reach {
  const key = (of: TableCells, row: number): string => `${of.cell[row]} ${of.category[row]}`;
  const places = new Map(Array.from(before.cell, (_, row) => [key(before, row), row]));
  const place = Array.from(cells.cell, (_, row) => places.get(key(cells, row)) ?? -1);
  const isAsBefore =
    place.length === before.cell.length &&
    place.every(
      (was, row) =>
        was === row &&
        cells.hi[row] === before.hi[row] &&
        cells.lo[row] === before.lo[row] &&
        (cells.state[row] === 0) === (before.state[row] === 0),
    ) &&
    isDeepStrictEqual(totals, sums);
  const known = mapReach(reach, (column) => Uint8Array.from(place, (was) => column[was] ?? 0));
  return isAsBefore ? known : { ...newReach(place.length), rise: known.rise, fall: known.fall };
}
