import type { Child, Family } from "./hierarchy.ts";
import { states } from "./knowledge.ts";
import type { Layer } from "./layers.ts";

/** A count that is not known exactly, hidden or rounded, as a column of the system. */
export interface Unknown {
  layer: Layer;
  cell: number;
  lower: number;
  upper: number;
  isProtected: boolean;
  /** Zeros of it would be shown, so that it is at least one. */
  isPositive: boolean;
  /** All persons it is a share of, where the others of them are protected as well. */
  whole: number | null;
  /** The least total of it that readers may know whatever it is; null where there is none. */
  openTotal: number | null;
}

/** What published numbers say of hidden counts: `coefficients` · `unknowns` = `total`, or no more than it. */
export interface Equation {
  unknowns: number[];
  coefficients: number[];
  total: number;
  isEquality: boolean;
  /** Persons may be in two of the parts: then these add up to more than the total. */
  mayOverlap: boolean;
}

/** The least and the greatest that a shown count can be. */
type BoundsOfShown = (layer: Layer, value: number) => { lower: number; upper: number };

/** The hidden counts of a task and all equations between them. */
export interface System {
  unknowns: Unknown[];
  equations: Equation[];
}

/** Where a cell has nobody as its row is missing, and where only this population is not given. */
export interface Codes {
  /** Codes of each dimension that any count of the release stands at. */
  ofRelease: readonly ReadonlySet<string>[];
  codesOf(cell: number): readonly string[];
}

/** Of a count that nobody needs to protect. */
export const nothingSpecial = { isProtected: false, isPositive: false, whole: null, openTotal: null };

/** A hidden count that no published number bounds stays below this. */
export const boundless = 100_000;

/** Builds the equations of a task, layer by layer; asks of each hidden count what is special about it. */
export class SystemBuilder {
  readonly system: System = { unknowns: [], equations: [] };
  readonly #numbers = new Map<Layer, Int32Array>();
  readonly #boundsOfShown: BoundsOfShown;

  constructor(boundsOfShown: BoundsOfShown) {
    this.#boundsOfShown = boundsOfShown;
  }

  /** Adds the hidden counts of a layer and how they add up over areas, professions and staff types. */
  addLayer(
    layer: Layer,
    families: readonly Family[],
    codes: Codes,
    describe: (cell: number) => Pick<Unknown, "isProtected" | "isPositive" | "whole" | "openTotal">,
  ): void {
    const numbers = new Int32Array(layer.state.length).fill(-1);
    this.#numbers.set(layer, numbers);
    for (let cell = 0; cell < numbers.length; cell++) {
      const state = layer.state[cell];
      if (state === states.hidden) {
        numbers[cell] = this.system.unknowns.length;
        this.system.unknowns.push({ layer, cell, lower: 0, upper: boundless, ...describe(cell) });
      } else if (state === states.known) {
        const bounds = this.#boundsOfShown(layer, layer.value[cell] ?? 0);
        if (bounds.lower === bounds.upper) continue;
        numbers[cell] = this.system.unknowns.length;
        this.system.unknowns.push({ layer, cell, ...bounds, ...nothingSpecial });
      }
    }
    const given = findGivenCodes(layer, codes);
    for (const family of families) this.#addFamily(layer, family, given, codes);
    // Bounds pass from the country down to employers and back, through hidden counts between.
    const isHidden = (cell: number | null): boolean => cell !== null && numbers[cell] !== -1;
    const bounding = families.filter(
      ({ parent, children }) => isHidden(parent) || children.some(({ cell }) => isHidden(cell)),
    );
    for (let pass = 0; pass < 3; pass++)
      for (const family of bounding) this.#passBounds(layer, numbers, family);
  }

  /** What the parts of a cell's population add up to, where they are given. */
  addSum(whole: Layer, parts: readonly Layer[], mayOverlap: boolean): void {
    for (let cell = 0; cell < whole.state.length; cell++) {
      const terms = parts.map((layer) => ({ layer, cell }));
      const given = terms.filter(({ layer }) => layer.state[cell] !== 0);
      if (given.length > 0 && (mayOverlap || given.length === terms.length)) {
        this.#add({ layer: whole, cell }, terms, false, mayOverlap);
      }
    }
  }

