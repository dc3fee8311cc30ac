import { PipelineError } from "../errors.ts";
import type { Folders } from "../paths.ts";
import { type KeptRelease, listReleases } from "./kept.ts";

/** The release of that name. @throws PipelineError `unknown-release` */
export async function findKept(folders: Folders, release: string): Promise<KeptRelease> {
  const found = (await listReleases(folders)).find(({ manifest }) => manifest.release === release);
  if (!found) throw new PipelineError("unknown-release", release, { where: folders.releases, kind: "usage" });
  return found;
}
