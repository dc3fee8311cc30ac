import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const catalogue = z.object({
  indicators: z.array(
    z.object({ id: z.string(), version: z.int(), sql: z.string(), datasets: z.array(z.string()) }),
  ),
});

export type PublishedDefinition = z.infer<typeof catalogue>["indicators"][number];

/** An indicator whose version differs between two releases; null in the one that does not have it. */
export interface Redefinition {
  id: string;
  old_version: number | null;
  new_version: number | null;
}

/** The indicators of a release, as its catalogue has them. */
export async function readPublishedDefinitions(folder: string): Promise<PublishedDefinition[]> {
  return catalogue.parse(JSON.parse(await readFile(join(folder, "indicators.json"), "utf8"))).indicators;
}

export function findRedefinitions(
  before: readonly Pick<PublishedDefinition, "id" | "version">[],
  after: readonly Pick<PublishedDefinition, "id" | "version">[],
): Redefinition[] {
  const ids = [...new Set([...before, ...after].map(({ id }) => id))].sort();
  const versionIn = (
    all: readonly Pick<PublishedDefinition, "id" | "version">[],
    id: string,
  ): number | null => all.find((one) => one.id === id)?.version ?? null;
  return ids
    .map((id) => ({ id, old_version: versionIn(before, id), new_version: versionIn(after, id) }))
    .filter(({ old_version, new_version }) => old_version !== new_version);
}

/** Indicators whose SELECT is not what it was though their version is; spaces do not count. */
export function findUnannounced(
  before: readonly PublishedDefinition[],
  after: readonly Pick<PublishedDefinition, "id" | "version" | "sql">[],
): string[] {
  const plain = (sql: string): string => sql.replaceAll(/\s+/g, " ").trim();
  return after
    .filter(({ id, version, sql }) =>
      before.some((one) => one.id === id && one.version === version && plain(one.sql) !== plain(sql)),
    )
    .map(({ id }) => id);
}
