import { amountsCategory, amountsPlace } from "./knowledge.ts";
import { type Layer, readLayers } from "./layers.ts";
import { findSpanned } from "./span.ts";
import { nothingSpecial, SystemBuilder } from "./system.ts";
import type { Grounds } from "./table-in-period.ts";

/** A hidden amount that others give away, by the count of the persons that it is of. */
export interface FoundAmount {
  layer: Layer;
  cell: number;
  /** The fewest persons that have so much. */
  least: number;
}

/** The most FTE of a person; see the disclosure policy. */
const mostOfPerson = 1.5;

const hundredth = 0.01;

/**
 * Hidden amounts of a table's persons in a period that lie in the span of shown ones, over areas, professions, staff types
 * and categories, and that as many persons as a protected count has can have: who knows them knows of few persons how much
 * they work.
 * @param most the largest count that is protected as small
 */
export function findAmounts(grounds: Grounds, table: number, period: number, most: number): FoundAmount[] {
  const { knowledge, families, codes } = grounds;
  return knowledge.amounts.flatMap(({ table: of, groups }, index) => {
    if (of !== table) return [];
    const layers = readLayers(knowledge, amountsPlace(knowledge, index), period);
    if (layers.length === 0) return [];
    const builder = new SystemBuilder((_, value) => ({ lower: value, upper: value }));
    for (const layer of layers) builder.addLayer(layer, families, codes, () => nothingSpecial);
    const placed = groups.flatMap((group) => {
      const category = knowledge.categories.indexOf(amountsCategory(group));
      const layer = layers.find((one) => one.category === category);
      return layer ? [{ ...group, layer }] : [];
    });
    const whole = placed.find(({ breakdown }) => breakdown === "none");
    for (const name of new Set(placed.map(({ breakdown }) => breakdown))) {
      const parts = placed.filter((one) => one !== whole && one.breakdown === name);
      if (whole && parts.length > 0)
        builder.addSum(
          whole.layer,
          parts.map(({ layer }) => layer),
          false,
        );
    }
    const { unknowns, equations } = builder.system;
    const followsItself = (layer: Layer): ReadonlySet<number> => {
      const own = new SystemBuilder((_, value) => ({ lower: value, upper: value }));
      own.addLayer(layer, families, codes, () => nothingSpecial);
      return new Set(
        findSpanned(own.system.equations).map(({ unknown }) => own.system.unknowns[unknown]?.cell ?? -1),
      );
    };
    const groupOf = new Map(placed.map((group) => [group.layer, group]));
    return findSpanned(equations).flatMap(({ unknown, value }) => {
      const { layer, cell } = unknowns[unknown] ?? {};
      const group = layer && groupOf.get(layer);
      const least = Math.ceil(Math.abs(value * hundredth) / mostOfPerson - hundredth);
      if (!group || cell === undefined || least < 1 || least > most) return [];
      const category = knowledge.categories.indexOf(group.of);
      const counted = readLayers(knowledge, group.population, period).find(
        (one) => one.category === category,
      );
      return counted && !followsItself(counted).has(cell) ? [{ layer: counted, cell, least }] : [];
    });
  });
}
