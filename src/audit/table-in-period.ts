import type { Table } from "../populations/tables.ts";
import type { Family } from "./hierarchy.ts";
import { type Knowledge, states } from "./knowledge.ts";
import { isPartition, type Layer, readLayers, readWholes, shareFate, type Tie } from "./layers.ts";
import { type Companion, findWholePopulation } from "./meanings.ts";
import { boundsOfShown, isSensitive, isShownSensitive, type Rules } from "./sensitive.ts";
import { type Codes, nothingSpecial, type System, SystemBuilder, type Unknown } from "./system.ts";

/** What the audit of any table in any period needs. */
export interface Grounds {
  knowledge: Knowledge;
  tables: readonly Table[];
  families: readonly Family[];
  codes: Codes;
  cellNumbers: ReadonlyMap<string, number>;
  rules: Rules;
}

/** A count of the table, with the reader's value where there is one. */
export interface Count {
  layer: Layer;
  cell: number;
  value: number;
}

/**
 * The counts of a table in a period, and of the populations that they hang together with.
 */
export class TableInPeriod {
  /** Counts of the table's own populations. */
  readonly own: Layer[];
  /** Counts that are shown although they are protected. */
  readonly shown: Count[];
  /** Hidden counts that others of the table give away. */
  readonly ties: Tie[];
  readonly #grounds: Grounds;
  readonly #table: Table;
  readonly #period: number;
  readonly #companions = new Map<string, Layer[]>();
  readonly #bounded = new Map<Layer, SystemBuilder>();

