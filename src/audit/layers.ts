import type { Table } from "../populations/tables.ts";
import { type Knowledge, states } from "./knowledge.ts";
import { findWholePopulation, type Population } from "./meanings.ts";

/** One population, or one category of it, in one period: what is known of its count at each cell. */
export interface Layer {
  population: number;
  category: number;
  period: number;
  /** One of `states` by cell, or 0. */
  state: Int32Array;
  value: Int32Array;
  isIncomplete: Int32Array;
  isBreak: Int32Array;
  isOwnHidden: Int32Array;
}

/** A hidden count that another one of its table gives away, by a difference that a reader may know. */
export interface Tie {
  layer: Layer;
  cell: number;
  /** Null where the table does not say what the difference is. */
  value: number | null;
}

/** The layers of a population in a period, one per category, as the release has them. */
export function readLayers(knowledge: Knowledge, population: number, period: number): Layer[] {
  const [from, to] = knowledge.ranges.get(`${population}/${period}`) ?? [0, 0];
  const { counts } = knowledge;
  const layers: Layer[] = [];
  let layer: Layer | undefined;
  for (let row = from; row < to; row++) {
    const category = counts.category[row] ?? 0;
    if (layer?.category !== category) {
      layer = emptyLayer(population, category, period, knowledge.cells.length);
      layers.push(layer);
    }
    const cell = counts.cell[row] ?? 0;
    layer.state[cell] = counts.state[row] ?? 0;
    layer.value[cell] = counts.value[row] ?? 0;
    layer.isIncomplete[cell] = counts.isIncomplete[row] ?? 0;
    layer.isBreak[cell] = counts.isBreak[row] ?? 0;
    layer.isOwnHidden[cell] = counts.isOwnHidden[row] ?? 0;
  }
  return layers;
}

/**
 * Fills in what the populations of a table that is not split say of each other. Where one of them is shown at a cell, the
 * others are no secret there, hidden or not: known where two make up a third, else without a number. Gives the hidden
 * counts that some difference of published counts puts at `isSmall`; where no difference is known, those that nothing but
 * their own smallness can have hidden.
 */
export function shareFate(
  layers: readonly Layer[],
  populations: readonly Population[],
  table: Table,
  wholes: readonly Layer[],
  isSmall: (count: number) => boolean,
  isHiddenForItself: (layer: Layer, cell: number) => boolean,
): Tie[] {
  const ties: Tie[] = [];
  const signs = layers.map((layer) => table.counts[populations[layer.population]?.name ?? ""] ?? 1);
  const makeUpWhole = isPartition(table);
  for (const [index, layer] of layers.entries()) {
    for (let cell = 0; cell < layer.state.length; cell++) {
      if (layer.state[cell] !== states.hidden) continue;
      const shown = layers.findIndex((other) => other.state[cell] === states.known && other !== layer);
      const other = layers[shown];
      if (!other) continue;
      const isSameSign = signs[index] === signs[shown];
      const values = guess(other.value[cell] ?? 0, knownAt(wholes, cell), isSameSign);
      const small = values.find(isSmall);
      // What balances others is hidden where it is no secret itself.
      const mayBalance = populations[layer.population]?.isBalancing ?? false;
      if (!mayBalance) {
        if (small !== undefined) ties.push({ layer, cell, value: small });
        else if (values.length === 0 && isHiddenForItself(layer, cell))
          ties.push({ layer, cell, value: null });
      }
      const [value] = values;
      layer.state[cell] = makeUpWhole && value !== undefined ? states.known : states.untold;
      layer.value[cell] = makeUpWhole && value !== undefined ? value : 0;
    }
  }
  return ties;
}

/** Whether the two populations of a table make up the one they are within. */
export function isPartition(table: Table): boolean {
  const signs = Object.values(table.counts);
  return table.within !== null && signs.length === 2 && signs[0] !== signs[1];
}

/**
 * The layers of the population by which the counts of a table differ: the one that two make up, or the one of which flows
 * are taken, now and at the other end of them.
 */
export function readWholes(
  knowledge: Knowledge,
  table: Table,
  period: number,
  periodsEarlier: (months: number) => number | null,
): Layer[] {
  if (table.within === null) return [];
  const population = findWholePopulation(knowledge.populations, table.within);
  const ends = knowledge.averages.filter((one) => one.population === population).map((one) => one.months);
  const months = isPartition(table) ? [0] : ends.length === 0 ? [] : [0, ...new Set(ends)];
  const times = months.map((one) => (one === 0 ? period : periodsEarlier(one)));
  return times.flatMap((time) => (time === null ? [] : readLayers(knowledge, population, time)));
}

/** What a count can be beside a known one: the rest of a whole, or as much more or less as wholes differ or hold. */
function guess(known: number, wholes: readonly number[], isSameSign: boolean): number[] {
  if (!isSameSign) return wholes.map((whole) => whole - known);
  const [now, earlier] = wholes;
  const differences = now === undefined || earlier === undefined ? [] : [now - earlier, earlier - now];
  return [...wholes, ...wholes.map((whole) => -whole), ...differences].map(
    (difference) => known + difference,
  );
}

function knownAt(wholes: readonly Layer[], cell: number): number[] {
  return wholes.flatMap((whole) => (whole.state[cell] === states.known ? [whole.value[cell] ?? 0] : []));
}

function emptyLayer(population: number, category: number, period: number, cells: number): Layer {
  return {
    population,
    category,
    period,
    state: new Int32Array(cells),
    value: new Int32Array(cells),
    isIncomplete: new Int32Array(cells),
    isBreak: new Int32Array(cells),
    isOwnHidden: new Int32Array(cells),
  };
}
