import { join } from "node:path";
import type { Edition } from "./edition.ts";

/** The folders of one edition in one installation; `data` holds all that comes in and goes out. */
export interface Folders {
  edition: Edition;
  incoming: string;
  work: string;
  /** The file that says which process is at work, on any edition. */
  lock: string;
  warehouse: string;
  /** The warehouse that a run begins with: it knows all that was ever received. */
  received: string;
  personKey: string;
  /** What only the analyst may see. */
  review: string;
  releases: string;
  /** What is kept of releases that are no longer kept whole. */
  archive: string;
  published: string;
  site: string;
  /** Where all of the restricted edition lies. */
  restricted: string;
  pipelines: string;
  project: string;
}

/** The folders of the public edition. @param project the folder of package.json. */
export function resolveFolders(project: string, data: string, site: string, incoming?: string): Folders {
  const work = join(data, "work");
  const warehouse = join(work, "warehouse.duckdb");
  return {
    edition: "public",
    incoming: incoming ?? join(data, "incoming"),
    work,
    lock: join(work, "run.lock"),
    warehouse,
    received: warehouse,
    personKey: join(work, "person-key"),
    review: join(work, "review"),
    releases: join(data, "releases"),
    archive: join(work, "archive"),
    published: join(data, "published"),
    site,
    restricted: join(work, "restricted"),
    pipelines: join(project, "pipelines"),
    project,
  };
}

/**
 * The folders of the restricted edition: all that it writes lies in one folder, of which the public edition reads nothing.
 * It begins with what the public one has received, and shares its lock and its secret of persons.
 * @param site inside that folder
 */
export function restrictFolders(folders: Folders, site?: string): Folders {
  const work = folders.restricted;
  return {
    ...folders,
    edition: "restricted",
    work,
    warehouse: join(work, "warehouse.duckdb"),
    review: join(work, "review"),
    releases: join(work, "releases"),
    archive: join(work, "archive"),
    published: join(work, "published"),
    site: site ?? join(work, "site"),
  };
}