  constructor(grounds: Grounds, table: number, period: number) {
    this.#grounds = grounds;
    this.#table = at(grounds.tables, table);
    this.#period = period;
    const { populations } = grounds.knowledge;
    this.own = populations.flatMap((one, index) =>
      one.table === table ? readLayers(grounds.knowledge, index, period) : [],
    );
    this.shown = this.#findShown();
    this.ties = this.#shareFate(this.own, this.#table, period, (layer, cell) => {
      const { companions } = this.#readCompanions(layer);
      return layer.isOwnHidden[cell] === 1 && areKnown(companions, cell);
    }).filter(({ layer }) => !this.#isOpen(layer));
  }

  /** Everything that published numbers say of the hidden counts. */
  buildSystem(): System {
    const builder = this.#newBuilder();
    const { families, codes } = this.#grounds;
    const add = (
      layer: Layer,
      describe: (cell: number) => Omit<Unknown, "layer" | "cell" | "lower" | "upper">,
    ) => builder.addLayer(layer, families, codes, describe);
    for (const layer of this.own) {
      const { wholes, companions } = this.#readCompanions(layer);
      const { isAlone, class: kind } = at(this.#grounds.knowledge.populations, layer.population);
      add(layer, (cell) => ({
        isProtected: true,
        isPositive:
          kind === "P" &&
          Object.keys(this.#table.counts).length === 1 &&
          (companions.length === 0 ? isAlone : areKnown(companions, cell)),
        whole: kind === "S" ? smallestKnown(wholes, cell) : null,
        openTotal: this.#findOpenTotal(layer, cell),
      }));
    }
    const sums = this.#readSums();
    for (const { whole } of sums) {
      add(whole, (cell) => ({
        ...nothingSpecial,
        isProtected: true,
        openTotal: this.#findOpenTotal(whole, cell),
      }));
    }
    const [within] = this.#readWithin(this.#table);
    const isPart = within !== undefined && isPartition(this.#table);
    if (isPart) add(within, () => nothingSpecial);

    for (const { whole, parts } of sums) builder.addSum(whole, parts, true);
    if (isPart) builder.addSum(within, this.own, false);
    for (const layer of this.own) {
      const { wholes } = this.#readCompanions(layer);
      for (const one of wholes) builder.addBound(layer, this.#findUpper(one.layer), one.cellOf);
    }
    for (const layer of this.#findWithin()) {
      if (within) builder.addBound(layer, this.#findUpper(within), (cell) => cell);
    }
    return builder.system;
  }

  /** The greatest that each count of a layer can be, by those it is a part of. */
  #findUpper(layer: Layer): (cell: number) => number {
    const builder = this.#bounded.get(layer) ?? this.#bound(layer);
    return (cell) => builder.findUpper(layer, cell);
  }

  #bound(layer: Layer): SystemBuilder {
    const builder = this.#newBuilder();
    builder.addLayer(layer, this.#grounds.families, this.#grounds.codes, () => nothingSpecial);
    this.#bounded.set(layer, builder);
    return builder;
  }

  /** What readers may see of class P is not rounded. */
  #newBuilder(): SystemBuilder {
    return new SystemBuilder((layer, value) =>
      this.#isOpen(layer) ? { lower: value, upper: value } : boundsOfShown(value, this.#grounds.rules),
    );
  }

  /** Whether readers may see the counts of a layer however small they are. */
  #isOpen({ population }: Layer): boolean {
    const { knowledge, rules } = this.#grounds;
    return rules.arePersonsOpen && at(knowledge.populations, population).isPersons;
  }

  #findOpenTotal(layer: Layer, cell: number): number | null {
    const { knowledge, tables, rules } = this.#grounds;
    if (!rules.arePersonsOpen) return null;
    const within = this.#readWithin(at(tables, at(knowledge.populations, layer.population).table));
    const totals = [
      ...this.#readCompanions(layer).wholes,
      ...within.map((whole) => ({ layer: whole, cellOf: (own: number) => own, isWhole: true })),
    ];
    return smallestKnown(
      totals.filter((total) => this.#isOpen(total.layer)),
      cell,
    );
  }

  #readSums(): { whole: Layer; parts: Layer[] }[] {
    const { knowledge } = this.#grounds;
    return Object.entries(this.#table.sums).flatMap(([name, categories]) => {
      const [whole] = this.#readWhole(findWholePopulation(knowledge.populations, name), this.#period);
      const parts = this.own.filter((layer) => categories.includes(at(knowledge.categories, layer.category)));
      return whole && parts.length > 0 ? [{ whole, parts }] : [];
    });
  }

  /** Layers that are within the population of the table's `within`: of several rising ones it is not said which. */
  #findWithin(): Layer[] {
    const { populations } = this.#grounds.knowledge;
    const rising = this.own.filter(
      ({ population }) => this.#table.counts[at(populations, population).name] === 1,
    );
    return new Set(rising.map(({ population }) => population)).size === 1 ? rising : [];
  }

  #readWithin({ within, within_months }: Table): Layer[] {
    const { knowledge } = this.#grounds;
    const period = findEarlier(knowledge.periods, this.#period, within_months);
    if (within === null || period === null) return [];
    return this.#readWhole(findWholePopulation(knowledge.populations, within), period);
  }

  /** The populations shown beside the one of a layer, each with the cell of its own that goes with a cell. */
  #readCompanions(layer: Layer): { companions: CompanionLayer[]; wholes: CompanionLayer[] } {
    const { populations, categories } = this.#grounds.knowledge;
    const category = at(categories, layer.category);
    const found = at(populations, layer.population).companions.filter((one) => one.category === category);
    const companions = found.map((one) => this.#readCompanion(one)).filter((one) => one !== null);
    return { companions, wholes: companions.filter((one) => one.isWhole) };
  }

  #readCompanion({ population, months, staffType, isWhole }: Companion): CompanionLayer | null {
    const { knowledge, cellNumbers } = this.#grounds;
    const period = findEarlier(knowledge.periods, this.#period, months);
    const [layer] = period === null ? [] : this.#readWhole(population, period);
    if (!layer) return null;
    const cellOf = (cell: number): number | null => {
      const [area, profession, own] = at(knowledge.cells, cell);
      return cellNumbers.get([area, profession, staffType ?? own].join("\n")) ?? null;
    };
    return { layer, cellOf, isWhole };
  }

  /** The layer of a population that is not split, after what the others of its table say of it. */
  #readWhole(population: number, period: number): Layer[] {
    const key = `${population}/${period}`;
    const found = this.#companions.get(key);
    if (found) return found;
    const { knowledge, tables } = this.#grounds;
    const { table } = at(knowledge.populations, population);
    const together = knowledge.populations.flatMap((one, index) =>
      one.table === table ? readLayers(knowledge, index, period) : [],
    );
    this.#shareFate(together, at(tables, table), period, () => false);
    const layers = together.filter((one) => one.population === population);
    this.#companions.set(key, layers);
    return layers;
  }

  #shareFate(
    layers: readonly Layer[],
    table: Table,
    period: number,
    isHiddenForItself: (layer: Layer, cell: number) => boolean,
  ): Tie[] {
    const { knowledge, rules } = this.#grounds;
    // A difference of rounded counts has as many values as a protected count must have.
    if (layers.length < 2 || table.by !== null || rules.round_to > 1) return [];
    const wholes = readWholes(knowledge, table, period, (months) =>
      findEarlier(knowledge.periods, period, months),
    );
    const isSmall = (count: number): boolean => isSensitive(count, null, rules);
    return shareFate(layers, knowledge.populations, table, wholes, isSmall, isHiddenForItself);
  }

  #findShown(): Count[] {
    const { populations } = this.#grounds.knowledge;
    return this.own.flatMap((layer) => {
      if (this.#isOpen(layer)) return [];
      const { class: kind } = at(populations, layer.population);
      const wholes = kind === "S" ? this.#readCompanions(layer).wholes : [];
      const found: Count[] = [];
      for (let cell = 0; cell < layer.state.length; cell++) {
        if (layer.state[cell] !== states.known) continue;
        const value = layer.value[cell] ?? 0;
        if (isShownSensitive(value, smallestKnown(wholes, cell), this.#grounds.rules)) {
          found.push({ layer, cell, value });
        }
      }
      return found;
    });
  }
}

interface CompanionLayer {
  layer: Layer;
  cellOf: (cell: number) => number | null;
  isWhole: boolean;
}

function areKnown(companions: readonly CompanionLayer[], cell: number): boolean {
  return companions.every(({ layer, cellOf }) => layer.state[cellOf(cell) ?? -1] === states.known);
}

function smallestKnown(wholes: readonly CompanionLayer[], cell: number): number | null {
  const values = wholes.flatMap(({ layer, cellOf }) => {
    const own = cellOf(cell);
    return own !== null && layer.state[own] === states.known ? [layer.value[own] ?? 0] : [];
  });
  return values.length === 0 ? null : Math.min(...values);
}

/** Index of the period that ends so many months before another, or null where the release has none. */
function findEarlier(periods: readonly string[], period: number, months: number): number | null {
  if (months === 0) return period;
  const end = new Date(at(periods, period));
  const earlier = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1 - months, 0));
  const found = periods.indexOf(earlier.toISOString().slice(0, 10));
  return found === -1 ? null : found;
}

/** An entry that must be there. */
function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`no entry ${index}`);
  return found;
}
