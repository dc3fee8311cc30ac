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
  const { knowledge } = grounds;
  return knowledge.amounts.flatMap(({ table: of, groups }, index) => {
    const layers = of === table ? readLayers(knowledge, amountsPlace(knowledge, index), period) : [];
    const placed = groups.flatMap((group) => {
      const layer = findCategory(grounds, layers, amountsCategory(group));
      const counted = findCategory(grounds, readLayers(knowledge, group.population, period), group.of);
      return layer && counted ? [{ breakdown: group.breakdown, layer, counted }] : [];
    });
    const following = findFollowing(
      grounds,
      placed.map(({ layer }) => layer),
      (builder) => {
        const whole = placed.find(({ breakdown }) => breakdown === "none");
        for (const name of new Set(placed.map(({ breakdown }) => breakdown))) {
          const parts = placed.filter((one) => one !== whole && one.breakdown === name);
          const layersOf = parts.map(({ layer }) => layer);
          if (whole && parts.length > 0) builder.addSum(whole.layer, layersOf, false);
        }
      },
    );
    return placed.flatMap(({ layer, counted }) => {
      const found = following.flatMap((one): FoundAmount[] => {
        const least = Math.ceil(Math.abs(one.value * hundredth) / mostOfPerson - hundredth);
        return one.layer === layer && least >= 1 && least <= most
          ? [{ layer: counted, cell: one.cell, least }]
          : [];
      });
      if (found.length === 0) return [];
      const known = new Set(findFollowing(grounds, [counted]).map(({ cell }) => cell));
      return found.filter(({ cell }) => !known.has(cell));
    });
  });
}

function findCategory({ knowledge }: Grounds, layers: readonly Layer[], category: string): Layer | undefined {
  return layers.find((one) => knowledge.categories[one.category] === category);
}

/** What is hidden in some layers and lies in the span of what is shown. */
function findFollowing(
  { families, codes }: Grounds,
  layers: readonly Layer[],
  addSums: (builder: SystemBuilder) => void = () => undefined,
): { layer: Layer; cell: number; value: number }[] {
  const builder = new SystemBuilder((_, value) => ({ lower: value, upper: value }));
  for (const layer of layers) builder.addLayer(layer, families, codes, () => nothingSpecial);
  addSums(builder);
  const { unknowns, equations } = builder.system;
  return findSpanned(equations).flatMap(({ unknown, value }) => {
    const one = unknowns[unknown];
    return one ? [{ layer: one.layer, cell: one.cell, value }] : [];
  });
}
