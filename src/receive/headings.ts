import type { Contract } from "../check/contract.ts";

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

/** Heading without case, spaces, `_`, `-`, `/` and byte order mark. */
export function normaliseHeading(heading: string): string {
  return heading.toLowerCase().replaceAll(/[\s_\-/\u00a0\ufeff]/g, "");
}

export function matchHeadings(
  headings: readonly string[],
  contract: Contract,
  identifiers: Readonly<Record<string, readonly string[]>>,
): HeadingMatch {
  const known = new Map<string, string>();
  for (const [name, column] of Object.entries(contract.columns)) {
    for (const alias of [name, ...column.aliases]) known.set(normaliseHeading(alias), name);
  }
  const identifierKinds = new Map(
    Object.entries(identifiers).flatMap(([kind, names]) =>
      names.map((name) => [normaliseHeading(name), kind]),
    ),
  );
  const columns = headings.map((heading) => known.get(normaliseHeading(heading)) ?? null);
  const found = columns.filter((column) => column !== null);
  const isMarker = (heading: string): boolean =>
    normaliseHeading(heading) === normaliseHeading(exampleColumn);
  const unmatched = headings.filter((_, index) => columns[index] === null);
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
