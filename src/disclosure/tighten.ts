import type { Signs } from "./grid.ts";

/** How far each row can rise and fall at most. */
export interface Bounds {
  hi: Float64Array;
  lo: Float64Array;
}

const mostRounds = 10;
const rounding = 1e-6;

/**
 * Narrows bounds, sum by sum, to what the others of the sum allow: persons are whole. A row that cannot move has none.
 */
export function tighten(rows: Bounds, sums: readonly Signs[], canMove: (row: number) => boolean): Bounds {
  const only = (bound: number, row: number): number => (canMove(row) ? bound : 0);
  const [hi, lo] = [rows.hi.map(only), rows.lo.map(only)];
  const equations = sums.map((signs) => [...signs].filter(([row, sign]) => sign !== 0 && canMove(row)));
  const rise = (row: number, sign: number): number =>
    sign > 0 ? sign * (hi[row] ?? 0) : -sign * (lo[row] ?? 0);
  const fall = (row: number, sign: number): number => rise(row, -sign);
  for (let round = 0, isNew = true; isNew && round < mostRounds; round++) {
    isNew = false;
    for (const equation of equations) {
      let [up, down] = [0, 0];
      for (const [row, sign] of equation) {
        up += rise(row, sign);
        down += fall(row, sign);
      }
      for (const [row, sign] of equation) {
        const [ownUp, ownDown] = [rise(row, sign), fall(row, sign)];
        // What it rises others fall.
        const [mostUp, mostDown] = [Math.min(ownUp, down - ownDown), Math.min(ownDown, up - ownUp)];
        if (mostUp === ownUp && mostDown === ownDown) continue;
        const [most, least] = sign > 0 ? [mostUp, mostDown] : [mostDown, mostUp];
        hi[row] = Math.floor(most / Math.abs(sign) + rounding);
        lo[row] = Math.floor(least / Math.abs(sign) + rounding);
        up += rise(row, sign) - ownUp;
        down += fall(row, sign) - ownDown;
        isNew = true;
      }
    }
  }
  return { hi, lo };
}
