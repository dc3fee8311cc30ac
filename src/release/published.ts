import { PipelineError } from "../errors.ts";
import type { Folders } from "../paths.ts";
import { type Manifest, readManifest } from "./manifest.ts";

/** The manifest of what is published, or null where nothing is. @throws PipelineError `other-edition` */
export async function readPublished(folders: Folders): Promise<Manifest | null> {
  const manifest = await readManifest(folders.published);
  if (manifest) requireEdition(folders, manifest, folders.published);
  return manifest;
}

/**
 * Nothing of one edition is published, put back or compared in the folders of the other.
 * @param where the manifest lies
 * @throws PipelineError `other-edition`
 */
export function requireEdition(
  { edition }: Folders,
  manifest: Pick<Manifest, "edition" | "release">,
  where: string,
): void {
  if (manifest.edition === edition) return;
  throw new PipelineError("other-edition", `${manifest.release}: ${manifest.edition}`, { where });
}
