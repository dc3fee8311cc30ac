import type { Contract } from "../contracts/contract.ts";

/** The column that says of every row that it is generated example data. */
export const exampleColumn = "example_data_enghreifftiol";

export interface HeadingMatch {
  /** For each heading of the file, in order: the contract's column, or null for one it does not know. */
  columns: (string | null)[];
  missing: string[];
  duplicated: string[];
  unknown: string[];
  /** Kinds of direct identifier that headings announce. */
  identifiers: { heading: string; kind: string }[];
  isExample: boolean;
}

/** Characters that do not tell one heading from another; the engine knows this class as well. */
export const headingNoise = String.raw`[\s_\-/"'\x{00a0}\x{feff}]`;

/** Heading without case, blanks, line breaks, `_`, `-`, `/`, quotation marks and byte order mark. */
export function normaliseHeading(heading: string): string {
  return heading.toLowerCase().replaceAll(/[\s_\-/"'\u00a0\ufeff]/g, "");
}

/** What a report calls a column: its heading, or its position where it has none. */
export function shownHeading(heading: string, index: number): string {
  return heading === "" ? `(${index + 1})` : heading;
}

export function matchHeadings(
  headings: readonly string[],
  contract: Contract,
  identifiers: Readonly<Record<string, readonly string[]>>,
): HeadingMatch {
  const known = knownHeadings(contract);
  const identifierKinds = new Map(
    Object.entries(identifiers).flatMap(([kind, names]) =>
      names.map((name) => [normaliseHeading(name), kind]),
    ),
  );
  const columns = headings.map((heading) => known.get(normaliseHeading(heading)) ?? null);
  const found = columns.filter((column) => column !== null);
  const isMarker = (heading: string): boolean =>
    normaliseHeading(heading) === normaliseHeading(exampleColumn);
  const unmatched = headings.flatMap((heading, index) =>
    columns[index] === null ? [shownHeading(heading, index)] : [],
  );
  return {
    columns,
    missing: Object.entries(contract.columns)
      .filter(([name, column]) => column.required && !found.includes(name))
      .map(([name]) => name),
    duplicated: [...new Set(found.filter((name, index) => found.indexOf(name) !== index))],
    unknown: unmatched.filter((heading) => !isMarker(heading)),
    identifiers: unmatched.flatMap((heading) => {
      const kind = identifierKinds.get(normaliseHeading(heading));
      return kind ? [{ heading, kind }] : [];
    }),
    isExample: headings.some(isMarker),
  };
}

/** The contract's column of each heading it knows, normalised. */
export function knownHeadings(contract: Contract): Map<string, string> {
  const known = new Map<string, string>();
  for (const [name, column] of Object.entries(contract.columns)) {
    for (const alias of [name, ...column.aliases]) known.set(normaliseHeading(alias), name);
  }
  return known;
}
