import { findSigns, type Sum } from "./grid.ts";
import type { TableCells } from "./table-cells.ts";

/**
 * Gives hidden cells a need where differences would lead a reader to a small count that is not theirs: where persons are
 * in two cells the parts add up to more than their total, and what follows from that is wrong as well.
 * @param persons how many values beside its own such a count must be able to have
 * @returns whether there is a need that was not there before
 */
export function needMisleading(
  cells: TableCells,
  sums: readonly Sum[],
  threshold: number,
  persons: number,
): boolean {
  const { count, state, up } = cells;
  let isNew = false;
  const check = (row: number, seeming: number): void => {
    if (state[row] !== 2 || seeming < 1 || seeming >= threshold || (up[row] ?? 0) >= persons) return;
    up[row] = persons;
    isNew = true;
  };
  for (const { total, parts } of sums) {
    if (total === null) continue;
    const excess = parts.reduce((sum, row) => sum + (count[row] ?? 0), 0) - (count[total] ?? 0);
    if (excess === 0) continue;
    check(total, (count[total] ?? 0) + excess);
    for (const row of parts) check(row, (count[row] ?? 0) - excess);
  }
  for (const [row, seeming] of findSeeming(cells, sums)) {
    if (seeming !== count[row]) check(row, seeming);
  }
  return isNew;
}

/**
 * What a reader makes of hidden rows, sum by sum, who takes it that nobody is in two cells: in each sum where a single row is
 * not known, the one that makes it come true. An impossible count is not taken to be one.
 */
function findSeeming(cells: TableCells, sums: readonly Sum[]): Map<number, number> {
  const { count, state } = cells;
  const signed = sums.filter(({ total }) => total !== null).map(findSigns);
  const uses = new Map<number, number[]>();
  signed.forEach((sum, index) => {
    for (const row of sum.keys()) if (state[row] === 2) uses.set(row, [...(uses.get(row) ?? []), index]);
  });
  const seeming = new Map([...findNobody(cells, sums)].map((row) => [row, 0]));
  const waiting = [...signed.keys()];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const sum = signed[index];
    const unknown = [...(sum?.keys() ?? [])].filter((row) => state[row] === 2 && !seeming.has(row));
    const [row] = unknown;
    if (!sum || row === undefined || unknown.length > 1) continue;
    const others = [...sum].reduce(
      (all, [other, sign]) => (other === row ? all : all + sign * (seeming.get(other) ?? count[other] ?? 0)),
      0,
    );
    const value = others * -(sum.get(row) ?? 1);
    if (value < 0) continue;
    seeming.set(row, value);
    waiting.push(...(uses.get(row) ?? []));
  }
  return seeming;
}

/** Hidden rows in which there can be nobody: parts of a total that is nobody, or of another population that is. */
function findNobody({ count, state, hi }: TableCells, sums: readonly Sum[]): Set<number> {
  const isNobody = (row: number): boolean => count[row] === 0 && (state[row] !== 2 || hi[row] === 0);
  const found = new Set([...state.keys()].filter((row) => state[row] === 2 && isNobody(row)));
  for (let size = -1; size < found.size; ) {
    size = found.size;
    for (const { total, parts } of sums) {
      if (total === null || !(isNobody(total) || found.has(total))) continue;
      for (const part of parts) if (state[part] === 2) found.add(part);
    }
  }
  return found;
}
