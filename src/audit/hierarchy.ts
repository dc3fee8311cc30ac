import { z } from "zod";
import { readCodes } from "./codes.ts";

const code = z.object({ code: z.string(), parent: z.string().nullable() });
const codes = z.object({
  areas: z.array(code),
  professions: z.array(code),
  staff_types: z.array(code),
});

/** Where a count stands: codes of area, profession and staff type. */
export type Cell = readonly [area: string, profession: string, staffType: string];

/** Codes below each code, for area, profession and staff type. */
export type Hierarchies = [Map<string, string[]>, Map<string, string[]>, Map<string, string[]>];

/** A cell and one way of dividing it: by the codes below one of its three. */
export interface Family {
  parent: number;
  dimension: number;
  children: Child[];
}

/** A code below another, and those below it by the same dimension. */
export interface Child {
  code: string;
  cell: number | null;
  children: Child[];
}

/**
 * Which codes add up to which, as the release says in `codes.json`.
 * @throws PipelineError `audit-broken` when it does not
 */
export async function readHierarchies(folder: string): Promise<Hierarchies> {
  const { areas, professions, staff_types } = await readCodes(folder, codes);
  return [groupChildren(areas), groupChildren(professions), groupChildren(staff_types)];
}

/** Every way of dividing a cell; a child that no count stands at has no number. */
export function findFamilies(cells: readonly Cell[], hierarchies: Hierarchies): Family[] {
  const numbers = new Map(cells.map((cell, index) => [cell.join("\n"), index]));
  return cells.flatMap((cell, parent) =>
    hierarchies.flatMap((below, dimension) => {
      const findChildren = (of: string): Child[] =>
        (below.get(of) ?? []).map((code) => ({
          code,
          cell: numbers.get(cell.with(dimension, code).join("\n")) ?? null,
          children: findChildren(code),
        }));
      const children = findChildren(cell[dimension] ?? "");
      return children.length === 0 ? [] : [{ parent, dimension, children }];
    }),
  );
}

function groupChildren(list: readonly z.infer<typeof code>[]): Map<string, string[]> {
  const below = new Map<string, string[]>();
  for (const { code, parent } of list) {
    if (parent !== null) below.set(parent, [...(below.get(parent) ?? []), code]);
  }
  return below;
}
