import type { Table } from "../populations/tables.ts";
import { findFamilies, type Hierarchies } from "./hierarchy.ts";
import type { Knowledge } from "./knowledge.ts";
import type { Rules } from "./sensitive.ts";
import type { Grounds } from "./table-in-period.ts";

/** What the audit goes by, as one thread gives it to another. */
export interface Given {
  knowledge: Knowledge;
  tables: readonly Table[];
  hierarchies: Hierarchies;
  rules: Rules;
}

/** What follows for all tables and periods from what is given. */
export function prepareGrounds({ knowledge, tables, hierarchies, rules }: Given): Grounds {
  const { cells } = knowledge;
  return {
    knowledge,
    tables,
    rules,
    families: findFamilies(cells, hierarchies),
    cellNumbers: new Map(cells.map((cell, index) => [cell.join("\n"), index])),
    codes: {
      ofRelease: [0, 1, 2].map((dimension) => new Set(cells.map((cell) => cell[dimension] ?? ""))),
      codesOf: (cell) => cells[cell] ?? [],
    },
  };
}
