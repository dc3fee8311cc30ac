import { join } from "node:path";

/** The folders of one installation; `data` holds all that comes in and goes out. */
export interface Folders {
  incoming: string;
  work: string;
  warehouse: string;
  personKey: string;
  /** What only the analyst may see. */
  review: string;
  releases: string;
  /** What is kept of releases that are no longer kept whole. */
  archive: string;
  published: string;
  site: string;
  pipelines: string;
  project: string;
}

/** @param project the folder of package.json. */
export function resolveFolders(project: string, data: string, site: string, incoming?: string): Folders {
  const work = join(data, "work");
  return {
    incoming: incoming ?? join(data, "incoming"),
    work,
    warehouse: join(work, "warehouse.duckdb"),
    personKey: join(work, "person-key"),
    review: join(work, "review"),
    releases: join(data, "releases"),
    archive: join(work, "archive"),
    published: join(data, "published"),
    site,
    pipelines: join(project, "pipelines"),
    project,
  };
}
