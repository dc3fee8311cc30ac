import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCsv } from "hucre/csv";
import { dimensions } from "./observations.ts";

/** The columns that tell a cell from the others. */
export const cellKey = ["period_end", ...dimensions];

/** The kinds of the changes of an indicator's cells since the release before, by their keys, joined by spaces. */
export type CellChanges = ReadonlyMap<string, string>;

/** Reads `changes.csv` of a release, by indicator. */
export function readCellChanges(published: string): ReadonlyMap<string, CellChanges> {
  const text = readFileSync(join(published, "changes.csv"), "utf8");
  const [heading = [], ...rows] = parseCsv(text, { delimiter: "," });
  const place = (name: string): number => {
    const index = heading.indexOf(name);
    if (index === -1) throw new Error(`changes.csv: missing column: ${name}`);
    return index;
  };
  const [indicator, kind] = [place("indicator"), place("kind")];
  const places = cellKey.map(place);
  const changes = new Map<string, Map<string, string>>();
  for (const row of rows) {
    const id = String(row[indicator]);
    const known = changes.get(id) ?? new Map<string, string>();
    changes.set(id, known);
    known.set(places.map((index) => row[index]).join(" "), String(row[kind]));
  }
  return changes;
}
