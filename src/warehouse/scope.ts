import { PipelineError } from "../errors.ts";

/** What something is made from: `schema.table.column`, or `schema.table.*` for the rows themselves. */
export type Origin = ReadonlySet<string>;

/** Columns by their names in lower case. */
export type Columns = ReadonlyMap<string, Origin>;

export const nothing: Origin = new Set();

/** One table of a FROM, by the name it is called. */
export interface Binding {
  name: string;
  columns: Columns;
}

/** The names that an expression can use. */
export interface Scope {
  bindings: readonly Binding[];
  /** Columns that tables were joined by (`using`): they stand once. */
  merged: Columns;
  /** Names that the SELECT gives. */
  aliases: Columns;
  /** What surrounds it: a lambda's function, the query of a correlated subquery. */
  outer: Scope | null;
}

export const emptyScope: Scope = { bindings: [], merged: new Map(), aliases: new Map(), outer: null };

export function unite(origins: Iterable<Origin>): Origin {
  const all = new Set<string>();
  for (const origin of origins) for (const one of origin) all.add(one);
  return all;
}

/** The origin of a name such as `column`, `table.column`, `schema.table.column` or `column.field`. */
export function resolveName(names: readonly string[], scope: Scope, where: string): Origin {
  const found = findName(
    names.map((name) => name.toLowerCase()),
    scope,
  );
  if (found) return found;
  throw new PipelineError("unknown-syntax", names.join("."), { where });
}

/** As `resolveName`; null for a name that is not there. */
export function findName(names: readonly string[], scope: Scope): Origin | null {
  for (let at: Scope | null = scope; at; at = at.outer) {
    const found = findHere(names, at);
    if (found) return found;
  }
  return null;
}

function findHere(names: readonly string[], { bindings, merged, aliases }: Scope): Origin | null {
  const [first = "", second, third] = names;
  for (const { name, columns } of bindings) {
    const column = name === first ? second : name === second ? third : undefined;
    const found = column === undefined ? undefined : columns.get(column);
    if (found) return found;
  }
  const owners = bindings.flatMap(({ columns }) => columns.get(first) ?? []);
  const column = merged.get(first) ?? (owners.length > 0 ? unite(owners) : aliases.get(first));
  if (column) return column;
  const row = bindings.find(({ name }) => name === first);
  return row ? unite(row.columns.values()) : null;
}

/** The columns that `*` stands for, or `relation.*`, in their order. */
export function listColumns(
  { bindings, merged }: Scope,
  relation: string,
  where: string,
): [string, Origin][] {
  if (relation !== "") {
    const binding = bindings.find(({ name }) => name === relation.toLowerCase());
    if (!binding) throw new PipelineError("unknown-syntax", `${relation}.*`, { where });
    return [...binding.columns];
  }
  const listed = new Set<string>();
  return bindings.flatMap(({ columns }) =>
    [...columns].flatMap(([name, origin]): [string, Origin][] => {
      const shared = merged.get(name);
      if (shared && listed.has(name)) return [];
      listed.add(name);
      return [[name, shared ?? origin]];
    }),
  );
}
