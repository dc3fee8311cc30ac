import { amountsCategory, amountsPlace, states } from "./knowledge.ts";
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

/** FTE that may be of rounding alone. */
const tolerance = 0.1;

/**
 * Hidden amounts of a table's persons in a period that lie in the span of shown ones, over areas, professions, staff types
 * and categories, and that as many persons as a protected count has can have: who knows them knows of few persons how much
 * they work.
 * @param most the largest count that is protected as small
 */
export function findAmounts(grounds: Grounds, table: number, period: number, most: number): FoundAmount[] {
  const { knowledge } = grounds;
  return knowledge.amounts.flatMap(({ table: of, groups }, index) => {
    if (of !== table) return [];
    const layers = readLayers(knowledge, amountsPlace(knowledge, index), period);
    const placed = groups.flatMap((group): Placed[] => {
      const layer = findCategory(grounds, layers, amountsCategory(group));
      const counted = findCategory(grounds, readLayers(knowledge, group.population, period), group.of);
      return layer && counted ? [{ breakdown: group.breakdown, isOpen: group.isOpen, layer, counted }] : [];
    });
    const told = findFollowing(grounds, placed).map(({ value, ...one }) => ({
      ...one,
      least: Math.ceil((Math.abs(value * hundredth) - tolerance) / mostOfPerson),
    }));
    const isTold = (counted: Layer, cell: number): boolean =>
      told.some((one) => one.counted === counted && one.cell === cell);
    const more = findFollowing(grounds, placed.map(withOpen))
      .filter(({ counted, cell }) => !isTold(counted, cell))
      .map((one) => ({ ...one, least: 1 }));
    const found = [...told, ...more].filter(({ isOpen, least }) => !isOpen && least >= 1 && least <= most);
    const known = new Map(
      [...new Set(found.map(({ counted }) => counted))].map((counted) => {
        const plain = { breakdown: "none", isOpen: false, layer: counted, counted };
        return [counted, new Set(findFollowing(grounds, [plain]).map(({ cell }) => cell))];
      }),
    );
    return found
      .filter(({ counted, cell }) => !known.get(counted)?.has(cell))
      .map(({ counted, cell, least }) => ({ layer: counted, cell, least }));
  });
}

/** The amounts of a group, and the counts of the persons that they are of. */
interface Placed {
  breakdown: string;
  isOpen: boolean;
  layer: Layer;
  counted: Layer;
}

/** What open indicators give away is known, whatever it is: which others follow depends on no number. */
function withOpen({ layer, ...rest }: Placed): Placed {
  const state = layer.state.map((one) => (rest.isOpen && one === states.hidden ? states.known : one));
  return { ...rest, layer: { ...layer, state } };
}

function findCategory({ knowledge }: Grounds, layers: readonly Layer[], category: string): Layer | undefined {
  return layers.find((one) => knowledge.categories[one.category] === category);
}

/** What is hidden and lies in the span of what is shown: over cells, and as parts of those in no category. */
function findFollowing(
  { families, codes }: Grounds,
  placed: readonly Placed[],
): { counted: Layer; isOpen: boolean; cell: number; value: number }[] {
  const builder = new SystemBuilder((_, value) => ({ lower: value, upper: value }));
  for (const { layer } of placed) builder.addLayer(layer, families, codes, () => nothingSpecial);
  const whole = placed.find(({ breakdown }) => breakdown === "none");
  for (const name of new Set(placed.map(({ breakdown }) => breakdown))) {
    const parts = placed.filter((one) => one !== whole && one.breakdown === name).map(({ layer }) => layer);
    if (whole && parts.length > 0) builder.addSum(whole.layer, parts, false);
  }
  const placedOf = new Map(placed.map((group) => [group.layer, group]));
  const { unknowns, equations } = builder.system;
  return findSpanned(equations).flatMap(({ unknown, value }) => {
    const one = unknowns[unknown];
    const group = one && placedOf.get(one.layer);
    return group ? [{ counted: group.counted, isOpen: group.isOpen, cell: one.cell, value }] : [];
  });
}