  /** A count is no larger than that of a population that has all its persons. */
  addBound(part: Layer, upper: (cell: number) => number, wholeCell: (cell: number) => number | null): void {
    for (let cell = 0; cell < part.state.length; cell++) {
      const unknown = this.#unknown(part, cell);
      const at = wholeCell(cell);
      if (unknown && at !== null) unknown.upper = Math.min(unknown.upper, upper(at));
    }
  }

  /** The greatest that a count of a layer can be. */
  findUpper(layer: Layer, cell: number): number {
    const unknown = this.#unknown(layer, cell);
    if (unknown) return unknown.upper;
    return layer.state[cell] === states.known ? (layer.value[cell] ?? 0) : boundless;
  }

  #addFamily(layer: Layer, family: Family, given: readonly ReadonlySet<string>[], codes: Codes): void {
    const { parent, dimension } = family;
    const terms: { layer: Layer; cell: number }[] = [];
    let isOpen = false;
    const isTold = ({ cell, children }: Child): boolean =>
      (cell !== null && layer.state[cell] !== 0) || children.some(isTold);
    // What is not given itself is what is below it.
    const add = ({ code, cell, children }: Child): void => {
      if (cell !== null && layer.state[cell] !== 0) terms.push({ layer, cell });
      else if (children.some(isTold)) for (const child of children) add(child);
      else if (!given[dimension]?.has(code) && codes.ofRelease[dimension]?.has(code)) isOpen = true;
    };
    for (const child of family.children) add(child);
    if (terms.length > 0) this.#add({ layer, cell: parent }, terms, isOpen, true);
  }

  #add(
    whole: { layer: Layer; cell: number },
    parts: readonly { layer: Layer; cell: number }[],
    isOpen: boolean,
    mayOverlap: boolean,
  ): void {
    const { layer, cell } = whole;
    const equation: Equation = { unknowns: [], coefficients: [], total: 0, isEquality: !isOpen, mayOverlap };
    const number = this.#numbers.get(layer)?.[cell] ?? -1;
    if (number !== -1) {
      equation.unknowns.push(number);
      equation.coefficients.push(-1);
    } else if (layer.state[cell] === states.known) equation.total += layer.value[cell] ?? 0;
    else return;
    for (const part of parts) {
      const state = part.layer.state[part.cell];
      const number = this.#numbers.get(part.layer)?.[part.cell] ?? -1;
      if (number !== -1) {
        equation.unknowns.push(number);
        equation.coefficients.push(1);
      } else if (state === states.known) equation.total -= part.layer.value[part.cell] ?? 0;
      else if (state !== 0) {
        // What was not returned is not in a total that says it is incomplete.
        const isLeftOut = layer.isIncomplete[cell] === 1 && part.layer.isBreak[part.cell] === 0;
        if (state !== states.unavailable || !isLeftOut) equation.isEquality = false;
      }
    }
    if (equation.unknowns.length > 0) this.system.equations.push(equation);
  }

  #passBounds(layer: Layer, numbers: Int32Array, { parent, children }: Family): void {
    const { unknowns } = this.system;
    const above = unknowns[numbers[parent] ?? -1];
    const most = above ? above.upper : this.findUpper(layer, parent);
    for (const { cell } of children) {
      if (cell === null) continue;
      const below = unknowns[numbers[cell] ?? -1];
      if (below) below.upper = Math.min(below.upper, most);
      if (!above) continue;
      const known = layer.state[cell] === states.known ? (layer.value[cell] ?? 0) : 0;
      above.lower = Math.max(above.lower, below?.lower ?? known);
    }
  }

  #unknown(layer: Layer, cell: number): Unknown | undefined {
    return this.system.unknowns[this.#numbers.get(layer)?.[cell] ?? -1];
  }
}

function findGivenCodes(layer: Layer, codes: Codes): Set<string>[] {
  const given = codes.ofRelease.map(() => new Set<string>());
  for (let cell = 0; cell < layer.state.length; cell++) {
    if (layer.state[cell] === 0) continue;
    codes.codesOf(cell).forEach((code, dimension) => {
      given[dimension]?.add(code);
    });
  }
  return given;
}
