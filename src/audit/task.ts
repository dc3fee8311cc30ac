import type { Highs } from "../solver.ts";
import { findAmounts } from "./amounts.ts";
import { findIntervals, spread } from "./intervals.ts";
import { states } from "./knowledge.ts";
import type { Layer } from "./layers.ts";
import { mergeSame } from "./merge.ts";
import { peel } from "./peel.ts";
import { type Failure, type Findings, noEffort } from "./report.ts";
import { isAllOpen, isDisclosed, isSensitive, wholeNumbers } from "./sensitive.ts";
import { narrowByServices, type Range, type ServiceNumber, wantedOf } from "./services.ts";
import { findSpanned } from "./span.ts";
import { boundless } from "./system.ts";
import { type Grounds, TableInPeriod } from "./table-in-period.ts";

const epsilon = 1e-6;

/** How many of the narrowest intervals a task tells of. */
const toldOf = 3;

/** Tries to find out the hidden counts of a table in a period, as a reader of the release could. */
export function auditTable(highs: Highs, grounds: Grounds, table: number, period: number): Findings {
  const started = performance.now();
  const { rules } = grounds;
  const effort = { ...noEffort };
  const failures: Failure[] = [];
  const narrowest: Findings["narrowest"] = [];

  const counts = new TableInPeriod(grounds, table, period);
  for (const layer of counts.own) effort.counts += layer.state.reduce((sum, one) => sum + (one ? 1 : 0), 0);
  for (const { layer, cell, value } of counts.shown) fail(layer, cell, value, value, "shown");
  for (const { layer, cell, value } of counts.ties) {
    fail(layer, cell, value ?? 1, value ?? rules.threshold - 1, "difference");
  }

  if (rules.round_to === 1) {
    const most = rules.threshold - 1;
    for (const { layer, cell, least } of findAmounts(grounds, table, period, most)) {
      if (layer.state[cell] === states.hidden)
        failures.push({ ...describe(layer, cell, least, most), table: tableOf(layer), found_by: "amount" });
    }
  }

  const { unknowns, equations } = counts.buildSystem();
  effort.hidden = unknowns.filter((one) => one.isProtected).length + counts.ties.length;
  const bounded = narrow((index) => {
    const { lower = 0, upper = boundless } = unknowns[index] ?? {};
    return { least: Math.ceil(lower), greatest: Math.floor(upper) };
  });
  for (const { index, least, greatest } of bounded) {
    Object.assign(unknowns[index] ?? {}, { lower: least, upper: greatest });
  }
  if (effort.hidden > counts.ties.length) attack();
  effort.failures = failures.length;
  effort.seconds = (performance.now() - started) / 1000;
  narrowest.sort((a, b) => a.max - a.min - (b.max - b.min));
  return { table, effort, narrowest: narrowest.slice(0, toldOf), failures };

  /** The numbers of services that count by a layer of the table itself. */
  function numbersOf(layer: Layer): readonly ServiceNumber[] {
    if (!counts.own.includes(layer)) return [];
    return grounds.knowledge.services.get(`${layer.population}/${period}`) ?? [];
  }

  function attack(): void {
    const merged = mergeSame({ unknowns, equations });
    const rest = peel(merged);
    effort.contradictions += merged.contradictions + rest.contradictions;
    const spanned = findSpanned(rest.equations).filter(({ unknown, value }) => {
      const { lower, upper } = merged.unknowns[unknown] ?? { lower: 0, upper: 0 };
      const isWhole = Math.abs(value - Math.round(value)) < epsilon;
      return isWhole && value > lower - epsilon && value < upper + epsilon;
    });
    const solved = new Map(rest.peeled.map(({ unknown, value }) => [unknown, value]));
    const combined = new Map(spanned.map(({ unknown, value }) => [unknown, Math.round(value)]));
    const valueAt = (place: number): number | undefined => solved.get(place) ?? combined.get(place);
    const open = merged.unknowns.map((one, place) =>
      solved.has(place) ? { ...one, isProtected: false } : one,
    );
    const told = new Set<number>();
    unknowns.forEach(({ layer, cell, whole, openTotal, isProtected }, index) => {
      const place = merged.places[index] ?? -1;
      const value = valueAt(place);
      if (!isProtected || value === undefined) return;
      const isSecret = isSensitive(value, whole, rules) && !isAllOpen(value, value, openTotal);
      if (isSecret) {
        told.add(index);
        fail(layer, cell, value, value, solved.has(place) ? "substitution" : "combination");
      } else if (solved.has(place)) effort.proven_other++;
    });

    const wanted = new Map<number, { low: number; high: number }>();
    unknowns.forEach(({ layer, cell }, index) => {
      for (const number of numbersOf(layer)) {
        if (number.cells.includes(cell)) {
          wanted.set(merged.places[index] ?? -1, wantedOf(number, rules.possible_values));
        }
      }
    });
    const found = findIntervals(highs, open, rest.equations, rules.possible_values - 1, wanted);
    effort.overlaps += found.overlaps;
    effort.contradictions += found.contradictions;
    effort.hidden_zeros += found.zeros;
    effort.linear_programs += found.programs;
    const intervals = new Map(found.intervals.map((one) => [one.unknown, one]));
    unknowns.forEach(({ layer, cell, whole, openTotal, isProtected }, index) => {
      const interval = intervals.get(merged.places[index] ?? -1);
      if (!isProtected || !interval || told.has(index)) return;
      const { min, max } = interval;
      if (spread(min, max) >= rules.possible_values - 1) {
        effort.proven_wide++;
        return;
      }
      const { least, greatest } = wholeNumbers(min, max);
      narrowest.push(describe(layer, cell, least, greatest));
      if (isDisclosed(min, max, whole, rules) && !isAllOpen(min, max, openTotal)) {
        told.add(index);
        fail(layer, cell, least, greatest, least === greatest ? "combination" : "interval");
      } else effort.proven_other++;
    });

    const narrowed = narrow((index) => {
      const place = merged.places[index] ?? -1;
      const value = valueAt(place);
      const { lower = 0, upper = boundless } = unknowns[index] ?? {};
      const { min, max } = intervals.get(place) ?? { min: value ?? lower, max: value ?? upper };
      return wholeNumbers(min, max);
    });
    for (const { index, least, greatest } of narrowed) {
      const one = unknowns[index];
      if (!one || told.has(index) || !isDisclosed(least, greatest, one.whole, rules)) continue;
      if (!isAllOpen(least, greatest, one.openTotal)) fail(one.layer, one.cell, least, greatest, "services");
    }
  }

  /** Unknowns of which numbers of services leave less possible than `rangeOf` does. */
  function narrow(rangeOf: (index: number) => Range): ({ index: number } & Range)[] {
    return counts.own.flatMap((layer) => {
      const numbers = numbersOf(layer);
      if (numbers.length === 0) return [];
      const at = new Map(
        unknowns.flatMap((one, index) => (one.layer === layer ? [[one.cell, index] as const] : [])),
      );
      const rangeAt = (cell: number): Range => {
        const index = at.get(cell);
        return index === undefined ? { least: 0, greatest: boundless } : rangeOf(index);
      };
      const narrowed = narrowByServices(layer, numbers, rangeAt, rules.round_to);
      return [...narrowed].map(([cell, range]) => ({ index: at.get(cell) ?? -1, ...range }));
    });
  }

  function fail(layer: Layer, cell: number, min: number, max: number, found_by: Failure["found_by"]): void {
    failures.push({ ...describe(layer, cell, min, max), found_by });
  }

  function tableOf({ population }: Layer): string {
    return grounds.tables[grounds.knowledge.populations[population]?.table ?? -1]?.id ?? "";
  }

  function describe(layer: Layer, cell: number, min: number, max: number): Omit<Failure, "found_by"> {
    const { knowledge, tables } = grounds;
    const [area = "", profession = "", staff_type = ""] = knowledge.cells[cell] ?? [];
    return {
      table: tables[table]?.id ?? "",
      population: knowledge.populations[layer.population]?.name ?? "",
      period: knowledge.periods[layer.period] ?? "",
      area,
      profession,
      staff_type,
      category: knowledge.categories[layer.category] ?? "",
      min,
      max,
    };
  }
}
