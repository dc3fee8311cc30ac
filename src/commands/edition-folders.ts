import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { Edition } from "../edition.ts";
import { PipelineError } from "../errors.ts";
import { type Folders, resolveFolders, restrictFolders } from "../paths.ts";

export interface AskedFolders {
  data: string;
  /** Null where the edition's own is meant. */
  site: string | null;
  incoming: string | null;
  edition: Edition;
}

/** The folders of an edition. @throws PipelineError `foreign-place` when the site would be built in the other's place */
export async function chooseFolders(
  project: string,
  { data, site, incoming, edition }: AskedFolders,
): Promise<Folders> {
  const open = resolveFolders(
    project,
    resolve(data),
    resolve(site ?? "dist"),
    incoming === null ? undefined : resolve(incoming),
  );
  const folders =
    edition === "public" ? open : restrictFolders(open, site === null ? undefined : resolve(site));
  await requireOwnPlace(folders, folders.site);
  return folders;
}

/**
 * Lets the restricted edition write in its own folder only, beside its releases, and the public one nowhere in or around it,
 * whatever links lie on the way.
 * @throws PipelineError `foreign-place`
 */
export async function requireOwnPlace(folders: Folders, path: string): Promise<void> {
  const place = await findPlace(path);
  const restricted = await findPlace(folders.restricted);
  const isOwn =
    folders.edition === "restricted"
      ? isWithin(place, restricted) &&
        place !== restricted &&
        ![folders.releases, folders.archive, folders.review].some((taken) =>
          isWithin(place, join(restricted, relative(folders.restricted, taken))),
        )
      : !isWithin(place, restricted) && !isWithin(restricted, place);
  if (!isOwn) {
    throw new PipelineError("foreign-place", `${folders.edition}: ${path}`, {
      where: folders.restricted,
      kind: "usage",
    });
  }
}

/** Where a path really is, also when it is not there yet. */
async function findPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path === dirname(path) ? path : join(await findPlace(dirname(path)), basename(path));
  }
}

function isWithin(place: string, folder: string): boolean {
  const way = relative(folder, place);
  return !way.startsWith("..") && !isAbsolute(way);
}
