import { PipelineError } from "../errors.ts";
import type { Folders } from "../paths.ts";
import { findDamaged } from "./damage.ts";
import { switchLink } from "./durable.ts";
import { findKept } from "./find-kept.ts";
import { listReleases, orderReleases, readWithdrawn, writeWithdrawn } from "./kept.ts";
import type { Manifest } from "./manifest.ts";

/**
 * Publishes a release made before. Those after it are taken back: a run with nothing new does not publish them again.
 * @throws PipelineError `unknown-release`, `thinned-release`, `damaged-release`
 */
export async function rollBack(folders: Folders, release: string): Promise<Manifest> {
  const { manifest, folder, isWhole } = await findKept(folders, release);
  if (!isWhole) throw new PipelineError("thinned-release", release, { where: folder });
  const damaged = await findDamaged(folder, manifest);
  if (damaged.length > 0) throw new PipelineError("damaged-release", damaged.join(", "), { where: folder });
  const later = (await listReleases(folders))
    .map((kept) => kept.manifest.release)
    .filter((name) => orderReleases(name, release) > 0);
  const withdrawn = (await readWithdrawn(folders)).filter((name) => orderReleases(name, release) < 0);
  await writeWithdrawn(folders, [...withdrawn, ...later]);
  await switchLink(folders.published, folder);
  return manifest;
}
